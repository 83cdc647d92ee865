"""Intervals against the tables of Newcombe's two papers of 1998; money against a slow bootstrap."""

import numpy as np
import pytest

from retention.intervals import middle_95, newcombe, resample_weights, resampled_sums, wilson


@pytest.mark.parametrize(
    "events, n, low, high",
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_as_in_newcombe_1998_table_1(events, n, low, high):
    assert wilson(events, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    "a, m, b, n, low, high",
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (10, 10, 0, 10, 0.6075, 1)],
)
def test_newcombe_method_10_as_in_his_table_2(a, m, b, n, low, high):
    assert newcombe(a, m, b, n) == pytest.approx((low, high), abs=5e-5)


def test_nobody_has_no_interval():
    assert np.isnan(wilson([0], [0])).all()


def test_a_resample_takes_each_customer_once_on_average_and_together():
    weights = np.hstack(list(resample_weights(500, seed=3)))
    assert weights.shape == (500, 400)
    assert weights.mean() == pytest.approx(1, abs=0.01) == weights.var()
    # a customer's rows are taken together: the second group holds twice the first's amounts
    sums = resampled_sums([0, 0, 1, 1], [0, 1, 0, 1], [1, 5, 2, 10], count=3, seed=3)
    assert (sums[1] == 2 * sums[0]).all() and (sums[2] == 0).all()


def test_a_large_base_is_resampled_in_parts():
    shapes = [part.shape for part in resample_weights(60_000, seed=0)]
    assert len(shapes) > 1 and sum(resamples for _, resamples in shapes) == 200


def test_a_seed_draws_the_same_again():
    def draw(seed):
        return resampled_sums([0, 0], [0, 1], [3, 4], count=1, seed=seed).tolist()

    assert draw(1) == draw(1) != draw(2)


def test_the_interval_of_a_ratio_is_that_of_the_slow_bootstrap():
    rng = np.random.default_rng(5)
    first = rng.lognormal(3, 1, 300)
    later = first * rng.uniform(0, 1, 300) * (rng.uniform(size=300) < 0.4)
    picks = rng.integers(0, 300, (4000, 300))
    slow = np.quantile(later[picks].sum(axis=1) / first[picks].sum(axis=1), [0.025, 0.975])
    people = np.arange(300)
    sums = resampled_sums(
        np.repeat([0, 1], 300), np.tile(people, 2), np.concatenate([first, later]), count=2, seed=0
    )
    assert np.hstack(middle_95(sums[1] / sums[0])) == pytest.approx(slow, abs=0.015)


def test_what_could_not_be_told_is_left_out_of_the_middle():
    draws = np.array([[*range(100), *[np.nan] * 20], [1.0] * 40 + [np.nan] * 80])
    low, high = middle_95(draws)
    assert [low[0], high[0]] == [2, 97]
    assert np.isnan([low[1], high[1]]).all()
