"""Concentration: by hand, and against plain sorting."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.measures import concentration
from retention.store import Filters
from tests.worlds import world, world_of

VISITS = """
    anna 2024-01-05 60
    bert 2024-01-20 20
    cleo 2024-02-11 10
    dora 2024-02-12 6
    emil 2024-02-13 4
    -    2024-02-14 100
"""


def test_the_top_fifth_by_hand():
    # One of five is the top 20 %: 60 of 100. HHI = .36 + .04 + .01 + .0036 + .0016.
    row = concentration.top_share(world(VISITS).snapshot()).iloc[0]
    assert row[["customers", "all_customers", "amount", "all_amount"]].tolist() == [1, 5, 60, 100]
    assert row["amount_share"] == 0.6
    assert row["hhi"] == pytest.approx(0.4152)


def test_the_interval_of_the_top_share_is_that_of_the_slow_bootstrap():
    amounts = np.random.default_rng(2).lognormal(3, 1.2, 200).round(2)
    rows = [{"customer": f"c{n}", "ordered_at": date(2024, 1, 1), "amount": str(amount)}
            for n, amount in enumerate(amounts)]  # fmt: skip
    row = concentration.top_share(world_of(rows).snapshot()).iloc[0]
    picks = np.sort(np.random.default_rng(3).choice(amounts, (4000, 200)), axis=1)
    slow = np.quantile(picks[:, -40:].sum(axis=1) / picks.sum(axis=1), [0.025, 0.975])
    assert [row["low"], row["high"]] == pytest.approx(slow, abs=0.01)
    assert row["low"] < row["amount_share"] < row["high"]


def test_equal_customers_bring_their_share_for_certain():
    rows = [{"customer": f"c{n}", "ordered_at": date(2024, 1, 1), "amount": "5"} for n in range(40)]
    row = concentration.top_share(world_of(rows).snapshot()).iloc[0]
    assert row[["amount_share", "low", "high"]].tolist() == pytest.approx([0.2] * 3)


def test_the_share_of_a_period():
    snapshot = world(VISITS).snapshot(filters=Filters(since=date(2024, 2, 1)))
    row = concentration.top_share(snapshot, share=0.34).iloc[0]
    assert row[["customers", "all_customers", "amount_share"]].tolist() == [1, 3, 0.5]


def test_an_impossible_share_is_refused():
    with pytest.raises(Refused, match="from 0 to 1"):
        concentration.top_share(world(VISITS).snapshot(), share=20)


def test_the_curve_ends_with_everybody():
    table = concentration.pareto(world(VISITS).snapshot())
    assert table["customers"].tolist() == [1, 2, 3, 4, 5]
    assert table["amount_share"].tolist() == pytest.approx([0.6, 0.8, 0.9, 0.96, 1])


def test_what_is_left_when_the_largest_go():
    # 200 in all with the anonymous 100; without Anna 140 are left, without all five 100.
    table = concentration.landslide(world(VISITS).snapshot())
    assert table["gone"].tolist() == [1, 5]  # ten are not there
    assert table["amount_left"].tolist() == [140, 100]
    assert table["amount_left_share"].tolist() == [0.7, 0.5]
    assert table[["margin_left", "cover"]].isna().all(axis=None)  # no cost, no margin answered


def test_margin_from_costs_and_from_the_settings():
    # Anna's line has a cost: 60 − 2·20 = 20. All others earn the answered 30 %: 42. Without
    # Anna 42 of 62 are left, which cover fixed costs of 84 by half.
    visits = VISITS.replace("05 60", "05 60 quantity=2 unit_cost=20")
    table = concentration.landslide(world(visits, margin_share="0.3").snapshot(), fixed_costs=84)
    row = table.iloc[0]
    assert [row["margin_before"], row["margin_left"]] == pytest.approx([62, 42])
    assert row["margin_left_share"] == pytest.approx(42 / 62)
    assert row["cover"] == pytest.approx(0.5)


def test_a_landslide_looks_back_one_year():
    visits = "anna 2023-01-01 500\n" + VISITS
    table = concentration.landslide(world(visits).snapshot())
    assert table["amount_before"].iloc[0] == 200


visit_lists = st.lists(
    st.tuples(st.sampled_from("abcdefghijkl"), st.integers(1, 50)), min_size=1, max_size=30
)


@given(visit_lists, st.sampled_from([0.05, 0.2, 0.5, 1.0]))
def test_the_top_share_equals_plain_sorting(visits, share):
    rows = [{"customer": c, "ordered_at": date(2024, 1, 1), "amount": str(a)} for c, a in visits]
    spent = {}
    for customer, amount in visits:
        spent[customer] = spent.get(customer, 0) + amount
    amounts = sorted(spent.values(), reverse=True)
    top = int(len(amounts) * share + 0.5)
    snapshot = world_of(rows).snapshot()
    row = concentration.top_share(snapshot, share=share).iloc[0]
    assert row["customers"] == top
    assert row["amount"] == sum(amounts[:top])
    curve = concentration.pareto(snapshot)
    assert np.allclose(
        curve["amount_share"], np.cumsum(amounts)[curve["customers"] - 1] / sum(amounts)
    )
