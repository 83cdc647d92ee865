"""Own rhythm: where customers stand, how long gaps are, and when the next purchase may come."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import lognorm

from retention.measures import customers, rhythm
from tests.worlds import world, world_of

VISITS = """
    anna 2024-01-01
    anna 2024-01-11
    anna 2024-01-21
    anna 2024-02-20
    bert 2024-01-01
    cleo 2024-01-01
    cleo 2024-02-20
"""


def test_statuses_count_everybody_once():
    table = rhythm.statuses(world(VISITS).snapshot())
    assert table["customers"].sum() == 3
    assert table["share"].sum() == pytest.approx(1)
    order = [rhythm.STATUSES.index(status) for status in table["status"]]
    assert order == sorted(order)


def test_gaps_by_hand():
    # Anna: 10, 10, 30 days; Cleo: 50.
    table = rhythm.gaps(world(VISITS).snapshot())
    assert table.values.tolist() == [[10, 2, 0.5], [30, 1, 0.75], [50, 1, 1.0]]


def expected(visits, customer):
    table = customers.customers(world(visits).snapshot()).set_index("customer")
    return table.loc[customer]


def test_a_customer_who_bought_today_is_expected_within_the_middle_half_of_own_gaps():
    # Nothing of the gap has passed, so P25 and P75 are those of the lognormal itself.
    snapshot = world(VISITS).snapshot()
    facts = snapshot.ask("customers/table").set_index("customer").loc["anna"]
    gap = lognorm(facts["gap_spread"], scale=facts["gap_days"])
    anna = expected(VISITS, "anna")
    assert anna["expected_next_low"] == pd.Timestamp("2024-02-20") + pd.Timedelta(
        days=int(np.ceil(gap.ppf(0.25)))
    )
    assert anna["expected_next_high"] == pd.Timestamp("2024-02-20") + pd.Timedelta(
        days=int(np.ceil(gap.ppf(0.75)))
    )


def test_a_late_customer_is_expected_after_today():
    visits = VISITS + "dora 2024-03-05"
    snapshot = world(visits).snapshot()
    facts = snapshot.ask("customers/table").set_index("customer").loc["anna"]
    gap = lognorm(facts["gap_spread"], scale=facts["gap_days"])
    # 14 days are over: the quantile of the gap among gaps longer than 14 days
    passed = gap.cdf(14)
    low = gap.ppf(passed + 0.25 * (1 - passed))
    anna = expected(visits, "anna")
    assert anna["expected_next_low"] == pd.Timestamp("2024-02-20") + pd.Timedelta(
        days=int(np.ceil(low))
    )
    assert anna["expected_next_low"] > pd.Timestamp("2024-03-05")


def test_a_one_time_buyer_follows_the_base():
    # Waits of 10 (Anna), 50 (Cleo) and Bert out since 50: F = 1/3 after 10 days; at 50 days two
    # are at risk and one is back: F = 1 − 2/3·1/2 = 2/3. Divided by its end: 1/2, then 1.
    curve = world(VISITS).snapshot().ask("rhythm/second_curve")
    assert curve["days"].tolist() == [10, 50]
    assert curve["share"].tolist() == pytest.approx([0.5, 1])
    # Emil bought today: a quarter will be back within 10 days, three quarters within 50.
    visits = VISITS + "emil 2024-02-20"
    emil = expected(visits, "emil")
    assert emil["expected_next_low"] == pd.Timestamp("2024-03-01")
    assert emil["expected_next_high"] == pd.Timestamp("2024-04-10")


def test_nobody_is_expected_once_the_rhythm_is_broken():
    bert = expected(VISITS, "bert")  # 50 days: past the last second purchase ever seen
    assert pd.isna(bert["expected_next_low"]) and pd.isna(bert["expected_next_high"])


def test_nobody_is_expected_who_has_lapsed():
    # Anna's gaps are 30 and 90 days: a silence of 60 is within her rhythm, but 60 days are 2H
    visits = "anna 2024-01-01\nanna 2024-01-31\nanna 2024-04-30\nbert 2024-06-29"
    facts = world(visits).snapshot().ask("customers/table").set_index("customer").loc["anna"]
    assert facts["status"] == "lapsed" and facts["rhythm"] != "broken"
    assert pd.isna(expected(visits, "anna")["expected_next_low"])
    assert pd.isna(expected(visits, "anna")["expected_next_high"])


def test_with_no_second_purchase_at_all_the_base_gap_is_used():
    alone = expected("anna 2024-01-05\nbert 2024-01-06", "anna")
    assert pd.Timestamp("2024-01-07") <= alone["expected_next_low"] < alone["expected_next_high"]


visit_lists = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.dates(date(2024, 1, 1), date(2024, 12, 31))),
    min_size=1,
    max_size=30,
)


@given(visit_lists)
def test_expected_days_lie_ahead_and_in_order(visits):
    rows = [{"customer": c, "ordered_at": d, "amount": "1"} for c, d in visits]
    snapshot = world_of(rows).snapshot()
    table = customers.customers(snapshot)
    known = table[table["expected_next_low"].notna()]
    assert (known["expected_next_low"] > pd.Timestamp(snapshot.as_of)).all()
    assert (known["expected_next_low"] <= known["expected_next_high"]).all()
    facts = snapshot.ask("customers/table")
    over = (facts["rhythm"] == "broken") | (facts["status"] == "lapsed")
    nobody = set(table.loc[table["expected_next_low"].isna(), "customer"])
    assert nobody == set(facts.loc[over, "customer"])
