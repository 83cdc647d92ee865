"""The search keeps the best of what several starts lead to."""

import numpy as np
import pytest

from retention.models.searching import best_of


def two_wells(theta):
    """Two dips, near -1 and near 1; the one on the left is deeper."""
    (x,) = theta
    return (x**2 - 1) ** 2 + 0.3 * x, np.array([4 * x * (x**2 - 1) + 0.3])


@pytest.mark.parametrize("starts", [[[-0.9], [0.9]], [[0.9], [-0.9]]])
def test_the_deeper_dip_is_found_whichever_start_comes_first(starts):
    assert best_of(two_wells, starts, bound=5.0) == pytest.approx([-1.035], abs=0.01)


def test_no_parameter_leaves_its_bound():
    assert best_of(two_wells, [[-0.2], [0.2]], bound=0.5)[0] == -0.5
