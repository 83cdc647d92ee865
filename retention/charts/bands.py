"""Intervals: a band behind a line, whiskers around a dot."""

from __future__ import annotations

import plotly.graph_objects as go

from retention.charts.colours import palette


def add_band(drawn: go.Figure, x, low, high, theme: str) -> None:
    """A 95 % interval as a band behind a line."""
    wash = palette(theme).wash
    line = {"width": 0, "color": wash}
    drawn.add_scatter(x=x, y=low, mode="lines", line=line, hoverinfo="skip")
    drawn.add_scatter(
        x=x, y=high, mode="lines", line=line, fill="tonexty", fillcolor=wash, hoverinfo="skip"
    )


def whiskers(value, low, high, colour: str) -> dict:
    """Plotly's error bar from the two ends of an interval; it has no caps."""
    return {
        "type": "data",
        "symmetric": False,
        "color": colour,
        "thickness": 1.6,
        "width": 0,
        "array": [max(hi - v, 0) for v, hi in zip(value, high, strict=True)],
        "arrayminus": [max(v - lo, 0) for v, lo in zip(value, low, strict=True)],
    }
