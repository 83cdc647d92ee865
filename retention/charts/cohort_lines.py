"""Do they come back? A line for each cohort of the triangle, and one for all of them together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import add_band
from retention.charts.cohorts import UNITS, hover, iso, newest
from retention.formatting import Formats, missing


def curves(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    grain: str = "month",
    highlight: Sequence = (),
    fixed: dict | None = None,
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Retention by period, one line a cohort; those of `highlight` (first days, at most seven)
    stand out and are named, the others give the range. Cohorts under 20 customers are left out.

    `table`, `fixed` and the selection as for `cohorts.triangle`.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    shown = newest(table, highlight)
    shown = shown[(shown["period"] > 0) & (shown["size"] >= look.SMALL_GROUP)]
    named = [pd.Timestamp(cohort) for cohort in highlight]
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        kind="cohort_cell",
        keys=("cohort", "period"),
        fixed={"grain": grain, **(fixed or {})},
    )
    for cohort, line in shown.groupby("cohort"):
        place = named.index(cohort) if cohort in named else None
        colour = colours.context if place is None else colours.series[place]
        drawn.add_scatter(
            x=line["period"],
            y=line["retention"],
            mode="lines" if place is None else "lines+markers",
            opacity=0.35 if place is None else 1,
            line={"color": colour, "width": 1 if place is None else 2.4},
            marker={"size": 6},
            hovertext=[hover(row, grain, formats) for row in line.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[(iso(row.cohort), int(row.period)) for row in line.itertuples()],
        )
        if place is not None:
            end = line.iloc[-1]
            look.label(
                drawn, end["period"], end["retention"], formats.period(cohort, grain), colour, theme
            )
    return _share_axes(drawn, grain, int(shown["period"].max()) if len(shown) else 1)


def pooled(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    grain: str = "month",
    fixed: dict | None = None,
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """All cohorts together, Σ active / Σ size, with its 95 % interval.

    `table`: period, size, active, retention, low, high; for money also amount.
    Selection: kind 'cohort_period', keys (period,), with the grain and `fixed`.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    line = table[table["period"] > 0].sort_values("period")
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        kind="cohort_period",
        keys=("period",),
        fixed={"grain": grain, **(fixed or {})},
    )
    add_band(drawn, line["period"], line["low"], line["high"], theme)
    drawn.add_scatter(
        x=line["period"],
        y=line["retention"],
        mode="lines+markers",
        line={"color": colours.accent, "width": 2.4},
        marker={"size": 7},
        hovertext=[_pooled_hover(row, grain, formats) for row in line.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[[int(k)] for k in line["period"]],
    )
    if len(line):
        end = line.iloc[-1]
        look.label(
            drawn,
            end["period"],
            end["retention"],
            formats.share(end["retention"]),
            colours.accent,
            theme,
        )
    return _share_axes(drawn, grain, int(line["period"].max()) if len(line) else 1)


def _pooled_hover(row, grain: str, formats: Formats) -> str:
    people = formats.count(row.size, "customer")
    if hasattr(row, "amount"):
        text = (
            f"<b>{formats.share(row.retention, 1)}</b> of the first amount in {grain} "
            f"{row.period} after the first purchase<br>{formats.money(row.amount)} from "
            f"{people}"
        )
        return text + (
            ""
            if missing(row.low)
            else f"<br>95% interval {formats.share_interval(row.low, row.high)}"
        )
    return (
        f"<b>{formats.share(row.retention, 1)}</b> bought in {grain} {row.period} after the "
        f"first purchase<br>{formats.number(row.active)} of {people}"
        f"<br>95% interval {formats.share_interval(row.low, row.high)}"
    )


def _share_axes(drawn: go.Figure, grain: str, last: int) -> go.Figure:
    drawn.update_yaxes(tickformat=".0%", rangemode="tozero")
    drawn.update_xaxes(
        title=f"{UNITS[grain]} since the first purchase",
        range=[0.5, last + 0.5],
        dtick=1 if last <= 24 else 3,
        tick0=0,
    )
    drawn.update_layout(margin_r=72)
    return look.unit(drawn, "share")
