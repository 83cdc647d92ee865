"""Bands that flow from a place on the left to a place on the right.

Plotly's own Sankey does not answer a selection. A filled shape does not either, so points that
nobody sees lie along each band and take the clicks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

_STEPS = np.linspace(0, 1, 31)
_EASED = _STEPS**2 * (3 - 2 * _STEPS)  # leaves and arrives level
_WEDGE = 0.03  # of the width


@dataclass(frozen=True)
class Band:
    """From x `start` to `end`; `left` and `right` are where its upper edge begins and ends."""

    start: float
    left: float
    end: float
    right: float
    height: float

    @property
    def across(self) -> np.ndarray:
        return self.start + (self.end - self.start) * _STEPS

    @property
    def upper(self) -> np.ndarray:
        return self.left + (self.right - self.left) * _EASED


def band(placed: Band, colour: str, opacity: float) -> go.Scatter:
    """The band as a filled shape that takes no clicks."""
    return _filled(
        [*placed.across, *placed.across[::-1]],
        [*placed.upper, *(placed.upper + placed.height)[::-1]],
        colour,
        opacity,
    )


def wedge(placed: Band, colour: str, hover: str) -> list[go.Scatter]:
    """Two short wedges, where the band would begin and end, that say how many it holds."""
    drawn = []
    for x, tip, top in ((placed.start, _WEDGE, placed.left), (placed.end, -_WEDGE, placed.right)):
        drawn.append(
            _filled([x, x + tip, x], [top, top + placed.height / 2, top + placed.height],
                    colour, 0.62)
        )  # fmt: skip
        drawn.append(_unseen([x + tip / 2], [top + placed.height / 2], hover, None))
    return drawn


def points_along(
    placed: Band, apart: float, hover: str, values: Sequence[str] | None
) -> go.Scatter:
    """Points inside the band, no more than about `apart` one below the other, that are not seen and
    show `hover`; with `values` they answer a click."""
    rows = max(1, int(np.ceil(placed.height / apart)))
    down = (np.arange(rows) + 0.5) / rows * placed.height
    x = np.repeat(placed.across, rows)
    y = (placed.upper[:, None] + down[None, :]).ravel()
    return _unseen(x, y, hover, values)


def _unseen(x, y, hover: str, values: Sequence[str] | None) -> go.Scatter:
    unseen = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=list(x),
        y=list(y),
        mode="markers",
        marker={"opacity": 0, "size": 8},
        selected=unseen,
        unselected=unseen,
        hovertext=[hover] * len(x),
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[list(values)] * len(x) if values else None,
    )


def _filled(x, y, colour: str, opacity: float) -> go.Scatter:
    return go.Scatter(
        x=list(x), y=list(y), mode="lines", fill="toself", fillcolor=colour, opacity=opacity,
        line={"width": 0}, hoverinfo="skip",
    )  # fmt: skip
