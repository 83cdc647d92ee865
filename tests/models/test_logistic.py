"""The sign-constrained logistic regression against scikit-learn's free one and its own promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.models.logistic import ConstrainedLogistic


def rows(seed, count=400, features=3):
    random = np.random.default_rng(seed)
    X = random.normal(size=(count, features)) * [1, 10, 0.1] + [0, 5, -2]
    odds = X[:, 0] - 0.1 * X[:, 1] + 3 * (X[:, 2] + 2)
    return X, random.random(count) < 1 / (1 + np.exp(-odds))


@pytest.mark.filterwarnings("ignore:Estimator ConstrainedLogistic does not inherit")
def test_passes_the_checks_of_scikit_learn():
    from sklearn.utils.estimator_checks import check_estimator

    outcomes = check_estimator(ConstrainedLogistic(), on_skip=None, on_fail=None)
    failed = [each["check_name"] for each in outcomes if each["status"] == "failed"]
    assert len(outcomes) > 40
    assert failed == []


def test_without_signs_it_is_scikit_learns_own_on_standardised_features():
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    X, y = rows(1)
    ours = ConstrainedLogistic(l2=2.0).fit(X, y)
    theirs = make_pipeline(StandardScaler(), LogisticRegression(C=0.5, tol=1e-8)).fit(X, y)
    assert ours.predict_proba(X) == pytest.approx(theirs.predict_proba(X), abs=1e-4)


@given(
    seed=st.integers(0, 10_000), signs=st.lists(st.sampled_from([-1, 0, 1]), min_size=3, max_size=3)
)
@settings(max_examples=60, deadline=None)
def test_no_coefficient_takes_a_forbidden_sign(seed, signs):
    X, y = rows(seed, count=60)
    if y.all() or not y.any():
        return
    coefficients = ConstrainedLogistic(signs=signs).fit(X, y).coef_[0]
    assert all(sign * value >= 0 for sign, value in zip(signs, coefficients, strict=True) if sign)


def test_a_sign_against_the_data_leaves_the_feature_out():
    X, y = rows(2)
    held = ConstrainedLogistic(signs=(-1, 0, 0)).fit(X, y)
    without = ConstrainedLogistic().fit(X[:, 1:], y)
    assert held.coef_[0, 0] == 0
    assert held.coef_[0, 1:] == pytest.approx(without.coef_[0], rel=1e-3)


def test_a_row_of_weight_three_counts_like_three_rows():
    X, y = rows(3, count=50)
    weights = np.where(np.arange(50) < 10, 3, 1)
    once = ConstrainedLogistic().fit(X, y, sample_weight=weights)
    thrice = ConstrainedLogistic().fit(np.repeat(X, weights, axis=0), np.repeat(y, weights))
    assert once.coef_ == pytest.approx(thrice.coef_, rel=1e-3, abs=1e-5)


def test_a_constant_feature_gets_no_coefficient():
    X, y = rows(4)
    X[:, 1] = 7.0
    assert ConstrainedLogistic().fit(X, y).coef_[0, 1] == 0


def test_wrong_number_of_signs_is_refused():
    X, y = rows(5)
    with pytest.raises(ValueError, match="2 signs for 3 features"):
        ConstrainedLogistic(signs=(1, 1)).fit(X, y)
