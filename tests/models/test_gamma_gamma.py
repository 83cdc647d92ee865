"""Gamma-Gamma against simulation, finite differences and its limits."""

import numpy as np
import pytest

from retention.models.gamma_gamma import GammaGamma, _mean_log_likelihood

P, Q, V = 4.0, 3.5, 20.0


def spenders(count, purchases, seed=1):
    """Purchases and their mean value of simulated customers, with each one's true mean."""
    random = np.random.default_rng(seed)
    nu = random.gamma(Q, 1 / V, count)
    x = random.integers(1, purchases + 1, count)
    return np.column_stack([x, random.gamma(P * x, 1 / (nu * x))]), P / nu


def test_fit_finds_the_parameters_a_simulated_world_was_made_with():
    rows, _ = spenders(30_000, 8)
    model = GammaGamma(ridge=0).fit(rows)
    assert [model.p_, model.q_, model.v_] == pytest.approx([P, Q, V], rel=0.06)
    assert model.population_mean() == pytest.approx(V * P / (Q - 1), rel=0.02)


def test_expected_value_is_right_on_average_where_the_observed_mean_is_not():
    rows, truth = spenders(30_000, 2)
    model = GammaGamma(ridge=0).fit(rows)
    expected = model.expected_mean_value(rows[:, 0], rows[:, 1])
    best = rows[:, 1] > np.quantile(rows[:, 1], 0.9)
    assert expected[best].mean() == pytest.approx(truth[best].mean(), rel=0.03)
    assert rows[best, 1].mean() > 1.15 * truth[best].mean()


def test_slope_equals_finite_differences():
    x, mean, share = np.array([1, 3, 9.0]), np.array([0.4, 1.0, 2.5]), np.array([0.2, 0.5, 0.3])
    theta = np.array([0.7, 0.2, -0.3])
    _, slope = _mean_log_likelihood(theta, x, mean, share)
    for place, step in enumerate(np.eye(3) * 1e-6):
        up = _mean_log_likelihood(theta + step, x, mean, share)[0]
        down = _mean_log_likelihood(theta - step, x, mean, share)[0]
        assert slope[place] == pytest.approx((up - down) / 2e-6, abs=1e-6)


def test_many_purchases_leave_the_customers_own_mean_and_none_leaves_everybodys():
    rows, _ = spenders(2_000, 5)
    model = GammaGamma().fit(rows)
    assert model.expected_mean_value(1e7, 100.0) == pytest.approx(100.0, rel=1e-3)
    assert model.expected_mean_value(0, 100.0) == pytest.approx(model.population_mean())


def test_another_currency_changes_v_alone():
    rows, _ = spenders(2_000, 5)
    euros, cents = GammaGamma().fit(rows), GammaGamma().fit(rows * [1, 100])
    assert cents.v_ == pytest.approx(100 * euros.v_, rel=1e-3)
    assert [cents.p_, cents.q_] == pytest.approx([euros.p_, euros.q_], rel=1e-3)


@pytest.mark.parametrize("row", [[0, 5.0], [2, 0.0], [2, -1.0], [2, np.nan]])
def test_rows_without_a_purchase_or_value_are_refused(row):
    with pytest.raises(ValueError, match="purchases must be 1 or more"):
        GammaGamma().fit([row])
