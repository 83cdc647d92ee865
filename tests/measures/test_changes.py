"""What changed since the last upload: by hand, over several uploads."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from retention.measures import changes, customers
from retention.store import IN_MEMORY, Database
from tests.uploads import upload
from tests.worlds import world, world_of


def uploads(*batches):
    """A world of several uploads, each a text of ``customer day amount`` lines; H is 30 days."""
    rows = []
    for number, text in enumerate(batches, 1):
        for line in filter(str.strip, text.splitlines()):
            customer, day, *amount = line.split()
            rows.append({"customer": customer, "ordered_at": datetime.fromisoformat(day),
                         "amount": (amount or ["10"])[0], "batch": number})  # fmt: skip
    return world_of(rows).snapshot()


FIRST = """
    anna 2023-03-20 50
    anna 2023-03-30 10
    bert 2023-04-05 30
    anna 2024-02-01
    anna 2024-02-11
    anna 2024-02-21
    bert 2024-01-20
    cleo 2024-02-29
"""
MARCH = """
    dora 2024-03-10 40
    cleo 2024-03-31 25
"""


def facts(table):
    return table.set_index("fact")


def test_the_last_month_by_hand():
    # Before: 29 February. Active then: Anna, Bert (20 January) and Cleo. Since: Dora is new,
    # Bert's 60 days ended on 20 March.
    table = changes.since_last_upload(uploads(FIRST, MARCH))
    assert table["since"].unique().tolist() == ["upload"]
    assert table["before_day"].unique().tolist() == [pd.Timestamp("2024-02-29")]
    told = facts(table)
    assert told.loc["active", ["before", "after", "change"]].tolist() == [3, 3, 0]
    assert told.loc["new", "after"] == 1
    assert told.loc["lapsed", "after"] == 1
    assert told.loc["customers", "after"] == 2
    assert told.loc["amount", "after"] == 65


def test_a_year_ago_only_where_it_is_covered():
    # The history begins on 20 March 2023, after 1 March 2023: nothing to compare with …
    told = facts(changes.since_last_upload(uploads(FIRST, MARCH)))
    assert told.loc[["new", "amount", "lapsed"], "before"].isna().all()
    # … but with sales from January 2023 on, March 2023 had 60.00 from Anna; lapses could not be
    # seen yet.
    told = facts(changes.since_last_upload(uploads("eva 2023-01-31\n" + FIRST, MARCH)))
    assert told.loc["amount", ["before", "after", "change"]].tolist() == [60, 65, 5]
    assert told.loc["new", "before"] == 1
    assert np.isnan(told.loc["lapsed", "before"])


def test_newly_overdue_and_silent_regulars():
    # Anna's gaps are 10 days and one of 307; her own gap is short of 40 days or so; by 31 March she
    # has been silent for 39 days, on 29 February for 8.
    snapshot = uploads(FIRST, MARCH)
    told = facts(changes.since_last_upload(snapshot))
    statuses = customers.customers(snapshot).set_index("customer")["status"]
    overdue = customers.behind(snapshot, kind="newly_overdue", since_day="2024-02-29")
    assert told.loc["newly_overdue", "after"] == len(overdue)
    assert told.loc["newly_overdue", "value"] == overdue["value"].sum()
    assert set(overdue["customer"]) <= set(statuses[statuses.isin(["late", "broken"])].index)


def test_somebody_who_crosses_her_own_rhythm_is_newly_overdue_once():
    steady = "\n".join(f"anna 2024-01-{day:02d}" for day in range(1, 31, 2))
    others = "\n".join(f"bert 2024-{month}-{day}" for month in ("01", "02") for day in ("05", "25"))
    february = "cleo 2024-02-20"
    snapshot = uploads(steady, others + "\n" + february)
    told = facts(changes.since_last_upload(snapshot))
    overdue = customers.behind(snapshot, kind="newly_overdue", since_day="2024-01-29")
    assert overdue["customer"].tolist() == ["anna"]  # every other day, now silent for 27
    assert told.loc["newly_overdue", ["after", "value"]].tolist() == [1, 75]  # 15 of 10.00, per H
    assert told.loc["silent_regulars", ["before", "after"]].tolist() == [0, 1]
    # A week later she is still overdue, and not newly so; on 25 February she was already.
    snapshot = uploads(steady, others + "\n" + february, "dora 2024-03-03")
    told = facts(changes.since_last_upload(snapshot))
    assert told.loc["newly_overdue", "after"] == 0
    assert told.loc["silent_regulars", ["before", "after"]].tolist() == [1, 1]


def test_a_second_till_for_the_same_month_keeps_the_day_before():
    other_till = "emil 2024-03-05 5"
    table = changes.since_last_upload(uploads(FIRST, MARCH, other_till))
    assert table["before_day"].unique().tolist() == [pd.Timestamp("2024-02-29")]
    assert facts(table).loc["new", "after"] == 2


def test_after_a_first_upload_the_last_month_is_told():
    table = changes.since_last_upload(uploads(FIRST + MARCH))
    assert table["since"].unique().tolist() == ["month"]
    assert table["before_day"].unique().tolist() == [pd.Timestamp("2024-02-29")]


def test_an_upload_whose_lines_were_all_replaced_moved_the_last_day_all_the_same(tmp_path):
    database = Database(IN_MEMORY)
    for months, amount in (((1, 2), 10), ((3, 4), 10), ((1, 2, 3, 4), 12)):
        rows = [f"{month},2024-0{month}-20,c{month % 2},{amount}" for month in months]
        report = upload(database, tmp_path, "\n".join(["order,date,customer,amount", *rows]))
        assert report.accepted == len(months)
    table = changes.since_last_upload(database.snapshot())
    assert table["before_day"].unique().tolist() == [pd.Timestamp("2024-02-20")]


def test_less_than_a_month_tells_nothing():
    table = changes.since_last_upload(world("anna 2024-03-20\nanna 2024-03-30").snapshot())
    assert table.empty and table.columns.tolist() == changes.COLUMNS


def test_flows_explain_the_change_of_active_customers():
    told = facts(changes.since_last_upload(uploads(FIRST, MARCH)))["after"]
    before = facts(changes.since_last_upload(uploads(FIRST, MARCH))).loc["active", "before"]
    flows = told["new"] + told["reactivated"] - told["lapsed"]
    assert before + flows == pytest.approx(told["active"])
