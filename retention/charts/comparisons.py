"""A figure of each row beside a level that it is to be read against."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import whiskers
from retention.formatting import Formats

MOST_ROWS = 16


def leak_by(
    table: pd.DataFrame,
    *,
    whole: float,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """The leak of each group as a dot with its 95 % interval, the leakiest on top; the line is
    the leak of all. Groups whose leak differs from that of the others for certain have colour.

    `table`: group, at_start, lapsed, leak_rate, low, high, difference_low, difference_high; `whole`
    the leak of all of them. No selection.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.head(MOST_ROWS).sort_values("leak_rate")
    names = [look.escaped(look.shortened(group, 30)) for group in rows["group"]]
    places = list(range(len(rows)))  # a year as a name would be taken for a number
    drawn = look.figure(
        title=title, subtitle=subtitle, theme=theme, formats=formats,
        height=140 + 34 * max(len(rows), 2),
    )  # fmt: skip
    drawn.add_vline(x=whole, line={"color": colours.quiet, "width": 1.5, "dash": "dot"})
    paint = [
        colours.loss if row.difference_low > 0
        else colours.gain if row.difference_high < 0
        else colours.context
        for row in rows.itertuples()
    ]  # fmt: skip
    drawn.add_scatter(
        x=rows["leak_rate"],
        y=places,
        mode="markers",
        marker={
            "color": paint, "size": 12,
            "opacity": [0.4 if n < look.SMALL_GROUP else 1 for n in rows["at_start"]],
        },
        error_x=whiskers(rows["leak_rate"], rows["low"], rows["high"], colours.quiet),
        hovertext=[
            f"<b>{formats.share(row.leak_rate)}</b> of {look.escaped(row.group)} lapsed<br>"
            f"{formats.number(row.lapsed)} of {formats.count(row.at_start, 'customer')}"
            f"<br>95% interval {formats.share_interval(row.low, row.high)}"
            for row in rows.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    for place, row in zip(places, rows.itertuples(), strict=True):
        look.label(
            drawn, row.high, place,
            f"{formats.share(row.leak_rate)} · n {formats.number(row.at_start)}",
            colours.ink, theme,
        )  # fmt: skip
    drawn.update_xaxes(tickformat=".0%", rangemode="tozero", title="lapsed within twelve months")
    drawn.update_yaxes(showgrid=False, tickfont={"color": colours.ink}, tickvals=places,
                        ticktext=names)  # fmt: skip
    drawn.update_layout(margin_r=110)
    return drawn
