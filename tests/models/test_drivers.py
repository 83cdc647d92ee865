"""Adjusted differences: worked by hand, against plain refits, on worlds whose truth is known."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from retention.models.drivers import Comparison, crude_difference, false_discovery
from retention.models.resampling import resamples

CUSTOMERS = 1200


def world(seed, effect, pull, *, cutoffs=6, exposures=1):
    """Customers at cut-offs who leave as told: `effect` is what exposure adds to the chance.

    `pull` > 0: the exposed are those who leave more anyway; < 0: those who leave less. Four traits
    stay with a customer, six move from cut-off to cut-off, and a seventh that nobody measured
    makes her own rows alike. Returns left, exposed (n, exposures), confounders, customer.
    """
    random = np.random.default_rng(seed)
    traits, unseen = random.normal(size=(CUSTOMERS, 4)), random.normal(0, 0.7, CUSTOMERS)
    chance = expit(-1.4 + pull * traits[:, 0] + 0.5 * pull * traits[:, 1])
    exposed = random.random((exposures, CUSTOMERS)) < chance
    customer, cutoff = np.divmod(np.arange(CUSTOMERS * cutoffs), cutoffs)
    active = random.random(len(customer)) < 0.6
    customer, cutoff = customer[active], cutoff[active]
    moving = 0.5 * traits[customer][:, :1] + random.normal(size=(len(customer), 6))
    x = np.column_stack([traits[customer], moving])
    odds = -0.4 + 0.7 * x[:, 0] + 0.4 * x[:, 1] - 0.3 * x[:, 4] + 0.2 * x[:, 5] + 0.15 * cutoff
    base = 0.9 * expit(odds + unseen[customer])
    left = random.random(len(customer)) < base + effect * exposed[0][customer]
    confounders = np.column_stack([x, np.eye(cutoffs)[cutoff][:, 1:]])
    return left, exposed.T[customer], confounders, customer


def found(seed, effect, pull):
    left, exposed, confounders, customer = world(seed, effect, pull)
    comparison = Comparison(left, confounders, customer, resamples(CUSTOMERS, 200, seed))
    return comparison.difference(exposed[:, 0])


def test_crude_is_a_difference_of_shares():
    # three of four exposed left, one of two others
    left, exposed = [1, 1, 1, 0, 1, 0], [1, 1, 1, 1, 0, 0]
    assert crude_difference(left, exposed) == 0.25
    assert np.isnan(crude_difference(left, np.ones(6)))


def strata(*rows):
    """(stratum, exposed, left, stayed) → arrays of one row a customer"""
    cells = [(s, e, y) for s, e, gone, stayed in rows for y in [1] * gone + [0] * stayed]
    stratum, exposed, left = np.array(cells).T
    return left, exposed, stratum[:, None].astype(float)


def test_what_a_confounder_explains_is_taken_out():
    # 75 % of one kind leave and 25 % of the other, exposed or not; the exposed are mostly the one
    left, exposed, kind = strata((1, 1, 60, 20), (1, 0, 15, 5), (0, 1, 5, 15), (0, 0, 20, 60))
    result = Comparison(left, kind, np.arange(200), resamples(200, 50, 0)).difference(exposed)
    assert result.crude == pytest.approx(0.30)
    assert result.adjusted == pytest.approx(0.0, abs=0.005)
    assert result.low < 0 < result.high
    assert result.p > 0.9


def test_a_difference_in_every_stratum_stays():
    # log-odds +1.0986 (three times the odds) in both: 75 against 50 %, and 50 against 25 %
    left, exposed, kind = strata((1, 1, 60, 20), (1, 0, 40, 40), (0, 1, 40, 40), (0, 0, 20, 60))
    result = Comparison(left, kind, np.arange(320), resamples(320, 50, 0)).difference(exposed)
    assert result.adjusted == pytest.approx(0.25, abs=0.005)


def test_equals_plain_g_computation_with_another_solver():
    left, exposed, confounders, customer = world(3, 0.08, 0.8)
    exposed = exposed[:, 0]
    spread = confounders.std(axis=0)
    x = np.column_stack([exposed * 1e3, (confounders - confounders.mean(axis=0)) / spread])
    model = LogisticRegression(C=10.0, tol=1e-8, max_iter=5000).fit(x, left)  # exposure as good
    with_it, without = x.copy(), x.copy()  # as free of the penalty at a thousandth of the scale
    with_it[:, 0], without[:, 0] = 1e3, 0
    expected = np.diff([model.predict_proba(each)[:, 1].mean() for each in (without, with_it)])[0]
    assert found(3, 0.08, 0.8).adjusted == pytest.approx(expected, abs=2e-4)


def test_the_error_is_that_of_fitting_every_draw_anew():
    left, exposed, confounders, customer = world(5, 0.08, 0.8, cutoffs=3)
    draws = resamples(CUSTOMERS, 150, 5)
    fast = Comparison(left, confounders, customer, draws).difference(exposed[:, 0])
    refits = []
    for draw in draws.astype(int):
        rows = np.repeat(np.arange(len(left)), draw[customer])
        plain = Comparison(left[rows], confounders[rows], customer[rows], draws[:2])
        refits.append(plain.difference(exposed[rows, 0]).adjusted)
    assert fast.se == pytest.approx(np.std(refits, ddof=1), rel=0.06)


def test_with_few_customers_the_error_is_not_below_that_of_leaving_each_of_them_out():
    """The jackknife by customer, refitted each time; a bootstrap alone comes to 0.95 of it."""
    count = 260
    left, exposed, confounders, customer = world(13, 0.08, 0.8, cutoffs=3)
    few = customer < count
    left, exposed, confounders, customer = (
        each[few] for each in (left, exposed[:, 0], confounders, customer)
    )
    fast = Comparison(left, confounders, customer, resamples(count, 2000, 13)).difference(exposed)
    without = []
    for who in np.unique(customer):
        kept = customer != who
        plain = Comparison(left[kept], confounders[kept], customer[kept], np.ones((2, count)))
        without.append(plain.difference(exposed[kept]).adjusted)
    jackknife = np.sqrt((len(without) - 1) * np.var(without))
    assert 1.0 <= fast.se / jackknife <= 1.1


def test_rows_of_one_customer_count_as_one():
    left, exposed, confounders, customer = world(7, 0.0, 0.8, cutoffs=1)
    twice = [np.concatenate([each, each]) for each in (left, confounders, customer)]
    draws = resamples(CUSTOMERS, 200, 7)
    once = Comparison(left, confounders, customer, draws).difference(exposed[:, 0])
    doubled = Comparison(*twice, draws).difference(np.concatenate([exposed, exposed])[:, 0])
    assert doubled.se == pytest.approx(once.se, rel=0.03)


def test_only_the_rows_among_are_compared():
    left, exposed, confounders, customer = world(9, 0.08, -0.8)
    draws, exposed = resamples(CUSTOMERS, 100, 9), exposed[:, 0]
    among = customer % 3 > 0
    part = Comparison(left, confounders, customer, draws).difference(exposed, among)
    alone = Comparison(left[among], confounders[among], customer[among], draws)
    assert part.adjusted == pytest.approx(alone.difference(exposed[among]).adjusted, abs=1e-3)
    assert part.crude == crude_difference(left[among], exposed[among])


def test_a_confounder_that_is_the_exposure_itself_leaves_it_alone():
    # the only salesperson of a store: nothing tells the two apart, so she stands for both
    left, exposed, confounders, customer = world(11, 0.08, 0.8)
    draws, exposed = resamples(CUSTOMERS, 100, 11), exposed[:, 0]
    plain = Comparison(left, confounders, customer, draws).difference(exposed)
    beside = np.column_stack([confounders, exposed])
    same = Comparison(left, beside, customer, draws).difference(exposed)
    assert same.adjusted == pytest.approx(plain.adjusted, abs=1e-3)
    assert same.se == pytest.approx(plain.se, rel=0.05)


def test_an_empty_corner_cannot_be_compared():
    comparison = Comparison([1, 1, 0, 0], np.zeros((4, 1)), np.arange(4), resamples(4, 10, 0))
    with pytest.raises(ValueError, match="leavers and stayers"):
        comparison.difference([1, 1, 0, 0])


def test_false_discovery_by_hand():
    # sorted .005 .01 .03 .04 of 4: 4·p/rank = .02 .02 .04 .04; a missing p is not in the list
    q = false_discovery([0.01, 0.04, np.nan, 0.03, 0.005])
    assert q == pytest.approx([0.02, 0.04, np.nan, 0.04, 0.02], nan_ok=True)


@pytest.mark.parametrize("worlds", [12, pytest.param(40, marks=pytest.mark.long)])
@pytest.mark.parametrize("pull", [0.8, -0.8])
@pytest.mark.parametrize(("effect", "within"), [(0.08, 0.02), (0.0, 0.01)])
def test_a_planted_difference_is_recovered_against_confounding(effect, within, pull, worlds):
    results = [found(seed, effect, pull) for seed in range(worlds)]
    crude = np.mean([each.crude for each in results])
    assert np.sign(crude - effect) == np.sign(pull) and abs(crude - effect) > 0.08
    assert np.mean([each.adjusted for each in results]) == pytest.approx(effect, abs=within)


@pytest.mark.long
@pytest.mark.parametrize("pull", [0.8, -0.8])
@pytest.mark.parametrize("effect", [0.08, 0.0])
def test_the_interval_covers_the_truth(effect, pull):
    results = [found(seed, effect, pull) for seed in range(1000, 1400)]
    assert 0.90 <= np.mean([each.low <= effect <= each.high for each in results]) <= 0.98


@pytest.mark.long
@pytest.mark.parametrize("pull", [0.8, -0.8])
def test_few_false_discoveries_where_nothing_is_planted(pull):
    # with nothing planted every discovery is false: the share of worlds with any must stay at 5 %,
    # give or take what 400 worlds can tell (two standard errors: 2.2 points)
    alarms = []
    for seed in range(400):
        left, exposed, confounders, customer = world(seed, 0.0, pull, exposures=20)
        comparison = Comparison(left, confounders, customer, resamples(CUSTOMERS, 200, seed))
        p = [comparison.difference(each).p for each in exposed.T]
        alarms.append(false_discovery(p).min() <= 0.05)
    assert np.mean(alarms) <= 0.05 + 0.022
