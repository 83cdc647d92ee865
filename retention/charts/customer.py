"""One customer's history on a line of time."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.formatting import Formats

KINDS = {"purchase": "Purchase", "return": "Return"}


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
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=320,
        kind="purchase",
        keys=("day", "of"),
    )
    if expected:
        drawn.add_vrect(
            x0=expected[0], x1=expected[1], fillcolor=colours.wash, line_width=0, layer="below"
        )
        _flag(drawn, expected[0], "next purchase expected", look.readable(colours.accent, theme))
    if as_of:
        drawn.add_vline(x=as_of, line={"color": colours.quiet, "width": 1, "dash": "dot"})
        _flag(drawn, as_of, f"data end {formats.day(as_of)}", colours.quiet, anchor="right")
    for kind, colour, symbol in (
        ("purchase", colours.accent, "circle"),
        ("return", colours.loss, "diamond"),
    ):
        _stems(drawn, table[table["kind"] == kind], kind, colour, symbol, formats)
    drawn.update_yaxes(zeroline=True, zerolinecolor=colours.quiet, zerolinewidth=1)
    drawn.update_xaxes(hoverformat="%d %b %Y")
    return look.unit(drawn, f"amount of a day{', ' + formats.currency if formats.currency else ''}")


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


def _flag(drawn: go.Figure, day: date, text: str, colour: str, anchor: str = "left") -> None:
    """A word at the top of a line or band."""
    drawn.add_annotation(
        x=day,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor=anchor,
        text=text,
        showarrow=False,
        font={"color": colour, "size": look.SIZE["small"]},
    )
