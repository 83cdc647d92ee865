"""Cohorts counted in purchases and in margin: worlds worked by hand, and a slow walk."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.measures import cohorts
from retention.store import Filters
from tests.measures.test_cohorts import start, step
from tests.worlds import world, world_of


def test_purchases_are_counted_per_customer_of_the_cohort():
    # Two began in January with three purchases; in February Anna makes two: 3/2 and 2/2.
    visits = """
        anna 2024-01-05
        anna 2024-01-09
        bert 2024-01-20
        anna 2024-02-07
        anna 2024-02-08
        - 2024-02-29
    """
    for table in (cohorts.triangle, cohorts.pooled):
        found = table(world(visits).snapshot(), unit="orders")
        assert found["orders"].tolist() == [3, 2]
        assert found["retention"].tolist() == [1.5, 1.0]


def test_the_interval_of_purchases_is_by_customer():
    # Twenty of forty buy twice, the others not: the mean of 0 and 2 is 1, its deviation 1, so
    # 1 ± 1.96/√40 = 0.69 to 1.31. Were each purchase drawn by itself, it would be narrower.
    rows = [f"c{n} 2024-01-05" for n in range(40)]
    rows += [f"c{n} 2024-02-0{day}" for n in range(20) for day in (7, 8)]
    row = cohorts.triangle(world("\n".join([*rows, "- 2024-02-29"])).snapshot(), unit="orders")
    assert row["retention"].tolist() == [1, 1]
    assert row.iloc[1][["low", "high"]].tolist() == pytest.approx([0.69, 1.31], abs=0.06)


def test_no_purchase_at_all_is_a_zero_without_an_interval():
    rows = [f"c{n} 2024-01-05" for n in range(10)]
    table = cohorts.triangle(world("\n".join([*rows, "- 2024-02-29"])).snapshot(), unit="orders")
    assert table["retention"].tolist() == [1, 0]
    assert table["low"].isna().tolist() == [False, True]


COSTS = """
    anna 2024-01-05 100 quantity=2 unit_cost=30
    anna 2024-02-07 40 quantity=1 unit_cost=20
    - 2024-02-29
"""


def test_a_margin_is_the_amount_less_the_cost_and_a_share_of_the_first():
    # 100 − 2·30 = 40 in January, 40 − 20 = 20 in February: half of it
    table = cohorts.triangle(world(COSTS).snapshot(), unit="margin")
    assert table["margin"].tolist() == [40, 20]
    assert table["retention"].tolist() == [1, 0.5]


def test_where_a_line_has_no_cost_the_settings_margin_counts():
    # February's line without a cost: a quarter of 40 is 10
    visits = COSTS.replace(" quantity=1 unit_cost=20", "")
    table = cohorts.triangle(world(visits, margin_share="0.25").snapshot(), unit="margin")
    assert table["margin"].tolist() == [40, 10]


def test_where_neither_is_known_the_margin_is_refused_with_what_would_bring_it():
    visits = COSTS.replace(" quantity=1 unit_cost=20", "")
    with pytest.raises(Refused, match="not every sales line brings a cost.*unit_cost"):
        cohorts.triangle(world(visits).snapshot(), unit="margin")


def test_only_lines_inside_the_filter_have_a_margin():
    visits = """
        anna 2024-01-05 100 quantity=1 unit_cost=60 store=North
        anna 2024-01-05 100 quantity=1 unit_cost=90 store=South
        anna 2024-01-31 100 store=South
    """
    snapshot = world(visits).snapshot(filters=Filters(store=("North",)))
    assert cohorts.triangle(snapshot, unit="margin")["margin"].tolist() == [40]


def test_a_salons_book_has_no_margin_and_is_not_refused():
    rows = [{"customer": "anna", "ordered_at": date(2024, 1, 31), "amount": None}]
    table = cohorts.triangle(world_of(rows).snapshot(), unit="margin")
    assert table["margin"].isna().all() and table["retention"].isna().all()


@pytest.mark.parametrize("unit", ["orders", "margin"])
def test_they_have_their_own_period_only(unit):
    with pytest.raises(Refused, match="cannot be rolling"):
        cohorts.triangle(world(COSTS).snapshot(), unit=unit, kind="rolling")


def slow_sums(visits, grain, clock, as_of):
    """Purchases and margin of each cell, customer by customer."""
    known = [visit for visit in visits if visit[1] <= as_of]
    first = {}
    for customer, day, *_ in sorted(known, key=lambda visit: visit[1]):
        first.setdefault(customer, day)
    found = {}
    for cohort in {start(day, grain) for day in first.values()}:
        members = {who: day for who, day in first.items() if start(day, grain) == cohort}
        k = 0
        while True:
            windows = {who: window(day, cohort, grain, clock, k) for who, day in members.items()}
            if max(end for _, end in windows.values()) > as_of:
                break
            inside = [v for v in known if v[0] in members
                      and windows[v[0]][0] <= v[1] <= windows[v[0]][1]]  # fmt: skip
            orders = len({(who, day) for who, day, *_ in inside})
            margin = sum((Decimal(amount) - Decimal(cost) for _, _, amount, cost in inside),
                         Decimal(0))  # fmt: skip
            found[cohort, k] = (len(members), orders, margin)
            k += 1
    return found


def window(first, cohort, grain, clock, k):
    if clock == "elapsed":
        length = {"week": 7, "month": 30, "quarter": 91, "year": 365}[grain]
        begin = first + timedelta(days=k * length)
        return begin, begin + timedelta(days=length - 1)
    begin = cohort
    for _ in range(k):
        begin = step(begin, grain)
    return begin, step(begin, grain) - timedelta(days=1)


days = st.dates(date(2023, 11, 1), date(2024, 6, 10))
money = st.decimals(1, 50, places=2)
visit_lists = st.lists(
    st.tuples(st.sampled_from("abcdef"), days, money, money), min_size=1, max_size=20
)


@given(visit_lists, st.sampled_from(cohorts.GRAINS), st.sampled_from(cohorts.CLOCKS), st.data())
def test_every_grain_and_clock_equals_the_slow_walk(visits, grain, clock, data):
    rows = [
        {"customer": c, "ordered_at": d, "amount": str(amount), "quantity": "1",
         "unit_cost": str(cost)}
        for c, d, amount, cost in visits
    ]  # fmt: skip
    as_of = data.draw(st.dates(min(v[1] for v in visits), max(v[1] for v in visits)))
    snapshot = world_of(rows).snapshot(as_of=as_of)
    slow = slow_sums(visits, grain, clock, as_of)
    for place, unit in enumerate(("orders", "margin"), 1):
        table = cohorts.triangle(snapshot, grain=grain, clock=clock, unit=unit)
        cells = {(pd.Timestamp(r.cohort).date(), r.period): r for r in table.itertuples()}
        assert set(cells) == set(slow)
        for key, row in cells.items():
            assert row.size == slow[key][0]
            assert getattr(row, unit) == pytest.approx(float(slow[key][place]), abs=1e-9)
        first = {cohort: slow[cohort, 0] for cohort, _ in slow}
        for (cohort, _), row in cells.items():
            whole = first[cohort][0] if unit == "orders" else float(first[cohort][2])
            told = getattr(row, unit) / whole if whole > 0 else None
            assert pd.isna(row.retention) if told is None else row.retention == pytest.approx(told)
