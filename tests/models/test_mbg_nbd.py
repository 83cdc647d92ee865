"""MBG/NBD and BG/NBD against integrals done numerically, simulation and worked examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, gamma

from retention.models.mbg_nbd import BGNBD, MBGNBD
from tests.models.simulated import drawn, known

BOTH = pytest.mark.parametrize("kind", [MBGNBD, BGNBD])
R, ALPHA, A, B = 0.6, 7.0, 0.8, 1.9
TRUTH = {"r_": R, "alpha_": ALPHA, "a_": A, "b_": B}


def slow_likelihood(kind, x, tx, age):
    """The same customer with rate and drop-out drawn from their distributions, by quadrature."""
    lives = x + (1 if kind is MBGNBD else 0)
    may_drop = kind is MBGNBD or x > 0

    def over_rate(until):
        law = gamma(R, scale=1 / ALPHA)
        one = lambda rate: rate**x * np.exp(-rate * until) * law.pdf(rate)  # noqa: E731
        return quad(one, 0, 8, limit=500)[0]

    def over_drop(power, drops):
        law = beta(A, B)
        return quad(lambda p: p**drops * (1 - p) ** power * law.pdf(p), 0, 1, limit=500)[0]

    alive = over_drop(lives, 0) * over_rate(age)
    return alive + (over_drop(lives - 1, 1) * over_rate(tx) if may_drop else 0.0)


@BOTH
@pytest.mark.parametrize(("x", "tx", "age"), [(0, 0, 20), (1, 4, 30), (3, 25, 26), (7, 10, 40)])
def test_likelihood_equals_the_integral_over_rate_and_drop_out(kind, x, tx, age):
    value = known(kind, TRUTH).log_likelihood([[x, tx, age]])
    assert np.exp(value) == pytest.approx(slow_likelihood(kind, x, tx, age), rel=2e-4)


@BOTH
def test_slope_equals_finite_differences(kind):
    model = known(kind, TRUTH)
    x, tx, age = np.array([0, 1, 5.0]), np.array([0, 0.4, 0.9]), np.array([1, 1.2, 1.5])
    share, theta = np.array([0.5, 0.2, 0.3]), np.array([-0.4, 0.2, 0.1, 0.6])
    _, slope = model._mean_log_likelihood(theta, x, tx, age, share)
    for place, step in enumerate(np.eye(4) * 1e-6):
        up = model._mean_log_likelihood(theta + step, x, tx, age, share)[0]
        down = model._mean_log_likelihood(theta - step, x, tx, age, share)[0]
        assert slope[place] == pytest.approx((up - down) / 2e-6, abs=1e-6)


@BOTH
def test_fit_finds_the_parameters_a_simulated_world_was_made_with(kind):
    world = drawn(known(kind, TRUTH), np.full(60_000, 80.0), seed=3)
    fitted = kind(ridge=0).fit(world[["frequency", "recency", "age"]])
    found = [fitted.r_, fitted.alpha_, fitted.a_, fitted.b_]
    assert found == pytest.approx([R, ALPHA, A, B], rel=0.12)


@BOTH
def test_probability_and_expectation_agree_with_what_simulated_customers_do_next(kind):
    model = known(kind, TRUTH)
    world = drawn(model, np.linspace(20, 100, 80_000), horizon=30.0, seed=5)
    past = [world[name].to_numpy() for name in ("frequency", "recency", "age")]
    silent = model.p_no_purchase(*past, 30.0)
    expected = model.expected_purchases(*past, 30.0)
    for group in (past[0] == 0, past[0] == 1, past[0] >= 3):
        assert silent[group].mean() == pytest.approx((world.future[group] == 0).mean(), abs=0.012)
        assert expected[group].mean() == pytest.approx(world.future[group].mean(), rel=0.06)


def test_grouped_rows_with_weights_fit_like_single_rows():
    rows = np.array([[0, 0, 30], [0, 0, 30], [0, 0, 30], [2, 10, 30], [1, 25, 28], [1, 25, 28.0]])
    single = MBGNBD().fit(rows)
    grouped = MBGNBD().fit(rows[[0, 3, 4]], sample_weight=[3, 1, 2])
    for name in ("r_", "alpha_", "a_", "b_", "log_likelihood_"):
        assert getattr(grouped, name) == pytest.approx(getattr(single, name), rel=1e-5)


def test_another_unit_of_time_changes_alpha_alone():
    world = drawn(known(MBGNBD, TRUTH), np.full(3_000, 60.0), seed=8).drop(columns="future")
    weeks = MBGNBD().fit(world)
    days = MBGNBD().fit(world * [1, 7, 7])
    assert days.alpha_ == pytest.approx(7 * weeks.alpha_, rel=1e-3)
    assert [days.r_, days.a_, days.b_] == pytest.approx([weeks.r_, weeks.a_, weeks.b_], rel=1e-3)


@given(
    x=st.integers(0, 3_000),
    share=st.floats(0.001, 1),
    age=st.floats(1, 5_000),
    horizon=st.floats(0, 2_000),
)
@settings(max_examples=200, deadline=None)
def test_probabilities_are_finite_and_ordered_for_any_customer(x, share, age, horizon):
    tx = age * share if x else 0.0
    for kind in (MBGNBD, BGNBD):
        model = known(kind, TRUTH)
        near = model.p_no_purchase(x, tx, age, horizon)
        far = model.p_no_purchase(x, tx, age, horizon + 30)
        expected = model.expected_purchases(x, tx, age, horizon)
        assert 0 <= far <= near <= 1
        assert 0 <= model.p_alive(x, tx, age) <= 1
        assert np.isfinite(expected)
        assert expected >= 1 - near - 1e-6


def test_nobody_drops_out_before_a_repeat_in_bg_nbd_and_may_in_mbg_nbd():
    assert known(BGNBD, TRUTH).p_alive(0, 0, 500) == 1
    assert known(MBGNBD, TRUTH).p_alive(0, 0, 500) < 0.5


def test_three_customers_of_a_tiny_shop_give_finite_parameters():
    model = MBGNBD().fit([[0, 0, 5], [0, 0, 9], [1, 3, 9]])
    assert all(0.01 < value < 1000 for value in (model.r_, model.alpha_, model.a_, model.b_))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ([1, 9, 5], "recency must lie between"),
        ([0, 2, 5], "recency must be 0"),
        ([0.5, 2, 5], "whole number"),
        ([np.nan, 2, 5], "finite"),
    ],
)
def test_rows_that_cannot_be_are_refused_with_the_rule(row, words):
    with pytest.raises(ValueError, match=words):
        MBGNBD().fit([row])


def test_follows_scikit_learn_conventions_for_parameters():
    from sklearn.base import clone
    from sklearn.exceptions import NotFittedError

    copy = clone(MBGNBD(ridge=0.5))
    assert copy.get_params() == {"ridge": 0.5}
    assert repr(copy) == "MBGNBD(ridge=0.5)"
    with pytest.raises(ValueError, match="Valid parameters"):
        copy.set_params(rigde=1)
    with pytest.raises(NotFittedError):
        copy.p_alive(0, 0, 1)
