"""The words that all sentences share."""

import pytest

from retention.measures.sentences.words import beside, listed, portion
from tests.measures.sentences.rows import EURO


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(72, 111, "two thirds"), (1, 2, "1 of 2"), (0, 40, "none"), (40, 40, "all"),
     (20, 40, "half"), (4, 40, "one in ten"), (23, 40, "58%"), (39, 40, "98%")],
)  # fmt: skip
def test_a_portion_is_a_plain_fraction_where_there_is_one(part, whole, said):
    assert portion(part, whole, EURO) == said


def test_lists_and_differences():
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert beside(12, EURO, "usual") == "12 more than usual"
    assert beside(-1.0, EURO, "usual") == "1 fewer than usual"
    assert beside(0.3, EURO, "usual") == "as many as usual"
