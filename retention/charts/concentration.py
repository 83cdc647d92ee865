"""How much hangs on how few: the Pareto curve."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.formatting import Formats


def pareto(
    table: pd.DataFrame,
    *,
    marked: float = 0.2,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Customers from the largest on along the axis, the share of the amount they bring upwards,
    with the point of the top `marked` share named; the dotted line is a base of equals.

    `table`: customers_share, customers, amount, amount_share. Selection: kind 'largest', keys
    (customers,): the largest so many.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    line = table.dropna(subset=["amount_share"])
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=420,
        kind="largest",
        keys=("customers",),
    )
    drawn.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        hoverinfo="skip",
        line={"color": colours.quiet, "width": 1, "dash": "dot"},
    )
    drawn.add_scatter(
        x=line["customers_share"],
        y=line["amount_share"],
        mode="lines+markers",
        line={"color": colours.accent, "width": 2.4},
        marker={"size": 5},
        customdata=[[int(count)] for count in line["customers"]],
        hovertext=[_hover(row, formats) for row in line.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    _mark(drawn, line, marked, theme, formats)
    drawn.update_yaxes(tickformat=".0%", range=[0, 1.04])
    drawn.update_xaxes(tickformat=".0%", range=[0, 1.02], title="customers, from the largest on")
    return look.unit(drawn, "share of the amount")


def _mark(
    drawn: go.Figure, line: pd.DataFrame, marked: float, theme: str, formats: Formats
) -> None:
    """The point nearest to the marked share, with its two numbers."""
    if not len(line):
        return
    row = line.loc[(line["customers_share"] - marked).abs().idxmin()]
    colours = look.palette(theme)
    drawn.add_scatter(
        x=[row["customers_share"]],
        y=[row["amount_share"]],
        mode="markers",
        marker={"color": colours.accent, "size": 12},
        hoverinfo="skip",
    )
    look.label(
        drawn,
        row["customers_share"],
        row["amount_share"],
        f"top {formats.share(row['customers_share'])} bring {formats.share(row['amount_share'])}",
        colours.accent,
        theme,
        yshift=-14,
    )


def _hover(row, formats: Formats) -> str:
    return (
        f"<b>{formats.share(row.amount_share)}</b> of the amount from the largest "
        f"{formats.count(row.customers, 'customer')}<br>{formats.money(row.amount)} in all"
    )
