"""Do they come back? A line for each cohort of the triangle, and one for all of them together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from retention.charts import cohort_values as values
from retention.charts import theme as look
from retention.charts.bands import add_band
from retention.charts.cohorts import UNITS, hover, iso, newest
from retention.formatting import Formats


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
            y=values.heights(line),
            mode="lines" if place is None else "lines+markers",
            opacity=0.35 if place is None else 1,
            line={"color": colour, "width": 1 if place is None else 2.4},
            marker={"size": 6},
            hovertext=[hover(row, grain, formats) for row in line.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[(iso(row.cohort), int(row.period)) for row in line.itertuples()],
        )
        if place is not None:
            look.label(
                drawn,
                line["period"].iloc[-1],
                values.heights(line).iloc[-1],
                formats.period(cohort, grain),
                colour,
                theme,
            )
    last = int(shown["period"].max()) if len(shown) else 1
    return _axes(drawn, grain, last, values.unit_of(table))


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

    `table`: period, size, active, retention, low, high; and amount, orders or margin.
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
    unit = values.unit_of(line)
    ends = (values.heights(line, end) for end in ("low", "high"))
    add_band(drawn, line["period"], *ends, theme)
    drawn.add_scatter(
        x=line["period"],
        y=values.heights(line),
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
            values.heights(line).iloc[-1],
            values.written(end["retention"], unit, formats),
            colours.accent,
            theme,
        )
    return _axes(drawn, grain, int(line["period"].max()) if len(line) else 1, unit)


def _pooled_hover(row, grain: str, formats: Formats) -> str:
    people, unit = formats.count(row.size, "customer"), values.unit_of(row)
    if unit == "customers":
        return "<br>".join([
            f"<b>{formats.share(row.retention, 1)}</b> bought in {grain} {row.period} after the "
            "first purchase",
            f"{formats.number(row.active)} of {people}",
            *values.interval(row, formats),
        ])  # fmt: skip
    digits = 0 if unit == "orders" else 1
    value = values.written(row.retention, unit, formats, digits)
    return "<br>".join([
        f"<b>{value}</b>{values.OF_WHAT[unit]} in {grain} {row.period} after the first purchase",
        *(f"{told} from {people}" for told in values.added(row, grain, formats)),
        *values.interval(row, formats),
    ])  # fmt: skip


def _axes(drawn: go.Figure, grain: str, last: int, unit: str) -> go.Figure:
    drawn.update_yaxes(tickformat=values.axis_format(unit), rangemode="tozero")
    drawn.update_xaxes(
        title=f"{UNITS[grain]} since the first purchase",
        range=[0.5, last + 0.5],
        dtick=1 if last <= 24 else 3,
        tick0=0,
    )
    drawn.update_layout(margin_r=72)
    return look.unit(drawn, values.AXES[unit])
