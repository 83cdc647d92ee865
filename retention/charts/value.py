"""What a customer is worth: month by month, by group, and what a point of leak is worth."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import add_band, whiskers
from retention.formatting import Formats, missing

MOST_GROUPS = 6
MOST_BARS = 16


def curve(
    table: pd.DataFrame,
    *,
    what: str = "amount",
    cac: float | None = None,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """What a customer has brought by the end of each month since the first purchase; one group
    with its 95 % interval, several as lines with their names. `cac` is drawn as a level.

    `table`: group, month, n and `what` (amount or margin) with `what`_low and `what`_high. Months
    of fewer than 20 customers are left out. No selection.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table[(table["n"] >= look.SMALL_GROUP) & table[what].notna()]
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=400)
    largest = rows.groupby("group")["n"].max().nlargest(MOST_GROUPS).index
    ends = {}
    for place, group in enumerate(largest):
        line = rows[rows["group"] == group]
        colour = colours.accent if len(largest) == 1 else colours.series[place]
        if len(largest) == 1:
            add_band(drawn, line["month"], line[f"{what}_low"], line[f"{what}_high"], theme)
        drawn.add_scatter(
            x=[0, *line["month"]],
            y=[0, *line[what]],
            mode="lines",
            line={"color": colour, "width": 2.4},
            hovertext=["", *(_curve_hover(row, what, formats) for row in line.itertuples())],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        ends[group] = (line["month"].iloc[-1], line[what].iloc[-1], colour)
    _name_ends(drawn, ends, formats, theme)
    if cac is not None and not missing(cac):
        drawn.add_hline(y=cac, line={"color": colours.loss, "width": 1.6, "dash": "dash"})
        look.label(
            drawn, 1, cac, f"cost of winning one: {formats.money(cac)}", colours.loss, theme,
            xref="paper", yshift=10, xanchor="right", xshift=0,
        )  # fmt: skip
    drawn.update_yaxes(rangemode="tozero", tickformat="~s")
    drawn.update_xaxes(title="months since the first purchase", dtick=6, rangemode="tozero")
    drawn.update_layout(margin_r=150 if len(ends) > 1 else 80)
    return look.unit(drawn, _in_money(f"{what} per customer, added up", formats))


def _in_money(text: str, formats: Formats) -> str:
    return f"{text}, {formats.currency}" if formats.currency else text


def _name_ends(drawn: go.Figure, ends: dict, formats: Formats, theme: str) -> None:
    """Each line's name and value beside its end, moved apart where they would overlap."""
    reach = max((end[1] for end in ends.values()), default=0)
    lowest = float("-inf")
    for group, (month, height, colour) in sorted(ends.items(), key=lambda each: each[1][1]):
        lowest = max(height, lowest + 0.06 * reach)
        named = "" if len(ends) == 1 else f"{look.shortened(group, 18)} "
        look.label(drawn, month, lowest, f"{named}{formats.money(height)}", colour, theme)


def _curve_hover(row, what: str, formats: Formats) -> str:
    value = getattr(row, what)
    text = f"<b>{formats.money(value)}</b> per customer by the end of month {row.month}"
    if row.group != "all":
        text = f"{look.escaped(row.group)}<br>{text}"
    low, high = getattr(row, f"{what}_low"), getattr(row, f"{what}_high")
    text += f"<br>{formats.count(row.n, 'customer')} observed that long"
    if not missing(low):
        text += f"<br>95% interval {formats.money(low)} to {formats.money(high)}"
    return text


def groups(
    table: pd.DataFrame,
    *,
    what: str = "amount",
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """What a customer of each group has brought so far, the largest first, with 95 % intervals;
    groups of fewer than 20 customers are grey.

    `table`: group, customers, `what`_each, `what`_low, `what`_high. No selection.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.dropna(subset=[f"{what}_each"]).head(MOST_BARS)
    rows = rows.sort_values(f"{what}_each")
    names = [look.escaped(look.shortened(group, 30)) for group in rows["group"]]
    places = list(range(len(rows)))  # a year as a name would be taken for a number
    values = rows[f"{what}_each"]
    drawn = look.figure(
        title=title, subtitle=subtitle, theme=theme, formats=formats,
        height=130 + 34 * max(len(rows), 2),
    )  # fmt: skip
    drawn.add_bar(
        y=places,
        x=values,
        orientation="h",
        marker={
            "color": colours.accent,
            "opacity": [0.4 if n < look.SMALL_GROUP else 1 for n in rows["customers"]],
        },
        error_x=whiskers(
            values, rows[f"{what}_low"].fillna(values), rows[f"{what}_high"].fillna(values),
            colours.quiet,
        ),
        hovertext=[_group_hover(row, what, formats) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    for place, row in zip(places, rows.itertuples(), strict=True):
        high = getattr(row, f"{what}_high")
        look.label(
            drawn, max(getattr(row, f"{what}_each"), 0 if missing(high) else high), place,
            f"{formats.money(getattr(row, f'{what}_each'))} · n {formats.number(row.customers)}",
            colours.ink, theme,
        )  # fmt: skip
    drawn.update_xaxes(
        rangemode="tozero", tickformat="~s", title=_in_money(f"{what} each", formats)
    )
    drawn.update_yaxes(showgrid=False, tickfont={"color": colours.ink}, tickvals=places,
                        ticktext=names)  # fmt: skip
    drawn.update_layout(margin_r=130)
    return drawn


def _group_hover(row, what: str, formats: Formats) -> str:
    low, high = getattr(row, f"{what}_low"), getattr(row, f"{what}_high")
    text = (
        f"<b>{look.escaped(row.group)}</b><br>{formats.money(getattr(row, f'{what}_each'))} per "
        f"customer so far<br>{formats.count(row.customers, 'customer')}, "
        f"{formats.money(getattr(row, what))} together"
    )
    if not missing(low):
        text += f"<br>95% interval {formats.money(low)} to {formats.money(high)}"
    return text


def worth(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """What the next twelve months would bring more or less with another leak.

    `table`: points, leak_rate, amount, change, low, high. No selection.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table[table["points"] != 0]
    drawn = look.figure(title=title, subtitle=subtitle, theme=theme, formats=formats, height=360)
    drawn.add_bar(
        x=[_leak_named(row, formats) for row in rows.itertuples()],
        y=rows["change"],
        width=0.5,
        marker={"color": [colours.gain if c > 0 else colours.loss for c in rows["change"]]},
        error_y=whiskers(rows["change"], rows["low"], rows["high"], colours.quiet),
        hovertext=[
            f"<b>{formats.money(row.change)}</b> in twelve months<br>a leak of "
            f"{formats.share(row.leak_rate, 1)} a month: {formats.money(row.amount)} in all"
            for row in rows.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for row in rows.itertuples():
        up = row.change > 0
        drawn.add_annotation(
            x=_leak_named(row, formats), y=row.high if up else row.low, showarrow=False,
            yanchor="bottom" if up else "top", yshift=4 if up else -4,
            text=f"<b>{'+' if up else ''}{formats.compact_money(row.change)}</b>",
            font={"color": colours.ink, "size": look.SIZE["label"]},
        )  # fmt: skip
    drawn.update_yaxes(tickformat="~s", zeroline=True, zerolinecolor=colours.quiet)
    drawn.update_xaxes(type="category", tickfont={"size": look.SIZE["body"], "color": colours.ink})
    beside = "net amount of the next twelve months, beside a leak as now"
    return look.unit(drawn, _in_money(beside, formats))


def _leak_named(row, formats: Formats) -> str:
    digits = 1 if round(abs(row.points) * 100) != abs(row.points) * 100 else 0
    points = formats.number(abs(row.points) * 100, digits)
    word = "point" if points == "1" else "points"
    side = "less" if row.points < 0 else "more"
    return f"{points} {word} {side}<br>({formats.share(row.leak_rate, 1)} a month)"
