"""Calibration: worked bins, a slow reference, the noise floor, Wilson and PSI."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.intervals import wilson
from retention.models import calibration as cal


def test_table_of_six_customers_in_three_bins_by_hand():
    table = cal.calibration_table(
        [False, False, True, False, True, True], [0.1, 0.2, 0.4, 0.6, 0.8, 0.9], bins=3
    )
    assert table[["bin", "n"]].to_numpy().tolist() == [[1, 2], [2, 2], [3, 2]]
    assert table["predicted"].tolist() == pytest.approx([0.15, 0.5, 0.85])
    assert table["churned"].tolist() == [0, 0.5, 1]
    assert table.loc[1, ["low", "high"]].tolist() == pytest.approx([0.0945, 0.9055], abs=1e-4)


def test_ece_of_the_same_six_customers_by_hand():
    found = cal.ece([False, False, True, False, True, True], [0.1, 0.2, 0.4, 0.6, 0.8, 0.9], bins=3)
    assert found == pytest.approx((0.15 + 0 + 0.15) / 3)


def test_customers_of_one_risk_share_a_bin():
    table = cal.calibration_table([True, False] * 10, [0.3] * 20)
    assert table["n"].tolist() == [20]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_ece_equals_the_walk_over_bins(rows):
    churned = np.array([row[0] for row in rows], float)
    risk = np.array([row[1] / 20 for row in rows])
    members = {}
    for customer, one in enumerate(risk):
        middle = np.sum(risk < one) + np.sum(risk == one) / 2
        members.setdefault(min(int(middle * 10 / len(risk)), 9), []).append(customer)
    slow = sum(
        len(each) * abs(churned[each].mean() - risk[each].mean()) for each in members.values()
    ) / len(risk)
    assert cal.ece(churned, risk) == pytest.approx(slow, abs=1e-12)
    assert cal.calibration_table(churned, risk)["n"].sum() == len(risk)


def test_true_probabilities_stay_near_the_floor_and_wrong_ones_do_not():
    random = np.random.default_rng(1)
    risk = random.beta(2, 2, 3_000)
    churned = random.random(3_000) < risk
    floor = cal.ece_floor(risk, seed=2)
    assert cal.ece(churned, risk) == pytest.approx(floor, abs=0.012)
    assert cal.ece(churned, np.clip(risk + 0.1, 0, 1)) > floor + 0.05


def test_wilson_interval_as_published_for_10_of_100():
    assert wilson(10, 100) == pytest.approx((0.0552, 0.1744), abs=1e-4)


def test_psi_is_nothing_for_one_population_and_much_for_another():
    random = np.random.default_rng(3)
    before, same = random.normal(size=5_000), random.normal(size=5_000)
    assert cal.psi(before, before) == pytest.approx(0, abs=1e-9)
    assert cal.psi(before, same) < 0.01
    assert cal.psi(before, same + 1) > 0.5


def test_psi_of_two_bins_by_hand():
    before, after = [0.1] * 50 + [0.9] * 50, [0.1] * 80 + [0.9] * 20
    shares = np.array([50.5, 50.5]) / 101, np.array([80.5, 20.5]) / 101
    expected = np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0]))
    assert cal.psi(before, after, bins=2) == pytest.approx(expected)
