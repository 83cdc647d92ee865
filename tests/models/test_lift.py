"""What a short list catches: worked examples, and the average over random orders of ties."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.models import lift
from retention.models.ranking import Ranking

CHURNED = [True, False, True, False, False, False, False, False, False, False]
RISK = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0]


def caught(amounts, score, share):
    """Share of the sum of `amounts` that the top `share` of the ranking holds."""
    return Ranking(score, amounts).found().caught([share])[0]


def test_churners_caught_among_ten_customers_by_hand():
    # The first of ten holds one of two churners, the first three hold both.
    assert caught(CHURNED, RISK, 0.1) == pytest.approx(0.5)
    assert caught(CHURNED, RISK, 0.3) == pytest.approx(1)


def test_value_counts_the_money_of_churners_alone():
    value = [30, 500, 70] + [100] * 7
    assert caught(lift.at_stake(CHURNED, value), RISK, 0.1) == pytest.approx(0.3)


def test_a_constant_score_catches_its_share():
    assert caught(CHURNED, np.zeros(10), 0.1) == pytest.approx(0.1)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2)), min_size=1, max_size=6),
    st.sampled_from([0.1, 0.25, 0.5, 0.9]),
)
@settings(max_examples=60, deadline=None)
def test_ties_take_the_average_over_all_orders(rows, share):
    amounts = np.array([row[0] for row in rows], float)
    score = np.array([row[1] for row in rows], float)
    if not amounts.sum():
        assert np.isnan(caught(amounts, score, share))
        return
    found = []
    for order in permutations(range(len(rows))):
        ranked = sorted(order, key=lambda place: -score[place])
        held = np.append(0, np.cumsum(amounts[ranked]))
        found.append(np.interp(share * len(rows), np.arange(len(rows) + 1), held))
    assert caught(amounts, score, share) == pytest.approx(np.mean(found) / amounts.sum())


def test_gains_start_at_nothing_and_end_with_all():
    table = lift.gains_table(CHURNED, {"risk": RISK, "flat": np.zeros(10)}, np.ones(10), steps=10)
    risk = table[table["ranking"] == "risk"].set_index("share")
    assert risk["churners"].iloc[[0, -1]].tolist() == [0, 1]
    assert risk["churners"].is_monotonic_increasing
    assert risk.loc[0.1, "money"] == pytest.approx(0.5)
    flat = table[table["ranking"] == "flat"]
    assert flat["churners"].tolist() == pytest.approx(flat["share"].tolist())


def test_nobody_left_is_unknown_and_a_negative_balance_is_no_loss():
    assert np.isnan(caught([False, False], [0.1, 0.2], 0.1))
    assert caught(lift.at_stake([True, True], [10, -100]), [0.9, 0.1], 0.5) == 1
