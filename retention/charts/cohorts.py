"""Do they come back? The triangle; its lines are in `cohort_lines`."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from retention.charts import cohort_values as values
from retention.charts import theme as look
from retention.charts.cells import cells, hatching
from retention.formatting import Formats, missing

UNITS = {"week": "Weeks", "month": "Months", "quarter": "Quarters", "year": "Years"}
MOST_ROWS = 36
MOST_PERIODS = 36
MOST_BESIDE = 18


def triangle(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    grain: str = "month",
    fixed: dict | None = None,
    chosen: dict | None = None,
    theme: str = "light",
    formats: Formats | None = None,
) -> go.Figure:
    """Retention of each cohort in each period, newest cohort at the bottom; the cell of `chosen`
    (its cohort and period) is framed, and where there are many the cells leave their numbers to the
    hover, since the list of its customers takes a part of the width.

    `table`: cohort, size, period, retention (0–1), and where known active, low, high, and amount,
    orders or margin; only observed cells. The rest of each row is hatched. Cohorts under 20
    customers are greyed. The newest 36 cohorts and the first 36 periods are drawn.

    Selection: kind 'cohort_cell', keys (cohort, period), with the grain and whatever `fixed`
    adds (how retention is counted, the clock).
    """
    formats = formats or Formats()
    shown = newest(table)
    cohorts = sorted(shown["cohort"].unique(), reverse=True)
    rows = {cohort: row for row, cohort in enumerate(cohorts)}
    last = int(shown["period"].max()) if len(shown) else 0
    room = not chosen or last <= MOST_BESIDE
    places = [rows[cohort] - 0.5 for cohort in shown["cohort"]]
    top = _top(shown)
    colours = [_colour(row, top, theme) for row in shown.itertuples()]
    drawn = look.figure(
        cells(
            shown["period"] - 0.5,
            places,
            [1] * len(shown),
            [1] * len(shown),
            colours=colours,
            texts=[_short(row, formats) if room else "" for row in shown.itertuples()],
            text_colours=[
                _text(row, colour, theme)
                for row, colour in zip(shown.itertuples(), colours, strict=True)
            ],
            hovers=[hover(row, grain, formats) for row in shown.itertuples()],
            customdata=[(iso(row.cohort), int(row.period)) for row in shown.itertuples()],
            theme=theme,
            text_size=look.SIZE["tiny"],
        ),
        *_unseen(shown, rows, last, theme),
        title=title,
        subtitle=subtitle + _left_out(table, shown, grain),
        theme=theme,
        formats=formats,
        height=150 + max(len(cohorts), 4) * 24,
        kind="cohort_cell",
        keys=("cohort", "period"),
        fixed={"grain": grain, **(fixed or {})},
        bargap=0,
        barmode="overlay",
    )
    sizes = shown.drop_duplicates("cohort").set_index("cohort")["size"]
    names = [
        f"{formats.period(cohort, grain)}  <b>{formats.number(sizes[cohort])}</b>"
        for cohort in cohorts
    ]
    drawn.update_yaxes(
        tickvals=list(range(len(cohorts))),
        ticktext=names,
        showgrid=False,
        range=[-0.5, len(cohorts) - 0.5],
    )
    _frame(drawn, shown, rows, chosen or {}, theme)
    drawn.update_xaxes(
        side="top",
        range=[-0.5, last + 0.5],
        tickvals=_ticks(last),
        title=f"{UNITS[grain]} since the first purchase",
    )
    return drawn


def newest(table: pd.DataFrame, also: Sequence = ()) -> pd.DataFrame:
    """What fits on a screen: the newest cohorts, those of `also`, and their first periods."""
    newest = [*sorted(table["cohort"].unique())[-MOST_ROWS:], *also]
    kept = table["cohort"].isin(newest) & (table["period"] < MOST_PERIODS)
    return table[kept].sort_values(["cohort", "period"])


def _frame(drawn: go.Figure, shown: pd.DataFrame, rows: dict, chosen: dict, theme: str) -> None:
    """A frame around the chosen cell, also where the page was opened from a link."""
    cohort = pd.to_datetime(chosen.get("cohort"), errors="coerce")
    cell = shown[(shown["cohort"] == cohort) & (shown["period"] == chosen.get("period"))]
    if cell.empty:
        return
    period, row = int(cell["period"].iloc[0]), rows[cell["cohort"].iloc[0]]
    drawn.add_shape(
        type="rect",
        x0=period - 0.5,
        x1=period + 0.5,
        y0=row - 0.5,
        y1=row + 0.5,
        line={"color": look.palette(theme).loss, "width": 3},
    )


def _left_out(table: pd.DataFrame, shown: pd.DataFrame, grain: str) -> str:
    all_of_them, drawn = table["cohort"].nunique(), shown["cohort"].nunique()
    return f" · newest {drawn} of {all_of_them} {grain}s" if drawn < all_of_them else ""


def _top(shown: pd.DataFrame) -> float:
    """The share that gets the strongest colour: the best cell after the cohort's own period of
    a cohort large enough to be trusted, so that the 100 % of period 0 does not bleach the rest."""
    later = shown[(shown["period"] > 0) & (shown["size"] >= look.SMALL_GROUP)]["retention"]
    return float(later.max()) if len(later) and later.max() > 0 else 1.0


def _colour(row, top: float, theme: str) -> str:
    colours = look.palette(theme)
    if row.period == 0 or row.size < look.SMALL_GROUP or missing(row.retention):
        return colours.panel
    return look.shade(row.retention / top, theme)


def _text(row, colour: str, theme: str) -> str:
    grey = row.period == 0 or row.size < look.SMALL_GROUP
    return look.palette(theme).quiet if grey else look.text_on(colour)


def _unseen(shown: pd.DataFrame, rows: dict, last: int, theme: str) -> list[go.Bar]:
    """The hatched end of each row: after its last observed period."""
    ends = {c: int(k) for c, k in shown.groupby("cohort")["period"].max().items() if k < last}
    if not ends:
        return []
    return [
        hatching(
            [k + 0.5 for k in ends.values()],
            [rows[c] - 0.5 for c in ends],
            [last - k for k in ends.values()],
            [1] * len(ends),
            theme,
        )
    ]


def _ticks(last: int) -> list[int]:
    step = 1 if last <= 24 else 3
    return list(range(0, last + 1, step))


def _short(row, formats: Formats) -> str:
    """The number inside a cell, without the sign that the title and hover give."""
    return formats.number(row.retention * 100) if not missing(row.retention) else ""


def hover(row, grain: str, formats: Formats) -> str:
    """What a cell of the triangle says, wherever it is drawn."""
    cohort = formats.period(row.cohort, grain)
    when = f"{grain} {row.period} after the first" if row.period else f"their first {grain}"
    unit = values.unit_of(row)
    digits = 0 if unit == "orders" else 1
    value = values.written(row.retention, unit, formats, digits)
    value += values.OF_WHAT[unit] if unit == "orders" else ""
    lines = [f"<b>{value}</b> in {when}", f"first bought in {cohort}"]
    active = getattr(row, "active", None)
    if not missing(active):
        lines[1] = (
            f"{formats.number(active)} of {formats.count(row.size, 'customer')} "
            f"who first bought in {cohort}"
        )
    lines += [*values.added(row, grain, formats), *values.interval(row, formats)]
    if row.size < look.SMALL_GROUP:
        lines.append("fewer than 20 customers: read with care")
    return "<br>".join(lines)


def iso(value) -> str:
    """A cohort as the key of a click."""
    return pd.Timestamp(value).date().isoformat()
