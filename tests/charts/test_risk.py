"""How good the forecast is, drawn."""

from __future__ import annotations

import pytest

from retention.charts import risk, theme
from tests.charts import tables


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
