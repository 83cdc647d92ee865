"""Cohort triangles: worlds worked by hand, and a slow reference that walks visit by visit."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.measures import cohorts, customers
from retention.store import Filters
from tests.worlds import world, world_of

VISITS = """
    anna 2024-01-05
    anna 2024-02-07
    bert 2024-01-20
    bert 2024-03-02
    cleo 2024-02-11
    cleo 2024-02-12
    dora 2024-03-31
"""


def cells(table, column="active"):
    """{(cohort month, period): value}"""
    return {(str(c)[:7], k): v for c, k, v in table[["cohort", "period", column]].values}


def test_classic_counts_who_bought_in_the_period():
    # January: Anna and Bert. February: Anna, not Bert. March: Bert, not Anna.
    table = cohorts.triangle(world(VISITS).snapshot())
    assert cells(table) == {
        ("2024-01", 0): 2, ("2024-01", 1): 1, ("2024-01", 2): 1,
        ("2024-02", 0): 1, ("2024-02", 1): 0,
        ("2024-03", 0): 1,
    }  # fmt: skip
    assert cells(table, "retention")["2024-01", 1] == 0.5


def test_rolling_counts_who_bought_in_it_or_later():
    # Bert's March purchase counts for January's periods 1 and 2; Anna's last was in period 1.
    table = cohorts.triangle(world(VISITS).snapshot(), kind="rolling")
    assert [cells(table)["2024-01", k] for k in (0, 1, 2)] == [2, 2, 1]


def test_cumulative_counts_second_purchases_by_the_end():
    # Nobody bought twice in January; Anna by the end of February; Bert by the end of March.
    table = cohorts.triangle(world(VISITS).snapshot(), kind="cumulative")
    assert [cells(table)["2024-01", k] for k in (0, 1, 2)] == [0, 1, 2]
    assert cells(table)["2024-02", 0] == 1  # Cleo came back the next day


def test_a_period_that_has_not_ended_is_absent_not_zero():
    # The last sale is on 30 March, so March is not over.
    table = cohorts.triangle(world(VISITS.replace("03-31", "03-30")).snapshot())
    assert ("2024-01", 2) not in cells(table)
    assert ("2024-03", 0) not in cells(table)
    assert cells(table)["2024-02", 0] == 1


def test_elapsed_clock_waits_for_every_member():
    # Own windows of 30 days: Bert (20 January) is seen for two whole windows by 31 March, Anna for
    # two; the cohort's period 2 would need Bert until 18 April.
    table = cohorts.triangle(world(VISITS).snapshot(), clock="elapsed")
    assert {k: v for (c, k), v in cells(table).items() if c == "2024-01"} == {0: 2, 1: 2}


@pytest.mark.parametrize(("last", "observed"), [("01-29", []), ("01-30", [0]), ("02-29", [0, 1])])
def test_an_own_window_of_thirty_days_ends_on_its_thirtieth(last, observed):
    snapshot = world(f"anna 2024-01-01\n- 2024-{last}").snapshot()
    table = cohorts.triangle(snapshot, clock="elapsed")
    assert table["period"].tolist() == observed
    assert len(customers.behind(snapshot, kind="cohort_period", period=0, clock="elapsed")) == (
        len(observed) > 0
    )


def test_amount_is_a_share_of_the_cohorts_own_period():
    visits = "anna 2024-01-05 80\nanna 2024-02-07 20\nbert 2024-01-09 20\nbert 2024-02-29 5"
    table = cohorts.triangle(world(visits).snapshot(), unit="amount")
    assert cells(table, "retention") == {("2024-01", 0): 1.0, ("2024-01", 1): 0.25}


def spenders(later):
    """A cohort of forty who first spend 10 each, and as told in the month after."""
    rows = [f"c{n} 2024-01-05 10" for n in range(40)]
    rows += [f"c{n} 2024-02-07 {amount}" for n, amount in enumerate(later) if amount]
    return world("\n".join([*rows, "- 2024-02-29"])).snapshot()


def test_the_interval_of_an_amount_is_by_customer():
    # All spend half as much again: any forty of them do. Where twenty spend as much and twenty
    # nothing, it is the interval of a share of 20 in 40: 0.5 ± 1.96·√(0.5·0.5/40) = 0.345 to 0.655.
    for table in (cohorts.triangle, cohorts.pooled):
        row = table(spenders([5] * 40), unit="amount").iloc[1]
        assert row[["retention", "low", "high"]].tolist() == pytest.approx([0.5, 0.5, 0.5])
        row = table(spenders([10] * 20), unit="amount", seed=4).iloc[1]
        assert row["retention"] == 0.5
        assert [row["low"], row["high"]] == pytest.approx([0.345, 0.655], abs=0.04)


def test_the_amount_of_four_customers_has_no_interval():
    table = cohorts.triangle(world("anna 2024-01-05\n- 2024-01-31").snapshot(), unit="amount")
    assert table["retention"].tolist() == [1.0]
    assert table[["low", "high"]].isna().all(axis=None)


def test_an_amount_has_its_own_period_only():
    with pytest.raises(Refused, match="cannot be rolling; leave the kind out"):
        cohorts.triangle(world(VISITS).snapshot(), unit="amount", kind="rolling")
    with pytest.raises(Refused, match="cannot be cumulative"):
        cohorts.pooled(world(VISITS).snapshot(), unit="amount", kind="cumulative")


def test_amounts_of_all_cohorts_together():
    visits = "anna 2024-01-05 80\nanna 2024-02-07 20\nbert 2024-02-09 20\n- 2024-03-31"
    line = cohorts.pooled(world(visits).snapshot(), unit="amount").set_index("period")
    # Anna 80, 20, 0; Bert 20, 0: period 1 is 20 of 100, period 2 only Anna's 0 of 80
    assert line["amount"].tolist() == [100, 20, 0]
    assert line["retention"].tolist() == [1, 0.2, 0]


def test_a_filter_keeps_those_whose_first_purchase_was_inside_it():
    visits = """
        anna 2024-01-05 store=North
        anna 2024-02-07 store=South
        bert 2024-01-20 store=South
        bert 2024-02-29 store=North
    """
    table = cohorts.triangle(world(visits).snapshot(filters=Filters(store=("North",))))
    # Anna began in North and did not buy there again; Bert began elsewhere.
    assert cells(table) == {("2024-01", 0): 1, ("2024-01", 1): 0}


def test_came_back_by_then_is_never_below_bought_then_under_a_filter():
    # Of Anna's three visits the second was in South: inside North her second one is in March.
    visits = """
        anna 2024-01-05 store=North
        anna 2024-02-07 store=South
        anna 2024-03-31 store=North
    """
    snapshot = world(visits).snapshot(filters=Filters(store=("North",)))
    for kind, counted in {"classic": [1, 0, 1], "cumulative": [0, 0, 1]}.items():
        table = cohorts.triangle(snapshot, kind=kind)
        assert table["active"].tolist() == counted
        for period, expected in enumerate(counted):
            who = customers.behind(
                snapshot, kind="cohort", cohort="2024-01-01", period=period, counted=kind
            )
            assert len(who) == expected


def test_a_return_without_its_sale_lowers_the_cohorts_amount():
    visits = "anna 2024-01-05 100 product=tea\nanna 2024-02-07 -40 product=cup\n- 2024-02-29"
    table = cohorts.triangle(world(visits).snapshot(), unit="amount")
    assert table["amount"].tolist() == [100, -40]
    assert table["active"].tolist() == [1, 0]


def test_an_order_returned_whole_is_no_purchase_from_the_return_on():
    visits = "anna 2024-01-05 10 product=tea\nanna 2024-02-29 -10 product=tea\nbert 2024-01-06"
    database = world(visits)
    assert cells(cohorts.triangle(database.snapshot()))["2024-01", 0] == 1
    before = database.snapshot(as_of=date(2024, 2, 28))
    assert cells(cohorts.triangle(before))["2024-01", 0] == 2


def test_pooled_adds_counts_before_dividing():
    # Period 1 is observed for January (1 of 2) and February (0 of 1): 1 of 3, not the mean of
    # 50 % and 0 %.
    line = cohorts.pooled(world(VISITS).snapshot()).set_index("period")
    assert line.loc[1, "retention"] == pytest.approx(1 / 3)
    assert line.loc[1, ["cohorts", "size", "active"]].tolist() == [2, 3, 1]


def test_an_unknown_grain_is_refused_with_the_known_ones():
    with pytest.raises(Refused, match="week, month, quarter, year"):
        cohorts.triangle(world(VISITS).snapshot(), grain="decade")


def slow_triangle(visits, grain, kind, as_of):
    """The obvious way: for each cohort and period, walk over everybody."""
    first = {}
    for customer, day in sorted(visits, key=lambda visit: visit[1]):
        first.setdefault(customer, day)
    starts = sorted({start(day, grain) for day in first.values()})
    found = {}
    for cohort in starts:
        members = {c for c, day in first.items() if start(day, grain) == cohort}
        begin, k = cohort, 0
        while (end := step(begin, grain) - timedelta(days=1)) <= as_of:
            found[cohort, k] = sum(
                counts(sorted({d for c, d in visits if c == m}), begin, end, kind) for m in members
            )
            begin, k = step(begin, grain), k + 1
    return found


def counts(days, begin, end, kind):
    if kind == "classic":
        return any(begin <= day <= end for day in days)
    if kind == "rolling":
        return any(day >= begin for day in days)
    return len(days) > 1 and days[1] <= end


def start(day, grain):
    return {
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
    }[grain]


def step(begin, grain):
    if grain == "week":
        return begin + timedelta(days=7)
    months = begin.month - 1 + {"month": 1, "quarter": 3, "year": 12}[grain]
    return date(begin.year + months // 12, months % 12 + 1, 1)


days = st.dates(date(2023, 11, 1), date(2025, 2, 10))
visit_lists = st.lists(st.tuples(st.sampled_from("abcdef"), days), min_size=1, max_size=25)


@given(visit_lists, st.sampled_from(cohorts.GRAINS), st.sampled_from(cohorts.KINDS))
def test_every_kind_and_grain_equals_the_slow_walk(visits, grain, kind):
    rows = [{"customer": c, "ordered_at": d, "amount": "1"} for c, d in visits]
    table = cohorts.triangle(world_of(rows).snapshot(), grain=grain, kind=kind)
    fast = {(pd.Timestamp(c).date(), k): n for c, k, n in
            table[["cohort", "period", "active"]].values}  # fmt: skip
    slow = slow_triangle(visits, grain, kind, as_of=max(day for _, day in visits))
    assert fast == slow
