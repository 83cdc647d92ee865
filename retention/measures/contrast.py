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


def at_period(
    cells: pd.DataFrame, period: int | None, together: float | None = None
) -> pd.DataFrame:
    """One row per cohort of 20 or more customers observed in ``period``, the best first; no rows
    for the period ``None``.

    The columns of the triangle, then ``together`` (the share of all these cohorts together, unless
    it is given) and ``stands``: "above" or "below" where the cohort's 95 % interval excludes it,
    else ``None``.
    """
    there = cells["period"] == (-1 if period is None else period)
    rows = cells[there & (cells["size"] >= SMALL_N)]
    rows = rows.dropna(subset=["retention"]).sort_values("retention", ascending=False)
    rows = rows.reset_index(drop=True)
    rows["together"] = _together(cells, rows) if together is None else together
    rows["stands"] = None
    rows.loc[rows["low"] > rows["together"], "stands"] = "above"
    rows.loc[rows["high"] < rows["together"], "stands"] = "below"
    return rows


def _together(cells: pd.DataFrame, rows: pd.DataFrame) -> float:
    unit = next((each for each in ("amount", "margin") if each in rows), None)
    if unit:
        own = cells[(cells["period"] == 0) & cells["cohort"].isin(rows["cohort"])]
        part, whole = rows[unit].sum(), own[unit].sum()
    else:
        part = rows["orders" if "orders" in rows else "active"].sum()
        whole = rows["size"].sum()
    return float(part) / float(whole) if whole > 0 else float("nan")


def groups_at(groups: pd.DataFrame, pooled: pd.DataFrame, grain: str) -> pd.DataFrame:
    """One row per group of ``cohort_groups`` at the period at which they are compared, the largest
    first, also those under 20 customers.

    The columns of the groups, ``together`` (all customers then, from ``cohorts.pooled``) and
    ``stands`` as in ``at_period``. No rows where nothing can be compared.
    """
    cells = groups.rename(columns={"group": "cohort"})
    period = compared_period(cells, grain)
    if period is None:
        return groups.head(0).assign(together=float("nan"), stands=None)
    everybody = pooled.loc[pooled["period"] == period, "retention"]
    large = at_period(cells, period, float(everybody.iloc[0])).rename(columns={"cohort": "group"})
    rows = groups[groups["period"] == period]
    return rows.merge(large[["group", "together", "stands"]], on="group", how="left")


def comparable(cells: pd.DataFrame) -> list[str]:
    """The first days of the cohorts of 20 or more customers observed after their own period, the
    oldest first, as ``cohort_contrast`` names them."""
    later = cells[(cells["period"] > 0) & (cells["size"] >= SMALL_N)]
    return [f"{day:%Y-%m-%d}" for day in sorted(later["cohort"].unique())]


def extremes(compared: pd.DataFrame) -> list[pd.Timestamp]:
    """The cohorts that stand out most of ``at_period``, the best first: at most one above and one
    below."""
    above, below = (compared[compared["stands"] == side] for side in ("above", "below"))
    found = [above.loc[above["low"].idxmax(), "cohort"]] if len(above) else []
    return found + ([below.loc[below["high"].idxmin(), "cohort"]] if len(below) else [])
