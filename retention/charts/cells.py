"""Rectangles that can be clicked: the triangle, the RFM grid and the treemap are made of them.

Plotly's heatmap and treemap do not answer a selection, bars do; and bars can be hatched. A cell
is a bar with its own place and size.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from retention.charts.colours import palette, text_on
from retention.charts.template import SIZE

NOT_OBSERVED = "/"


def cells(
    left: Sequence[float],
    bottom: Sequence[float],
    width: Sequence[float],
    height: Sequence[float],
    *,
    colours: Sequence[str],
    texts: Sequence[str],
    hovers: Sequence[str],
    customdata: Sequence[Sequence],
    theme: str,
    text_size: int = SIZE["small"],
    text_colours: Sequence[str] | None = None,
) -> go.Bar:
    """One trace of rectangles with their lower left corners and sizes in axis units. A thin gap
    of paper divides them."""
    return go.Bar(
        x=list(left),
        width=list(width),
        offset=0,
        base=list(bottom),
        y=list(height),
        marker={
            "color": list(colours),
            "cornerradius": 0,
            "line": {"width": 1.5, "color": palette(theme).paper},
        },
        text=list(texts),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="inside",
        cliponaxis=False,
        insidetextfont={"size": text_size, "color": list(text_colours or map(text_on, colours))},
        hovertext=list(hovers),
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[list(values) for values in customdata],
    )


def hatching(
    left: Sequence[float],
    bottom: Sequence[float],
    width: Sequence[float],
    height: Sequence[float],
    theme: str,
    reason: str = "Not observed yet",
) -> go.Bar:
    """Rectangles for what has not happened yet: hatched, never coloured as a zero."""
    colours = palette(theme)
    return go.Bar(
        x=list(left),
        width=list(width),
        offset=0,
        base=list(bottom),
        y=list(height),
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "cornerradius": 0,
            "pattern": {
                "shape": NOT_OBSERVED,
                "fgcolor": colours.line,
                "size": 7,
                "solidity": 0.18,
                "fillmode": "overlay",
            },
        },
        hovertemplate=f"{reason}<extra></extra>",
        selectedpoints=None,
        unselected={"marker": {"opacity": 1}},
    )
