"""Where customers stand in their own rhythm."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.formatting import Formats, missing

_BEHIND = ("late", "broken")


def statuses(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """A bar a status with its customers and what they spend; who has fallen behind stands out.

    `table`: status, customers, share, low, high, amount, value, in the order to be drawn.
    Selection: kind 'status', keys (status,).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.iloc[::-1]
    paint = {"lapsed": colours.context} | dict.fromkeys(_BEHIND, colours.loss)
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=130 + 34 * max(len(rows), 3),
        kind="status",
        keys=("status",),
    )
    drawn.add_bar(
        x=rows["customers"],
        y=rows["status"],
        orientation="h",
        width=0.62,
        marker={"color": [paint.get(name, colours.accent) for name in rows["status"]]},
        customdata=[[name] for name in rows["status"]],
        hovertext=[_hover(row, formats) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for row in rows.itertuples():
        look.label(drawn, row.customers, row.status, _label(row, formats), colours.quiet, theme)
    drawn.update_yaxes(
        showgrid=False,
        tickformat=None,
        type="category",
        tickfont={"size": look.SIZE["body"], "color": colours.ink},
    )
    top = max(1, int(rows["customers"].max())) if len(rows) else 1
    drawn.update_xaxes(showgrid=True, tickformat=",", rangemode="tozero", range=[0, top * 1.3])
    return look.unit(drawn, "customers · what they have brought so far")


def _label(row, formats: Formats) -> str:
    text = f"{formats.number(row.customers)} ({formats.share(row.share)})"
    return text if missing(row.amount) else f"{text} · {formats.compact_money(row.amount)}"


def _hover(row, formats: Formats) -> str:
    text = (
        f"<b>{formats.count(row.customers, 'customer')}</b> {row.status}, "
        f"{formats.share(row.share)} of all (95% {formats.share_interval(row.low, row.high)})"
    )
    return text if missing(row.amount) else f"{text}<br>{formats.money(row.amount)} so far"
