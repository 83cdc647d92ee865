"""The triangle and its lines, mark by mark."""

from __future__ import annotations

from datetime import date

import pandas as pd

from retention.charts import cohort_lines, cohorts, theme
from tests.charts import tables
from tests.charts.tables import EURO


class TestTriangle:
    def draw(self, **options):
        return cohorts.triangle(tables.triangle(), title="t", **options)

    def test_only_observed_cells_are_cells(self):
        observed, _ = self.draw().data
        assert [tuple(cell) for cell in observed.customdata] == [
            ("2026-01-01", 0),
            ("2026-01-01", 1),
            ("2026-01-01", 2),
            ("2026-02-01", 0),
            ("2026-02-01", 1),
            ("2026-03-01", 0),
        ]
        assert list(observed.text) == ["100", "40", "0", "100", "50", "100"]

    def test_what_is_not_observed_is_hatched_and_never_a_zero(self):
        observed, unseen = self.draw().data
        assert unseen.marker.pattern.shape == "/"
        hatched = {
            (row + 0.5, start + 0.5): length
            for row, start, length in zip(unseen.base, unseen.x, unseen.width, strict=True)
        }
        assert hatched == {(1, 2): 1, (0, 1): 2}
        assert observed.marker.pattern.shape is None

    def test_an_observed_zero_is_a_cell_with_a_colour(self):
        observed, _ = self.draw().data
        assert observed.marker.color[2] == theme.shade(0)
        assert "<b>0.0%</b>" in observed.hovertext[2]

    def test_fewer_than_twenty_are_grey(self):
        observed, _ = self.draw().data
        assert observed.marker.color[4] == theme.palette().panel
        assert "read with care" in observed.hovertext[4]
        assert "read with care" not in observed.hovertext[1]

    def test_the_hover_says_it_in_words(self):
        observed, _ = self.draw(formats=EURO).data
        assert observed.hovertext[1] == (
            "<b>40.0%</b> in month 1 after the first<br>40 of 100 customers who first bought in "
            "Jan 2026<br>95% interval 30–50%"
        )

    def test_the_oldest_cohort_is_on_top_with_its_size(self):
        axis = self.draw().layout.yaxis
        assert axis.ticktext[-1] == "Jan 2026  <b>100</b>"
        assert self.draw(grain="quarter").layout.yaxis.ticktext[-1].startswith("Q1 2026")

    def test_the_selection_carries_the_grain_and_more(self):
        meta = self.draw(grain="week", fixed={"counted": "rolling"}).layout.meta
        assert meta["fixed"] == {"grain": "week", "counted": "rolling"}

    def test_many_cohorts_are_cut_and_it_says_so(self):
        weeks = pd.date_range("2025-01-06", periods=50, freq="7D")
        many = pd.DataFrame({"cohort": weeks, "size": 30, "period": 0, "retention": 1.0})
        drawn = cohorts.triangle(many, title="t", subtitle="s", grain="week")
        assert drawn.layout.meta["subtitle"] == "s · newest 36 of 50 weeks"
        assert drawn.data[0].customdata[0][0] == weeks[14].date().isoformat()

    def test_the_chosen_cell_is_framed(self):
        drawn = self.draw(chosen={"cohort": date(2026, 2, 1), "period": 1})
        (frame,) = drawn.layout.shapes
        # February is the middle one of three rows
        assert (frame.x0, frame.x1, frame.y0, frame.y1) == (0.5, 1.5, 0.5, 1.5)
        for nowhere in ({"cohort": "x", "period": 1}, {"cohort": date(2026, 2, 1), "period": 2}):
            assert not self.draw(chosen=nowhere).layout.shapes


class TestCurves:
    def test_small_cohorts_and_the_own_period_are_left_out(self):
        drawn = cohort_lines.curves(tables.triangle(), title="t")
        assert [list(line.x) for line in drawn.data] == [[1, 2]]

    def test_the_pooled_line_has_its_interval(self):
        drawn = cohort_lines.pooled(tables.pooled(), title="t")
        low, high, line = drawn.data
        assert high.fill == "tonexty"
        assert list(line.y) == [45 / 110, 0]
        assert low.y[0] < line.y[0] < high.y[0]
