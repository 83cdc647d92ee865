"""Draws of whole customers."""

import numpy as np
import pytest

from retention.models.resampling import resampled, resamples


def test_each_draw_holds_as_many_customers_as_there_are():
    draws = resamples(50, 20, 1)
    assert draws.shape == (20, 50)
    assert (draws.sum(axis=1) == 50).all()


def test_one_after_the_other_or_all_at_once_they_are_the_same():
    assert (np.stack(list(resampled(50, 20, 1))) == resamples(50, 20, 1)).all()
    assert (resamples(50, 20, 1) != resamples(50, 20, 2)).any()


def test_the_mean_of_a_draw_spreads_as_a_mean_does():
    values = np.random.default_rng(0).normal(10, 2, 400)
    means = resamples(400, 2000, 0) @ values / 400
    assert means.std() == pytest.approx(values.std() / 20, rel=0.05)
