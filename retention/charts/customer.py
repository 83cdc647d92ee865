"""One customer's history on a line of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.formatting import Formats

KINDS = {"purchase": "Purchase", "return": "Return"}
_ROW = 17
"""Pixels between the words over the plot: each stands on a row of its own, so none meets another
however near their days are."""


def timeline(
    table: pd.DataFrame,
    *,
    expected: tuple[date, date] | None = None,
    as_of: date | None = None,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Purchases as stems upwards, returns downwards, each as long as its amount; a band where the
    next purchase is expected and a line at the last day of data.

    `table`: day, amount (net, returns negative or positive), kind ('purchase' or 'return').
    `expected`: first and last day of the band. Selection: kind 'purchase', keys
    (day, of), `of` being the day's kind.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    flags = []
    if expected:
        flags.append((expected, "next purchase expected", look.readable(colours.accent, theme)))
    if as_of:
        flags.append(((as_of, as_of), f"data end {formats.day(as_of)}", colours.quiet))
    above = _ROW * len(flags)
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=320,
        kind="purchase",
        keys=("day", "of"),
        above=above,
    )
    shown = _span([*table["day"], *(expected or ()), *([as_of] if as_of else ())])
    if expected:
        drawn.add_vrect(
            x0=expected[0], x1=expected[1], fillcolor=colours.wash, line_width=0, layer="below"
        )
    if as_of:
        drawn.add_vline(x=as_of, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    for row, flag in enumerate(flags):
        _flag(drawn, *flag, shown, row=row)
    for kind, colour, symbol in (
        ("purchase", colours.accent, "circle"),
        ("return", colours.loss, "diamond"),
    ):
        _stems(drawn, table[table["kind"] == kind], kind, colour, symbol, formats)
    drawn.update_yaxes(zeroline=True, zerolinecolor=colours.quiet, zerolinewidth=1)
    # without bounds the words over the last days push the axis on into empty years
    drawn.update_xaxes(hoverformat="%d %b %Y", type="date", range=shown)
    named = f"amount of a day{', ' + formats.currency if formats.currency else ''}"
    return look.unit(drawn, named, above=18 + above)


def _span(days: Iterable) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The days that are shown, with room for the outermost marks; None for no day at all."""
    days = [pd.Timestamp(day) for day in days]
    if not days:
        return None
    room = max((max(days) - min(days)) * 0.03, pd.Timedelta(days=3))
    return min(days) - room, max(days) + room


def _stems(
    drawn: go.Figure, rows: pd.DataFrame, kind: str, colour: str, symbol: str, formats: Formats
) -> None:
    if not len(rows):
        return
    sign = -1 if kind == "return" else 1
    heights = rows["amount"].abs() * sign
    stems = [
        value
        for day, height in zip(rows["day"], heights, strict=True)
        for value in ((day, 0), (day, height), (day, None))
    ]
    drawn.add_scatter(
        x=[x for x, _ in stems],
        y=[y for _, y in stems],
        mode="lines",
        line={"color": colour, "width": 1.6},
        hoverinfo="skip",
        connectgaps=False,
    )
    drawn.add_scatter(
        x=rows["day"],
        y=heights,
        mode="markers",
        marker={"color": colour, "size": 9, "symbol": symbol},
        customdata=[[pd.Timestamp(day).date().isoformat(), kind] for day in rows["day"]],
        hovertext=[
            f"<b>{KINDS[kind]}</b> on {formats.day(day)}<br>{formats.money(abs(amount))}"
            for day, amount in zip(rows["day"], rows["amount"], strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _flag(
    drawn: go.Figure, days: tuple[date, date], text: str, colour: str, shown: tuple, *, row: int
) -> None:
    """A word over a line or band, on the side of it that has more room."""
    begin, end = (pd.Timestamp(day) for day in days)
    is_right = begin - shown[0] > shown[1] - end
    drawn.add_annotation(
        x=end if is_right else begin,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=row * _ROW,
        xanchor="right" if is_right else "left",
        text=text,
        showarrow=False,
        font={"color": colour, "size": look.SIZE["small"]},
    )
