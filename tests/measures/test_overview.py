"""The overview: months by hand, regulars against a slow walk, the newest month beside others."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.glossary import GLOSSARY
from retention.measures import bucket, overview
from retention.store import Filters
from tests.worlds import world, world_of

# H is 30 days: active for 60 days after a purchase.
VISITS = """
    anna 2024-01-05 10
    anna 2024-01-20 30
    bert 2024-01-10 20
    -    2024-01-11 40
    anna 2024-02-07 15
    cleo 2024-02-29 25
"""


def month(table, text):
    return table.set_index("month").loc[f"{text}-01"]


def test_january_by_hand():
    # Anna bought twice (10 + 30), Bert once (20): 3 purchases of 60; 40 more are anonymous.
    row = month(overview.history(world(VISITS).snapshot()), "2024-01")
    counts = ["customers", "active", "new", "regulars", "purchases", "amount", "amount_customers"]
    assert row[counts].tolist() == [2, 2, 2, 1, 3, 100, 60]
    assert row["regulars_share"] == 0.5
    assert row["purchases_per_customer"] == 1.5
    assert row["amount_per_purchase"] == 20
    assert row["anonymous_share"] == 0.4


def test_february_by_hand():
    # Anna, Bert and the new Cleo are active; Anna is the one regular.
    row = month(overview.history(world(VISITS).snapshot()), "2024-02")
    assert row[["customers", "active", "new", "regulars", "lapsed"]].tolist() == [2, 3, 1, 1, 0]
    assert row["leak_rate"] == 0 and not row["settled"]


def test_three_purchases_make_a_regular_by_a_switch():
    table = overview.history(world(VISITS).snapshot(), regular_from=3)
    assert table["regulars"].tolist() == [0, 1]  # Anna's third purchase is in February
    with pytest.raises(Refused, match="at least twice"):
        overview.history(world(VISITS).snapshot(), regular_from=1)


def test_a_return_lowers_the_month_of_the_sale():
    visits = "anna 2024-01-05 50 product=tea\nanna 2024-02-29 -20 product=tea\nbert 2024-02-10 5"
    table = overview.history(world(visits).snapshot())
    assert table["amount"].tolist() == [30, 5]


def test_sales_without_customers_still_have_their_money():
    table = overview.history(world("- 2024-01-31 10").snapshot())
    assert table[["amount", "customers", "active"]].values.tolist() == [[10, 0, 0]]
    assert np.isnan(table["regulars_share"].iloc[0])


def test_amounts_of_the_stores_add_up_to_the_whole():
    visits = VISITS.replace("anna", "anna store=North").replace("bert", "bert store=South")
    rows = [line.split() for line in visits.strip().splitlines()]
    lines = "\n".join(
        " ".join([w for w in words if "=" not in w] + [w for w in words if "=" in w])
        for words in rows
    )
    lines = lines.replace("cleo 2024-02-29 25", "cleo 2024-02-29 25 store=South")
    lines = lines.replace("- 2024-01-11 40", "- 2024-01-11 40 store=South")
    database = world(lines)
    parts = [
        overview.history(database.snapshot(filters=Filters(store=(s,)))).set_index("month")
        for s in ("North", "South")
    ]
    whole = overview.history(database.snapshot()).set_index("month")
    total = parts[0]["amount"].add(parts[1]["amount"], fill_value=0)
    assert total.tolist() == whole["amount"].tolist()


def test_tiles_compare_with_the_month_before_and_with_last_year():
    visits = """
        anna 2023-02-10 10
        bert 2023-02-11 30
        anna 2024-01-05 5
        anna 2024-02-07 12
        bert 2024-02-29 14
    """
    tiles = overview.tiles(world(visits).snapshot()).set_index("figure")
    amount = tiles.loc["amount"]
    assert amount["month"] == pd.Timestamp("2024-02-01")
    assert amount[["value", "previous", "change"]].tolist() == [26, 5, 21]
    assert amount[["year_ago", "change_year"]].tolist() == [40, -14]
    assert tiles.loc["regulars_share", "value"] == 1
    assert 0 < tiles.loc["regulars_share", "low"] < tiles.loc["regulars_share", "high"] == 1
    assert tiles.index.tolist() == list(overview.FIGURES)


def test_each_figure_has_its_glossary_entry():
    assert set(overview.FIGURES) <= set(GLOSSARY)


def test_tiles_of_a_first_month_have_nothing_to_compare_with():
    tiles = overview.tiles(world("anna 2024-01-31").snapshot()).set_index("figure")
    assert tiles.loc["customers", "value"] == 1
    assert tiles[["previous", "change", "year_ago", "change_year"]].isna().all(axis=None)
    # nobody can have lapsed yet: the leak is unknown, not 0 %
    assert np.isnan(tiles.loc["leak_rate", "value"])
    assert overview.tiles(world("anna 2024-01-30").snapshot()).empty


def test_regulars_spend_against_one_time_buyers():
    # Anna 10 + 30 + 15 = 55 is the regular; Bert 20 and Cleo 25 bought once: 22.50 a head.
    table = overview.regulars(world(VISITS).snapshot()).set_index("customers_are")
    assert table.loc["regulars", ["customers", "purchases", "amount"]].tolist() == [1, 3, 55]
    assert table.loc["regulars", "amount_share"] == 0.55
    assert table.loc["one-time buyers", "amount_per_customer"] == 22.5
    assert table.loc["regulars", "times_one_time"] == pytest.approx(55 / 22.5)


def test_what_regulars_are_and_bring_has_its_intervals():
    # Twenty regulars of 10 each and twenty one-time buyers of 30: 200 and 600. A resample holds
    # each side 20 ± √20 times, so the share of 0.25 moves by about 0.25·0.75·√(1/20 + 1/20)·1.96.
    # 20 of 40: Wilson gives 0.352 to 0.648.
    visits = "\n".join(
        [f"often{n} 2024-03-0{day} 5" for n in range(20) for day in (1, 2)]
        + [f"once{n} 2024-03-31 30" for n in range(20)]
    )
    shop = world(visits).snapshot()
    row = overview.regulars(shop).set_index("customers_are").loc["regulars"]
    assert row[["n", "customers_share", "amount_share"]].tolist() == [40, 0.5, 0.25]
    assert row[["customers_low", "customers_high"]].tolist() == pytest.approx(
        [0.352, 0.648], abs=0.001
    )
    assert row[["amount_low", "amount_high"]].tolist() == pytest.approx([0.148, 0.376], abs=0.03)
    ends = [overview.regulars(shop, seed=seed)["amount_low"].iloc[0] for seed in (0, 0, 1)]
    assert ends[0] == ends[1] != ends[2]
    assert overview.regulars(world("anna 2024-01-05").snapshot()).empty


def test_regulars_are_the_active_ones_of_the_tile():
    # Dora bought twice and lapsed: 60 days after 20 November are over long before February ends.
    # March is not over: Bert's second purchase in it makes him no regular yet.
    visits = f"dora 2023-11-01\ndora 2023-11-20 90\n{VISITS}\nbert 2024-03-02 70"
    snapshot = world(visits).snapshot()
    table = overview.regulars(snapshot).set_index("customers_are")
    assert table["customers"].to_dict() == {"regulars": 1, "one-time buyers": 2}
    assert table["amount"].to_dict() == {"regulars": 55, "one-time buyers": 45}
    tile = overview.tiles(snapshot).set_index("figure").loc["regulars_share", "value"]
    assert table.loc["regulars", "customers_share"] == tile == pytest.approx(1 / 3)
    # who is active and bought nothing inside the period is still one of them
    lately = overview.regulars(world(visits).snapshot(filters=Filters(since=date(2024, 2, 10))))
    assert lately[["customers_are", "customers", "purchases", "amount"]].values.tolist() == [
        ["regulars", 1, 0, 0], ["one-time buyers", 2, 1, 25],
    ]  # fmt: skip


def test_regulars_amount_is_net_of_a_return_without_its_sale():
    visits = "anna 2024-01-05 100 product=tea\nanna 2024-02-07 -40 product=cup\n- 2024-02-29"
    table = overview.regulars(world(visits).snapshot())
    assert table[["customers_are", "customers", "purchases", "amount"]].values.tolist() == [
        ["one-time buyers", 1, 1, 60]
    ]


visit_lists = st.lists(
    st.tuples(st.sampled_from("abcde"), st.dates(date(2023, 11, 1), date(2024, 8, 31))),
    min_size=1,
    max_size=25,
)


@given(visit_lists, st.integers(2, 4))
def test_regulars_equal_the_slow_walk_and_the_bucket_agrees(visits, regular_from):
    rows = [{"customer": c, "ordered_at": d, "amount": "1"} for c, d in visits]
    snapshot = world_of(rows).snapshot()
    table = overview.history(snapshot, regular_from=regular_from)
    for row in table.itertuples():
        end = (row.month + pd.offsets.MonthEnd(0)).date()
        by_then = {}
        for customer, day in set(visits):
            if day <= end:
                by_then.setdefault(customer, []).append(day)
        active = [days for days in by_then.values() if (end - max(days)).days < 60]
        assert row.active == len(active)
        assert row.regulars == sum(len(days) >= regular_from for days in active)
    kinds = overview.regulars(snapshot, regular_from=regular_from).set_index("customers_are")
    if len(table):
        assert kinds["customers"].sum() == table["active"].iloc[-1]
        assert kinds["customers"].get("regulars", 0) == table["regulars"].iloc[-1]
    flows = bucket.months(snapshot)
    assert table["active"].tolist() == flows["at_end"].tolist()
    assert table["leak_rate"].equals(flows["leak_rate"])
