"""The squarified treemap against what it promises."""

from hypothesis import given
from hypothesis import strategies as st

from retention.charts.squares import Box, squarified


def test_the_example_of_bruls_huizing_and_van_wijk():
    """Their figure 3: areas 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 × 4."""
    boxes = squarified([6, 6, 4, 3, 2, 2, 1], 6, 4)
    assert boxes[0] == Box(0, 0, 3, 2)
    assert boxes[1] == Box(0, 2, 3, 2)
    assert [round(box.width * box.height, 9) for box in boxes] == [6, 6, 4, 3, 2, 2, 1]


def test_nothing_gives_nothing():
    assert squarified([], 6, 4) == []


@given(st.lists(st.floats(0.1, 1000), min_size=1, max_size=15))
def test_boxes_fill_the_rectangle_without_overlap(values):
    boxes = squarified(sorted(values, reverse=True), 16, 7)
    assert abs(sum(box.width * box.height for box in boxes) - 112) < 1e-6
    for box in boxes:
        assert box.left >= -1e-6 and box.left + box.width <= 16 + 1e-6
        assert box.top >= -1e-6 and box.top + box.height <= 7 + 1e-6
    for i, first in enumerate(boxes):
        for second in boxes[i + 1 :]:
            wide = min(first.left + first.width, second.left + second.width) - max(
                first.left, second.left
            )
            high = min(first.top + first.height, second.top + second.height) - max(
                first.top, second.top
            )
            assert wide < 1e-6 or high < 1e-6
