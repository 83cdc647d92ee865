"""The forest of drivers and the claims beside it."""

from __future__ import annotations

from retention.charts import causes, theme
from tests.charts import tables
from tests.charts.tables import EURO


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

    def test_a_long_claim_has_lines_and_its_figure_has_room(self):
        table = tables.claims().assign(reason="a competitor (price, service, warranty)")
        drawn = causes.claims(table, title="t")
        lines = drawn.layout.yaxis.ticktext[0].split("<br>")
        assert len(lines) == 2 and max(map(len, lines)) <= 26
        assert drawn.layout.margin.r >= 90
