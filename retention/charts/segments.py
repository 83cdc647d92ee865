"""Who are they? The RFM segments by size, and the grid of recency and frequency behind them."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from retention.charts import theme as look
from retention.charts.bands import whiskers
from retention.charts.cells import cells
from retention.charts.squares import squarified
from retention.formatting import Formats, missing

STAYING, SLIPPING, FADED = "staying", "slipping", "faded"

TONES = {
    "Champions": (STAYING, 1.0),
    "Loyal": (STAYING, 0.82),
    "Potential loyalists": (STAYING, 0.64),
    "New": (STAYING, 0.48),
    "Promising": (STAYING, 0.34),
    "Cannot lose": (SLIPPING, 1.0),
    "At risk": (SLIPPING, 0.82),
    "Needs attention": (SLIPPING, 0.6),
    "About to sleep": (SLIPPING, 0.42),
    "Hibernating": (FADED, 0.8),
    "Lost": (FADED, 0.5),
}
"""Each segment's family, which has the hue, and its strength within it (0–1)."""

WIDTH, HEIGHT = 16.0, 7.0
# what a unit of the treemap holds on the smallest screen it is read on: characters across, and the
# part of it that a line takes downwards
CHARACTERS, LINE = 7.5, 0.36


def treemap(
    table: pd.DataFrame,
    *,
    size: str = "customers",
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Segments as areas: those who stay in blue, those who slip in orange, the hibernating and the
    lost in grey.

    `table`: segment, customers, share, amount, amount_share; `size` is the column that gives the
    area. Selection: kind 'segment', keys (segment,).
    """
    formats = formats or Formats()
    shown = table[table[size] > 0].sort_values(size, ascending=False)
    boxes = squarified([float(value) for value in shown[size]], WIDTH, HEIGHT)
    tones = [_tone(name, theme) for name in shown["segment"]]
    drawn = look.figure(
        *(
            [
                cells(
                    [b.left for b in boxes],
                    [HEIGHT - b.top - b.height for b in boxes],
                    [b.width for b in boxes],
                    [b.height for b in boxes],
                    colours=tones,
                    texts=[
                        _text(row, box, size, formats)
                        for row, box in zip(shown.itertuples(), boxes, strict=True)
                    ],
                    hovers=[_hover(row, formats) for row in shown.itertuples()],
                    customdata=[[name] for name in shown["segment"]],
                    theme=theme,
                    text_size=look.SIZE["label"],
                )
            ]
            if len(shown)
            else []
        ),
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=450,
        kind="segment",
        keys=("segment",),
        bargap=0,
        barmode="overlay",
        margin={"l": 0, "r": 0, "b": 4},
    )
    drawn.update_xaxes(visible=False, range=[0, WIDTH])
    return drawn.update_yaxes(visible=False, range=[0, HEIGHT])


def money(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Each segment's share of the amount as a bar, its share of the customers as a line across:
    where the bar passes the line, a segment brings more than its number. The whisker is the 95 %
    interval of the money; a segment of fewer than 20 customers is pale.

    `table`: segment, customers, share, amount, amount_share, low, high, in the order to be drawn.
    Selection: kind 'segment', keys (segment,).
    """
    formats = formats or Formats()
    colours = look.palette(theme)
    rows = table.dropna(subset=["amount_share"]).iloc[::-1]
    drawn = look.figure(
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=130 + 30 * max(len(rows), 3),
        kind="segment",
        keys=("segment",),
    )
    common = {
        "y": rows["segment"],
        "customdata": [[name] for name in rows["segment"]],
        "hovertext": [_hover(row, formats) for row in rows.itertuples()],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    drawn.add_bar(
        x=rows["amount_share"],
        orientation="h",
        width=0.62,
        marker={
            "color": [_tone(name, theme) for name in rows["segment"]],
            "opacity": [0.4 if few else 1 for few in rows["customers"] < look.SMALL_GROUP],
        },
        error_x=whiskers(rows["amount_share"], rows["low"], rows["high"], colours.quiet),
        **common,
    )
    drawn.add_scatter(
        x=rows["share"],
        mode="markers",
        marker={"symbol": "line-ns", "size": 20, "line": {"width": 2.5, "color": colours.ink}},
        **common,
    )
    for row in rows.itertuples():
        look.label(
            drawn,
            max(row.amount_share, row.share, row.high),
            row.segment,
            formats.compact_money(row.amount),
            colours.quiet,
            theme,
        )
    drawn.update_yaxes(
        showgrid=False,
        tickformat=None,
        type="category",
        tickfont={"size": look.SIZE["body"], "color": colours.ink},
    )
    drawn.update_xaxes(
        showgrid=True, tickformat=".0%", rangemode="tozero", range=[0, _widest(rows) * 1.16]
    )
    return look.unit(drawn, "bar: share of the amount    |  share of the customers")


def _widest(rows: pd.DataFrame) -> float:
    return max([0.01, *rows["amount_share"], *rows["share"], *rows["high"]])


def rfm_grid(
    table: pd.DataFrame,
    *,
    size: str = "customers",
    title: str,
    subtitle: str = "",
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Five by five: recency to the right, frequency upwards, each cell with its customers.

    `table`: r, f (1–5), customers and where known amount, segment; several rows of a cell are
    added up. Selection: kind 'rfm', keys (r, f).
    """
    formats = formats or Formats()
    columns = [name for name in ("customers", "amount") if name in table]
    grid = table.groupby(["r", "f"], as_index=False)[columns].sum()
    top = max(float(grid[size].max()), 1.0) if len(grid) else 1.0
    paint = [
        look.shade((float(value) / top) ** 0.6, theme) if value > 0 else look.palette(theme).panel
        for value in grid[size]
    ]
    write = formats.compact_money if size == "amount" else formats.number
    drawn = look.figure(
        cells(
            grid["r"] - 0.5,
            grid["f"] - 0.5,
            [1] * len(grid),
            [1] * len(grid),
            colours=paint,
            texts=[write(value) for value in grid[size]],
            hovers=[_grid_hover(row, formats) for row in grid.itertuples()],
            customdata=[(int(row.r), int(row.f)) for row in grid.itertuples()],
            theme=theme,
            text_size=look.SIZE["label"],
        ),
        title=title,
        subtitle=subtitle,
        theme=theme,
        formats=formats,
        height=450,
        kind="rfm",
        keys=("r", "f"),
        bargap=0,
        barmode="overlay",
    )
    drawn.update_xaxes(
        range=[0.5, 5.5],
        tickvals=[1, 2, 3, 4, 5],
        ticktext=["1<br>long ago", "2", "3", "4", "5<br>just now"],
        title="Last purchase (R)",
    )
    drawn.update_yaxes(
        range=[0.5, 5.5],
        tickvals=[1, 2, 3, 4, 5],
        showgrid=False,
        ticktext=["seldom  1", "2", "3", "4", "often  5"],
    )
    return look.unit(drawn, "Purchases (F)")


def _tone(segment: str, theme: str) -> str:
    colours = look.palette(theme)
    family, strength = TONES.get(segment, (FADED, 0.3))
    hue = {STAYING: colours.accent, SLIPPING: "#E69F00", FADED: colours.context}[family]
    return look.mixed(hue, colours.paper, 1 - strength)


def _text(row, box, size: str, formats: Formats) -> str:
    """As much as the box can hold; a name of two words stands on two lines rather than not at
    all."""
    people, amount = formats.number(row.customers), formats.compact_money(row.amount)
    own, part = (people, row.share) if size == "customers" else (amount, row.amount_share)
    share = formats.share(part)
    for name in ([row.segment], row.segment.split()):
        for told in ([f"{people} · {amount}", share], [own, share], [f"{own} · {share}"], [own]):
            if _fits([*name, *told], box):
                return _lines(name, told)
    for name in ([row.segment], row.segment.split()):
        if _fits(name, box):
            return _lines(name, [])
    return ""


def _fits(lines: list[str], box) -> bool:
    across = max(map(len, lines)) <= box.width * CHARACTERS
    return across and len(lines) * LINE + 0.2 <= box.height


def _lines(name: list[str], told: list[str]) -> str:
    return "<br>".join([f"<b>{look.escaped(each)}</b>" for each in name] + told)


def _hover(row, formats: Formats) -> str:
    text = (
        f"<b>{look.escaped(row.segment)}</b><br>{formats.count(row.customers, 'customer')}, "
        f"{formats.share(row.share)} of all"
    )
    if not missing(row.amount_share):
        text += f"<br>{formats.money(row.amount)}, {formats.share(row.amount_share)} of the amount"
        if not missing(row.low):
            text += f" (95% {formats.share_interval(row.low, row.high)})"
    if row.customers < look.SMALL_GROUP:
        text += "<br>fewer than 20 customers: read with care"
    return text


def _grid_hover(row, formats: Formats) -> str:
    text = f"<b>{formats.count(row.customers, 'customer')}</b> with R {row.r}, F {row.f}"
    return text + (f"<br>{formats.money(row.amount)}" if hasattr(row, "amount") else "")
