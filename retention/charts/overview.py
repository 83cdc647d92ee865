"""How healthy is the customer base? The leaky bucket of active customers."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.cells import NOT_OBSERVED
from retention.formatting import Formats, missing

STEPS = {
    "at_start": "Active at the start",
    "new": "New",
    "reactivated": "Reactivated",
    "lapsed": "Lapsed",
    "at_end": "Active at the end",
}
"""The steps of the bucket in order, by column."""


def bucket(
    table: pd.DataFrame,
    month=None,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """The leaky bucket of one month as a bridge: start + new + reactivated − lapsed = end.

    `table`: month, at_start, new, reactivated, lapsed, at_end, leak_rate; `month` defaults to the
    last one. Selection: kind 'bucket', keys (month, step), step one of `STEPS`.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    months = pd.to_datetime(table["month"])
    row = table[months == pd.Timestamp(month)].iloc[-1] if month is not None else table.iloc[-1]
    paint = {"at_start": colours.context, "at_end": colours.accent, "lapsed": colours.loss}
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=360,
        kind="bucket",
        keys=("month", "step"),
    )
    base, height = _bridge(row)
    drawn.add_bar(
        x=[_two_lines(name) for name in STEPS.values()],
        base=base,
        y=height,
        width=0.62,
        marker={"color": [paint.get(step, colours.gain) for step in STEPS]},
        text=[f"<b>{_step_sign(row, step)}{formats.number(row[step])}</b>" for step in STEPS],
        textposition="outside",
        textfont={"size": look.SIZE["label"], "color": colours.ink},
        cliponaxis=False,
        customdata=[[_iso(row["month"]), step] for step in STEPS],
        hovertext=[_bucket_hover(row, step, formats) for step in STEPS],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    _floor(drawn, row)
    drawn.update_xaxes(tickfont={"size": look.SIZE["body"], "color": colours.ink})
    return look.unit(drawn, "active customers")


def bucket_history(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """What came in and what leaked out, month by month, and the leak rate under it.

    `table` as for `bucket`, with `settled` where known: before it nobody can be seen to lapse, so
    no leak is drawn. Selection: kind 'bucket', keys (month, step).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=470,
        kind="bucket",
        keys=("month", "step"),
        barmode="relative",
    )
    drawn.update_layout(
        xaxis={"anchor": "y", "showticklabels": False},
        yaxis={"domain": [0.43, 1.0]},
        xaxis2={"anchor": "y2", "matches": "x"},
        yaxis2={"domain": [0.0, 0.27], "anchor": "x2"},
    )
    for step, sign, colour in (
        ("new", 1, colours.gain),
        ("reactivated", 1, _light_gain(theme)),
        ("lapsed", -1, colours.loss),
    ):
        drawn.add_bar(
            x=table["month"],
            y=table[step] * sign,
            marker={"color": colour},
            name=STEPS[step],
            customdata=[[_iso(month), step] for month in table["month"]],
            hovertext=[_bucket_hover(row, step, formats) for _, row in table.iterrows()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    _leak_line(drawn, table, theme, formats)
    _unsettled(drawn, table, theme)
    _flow_labels(drawn, table, theme)
    drawn.update_yaxes(zeroline=True, zerolinecolor=colours.quiet, zerolinewidth=1)
    drawn.update_layout(
        yaxis2={"tickformat": ".0%", "rangemode": "tozero", "nticks": 3, "zeroline": False}
    )
    look.unit(drawn, "customers a month")
    look.unit(drawn, "leak rate: lapsed / active at the start", row=2)
    return look.months(drawn, table["month"], right=110)


def _bridge(row) -> tuple[list, list]:
    """Where each step's bar begins and how high it is."""
    start, new, back = row["at_start"], row["new"], row["reactivated"]
    base = [0, start, start + new, row["at_end"], 0]
    return base, [start, new, back, row["lapsed"], row["at_end"]]


def _two_lines(name: str) -> str:
    return name.replace(" at the ", "<br>at the ")


def _floor(drawn: go.Figure, row) -> None:
    """Cut the axis below the smaller total when the changes are small beside it, and say so: a
    bridge compares its steps, and the totals carry their number."""
    low = min(row["at_start"], row["at_end"])
    high = row["at_start"] + row["new"] + row["reactivated"]
    moving = high - low
    if high <= 0 or moving > 0.05 * high:
        drawn.update_yaxes(rangemode="tozero")
        return
    floor = max(low - 1.2 * max(moving, 1), 0)
    drawn.update_yaxes(range=[floor, high + (high - floor) * 0.12])
    if floor > 0:
        drawn.add_annotation(
            text="axis does not start at 0",
            xref="paper",
            yref="paper",
            x=1,
            y=1,
            xanchor="right",
            yanchor="bottom",
            yshift=8,
            showarrow=False,
            font={"size": look.SIZE["tiny"]},
        )


def _leak_line(drawn: go.Figure, table: pd.DataFrame, theme: str, formats: Formats) -> None:
    colours = look.palette(theme)
    if "settled" in table:
        table = table[table["settled"]]
    drawn.add_scatter(
        x=table["month"],
        y=table["leak_rate"],
        xaxis="x2",
        yaxis="y2",
        mode="lines+markers",
        line={"color": colours.loss, "width": 2.2},
        marker={"size": 5},
        cliponaxis=False,
        customdata=[[_iso(month), "lapsed"] for month in table["month"]],
        hovertext=[
            f"<b>{formats.share(row.leak_rate, 1)}</b> of those active at the start of "
            f"{formats.month(row.month)} lapsed in it"
            for row in table.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    rates = table.dropna(subset=["leak_rate"])
    if len(rates):
        look.label(
            drawn,
            rates["month"].iloc[-1],
            rates["leak_rate"].iloc[-1],
            formats.share(rates["leak_rate"].iloc[-1], 1),
            colours.loss,
            theme,
            xref="x2",
            yref="y2",
        )


def _unsettled(drawn: go.Figure, table: pd.DataFrame, theme: str) -> None:
    """The months in which nobody can have been seen to lapse, hatched under the leak rate."""
    if "settled" not in table or table["settled"].all():
        return
    before = table[~table["settled"]]
    top = table.loc[table["settled"], "leak_rate"].max()
    drawn.add_bar(
        x=before["month"],
        y=[top if top > 0 else 0.01] * len(before),
        xaxis="x2",
        yaxis="y2",
        width=31 * 24 * 3600 * 1000,
        hovertemplate="The history before is too short<extra></extra>",
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "cornerradius": 0,
            "pattern": {
                "shape": NOT_OBSERVED,
                "fgcolor": look.palette(theme).line,
                "size": 7,
                "solidity": 0.18,
                "fillmode": "overlay",
            },
        },
    )


def _flow_labels(drawn: go.Figure, table: pd.DataFrame, theme: str) -> None:
    """Each flow's name beside its last bar."""
    if not len(table):
        return
    colours = look.palette(theme)
    end = table.iloc[-1]
    tops = {
        "new": end["new"] / 2,
        "reactivated": end["new"] + end["reactivated"] / 2,
        "lapsed": -end["lapsed"] / 2,
    }
    paint = {"new": colours.gain, "reactivated": _light_gain(theme), "lapsed": colours.loss}
    reach = float(table[["new", "reactivated"]].sum(axis=1).max() + table["lapsed"].max())
    for step, height in _spread(tops, 0.09 * reach).items():
        look.label(drawn, 1, height, STEPS[step], paint[step], theme, xref="paper", xshift=4)


def _spread(heights: dict[str, float], least: float) -> dict[str, float]:
    """The same heights, moved up where two labels would overlap."""
    placed: dict[str, float] = {}
    lowest = float("-inf")
    for step in sorted(heights, key=heights.get):
        placed[step] = lowest = max(heights[step], lowest + least)
    return placed


def _light_gain(theme: str) -> str:
    """A lighter tone of what comes in, for the reactivated."""
    colours = look.palette(theme)
    return look.mixed(colours.gain, colours.paper, 0.5)


def _bucket_hover(row, step: str, formats: Formats) -> str:
    sentences = {
        "at_start": "were active at the start of",
        "new": "bought for the first time in",
        "reactivated": "bought again after lapsing, in",
        "lapsed": "lapsed in",
        "at_end": "were active at the end of",
    }
    text = (
        f"<b>{formats.count(row[step], 'customer')}</b> {sentences[step]} "
        f"{formats.month(row['month'])}"
    )
    if step == "lapsed" and not missing(row["leak_rate"]):
        text += f"<br>{formats.share(row['leak_rate'], 1)} of those active at its start"
    return text


def _step_sign(row, step: str) -> str:
    signs = {"new": "+", "reactivated": "+", "lapsed": "\u2212"}
    return signs.get(step, "") if row[step] else ""


def _iso(value) -> str:
    return pd.Timestamp(value).date().isoformat()
