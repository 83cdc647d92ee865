"""Intervals against the tables of Newcombe's two papers of 1998."""

import numpy as np
import pytest

from retention.intervals import newcombe, wilson


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
