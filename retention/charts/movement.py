"""Who moved between the segments: bands from one day to another, and the matrix of all moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands_between import Band, band, points_along, wedge
from retention.charts.cells import cells
from retention.formatting import Formats, missing

ORDER = (
    "Champions", "Loyal", "Potential loyalists", "New", "Promising", "Needs attention",
    "About to sleep", "Cannot lose", "At risk", "Hibernating", "Lost", "Not yet a customer",
    "No longer a customer",
)  # fmt: skip
"""From above to below: the segments from the best to the worst, then who was or is none."""

KEYS = ("was", "now")
GONE = "gone"
_HEIGHT, _GAP = 560, 19  # pixels: of the bands with the gaps between segments, of one gap
_BAR = 0.012  # of the width
_WORDS = {"down": "moved down", "up": "moved up", "joined": "first bought since",
          "same": "stayed"}  # fmt: skip


@dataclass(frozen=True)
class _Stack:
    """Where each segment of one side stands, in customers from the top."""

    top: dict[str, float]
    size: dict[str, float]


def flows(
    table: pd.DataFrame,
    *,
    cuts: str = "frozen",
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Bands from the segments of the earlier day (left) to those of the later (right), as high as
    they have customers: down in orange, up in blue, those who stayed in grey, newcomers in green.
    A move that `is_small` has no band: it ends in a wedge beside its segment.

    `table`: from, to, customers, n, share, low, high, amount, direction, before, after, is_small.
    Selection: kind 'moved', keys (was, now), fixed before, after, cuts.
    """
    formats = formats or Formats()
    drawn = _empty(table, cuts, title, subtitle, theme, formats, height=_HEIGHT + 130)
    drawn.update_layout(margin={"l": 175, "r": 205, "b": 8}, hoverdistance=60)
    drawn.update_xaxes(visible=False, range=[0, 1])
    if table.empty:
        return drawn.update_yaxes(visible=False)
    left, right = (_stacked(table, side) for side in ("from", "to"))
    whole = float(table["customers"].sum())
    for placed, row in _placed(table, left, right):
        _draw(drawn, placed, row, whole, theme, formats)
    for side, stack, x in (("from", left, 0.0), ("to", right, 1 - _BAR)):
        _segments(drawn, stack, side, x, theme, formats)
    deepest = max(stack.top[name] + stack.size[name] for stack in (left, right)
                  for name in stack.top)  # fmt: skip
    drawn.update_yaxes(visible=False, range=[deepest, -whole * 0.01])
    return _headings(drawn, table, theme, formats)


def matrix(
    table: pd.DataFrame,
    *,
    cuts: str = "frozen",
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Rows are the segments of the earlier day, columns those of the later, each cell with its
    customers; the stronger the colour, the larger the part of the row. Rows of fewer than 20
    customers are pale.

    `table` and selection: as for `flows`.
    """
    formats = formats or Formats()
    rows, columns = ([name for name in ORDER if name in set(table[side])]
                     for side in ("from", "to"))  # fmt: skip
    drawn = _empty(table, cuts, title, subtitle, theme, formats, height=150 + 36 * len(rows))
    is_gone = table["direction"] == GONE
    for part, clickable in ((table[~is_gone], True), (table[is_gone], False)):
        if len(part):
            drawn.add_trace(_matrix_cells(part, rows, columns, clickable, theme, formats))
    totals = table.drop_duplicates("from").set_index("from")["n"]
    drawn.update_xaxes(
        side="top", range=[-0.5, len(columns) - 0.5], tickvals=list(range(len(columns))),
        ticktext=[name.replace(" ", "<br>") for name in columns], tickangle=0,
    )  # fmt: skip
    drawn.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), showgrid=False,
        ticktext=[f"{name}  <b>{formats.number(totals[name])}</b>" for name in rows],
    )  # fmt: skip
    return drawn


def _empty(table, cuts, title, subtitle, theme, formats, height) -> go.Figure:
    days = {name: table[name].iloc[0].date().isoformat() if len(table) else ""
            for name in ("before", "after")}  # fmt: skip
    return look.figure(
        title=title, subtitle=subtitle, theme=theme, formats=formats, height=height,
        kind="moved", keys=KEYS, fixed={**days, "cuts": cuts}, above=14, barmode="overlay",
        bargap=0,
    )  # fmt: skip


def _stacked(table: pd.DataFrame, side: str) -> _Stack:
    sizes = table.groupby(side)["customers"].sum()
    names = [name for name in ORDER if name in sizes.index]
    gap = float(table["customers"].sum()) * _GAP / (_HEIGHT - _GAP * (len(ORDER) - 1))
    top, place = {}, 0.0
    for name in names:
        top[name] = place
        place += float(sizes[name]) + gap
    return _Stack(top, {name: float(sizes[name]) for name in names})


def _placed(table: pd.DataFrame, left: _Stack, right: _Stack) -> Sequence[tuple[Band, object]]:
    """Each row with its place on both sides: the large ones in the order of the other side, the
    small ones below them; stayers are drawn first, moves down last, over the others."""
    table = table.assign(was=table["from"], now=table["to"])
    places = {}
    for side, other, stack in (("was", "now", left), ("now", "was", right)):
        ordered = table.assign(place=table[other].map(ORDER.index)).sort_values(
            [side, "is_small", "place"]
        )
        before = ordered.groupby(side)["customers"].cumsum() - ordered["customers"]
        places[side] = ordered[side].map(stack.top) + before
    drawn_last = {"same": 0, "joined": 1, GONE: 1, "up": 2, "down": 3}
    ordered = table.assign(
        left=places["was"], right=places["now"], turn=table["direction"].map(drawn_last)
    ).sort_values(["turn", "customers"], ascending=[True, False])
    return [(Band(_BAR, row.left, 1 - _BAR, row.right, row.customers), row)
            for row in ordered.itertuples()]  # fmt: skip


def _draw(drawn: go.Figure, placed: Band, row, whole: float, theme: str, formats: Formats) -> None:
    colour = _colour(row.direction, theme)
    if row.is_small:
        drawn.add_traces(wedge(placed, colour, _hover(row, formats)))
        return
    drawn.add_trace(band(placed, colour, 0.32 if row.direction == "same" else 0.62))
    drawn.add_trace(
        points_along(
            placed, whole / 40, _hover(row, formats),
            None if row.direction == GONE else (row.was, row.now),
        )
    )  # fmt: skip


def _segments(drawn, stack: _Stack, side: str, x: float, theme: str, formats: Formats) -> None:
    """The bars of one side with their names and customers."""
    colours = look.palette(theme)
    drawn.add_trace(
        go.Bar(
            x=[x] * len(stack.top), width=_BAR, offset=0, base=list(stack.top.values()),
            y=[stack.size[name] for name in stack.top], marker={"color": colours.ink},
            hoverinfo="skip", unselected={"marker": {"opacity": 1}},
        )
    )  # fmt: skip
    for name, top in stack.top.items():
        look.label(
            drawn, 0 if side == "from" else 1, top + stack.size[name] / 2,
            f"{name}  {formats.number(stack.size[name])}", colours.ink, theme,
            xanchor="right" if side == "from" else "left", xshift=-8 if side == "from" else 8,
        )  # fmt: skip


def _headings(drawn: go.Figure, table: pd.DataFrame, theme: str, formats: Formats) -> go.Figure:
    """The two days over their sides, and between them what the colours say."""
    named = [
        f'<span style="color:{look.readable(_colour(direction, theme), theme)}">■ {words}</span>'
        for direction, words in _WORDS.items()
        if direction in set(table["direction"])
    ]
    days = [f"<b>{formats.day(table[name].iloc[0])}</b>" for name in ("before", "after")]
    common = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 8,
              "showarrow": False, "font": {"size": look.SIZE["body"]}}  # fmt: skip
    for x, anchor, text in ((0, "right", days[0]), (0.5, "center", "   ".join(named)),
                            (1, "left", days[1])):  # fmt: skip
        drawn.add_annotation(x=x, xanchor=anchor, text=text, **common)
    return drawn


def _matrix_cells(part, rows, columns, clickable: bool, theme: str, formats: Formats) -> go.Bar:
    paint = [_shade(row, theme) for row in part.itertuples()]
    drawn = cells(
        [columns.index(name) - 0.5 for name in part["to"]],
        [rows.index(name) - 0.5 for name in part["from"]],
        [1] * len(part),
        [1] * len(part),
        colours=paint,
        texts=[formats.number(value) for value in part["customers"]],
        hovers=[_hover(row, formats)
                for row in part.assign(was=part["from"], now=part["to"]).itertuples()],
        customdata=part[["from", "to"]].values.tolist(),
        theme=theme,
        text_size=look.SIZE["body"],
    )  # fmt: skip
    return drawn if clickable else drawn.update(customdata=None)


def _colour(direction: str, theme: str) -> str:
    colours = look.palette(theme)
    return {"down": colours.loss, "up": colours.gain, "joined": colours.series[2]}.get(
        direction, colours.context
    )


def _shade(row, theme: str) -> str:
    strength = 0.12 + 0.78 * min(float(row.share), 1.0) ** 0.7
    if row.n < look.SMALL_GROUP:
        strength *= 0.35
    return look.mixed(_colour(row.direction, theme), look.palette(theme).paper, 1 - strength)


def _hover(row, formats: Formats) -> str:
    stayed = row.was == row.now
    text = f"<b>{look.escaped(row.was)}{'' if stayed else f' → {look.escaped(row.now)}'}</b><br>"
    text += f"{formats.number(row.customers)} of {formats.count(row.n, 'customer')}, "
    text += f"{formats.share(row.share)} (95% {formats.share_interval(row.low, row.high)})"
    if not missing(row.amount) and row.amount > 0:
        text += f"<br>had brought {formats.money(row.amount)}"
    if row.n < look.SMALL_GROUP:
        text += "<br>fewer than 20 customers: read with care"
    return text
