"""Do they come back, by what the first purchase was like? A line for each group, and the
difference of two."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from retention.charts import cohort_values as values
from retention.charts import theme as look
from retention.charts.bands import whiskers
from retention.charts.cohorts import UNITS
from retention.formatting import Formats

MOST_GROUPS = 6
LEAST_SEEN = 0.2  # of a group's customers, for a point of its line
NOT_TOLD = "not told"
_HEIGHT, _ROOM = 400, 17  # pixels of the plot, and those that a name beside a line needs


def drawn_groups(table: pd.DataFrame) -> list[str]:
    """The groups that `groups` draws: the largest of 20 or more customers, the largest first; who
    the files say nothing of is drawn last, if there is room."""
    sizes = table[(table["period"] == 0) & (table["size"] >= look.SMALL_GROUP)]
    names = list(sizes.sort_values("size", ascending=False, kind="stable")["group"])
    return sorted(names, key=lambda name: name == "")[:MOST_GROUPS]


def groups(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    grain: str = "month",
    fixed: dict | None = None,
    names: dict[str, str] | None = None,
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Retention by period, one line for each of the six largest groups, each named at its end.

    `table`: group, period, size, active, retention, low, high, and where known amount, orders or
    margin. A point of fewer than 20 customers, or of fewer than a fifth of the group, is left out:
    it would be the oldest cohorts alone. `names` are how groups are called.
    Selection: kind 'cohort_group', keys (group, period), with the grain and `fixed`.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    unit = values.unit_of(table)
    kept = drawn_groups(table)
    shown = _seen_well(table[table["group"].isin(kept)])
    called = {name: (names or {}).get(name) or name or NOT_TOLD for name in kept}
    drawn = look.figure(
        title=title,
        subtitle=subtitle + _left_out(table, kept),
        theme=theme,
        formats=formats,
        height=_HEIGHT + 120,
        kind="cohort_group",
        keys=("group", "period"),
        fixed={"grain": grain, **(fixed or {})},
    )
    ends = {}
    for place, name in enumerate(kept):
        line = shown[shown["group"] == name].sort_values("period")
        if line.empty:
            continue
        colour = colours.series[place] if name else colours.context
        drawn.add_scatter(
            x=line["period"],
            y=values.heights(line),
            mode="lines+markers",
            line={"color": colour, "width": 2.2},
            marker={"size": 5},
            hovertext=[_hover(row, called[name], grain, formats) for row in line.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[(name, int(period)) for period in line["period"]],
        )
        ends[name] = (values.heights(line).iloc[-1], colour)
    top = float(values.heights(shown).max()) * 1.08 if len(shown) else 1.0
    top = top if top > 0 else 1.0
    right = shown["period"].max() if len(shown) else 1
    for name, height in _apart({name: end for name, (end, _) in ends.items()}, top).items():
        look.label(drawn, right, height, look.shortened(called[name], 24), ends[name][1], theme)
    drawn = _axes(drawn, grain, shown, [0, top], right=168)
    drawn.update_yaxes(tickformat=values.axis_format(unit))
    return look.unit(drawn, values.AXES[unit])


def difference(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    grain: str = "month",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """The difference of two groups, period by period, in points with its 95 % interval: in accent
    where the interval excludes zero, grey where either has fewer than 20 customers or it does not.

    `table`: period, difference, low, high, first_size, second_size, first_retention,
    second_retention. Nothing can be clicked.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    line = table[table["period"] > 0].sort_values("period")
    line = line[line[["first_size", "second_size"]].min(axis=1) >= look.SMALL_GROUP]
    points = ["difference", "low", "high"]
    line = line.assign(**{name: line[name] * 100 for name in points})
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=340)
    apart = (line["low"] > 0) | (line["high"] < 0)
    for told, colour in ((False, colours.context), (True, colours.accent)):
        rows = line[apart == told]
        drawn.add_scatter(
            x=rows["period"],
            y=rows["difference"],
            mode="markers",
            marker={"size": 9, "color": colour},
            error_y=whiskers(rows["difference"], rows["low"], rows["high"], colour),
            hovertext=[_points(row, grain, formats) for row in rows.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    drawn.add_hline(y=0, line={"color": colours.quiet, "width": 1})
    ends = pd.concat([line["low"], line["high"], pd.Series([-5.0, 5.0])])
    drawn = _axes(drawn, grain, line, [ends.min() * 1.1, ends.max() * 1.1], right=16)
    drawn.update_yaxes(tickformat="+.0f")
    return look.unit(drawn, "percentage points")


def _seen_well(table: pd.DataFrame) -> pd.DataFrame:
    whole = table[table["period"] == 0].set_index("group")["size"]
    least = LEAST_SEEN * table["group"].map(whole).astype(float)
    enough = (table["size"] >= look.SMALL_GROUP) & (table["size"] >= least)
    return table[enough & (table["period"] > 0)].dropna(subset=["retention"])


def _left_out(table: pd.DataFrame, kept: Sequence[str]) -> str:
    everyone = table["group"].nunique()
    return f" · largest {len(kept)} of {everyone} groups" if len(kept) < everyone else ""


def _apart(ends: dict[str, float], top: float) -> dict[str, float]:
    """Where the names stand beside their lines' ends: as near as room for each allows."""
    room = top * _ROOM / _HEIGHT
    order = sorted(ends, key=ends.get)
    heights = [ends[name] for name in order]
    for place in range(1, len(heights)):
        heights[place] = max(heights[place], heights[place - 1] + room)
    over = max(0.0, heights[-1] - top) if heights else 0.0
    heights = [height - over for height in heights]
    for place in range(len(heights) - 2, -1, -1):
        heights[place] = min(heights[place], heights[place + 1] - room)
    return dict(zip(order, heights, strict=True))


def _hover(row, name: str, grain: str, formats: Formats) -> str:
    unit = values.unit_of(row)
    digits = 0 if unit == "orders" else 1
    value = f"{values.written(row.retention, unit, formats, digits)}{values.OF_WHAT[unit]}"
    lines = [
        f"<b>{value}</b> in {grain} {row.period}",
        f"began with {look.escaped(name)}",
        f"{formats.number(row.active)} of {formats.count(row.size, 'customer')} bought",
        *values.added(row, grain, formats),
        *values.interval(row, formats),
    ]
    return "<br>".join(lines)


def _points(row, grain: str, formats: Formats) -> str:
    low, high = (formats.signed(end, 1) for end in (row.low, row.high))
    return (
        f"<b>{formats.signed(row.difference, 1)} points</b> in {grain} {row.period}<br>"
        f"{formats.share(row.first_retention, 1)} of {formats.number(row.first_size)} less "
        f"{formats.share(row.second_retention, 1)} of {formats.number(row.second_size)}"
        f"<br>95% interval {low} to {high} points"
    )


def _axes(
    drawn: go.Figure, grain: str, shown: pd.DataFrame, heights: list, right: int
) -> go.Figure:
    last = int(shown["period"].max()) if len(shown) else 1
    drawn.update_yaxes(range=heights)
    drawn.update_xaxes(
        title=f"{UNITS[grain]} since the first purchase",
        range=[0.5, last + 0.5],
        dtick=1 if last <= 24 else 3,
        tick0=0,
    )
    return drawn.update_layout(margin_r=right)
