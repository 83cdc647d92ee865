"""Do they come back? Cohorts by first purchase, followed period by period."""

import pandas as pd

from retention.errors import Refused
from retention.intervals import wilson
from retention.store import Snapshot

GRAINS = ("week", "month", "quarter", "year")
KINDS = ("classic", "rolling", "cumulative")
CLOCKS = ("calendar", "elapsed")
UNITS = ("customers", "amount")


def triangle(
    snapshot: Snapshot,
    *,
    grain: str = "month",
    kind: str = "classic",
    unit: str = "customers",
    clock: str = "calendar",
) -> pd.DataFrame:
    """Retention of each cohort, one row per cohort and observed period.

    Columns: ``cohort`` (first day of the period of the first purchase), ``size`` (customers),
    ``period`` (0 is the cohort's own), ``active`` (customers), ``retention`` (share 0–1), ``low``
    and ``high`` (95 %, Wilson). With ``unit="amount"`` also ``amount`` (in period, net of all
    returns) and ``retention`` is the amount as a share of period 0's, without an interval. A period
    that has not ended by ``as_of`` has no row. Under a filter the cohort is of customers whose
    first purchase was inside it; a period keeps the cohorts from the one in which it begins on.
    """
    _one_of("grain", grain, GRAINS)
    _one_of("kind", kind, KINDS)
    _one_of("unit", unit, UNITS)
    _one_of("clock", clock, CLOCKS)
    cells = snapshot.ask("cohorts/triangle", grain=grain, kind=kind, clock=clock)
    if unit == "amount":
        return _of_amount(cells)
    cells["retention"] = cells["active"] / cells["size"]
    cells["low"], cells["high"] = wilson(cells["active"], cells["size"])
    return cells.drop(columns="amount")


def _of_amount(cells: pd.DataFrame) -> pd.DataFrame:
    own = cells.loc[cells["period"] == 0].set_index("cohort")["amount"]
    first = cells["cohort"].map(own)
    cells["retention"] = cells["amount"] / first.where(first > 0)
    return cells[["cohort", "size", "period", "active", "amount", "retention"]]


def pooled(snapshot: Snapshot, **options) -> pd.DataFrame:
    """All cohorts together, one row per period: Σ active / Σ size over the cohorts observed then.

    Columns: ``period``, ``cohorts`` (how many are observed), ``size``, ``active``, ``retention``,
    ``low``, ``high`` (95 %, Wilson). Options as for ``triangle``, customers only.
    """
    cells = triangle(snapshot, **options | {"unit": "customers"})
    line = cells.groupby("period", as_index=False).agg(
        cohorts=("cohort", "size"), size=("size", "sum"), active=("active", "sum")
    )
    line["retention"] = line["active"] / line["size"]
    line["low"], line["high"] = wilson(line["active"], line["size"])
    return line


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Refused(f"There is no {what} “{value}”; choose one of {', '.join(known)}.")
