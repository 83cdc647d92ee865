"""Bands between two days: where they begin and end, who has none, and the matrix beside them."""

import pytest

from retention.charts import movement, theme
from tests.charts import tables


@pytest.fixture(scope="module")
def flows():
    return movement.flows(tables.movement(), title="t")


def bars(drawn):
    return [trace for trace in drawn.data if trace.type == "bar"]


def shapes(drawn):
    return [trace for trace in drawn.data if trace.type == "scatter" and trace.fill == "toself"]


def test_the_bars_of_each_side_hold_every_customer_once(flows):
    left, right = bars(flows)
    assert list(left.y) == [150, 11, 39] and list(right.y) == [150, 50]
    # no bar reaches into the next one, and their names stand apart
    for side in (left, right):
        ends = [base + height for base, height in zip(side.base, side.y, strict=True)]
        assert all(end < base for end, base in zip(ends, side.base[1:], strict=False))


def test_bands_are_as_high_as_their_customers_and_small_moves_have_none(flows):
    bands = [trace for trace in shapes(flows) if len(trace.x) > 3]
    heights = sorted(round(trace.y[-1] - trace.y[0]) for trace in bands)
    assert heights == [10, 39, 40, 110]
    colours = [trace.fillcolor for trace in bands]
    assert colours[-1] == theme.palette().loss  # drawn last, over the others
    wedges = [trace for trace in shapes(flows) if len(trace.x) == 3]
    assert len(wedges) == 2  # one move, on both sides


def test_a_band_arrives_inside_its_segment(flows):
    _, right = bars(flows)
    tops = dict(zip(("Champions", "At risk"), zip(right.base, right.y, strict=True), strict=True))
    for trace in flows.data:
        if trace.customdata is not None:
            top, height = tops[trace.customdata[0][1]]
            assert top <= trace.y[-1] <= top + height
    assert {tuple(values) for trace in flows.data for values in trace.customdata or ()} == {
        ("Champions", "Champions"), ("Champions", "At risk"), ("At risk", "At risk"),
        ("Not yet a customer", "Champions"),
    }  # fmt: skip
    assert flows.layout.meta["fixed"] == {
        "before": "2026-07-31", "after": "2026-10-31", "cuts": "frozen",
    }  # fmt: skip


def test_nobody_stands_behind_who_is_no_customer_any_more():
    gone = tables.movement().assign(direction=["same", "gone", "up", "same", "joined"])
    gone.loc[1, "to"] = "No longer a customer"
    for chart in (movement.flows, movement.matrix):
        drawn = chart(gone, title="t")
        told = {value for trace in drawn.data for pair in trace.customdata or () for value in pair}
        assert "No longer a customer" not in told


def test_the_matrix_has_a_cell_for_each_move_and_pale_small_rows():
    (cells,) = movement.matrix(tables.movement(), title="t").data
    assert list(cells.text) == ["110", "40", "1", "10", "39"]
    # 110 of 150 is more of a row than 10 of 11 customers may seem
    paper = theme.palette().paper
    from retention.charts.colours import contrast

    assert contrast(cells.marker.color[0], paper) > contrast(cells.marker.color[3], paper)
