"""Why do they leave? What leavers have in common, adjusted for the rest, with intervals."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.formatting import Formats, missing

MOST_ROWS = 24
LEAST_LEAVERS = 30
"""A driver is shown in colour with at least so many exposed leavers."""
MOST_Q = 0.05
"""… and up to so large a share of false discoveries."""
_REASON = 24
"""Characters of a claimed reason on one line: longer ones would leave the bars no room."""
_BESIDE_A_BAR = 96
"""Pixels for “claim: 9–10%”."""


def forest(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """One row a driver: the adjusted difference in leaving as a dot with its 95 % interval, the
    crude one as a hollow dot. Rows that are clear after the correction for many comparisons (q up
    to 0.05) have colour: blue leave less, orange leave more; the others are grey.

    `table`: driver (its name), question and level (what it is to the data), exposed,
    leavers_exposed, crude, adjusted, low, high (differences of shares), q. Selection: kind
    'driver', keys (driver, level), where driver is the question.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.dropna(subset=["adjusted"]).sort_values("adjusted").reset_index(drop=True)
    if len(rows) > MOST_ROWS:
        rows = pd.concat([rows.head(MOST_ROWS // 2), rows.tail(MOST_ROWS // 2)], ignore_index=True)
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=160 + 30 * max(len(rows), 3),
        kind="driver",
        keys=("driver", "level"),
    )
    drawn.add_vline(x=0, line={"color": colours.quiet, "width": 1})
    common = {
        "y": list(rows.index),
        "mode": "markers",
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hovertext": [_hover(row, formats) for row in rows.itertuples()],
        "customdata": [(row.question, row.level) for row in rows.itertuples()],
    }
    paint = [_paint(row, colours) for row in rows.itertuples()]
    for row, colour in zip(rows.itertuples(), paint, strict=True):
        drawn.add_scatter(
            x=[row.low, row.high],
            y=[row.Index] * 2,
            mode="lines",
            line={"color": colour, "width": 2},
            hoverinfo="skip",
        )
    drawn.add_scatter(
        x=rows["crude"],
        name="crude",
        marker={"symbol": "circle-open", "size": 9, "color": colours.quiet, "line": {"width": 1.4}},
        **common,
    )
    drawn.add_scatter(
        x=rows["adjusted"], name="adjusted", marker={"size": 11, "color": paint}, **common
    )
    _axes(drawn, rows, theme, formats)
    return drawn


def _axes(drawn: go.Figure, rows: pd.DataFrame, theme: str, formats: Formats) -> None:
    colours = look.palette(theme)
    names = [
        f"{look.escaped(look.shortened(row.driver, 44))}  "
        f"<b>{formats.number(row.leavers_exposed)}</b>"
        for row in rows.itertuples()
    ]
    drawn.update_yaxes(
        tickvals=list(rows.index),
        ticktext=names,
        showgrid=False,
        range=[-0.7, max(len(rows), 1) - 0.3],
        tickfont={"size": look.SIZE["body"], "color": colours.ink},
    )
    widest = max([0.01, *rows[["low", "high", "crude"]].abs().max().dropna()]) * 1.08
    ticks = _ticks(widest)
    drawn.update_xaxes(
        showgrid=True,
        range=[-widest, widest],
        tickvals=ticks,
        ticktext=[formats.signed(tick * 100, 0 if ticks[-1] >= 0.03 else 1) for tick in ticks],
        title="difference in the share that leaves, percentage points",
    )
    for text, anchor, colour in (
        ("← leave less often", "right", colours.gain),
        ("leave more often →", "left", colours.loss),
    ):
        drawn.add_annotation(
            x=0,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=4,
            text=text,
            xanchor=anchor,
            xshift=-8 if anchor == "right" else 8,
            showarrow=False,
            font={"color": look.readable(colour, theme), "size": look.SIZE["small"]},
        )
    small = {"yref": "paper", "showarrow": False, "font": {"size": look.SIZE["small"]}}
    drawn.add_annotation(
        x=0,
        xref="paper",
        y=1,
        xanchor="right",
        yanchor="bottom",
        xshift=-2,
        yshift=4,
        text="<b>left</b>",
        **small,
    )
    drawn.add_annotation(
        x=1,
        xref="paper",
        y=0,
        xanchor="right",
        yanchor="top",
        yshift=-46,
        **small,
        text=f'<span style="color:{colours.gain}">●</span>'
        f'<span style="color:{colours.loss}">●</span> like with like, clear   '
        f'<span style="color:{colours.context}">●</span> may be chance, given how many were '
        "compared   ○ as counted",
    )
    drawn.update_layout(margin_b=max(drawn.layout.margin.b or 0, 76))


def _ticks(widest: float) -> list[float]:
    """At most nine round steps on both sides of 0."""
    step = next(s for s in (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1) if widest / s <= 4 or s == 1)
    count = int(widest / step)
    return [step * place for place in range(-count, count + 1)]


def _paint(row, colours) -> str:
    if not _is_clear(row):
        return colours.context
    return colours.loss if row.adjusted > 0 else colours.gain


def _is_clear(row) -> bool:
    return row.leavers_exposed >= LEAST_LEAVERS and not missing(row.q) and row.q <= MOST_Q


def _hover(row, formats: Formats) -> str:
    more = "more" if row.adjusted >= 0 else "less"
    lines = [
        f"<b>{look.escaped(look.shortened(row.driver, 80))}</b>",
        f"leave {formats.points(row.adjusted)} {more} often than comparable customers".replace(
            "+", ""
        ).replace("\u2212", ""),
        f"95% interval {formats.points(row.low)} to {formats.points(row.high)}",
        f"as counted, before comparing like with like: {formats.points(row.crude)}",
        f"{formats.number(row.leavers_exposed)} left of "
        f"{formats.count(row.exposed, 'customer')} exposed",
    ]
    if row.leavers_exposed < LEAST_LEAVERS:
        lines.append("too few to say")
    elif not _is_clear(row):
        lines.append("could be chance")
    return "<br>".join(lines)


def claims(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Figures that others claim, hollow and hatched so that nobody takes them for own data.

    `table`: reason, low, high (the claimed share; the two differ where the claim is a range).
    Selection: none.
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.iloc[::-1].reset_index(drop=True)
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=120 + 46 * max(len(rows), 1),
        bargap=0.45,
    )
    said = [
        formats.share(row.high, 0)
        if row.low == row.high
        else formats.share_interval(row.low, row.high)
        for row in rows.itertuples()
    ]
    drawn.add_bar(
        x=rows["high"],
        y=list(rows.index),
        orientation="h",
        hoverinfo="skip",
        text=[f"claim: {each}" for each in said],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": colours.quiet},
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"color": colours.context, "width": 1.4},
            "pattern": {
                "shape": "/",
                "fgcolor": colours.context,
                "solidity": 0.12,
                "fillmode": "overlay",
            },
        },
    )
    # the words beside the longest bar need the same pixels on every screen
    drawn.update_xaxes(visible=False, range=[0, max([0.01, *rows["high"]])])
    drawn.update_layout(margin_r=_BESIDE_A_BAR)
    return drawn.update_yaxes(
        tickvals=list(rows.index),
        ticktext=[
            look.wrapped(name, _REASON).replace("<br>", "  <br>") + "  " for name in rows["reason"]
        ],
        showgrid=False,
        tickfont={"size": look.SIZE["body"], "color": colours.ink},
    )
