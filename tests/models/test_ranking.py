"""A ranking measured on a draw of its customers, without sorting them again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.models.ranking import Ranking

ROW = st.tuples(
    st.sampled_from([0.1, 0.4, 0.4, 0.9]), st.booleans(), st.integers(0, 9), st.integers(0, 3)
)


@given(st.lists(ROW, min_size=1, max_size=25))
@settings(max_examples=150, deadline=None)
def test_a_customer_drawn_twice_counts_as_two_rows(rows):
    score, churned, money, times = (np.array(each) for each in zip(*rows, strict=True))
    if not times.any():
        return
    drawn = np.repeat(np.arange(len(rows)), times)
    for held in (churned, money):
        alone = Ranking(score[drawn], held[drawn]).found()
        once = Ranking(score, held).found(times)
        shares = [0.1, 0.35, 1.0]
        assert once.caught(shares) == pytest.approx(alone.caught(shares), nan_ok=True)
        precision = alone.average_precision()
        assert once.average_precision() == pytest.approx(precision, nan_ok=True)
