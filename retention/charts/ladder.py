"""Where customers stop: the share that goes on from each purchase to the next."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import whiskers
from retention.formatting import Formats

MOST_STEPS = 12


def ladder(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    fixed: dict | None = None,
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """A bar for each step n → n+1, with its 95 % interval; the first step has the accent, steps
    with fewer than 20 eligible customers are grey. The first twelve steps are drawn.

    `table`: order_number (n), eligible, returned, share, low, high. Selection: kind 'ladder',
    keys (order_number,), and what `fixed` adds (within).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    steps = table.sort_values("order_number").head(MOST_STEPS)
    paint = [
        colours.accent if row.order_number == 1 else colours.context for row in steps.itertuples()
    ]
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        kind="ladder",
        keys=("order_number",),
        fixed=fixed,
    )
    drawn.add_bar(
        x=[f"{n} → {n + 1}" for n in steps["order_number"]],
        y=steps["share"],
        marker={
            "color": paint,
            "opacity": [
                0.4 if row.eligible < look.SMALL_GROUP else 1 for row in steps.itertuples()
            ],
        },
        error_y=whiskers(steps["share"], steps["low"], steps["high"], colours.quiet),
        customdata=[[int(n)] for n in steps["order_number"]],
        hovertext=[_hover(row, formats) for row in steps.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for row in steps.itertuples():
        drawn.add_annotation(
            x=f"{row.order_number} → {row.order_number + 1}",
            y=max(row.high, row.share),
            text=f"<b>{formats.share(row.share)}</b>",
            showarrow=False,
            yanchor="bottom",
            yshift=3,
            font={"color": colours.ink, "size": look.SIZE["body"]},
        )
    drawn.update_yaxes(tickformat=".0%", rangemode="tozero")
    drawn.update_xaxes(title="from this purchase to the next", type="category")
    return look.unit(drawn, "share that buys again")


def _hover(row, formats: Formats) -> str:
    text = (
        f"<b>{formats.share(row.share, 1)}</b> went on from purchase {row.order_number} to "
        f"{row.order_number + 1}<br>{formats.number(row.returned)} of "
        f"{formats.count(row.eligible, 'customer')}"
        f"<br>95% interval {formats.share_interval(row.low, row.high)}"
    )
    if row.eligible < look.SMALL_GROUP:
        text += "<br>fewer than 20 customers: read with care"
    return text
