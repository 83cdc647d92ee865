"""Customers in tiers by amount: how much of the money each tier brings."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import whiskers
from retention.formatting import Formats, missing


def tiers(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Each tier's share of the amount as a bar with its 95 % interval, its share of the customers
    as a line across. A tier of fewer than 20 customers is pale.

    `table`: tier, customers, share, amount, amount_share, low, high, from_amount,
    purchases_per_customer, ranked_then, was_higher. Selection: kind 'tier', keys (tier,).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.iloc[::-1]
    drawn = look.figure(
        title=title, subtitle=subtitle, theme=theme, formats=formats,
        height=140 + 46 * max(len(rows), 2), kind="tier", keys=("tier",), margin={"r": 16},
    )  # fmt: skip
    common = {
        "y": rows["tier"],
        "customdata": rows[["tier"]].values.tolist(),
        "hovertext": [_hover(row, formats) for row in rows.itertuples()],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    drawn.add_bar(
        x=rows["amount_share"], orientation="h", width=0.6,
        marker={
            "color": colours.accent,
            "opacity": [0.4 if few else 1 for few in rows["customers"] < look.SMALL_GROUP],
        },
        error_x=whiskers(rows["amount_share"], rows["low"], rows["high"], colours.quiet),
        **common,
    )  # fmt: skip
    drawn.add_scatter(
        x=rows["share"], mode="markers", **common,
        marker={"symbol": "line-ns", "size": 26, "line": {"width": 2.5, "color": colours.ink}},
    )  # fmt: skip
    for row in rows.itertuples():
        end = max(each for each in (row.amount_share, row.share, row.high) if not missing(each))
        look.label(drawn, end, row.tier, _label(row, formats), colours.quiet, theme)
    drawn.update_yaxes(
        showgrid=False, tickformat=None, type="category",
        tickfont={"size": look.SIZE["body"], "color": colours.ink},
    )  # fmt: skip
    widest = max([0.01, *rows["amount_share"], *rows["share"], *rows["high"].dropna()])
    drawn.update_xaxes(showgrid=True, tickformat=".0%", range=[0, widest * 1.4])
    return look.unit(drawn, "bar: share of the amount    |  share of the customers")


def _label(row, formats: Formats) -> str:
    return (
        f"{formats.count(row.customers, 'customer')}, from "
        f"{formats.compact_money(row.from_amount)} each"
    )


def _hover(row, formats: Formats) -> str:
    text = (
        f"<b>{look.escaped(row.tier)}</b><br>{formats.count(row.customers, 'customer')}, "
        f"{formats.share(row.share)} of all<br>{formats.money(row.amount)}, "
        f"{formats.share(row.amount_share)} of the amount"
        f" (95% {formats.share_interval(row.low, row.high)})"
        f"<br>{formats.number(row.purchases_per_customer, 1)} purchases each"
    )
    if not missing(row.was_higher) and row.was_higher:
        text += f"<br>{formats.number(row.was_higher)} were in a higher tier a year before"
    if row.customers < look.SMALL_GROUP:
        text += "<br>fewer than 20 customers: read with care"
    return text
