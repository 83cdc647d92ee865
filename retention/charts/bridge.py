"""From one window's revenue to the next: what came, what grew, what shrank, what was lost."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.formatting import Formats, missing

STEPS = {
    "before": "Before",
    "new": "New",
    "reactivated": "Reactivated",
    "expansion": "Bought more",
    "contraction": "Bought less",
    "lost": "Lost",
    "returns_without_spend": "Returns without spend",
    "after": "After",
}
_TOTALS = ("before", "after")


def bridge(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """The revenue of two windows as the first and the last bar, between them what changed, each
    bar hanging where the one before it ended. Steps of nothing are left out.

    `table`: step, amount, low, high, customers, begins, ends. Selection: kind 'bridge', keys
    (step,).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table[(table["amount"] != 0) | table["step"].isin(_TOTALS)].reset_index(drop=True)
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=400,
        kind="bridge",
        keys=("step",),
    )
    base, height = _hung(rows)
    drawn.add_bar(
        x=[_name(row, formats) for row in rows.itertuples()],
        base=base,
        y=height,
        width=0.62,
        marker={"color": [_paint(row, colours) for row in rows.itertuples()]},
        text=[f"<b>{_written(row, formats)}</b>" for row in rows.itertuples()],
        textposition="outside",
        textfont={"size": look.SIZE["label"], "color": colours.ink},
        cliponaxis=False,
        customdata=[[step] for step in rows["step"]],
        hovertext=[_hover(row, formats) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    top = max((b + h for b, h in zip(base, height, strict=True)), default=1)
    drawn.update_yaxes(range=[min(0, min(base, default=0)), top * 1.12], tickformat="~s")
    drawn.update_xaxes(tickfont={"size": look.SIZE["body"], "color": colours.ink})
    return look.unit(drawn, "net amount" + (f", {formats.currency}" if formats.currency else ""))


def _hung(rows: pd.DataFrame) -> tuple[list, list]:
    """Where each bar begins and how high it is."""
    amounts = rows["amount"].to_numpy(float)
    ends = np.cumsum(amounts)
    starts = ends - amounts
    total = rows["step"].isin(_TOTALS).to_numpy()
    low = np.where(total, np.minimum(amounts, 0), np.minimum(starts, ends))
    return low.tolist(), np.abs(amounts).tolist()


def _name(row, formats: Formats) -> str:
    name = STEPS[row.step].replace(" without ", "<br>without ")
    if row.step not in _TOTALS:
        return name
    return f"{formats.day(row.begins)}<br>to {formats.day(row.ends)}"


def _paint(row, colours) -> str:
    if row.step == "before":
        return colours.context
    if row.step == "after":
        return colours.accent
    return colours.gain if row.amount > 0 else colours.loss


def _written(row, formats: Formats) -> str:
    plus = "+" if row.amount > 0 and row.step not in _TOTALS else ""
    return plus + formats.compact_money(row.amount)


_SAID = {
    "before": "spent before",
    "new": "whose first purchase of all is in the later window",
    "reactivated": "who had bought earlier, and spent nothing in the window before",
    "expansion": "who spent more than before",
    "contraction": "who spent less than before",
    "lost": "who spent nothing any more",
    "returns_without_spend": "who spent nothing and brought something back in either window",
    "after": "spent in the later window",
}


def _hover(row, formats: Formats) -> str:
    text = (
        f"<b>{formats.money(row.amount)}</b><br>{formats.count(row.customers, 'customer')} "
        f"{_SAID[row.step]}"
    )
    if not missing(row.low):
        text += f"<br>95% interval {formats.money(row.low)} to {formats.money(row.high)}"
    return text
