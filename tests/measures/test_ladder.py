"""The order ladder and the times between purchases: by hand, and against a slow walk."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.measures import ladder
from retention.store import Filters
from tests.worlds import world, world_of

VISITS = """
    anna 2024-01-01
    anna 2024-01-21
    anna 2024-02-20
    bert 2024-01-01
    bert 2024-02-10
    cleo 2024-01-01
    dora 2024-03-20
    dora 2024-03-31
"""


def rungs(table):
    return {n: (e, r) for n, e, r in table[["order_number", "eligible", "returned"]].values}


def test_only_purchases_old_enough_are_judged():
    # D is 31 March, so a purchase counts until 1 March. First purchases: Anna (back after 20
    # days), Bert (after 40, too late), Cleo; Dora's is too new although she is back already.
    # Second: Anna on 21 January (back after 30), Bert on 10 February. Third: Anna on 20 February.
    table = ladder.ladder(world(VISITS).snapshot(), within=30)
    assert rungs(table) == {1: (3, 1), 2: (2, 1), 3: (1, 0)}
    assert table["share"].tolist() == pytest.approx([1 / 3, 1 / 2, 0])


def test_second_order_is_the_first_rung_of_each_horizon():
    # Nobody can be judged over 180 or 365 days yet.
    table = ladder.second_order(world(VISITS).snapshot())
    assert table[["within", "eligible", "returned"]].values.tolist() == [[30, 3, 1], [90, 3, 2]]


def test_a_horizon_of_no_days_is_refused():
    with pytest.raises(Refused, match="1 day or more"):
        ladder.ladder(world(VISITS).snapshot(), within=0)


def test_under_a_filter_the_next_purchase_may_be_anywhere():
    visits = """
        anna 2024-01-01 store=North
        anna 2024-01-05 store=South
        bert 2024-01-01 store=South
        bert 2024-03-01 store=North
    """
    table = ladder.ladder(world(visits).snapshot(filters=Filters(store=("North",))), within=30)
    assert rungs(table) == {1: (1, 1)}  # Bert's second is too new; his first was elsewhere


def test_one_time_buyers_hold_the_median_up():
    # Waits for the second purchase: 10, 20 (back), 30 (Cleo, not yet), 40 (back). Kaplan-Meier:
    # after 10 days 3/4 are still out, after 20 days 3/4·2/3 = 1/2, after 40 days 0.
    visits = """
        anna 2024-01-01
        anna 2024-01-11
        bert 2024-01-01
        bert 2024-01-21
        cleo 2024-01-11
        dora 2024-01-01
        dora 2024-02-10
    """
    first = ladder.times(world(visits).snapshot()).iloc[0]
    assert first[["n", "censored", "p25", "p50", "p75"]].tolist() == [4, 1, 10, 20, 40]
    assert first["median_among_returners"] == 20


def test_a_quantile_the_curve_does_not_reach_is_empty():
    visits = "anna 2024-01-01\nanna 2024-01-11\nbert 2024-01-01\ncleo 2024-01-01"
    first = ladder.times(world(visits).snapshot()).iloc[0]
    # The three are seen for 10 days: one of three is back.
    assert first["p25"] == 10 and np.isnan(first["p50"]) and np.isnan(first["p75"])


def waits(visits, as_of):
    """(order number, day, days waited, came back) of each purchase, by a walk."""
    for customer in {c for c, _ in visits}:
        days = sorted({d for c, d in visits if c == customer})
        for number, day in enumerate(days, 1):
            back = number < len(days)
            yield number, day, ((days[number] if back else as_of) - day).days, back


def slow_quantile(observed, part):
    """Kaplan and Meier by the book: multiply 1 − d/n over the days on which somebody came back."""
    out = 1.0
    for day in sorted({wait for wait, back in observed if back}):
        at_risk = sum(wait >= day for wait, _ in observed)
        out *= 1 - sum(back and wait == day for wait, back in observed) / at_risk
        if out <= 1 - part + 1e-9:
            return day
    return None


visit_lists = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.dates(date(2024, 1, 1), date(2024, 12, 31))),
    min_size=1,
    max_size=30,
)


@given(visit_lists, st.sampled_from([1, 30, 90, 200]))
def test_ladder_and_times_equal_the_slow_walk(visits, within):
    as_of = max(d for _, d in visits)
    rows = [{"customer": c, "ordered_at": d, "amount": "1"} for c, d in visits]
    snapshot = world_of(rows).snapshot()
    steps, slow = list(waits(visits, as_of)), {}
    for number, day, days, back in steps:
        if day <= as_of - timedelta(days=within):
            eligible, returned = slow.get(number, (0, 0))
            slow[number] = (eligible + 1, returned + (back and days <= within))
    assert rungs(ladder.ladder(snapshot, within=within)) == slow
    for row in ladder.times(snapshot).itertuples():
        observed = [(days, back) for number, _, days, back in steps if number == row.order_number]
        expected = [slow_quantile(observed, part) for part in (0.25, 0.5, 0.75)]
        assert [None if np.isnan(q) else q for q in (row.p25, row.p50, row.p75)] == expected
