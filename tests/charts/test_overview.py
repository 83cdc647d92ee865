"""The bridge of a month, its history and the leak."""

from __future__ import annotations

from datetime import date

from retention.charts import leak, overview
from tests.charts import tables


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
