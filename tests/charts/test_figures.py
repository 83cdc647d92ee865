"""Each chart: what it draws from its table, and what a click on it means."""

from __future__ import annotations

import json
from datetime import date
from functools import partial

import pytest

from retention.charts import (
    causes,
    cohorts,
    customer,
    ladder,
    leak,
    overview,
    rhythm,
    risk,
    segments,
    theme,
)
from retention.formatting import Formats
from tests.charts import tables

EURO = Formats("en_GB", "EUR")
ALL = {
    "triangle": (cohorts.triangle, tables.triangle),
    "curves": (cohorts.curves, tables.triangle),
    "pooled": (cohorts.pooled, tables.pooled),
    "bucket": (overview.bucket, tables.bucket),
    "bucket_history": (overview.bucket_history, tables.bucket),
    "leak": (partial(leak.twelve_months, claims=tables.lost()), tables.leak),
    "statuses": (rhythm.statuses, tables.statuses),
    "ladder": (ladder.ladder, tables.ladder),
    "treemap": (segments.treemap, tables.segments),
    "rfm_grid": (segments.rfm_grid, tables.grid),
    "forest": (causes.forest, tables.drivers),
    "claims": (causes.claims, tables.claims),
    "calibration": (risk.calibration, tables.calibration),
    "lift": (risk.lift, tables.lift),
    "comparators": (risk.comparators, tables.comparators),
    "distribution": (risk.distribution, tables.distribution),
    "timeline": (customer.timeline, tables.purchases),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_chart_is_drawn_in_both_themes(name, look):
    chart, table = ALL[name]
    drawn = chart(table(), title="A finding", subtitle="what", theme=look, formats=EURO)
    layout = json.loads(drawn.to_json())["layout"]
    assert layout["meta"]["title"] == "A finding"
    assert layout["template"]["layout"]["font"]["color"] == theme.palette(look).quiet


@pytest.mark.parametrize("name", ALL)
def test_every_chart_takes_an_empty_table(name):
    chart, table = ALL[name]
    if name == "bucket":
        return  # a month that is not there has no bridge
    assert chart(table().head(0), title="Nothing yet").layout.meta["title"] == "Nothing yet"


@pytest.mark.parametrize("name", ALL)
def test_a_click_can_be_resolved_on_every_mark(name):
    chart, table = ALL[name]
    drawn = chart(table(), title="A finding")
    keys = drawn.layout.meta["keys"]
    clickable = [trace for trace in drawn.data if trace.customdata is not None]
    assert bool(keys) == bool(clickable)
    for trace in clickable:
        assert all(len(values) == len(keys) for values in trace.customdata)
        assert len(trace.customdata) == len(trace.x)


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
            "Jan 2026<br>95 % interval 30–50%"
        )

    def test_the_oldest_cohort_is_on_top_with_its_size(self):
        axis = self.draw().layout.yaxis
        assert axis.ticktext[-1] == "Jan 2026  <b>100</b>"
        assert self.draw(grain="quarter").layout.yaxis.ticktext[-1].startswith("Q1 2026")

    def test_the_selection_carries_the_grain_and_more(self):
        meta = self.draw(grain="week", fixed={"counted": "rolling"}).layout.meta
        assert meta["fixed"] == {"grain": "week", "counted": "rolling"}

    def test_many_cohorts_are_cut_and_it_says_so(self):
        import pandas as pd

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
        drawn = cohorts.curves(tables.triangle(), title="t")
        assert [list(line.x) for line in drawn.data] == [[1, 2]]

    def test_the_pooled_line_has_its_interval(self):
        drawn = cohorts.pooled(tables.pooled(), title="t")
        low, high, line = drawn.data
        assert high.fill == "tonexty"
        assert list(line.y) == [45 / 110, 0]
        assert low.y[0] < line.y[0] < high.y[0]


class TestBucket:
    def test_the_bridge_adds_up(self):
        bars = overview.bucket(tables.bucket(), date(2026, 1, 1), title="t").data[0]
        assert list(bars.base) == [0, 100, 120, 115, 0]
        assert list(bars.y) == [100, 20, 5, 10, 115]
        assert list(bars.text) == [
            "<b>100</b>",
            "<b>+20</b>",
            "<b>+5</b>",
            "<b>−10</b>",
            "<b>115</b>",
        ]

    def test_the_last_month_is_the_default(self):
        bars = overview.bucket(tables.bucket(), title="t").data[0]
        assert [step for _, step in bars.customdata] == list(overview.STEPS)
        assert bars.customdata[0][0] == "2026-02-01"

    def test_bars_stand_on_zero_unless_the_change_would_vanish(self):
        table = tables.bucket()
        assert overview.bucket(table, title="t").layout.yaxis.range is None
        large = table.assign(at_start=[100_000, 100_005], at_end=[100_015, 99_990])
        drawn = overview.bucket(large, title="t")
        assert drawn.layout.yaxis.range[0] > 90_000
        assert "axis does not start at 0" in [note.text for note in drawn.layout.annotations]

    def test_what_leaks_hangs_below_zero(self):
        drawn = overview.bucket_history(tables.bucket(), title="t")
        assert [list(bar.y) for bar in drawn.data[:3]] == [[20, 0], [5, 0], [-10, -15]]
        assert drawn.data[3].yaxis == "y2"

    def test_a_leak_that_cannot_have_been_seen_is_hatched_and_the_axis_ends_with_the_data(self):
        table = tables.bucket().assign(settled=[False, True])
        drawn = overview.bucket_history(table, title="t")
        (unseen,) = (bar for bar in drawn.data if bar.type == "bar" and bar.marker.pattern.shape)
        assert unseen.yaxis == "y2" and [str(month)[:7] for month in unseen.x] == ["2026-01"]
        first, last = drawn.layout.xaxis2.range
        begins, ends = (each.timestamp() * 1000 for each in table["month"])
        days = 24 * 3600 * 1000
        assert begins - 31 * days < first < begins < ends < last < ends + 31 * days

    def test_a_claim_is_dotted_and_says_that_it_is_one(self):
        drawn = leak.twelve_months(tables.leak(), tables.lost(), title="t")
        (line,) = drawn.layout.shapes
        assert (line.y0, line.line.dash) == (0.1, "dot")
        assert any(note.text.startswith("claim: a tenth") for note in drawn.layout.annotations)
        assert drawn.layout.meta["kind"] is None

    def test_names_of_flows_do_not_cover_each_other(self):
        flat = tables.bucket().assign(new=[20, 0], reactivated=[5, 0], lapsed=[10, 1])
        drawn = overview.bucket_history(flat, title="t")
        heights = sorted(
            note.y
            for note in drawn.layout.annotations
            if note.text in ("New", "Reactivated", "Lapsed")
        )
        assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= 0.09 * 35 - 1e-9


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
        assert "<b>Cannot<br>lose</b>" in segments.treemap(table, title="t").data[0].text

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


class TestForest:
    def test_drivers_are_ordered_and_names_are_shown_as_written(self):
        drawn = causes.forest(tables.drivers(), title="t")
        names = drawn.layout.yaxis.ticktext
        assert names[0] == "Served by Anna  <b>60</b>"
        assert "Bought in &lt;b&gt;North&lt;/b&gt;  <b>120</b>" in names

    def test_colour_needs_thirty_leavers_and_a_small_q(self):
        drawn = causes.forest(tables.drivers(), title="t")
        colours = theme.palette()
        adjusted = next(trace for trace in drawn.data if trace.name == "adjusted")
        paint = dict(
            zip([row[0] for row in adjusted.customdata], adjusted.marker.color, strict=True)
        )
        assert paint == {
            "salesperson": colours.gain,
            "placebo": colours.context,
            "store": colours.loss,
            "returned": colours.context,
        }

    def test_crude_is_hollow_and_the_axis_is_balanced(self):
        drawn = causes.forest(tables.drivers(), title="t")
        crude = next(trace for trace in drawn.data if trace.name == "crude")
        assert crude.marker.symbol == "circle-open"
        low, high = drawn.layout.xaxis.range
        assert low == -high
        assert high > 0.28

    def test_the_hover_does_not_speak_of_causes(self):
        text = causes.forest(tables.drivers(), title="t", formats=EURO).data[-1].hovertext[-1]
        assert "because" not in text
        assert "15.0 points more often than comparable customers" in text
        assert "too few to say" in text

    def test_claims_are_hollow_and_named_so(self):
        bars = causes.claims(tables.claims(), title="t").data[0]
        assert bars.marker.color == "rgba(0,0,0,0)"
        assert list(bars.text) == ["claim: 9–10%", "claim: 68%"]


class TestRisk:
    def test_the_own_model_is_drawn_last_in_the_accent(self):
        drawn = risk.lift(tables.lift(), title="t")
        assert [trace.name for trace in drawn.data] == [
            "At random",
            "Days since last purchase",
            "Our model",
        ]
        assert drawn.data[-1].line.color == theme.palette().accent

    def test_the_best_ranker_is_on_top(self):
        drawn = risk.comparators(tables.comparators(), title="t")
        assert list(drawn.layout.yaxis.ticktext) == ["Days since last purchase", "Our model"]

    def test_a_risk_band_is_clicked_by_its_edges(self):
        bars = risk.distribution(tables.distribution(), title="t").data[0]
        assert [tuple(edges) for edges in bars.customdata] == [(0.0, 0.5), (0.5, 1.0)]
        assert list(bars.text) == ["30", ""]

    def test_what_happened_stands_beside_what_was_said(self):
        happened, *said = risk.calibration(tables.calibration(), title="t").data
        assert list(happened.y) == pytest.approx([12, 45, 85])
        assert [line.y[0] for line in said] == pytest.approx([10, 50, 80])


class TestTimeline:
    def test_returns_hang_below_and_the_expected_band_is_drawn(self):
        drawn = customer.timeline(
            tables.purchases(),
            title="t",
            as_of=date(2026, 3, 1),
            expected=(date(2026, 3, 5), date(2026, 4, 1)),
            formats=EURO,
        )
        dots = [trace for trace in drawn.data if trace.customdata is not None]
        assert list(dots[0].y) == [40, 60]
        assert list(dots[1].y) == [-15]
        assert [tuple(values) for values in dots[1].customdata] == [("2026-02-09", "return")]
        band = next(shape for shape in drawn.layout.shapes if shape.type == "rect")
        assert str(band.x0).startswith("2026-03-05")
        assert "data end 1 Mar 2026" in [note.text for note in drawn.layout.annotations]
