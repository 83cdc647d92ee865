"""How many of the customers are lost in a year, beside what is said everywhere."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import add_band
from retention.formatting import Formats


def twelve_months(
    table: pd.DataFrame,
    claims: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """The leak over twelve months by the month that ends them, with its 95 % interval; each claim
    is a dotted line that says what it is.

    `table`: month, at_start, lapsed, leak_rate, low, high. `claims`: claim, share. No selection.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=360)
    add_band(drawn, table["month"], table["low"], table["high"], theme)
    drawn.add_scatter(
        x=table["month"],
        y=table["leak_rate"],
        mode="lines+markers",
        line={"color": colours.loss, "width": 2.4},
        marker={"size": 6},
        hovertext=[_hover(row, formats) for row in table.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for end in table.tail(1).itertuples():
        look.label(
            drawn, end.month, end.leak_rate, formats.share(end.leak_rate), colours.loss, theme
        )
    for row in claims.itertuples():
        drawn.add_hline(y=row.share, line={"color": colours.quiet, "width": 1.5, "dash": "dot"})
        drawn.add_annotation(
            xref="paper",
            x=0,
            y=row.share,
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            text=look.escaped(f"claim: {row.claim} (period not stated, no traceable data)"),
            font={"color": colours.quiet, "size": look.SIZE["small"]},
        )
    drawn.update_yaxes(tickformat=".0%", rangemode="tozero")
    look.months(drawn, table["month"], right=72)
    return look.unit(drawn, "lapsed within twelve months / active when they began")


def _hover(row, formats: Formats) -> str:
    return (
        f"<b>{formats.share(row.leak_rate, 1)}</b> in the twelve months to "
        f"{formats.month(row.month)}<br>{formats.number(row.lapsed)} of "
        f"{formats.count(row.at_start, 'customer')} active when they began"
        f"<br>95% interval {formats.share_interval(row.low, row.high)}"
    )
