"""Segments, rhythm and the ladder: who stands out, and how large each is drawn."""

from __future__ import annotations

import pytest

from retention.charts import ladder, rhythm, segments, theme
from tests.charts import tables


class TestLadder:
    def test_intervals_are_whiskers_and_small_steps_pale(self):
        bars = ladder.ladder(tables.ladder(), title="t").data[0]
        table = tables.ladder()
        assert bars.error_y.array[0] == pytest.approx(table["high"][0] - table["share"][0])
        assert list(bars.marker.opacity) == [1, 1, 0.4]
        assert bars.marker.color[0] == theme.palette().accent
        assert list(bars.x) == ["1 → 2", "2 → 3", "3 → 4"]


class TestRhythm:
    def test_who_fell_behind_stands_out(self):
        bars = rhythm.statuses(tables.statuses(), title="t").data[0]
        colours = dict(zip((name for (name,) in bars.customdata), bars.marker.color, strict=True))
        assert colours["late"] == colours["broken"] == theme.palette().loss != colours["on time"]


class TestSegments:
    def test_money_has_its_interval_and_few_customers_are_pale(self):
        few = tables.segments().assign(customers=[30, 19, 50, 0])
        bars = segments.money(few, title="t").data[0]
        assert list(bars.marker.opacity)[::-1] == [1, 0.4, 1, 0.4]
        assert bars.error_x.array[-1] == pytest.approx(0.8 - 0.72)

    def test_a_name_that_does_not_fit_stands_on_two_lines(self):
        table = tables.segments().assign(customers=[300, 20, 50, 8], amount=[9000, 300, 50, 3])
        texts = segments.treemap(table, title="t").data[0].text
        assert any(text.startswith("<b>Cannot</b><br><b>lose</b>") for text in texts)

    def test_areas_are_proportional_and_an_empty_segment_has_none(self):
        boxes = segments.treemap(tables.segments(), size="amount", title="t").data[0]
        areas = {
            name[0]: w * h
            for name, w, h in zip(boxes.customdata, boxes.width, boxes.y, strict=True)
        }
        assert set(areas) == {"Champions", "At risk", "Lost"}
        assert areas["Champions"] / areas["Lost"] == pytest.approx(18)
        assert sum(areas.values()) == pytest.approx(segments.WIDTH * segments.HEIGHT)

    def test_every_segment_has_a_tone(self):
        assert len(segments.TONES) == 11

    def test_cells_of_one_score_are_added_up(self):
        cells = segments.rfm_grid(tables.grid(), title="t").data[0]
        assert [tuple(cell) for cell in cells.customdata] == [(1, 1), (5, 5)]
        assert list(cells.text) == ["7", "7"]
