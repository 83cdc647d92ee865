"""The leaky bucket: worked by hand, against a slow walk day by day, and adding up exactly."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.intervals import wilson
from retention.measures import bucket
from retention.store import Filters
from tests.worlds import world, world_of

# H is 30 days, so a customer is active for 60 days after a purchase.
VISITS = """
    anna 2024-01-10
    anna 2024-05-20
    bert 2024-01-31
    bert 2024-03-01
    cleo 2024-02-15
    dora 2024-06-30
"""
STEPS = ["at_start", "new", "reactivated", "lapsed", "at_end"]


def steps(table):
    return {str(row.month)[:7]: [row[step] for step in STEPS] for _, row in table.iterrows()}


def test_a_half_year_by_hand():
    # Anna's 60 days end on 10 March; she comes back on 20 May. Bert buys on 31 January and
    # 1 March, so he lapses on 30 April. Cleo lapses on 15 April. Dora is new on the last day.
    assert steps(bucket.months(world(VISITS).snapshot())) == {
        "2024-01": [0, 2, 0, 0, 2],
        "2024-02": [2, 1, 0, 0, 3],
        "2024-03": [3, 0, 0, 1, 2],
        "2024-04": [2, 0, 0, 2, 0],
        "2024-05": [0, 0, 1, 0, 1],
        "2024-06": [1, 1, 0, 0, 2],
    }


def test_leak_rate_is_lapsed_over_active_at_the_start():
    table = bucket.months(world(VISITS).snapshot()).set_index("month")
    march = table.loc["2024-03-01"]
    assert march["leak_rate"] == pytest.approx(1 / 3)  # Anna, of Anna, Bert and Cleo
    assert (march["low"], march["high"]) == pytest.approx([float(b) for b in wilson(1, 3)])
    assert table.loc["2024-01-01", ["leak_rate", "low", "high"]].isna().all()  # of nobody


def test_a_leak_before_anybody_could_lapse_is_marked():
    # The first sale is on 10 January; 60 days later is 10 March, so April is the first month at
    # whose start everybody's last 60 days are known.
    table = bucket.months(world(VISITS).snapshot()).set_index("month")
    assert table["settled"].tolist() == [False, False, False, True, True, True]


def test_the_running_month_is_left_out():
    table = bucket.months(world(VISITS.replace("06-30", "06-29")).snapshot())
    assert table["month"].max() == pd.Timestamp("2024-05-01")


def test_leak_over_two_months_counts_each_customer_once():
    # March and April: Anna, Bert and Cleo are active when March begins; all three lapse.
    table = bucket.leak(world(VISITS).snapshot(), months=2).set_index("month")
    assert table.loc["2024-04-01", ["at_start", "lapsed"]].tolist() == [3, 3]
    # April and May: Bert and Cleo are active when April begins and lapse; Anna's return is no
    # part of it.
    assert table.loc["2024-05-01", ["at_start", "lapsed"]].tolist() == [2, 2]


def test_a_leak_over_one_month_is_the_monthly_leak():
    snapshot = world(VISITS).snapshot()
    columns = ["month", "at_start", "lapsed", "leak_rate", "settled"]
    pd.testing.assert_frame_equal(
        bucket.leak(snapshot, months=1)[columns], bucket.months(snapshot)[columns]
    )


def test_a_leak_over_no_month_is_refused():
    with pytest.raises(Refused, match="from 1 to 60"):
        bucket.leak(world(VISITS).snapshot(), months=0)


def test_a_filter_keeps_those_who_began_inside_it_with_their_whole_history():
    visits = "anna 2024-01-10 store=North\nanna 2024-03-05 store=South\nbert 2024-01-10 store=South"
    # Anna's purchase in the South keeps her active, although the filter shows the North only.
    snapshot = world(visits + "\nbert 2024-03-31 store=South").snapshot(
        filters=Filters(store=("North",))
    )
    assert steps(bucket.months(snapshot)) == {
        "2024-01": [0, 1, 0, 0, 1], "2024-02": [1, 0, 0, 0, 1], "2024-03": [1, 0, 0, 0, 1],
    }  # fmt: skip


def test_a_period_keeps_its_months_and_their_numbers():
    whole = bucket.months(world(VISITS).snapshot())
    part = bucket.months(world(VISITS).snapshot(filters=Filters(since=date(2024, 4, 1))))
    pd.testing.assert_frame_equal(part, whole.iloc[3:].reset_index(drop=True))


def slow_bucket(visits, as_of, active_days):
    """Day by day: who is active, and who came or went since the day before."""
    days = {}
    for customer, day in visits:
        days.setdefault(customer, set()).add(day)
    day, before, seen, months = min(d for _, d in visits).replace(day=1), set(), set(), {}
    while day <= as_of:
        active = {c for c, ds in days.items() if any(0 <= (day - d).days < active_days for d in ds)}
        row = months.setdefault(day.replace(day=1), dict.fromkeys(STEPS, 0) | {
            "at_start": len(before)})  # fmt: skip
        # a purchase on the very day the old spell ends both loses and wins the customer back
        again = {
            c
            for c in before & active
            if day in days[c]
            and max(d for d in days[c] if d < day) == day - timedelta(days=active_days)
        }
        row["lapsed"] += len(before - active) + len(again)
        row["new"] += len(active - before - seen)
        row["reactivated"] += len((active - before) & seen) + len(again)
        row["at_end"] = len(active)
        before, seen, day = active, seen | active, day + timedelta(days=1)
    complete = (as_of + timedelta(days=1)).replace(day=1)
    return {str(m)[:7]: [row[step] for step in STEPS]
            for m, row in months.items() if m < complete}  # fmt: skip


visit_lists = st.lists(
    st.tuples(st.sampled_from("abcde"), st.dates(date(2023, 11, 1), date(2024, 12, 31))),
    min_size=1,
    max_size=25,
)


@given(visit_lists)
def test_the_bucket_equals_the_slow_walk_and_adds_up(visits):
    rows = [{"customer": c, "ordered_at": d, "amount": "1"} for c, d in visits]
    table = bucket.months(world_of(rows).snapshot())
    assert steps(table) == slow_bucket(visits, max(d for _, d in visits), 60)
    total = table["at_start"] + table["new"] + table["reactivated"] - table["lapsed"]
    assert (total == table["at_end"]).all()
    assert table["at_start"].tolist() == [0, *table["at_end"]][: len(table)]


def test_sixty_days_of_silence_to_the_day_is_a_lapse_and_a_return():
    bought = datetime(2024, 1, 15)
    rows = [{"customer": "anna", "ordered_at": when, "amount": "1"}
            for when in (bought, bought + timedelta(days=60), datetime(2024, 3, 31))]  # fmt: skip
    assert steps(bucket.months(world_of(rows).snapshot()))["2024-03"] == [1, 0, 1, 1, 1]
