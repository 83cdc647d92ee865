"""Figures of a ranking and its probabilities: worked examples and slow, obvious references."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.models import evaluation as ev
from retention.models.ranking import Ranking

CHURNED = [True, True, False, False, False]
RISK = [0.9, 0.5, 0.5, 0.2, 0.1]


@st.composite
def judged(draw, min_size=4):
    """Outcomes with both classes, and two scores with ties."""
    size = draw(st.integers(min_size, 40))
    score = st.lists(st.sampled_from([0.05, 0.2, 0.4, 0.6, 0.9]), min_size=size, max_size=size)
    churned = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    churned[:4] = [True, True, False, False]
    return np.array(churned), np.array(draw(score)), np.array(draw(score))


def pairs_right(churned, score):
    wins = [(a > b) + (a == b) / 2 for a in score[churned] for b in score[~churned]]
    return np.mean(wins)


def delong_by_hand(churned, score, other=None):
    """Variance of each churner's and each stayer's share of pairs won."""

    def shares(values):
        above = [
            np.mean([(a > b) + (a == b) / 2 for b in values[~churned]]) for a in values[churned]
        ]
        below = [
            np.mean([(a > b) + (a == b) / 2 for a in values[churned]]) for b in values[~churned]
        ]
        return np.array(above), np.array(below)

    above, below = shares(score)
    if other is not None:
        above, below = (
            mine - theirs for mine, theirs in zip((above, below), shares(other), strict=True)
        )
    return np.sqrt(above.var(ddof=1) / len(above) + below.var(ddof=1) / len(below))


def test_auc_of_five_customers_by_hand():
    # 6 pairs: 0.9 beats all three; 0.5 ties once and beats two.
    assert ev.auc(CHURNED, RISK).value == pytest.approx(5.5 / 6)


@given(judged())
@settings(max_examples=150, deadline=None)
def test_auc_and_its_errors_equal_counting_all_pairs(case):
    churned, score, other = case
    mine, gain = ev.auc(churned, score), ev.auc_gain(churned, score, other)
    assert mine.value == pytest.approx(pairs_right(churned, score))
    assert mine.se == pytest.approx(delong_by_hand(churned, score), abs=1e-12)
    assert gain.value == pytest.approx(pairs_right(churned, score) - pairs_right(churned, other))
    assert gain.se == pytest.approx(delong_by_hand(churned, score, other), abs=1e-12)


def test_delong_error_is_the_spread_over_repeated_samples():
    random = np.random.default_rng(4)
    seen = []
    for _ in range(400):
        churned = random.random(150) < 0.4
        seen.append(ev.auc(churned, random.normal(size=150) + churned))
    values, errors = np.array(seen).T
    assert errors.mean() == pytest.approx(values.std(), rel=0.1)


@given(judged())
@settings(max_examples=100, deadline=None)
def test_log_loss_brier_and_average_precision_equal_scikit_learns(case):
    from sklearn import metrics

    churned, risk, _ = case
    assert ev.log_loss(churned, risk).value == pytest.approx(metrics.log_loss(churned, risk))
    assert ev.brier(churned, risk).value == pytest.approx(metrics.brier_score_loss(churned, risk))
    expected = metrics.average_precision_score(churned, risk)
    assert Ranking(risk, churned).found().average_precision() == pytest.approx(expected)


def test_log_loss_of_two_customers_by_hand():
    found = ev.log_loss([True, False], [0.5, 0.2])
    surprise = [np.log(2), -np.log(0.8)]
    assert found.value == pytest.approx(np.mean(surprise))
    assert found.se == pytest.approx(np.std(surprise, ddof=1) / np.sqrt(2))


@given(judged())
@settings(max_examples=50, deadline=None)
def test_log_loss_gain_is_the_paired_difference(case):
    churned, risk, other = case
    gain = ev.log_loss_gain(churned, risk, other)
    difference = ev.log_loss(churned, other).value - ev.log_loss(churned, risk).value
    assert gain.value == pytest.approx(difference)
    assert ev.log_loss_gain(churned, risk, risk) == (0, 0)


def test_a_certainty_that_is_wrong_costs_much_and_not_everything():
    assert 5 < ev.log_loss([False, True], [1.0, 0.5]).value < 10


def test_one_class_alone_leaves_the_auc_unknown():
    assert np.isnan(ev.auc([True, True], [0.1, 0.2]).value)
    assert np.isnan(ev.auc_gain([False], [0.1], [0.2]).value)
    assert np.isnan(Ranking([0.1], [False]).found().average_precision())


def test_a_missing_score_is_refused():
    with pytest.raises(ValueError, match="missing"):
        ev.auc([True, False], [np.nan, 0.1])
