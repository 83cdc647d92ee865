"""Which cohorts keep more and which fewer of their customers than all of them together.

These functions read a table of ``cohorts.triangle``; they ask the database nothing.
"""

import pandas as pd

from retention.intervals import SMALL_N

# the period at which cohorts are compared, where enough of them have been observed so long
COMPARED_AT = {"week": 12, "month": 6, "quarter": 2, "year": 1}
# the periods a sentence names
NAMED = {"week": (1, 4, 12), "month": (1, 6, 12), "quarter": (1, 2, 4), "year": (1, 2)}


def compared_period(cells: pd.DataFrame, grain: str) -> int | None:
    """The period at which to compare: that of ``COMPARED_AT``, or the last one that at least two
    cohorts, and half of all, have reached. ``None`` where nothing can be compared."""
    large = cells[cells["size"] >= SMALL_N]
    cohorts = large["cohort"].nunique()
    reached = large[large["period"] > 0].groupby("period")["cohort"].nunique()
    reached = reached[(reached >= 2) & (reached * 2 >= cohorts)]
    if reached.empty:
        return None
    return int(min(COMPARED_AT[grain], reached.index.max()))


def at_period(cells: pd.DataFrame, period: int | None) -> pd.DataFrame:
    """One row per cohort of 20 or more customers observed in ``period``, the best first; no rows
    for the period ``None``.

    The columns of the triangle, then ``together`` (the share of all these cohorts together) and
    ``stands``: "above" or "below" where the cohort's 95 % interval excludes it, else ``None``.
    """
    there = cells["period"] == (-1 if period is None else period)
    rows = cells[there & (cells["size"] >= SMALL_N)]
    rows = rows.dropna(subset=["retention"]).sort_values("retention", ascending=False)
    rows = rows.reset_index(drop=True)
    if "amount" in rows:
        own = cells[(cells["period"] == 0) & cells["cohort"].isin(rows["cohort"])]
        part, whole = rows["amount"].sum(), own["amount"].sum()
    else:
        part, whole = rows["active"].sum(), rows["size"].sum()
    rows["together"] = float(part) / float(whole) if whole > 0 else float("nan")
    rows["stands"] = None
    rows.loc[rows["low"] > rows["together"], "stands"] = "above"
    rows.loc[rows["high"] < rows["together"], "stands"] = "below"
    return rows


def extremes(compared: pd.DataFrame) -> list[pd.Timestamp]:
    """The cohorts that stand out most of ``at_period``, the best first: at most one above and one
    below."""
    above, below = (compared[compared["stands"] == side] for side in ("above", "below"))
    found = [above.loc[above["low"].idxmax(), "cohort"]] if len(above) else []
    return found + ([below.loc[below["high"].idxmin(), "cohort"]] if len(below) else [])
