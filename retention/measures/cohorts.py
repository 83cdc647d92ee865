"""Do they come back? Cohorts by first purchase, followed period by period."""

import pandas as pd

from retention.errors import Refused
from retention.intervals import wilson
from retention.measures import cohort_units
from retention.measures.cohort_units import UNITS
from retention.store import Snapshot

GRAINS = ("week", "month", "quarter", "year")
KINDS = ("classic", "rolling", "cumulative")
CLOCKS = ("calendar", "elapsed")
_COUNTED = {"amount": "Amounts are counted in the {} in which they were spent",
            "orders": "Purchases are counted in the {} in which they were made",
            "margin": "Margins are counted in the {} in which they were made"}  # fmt: skip


def triangle(
    snapshot: Snapshot,
    *,
    grain: str = "month",
    kind: str = "classic",
    unit: str = "customers",
    clock: str = "calendar",
    seed: int = 0,
) -> pd.DataFrame:
    """Retention of each cohort, one row per cohort and observed period.

    Columns: ``cohort`` (first day of the period of the first purchase), ``size`` (customers),
    ``period`` (0 is the cohort's own), ``active`` (customers), ``retention`` (share 0–1), ``low``
    and ``high`` (95 %, Wilson). With another ``unit`` also a column of its name, and an interval by
    resampling the customers under ``seed`` (empty below 5 customers):
    ``amount`` (in the period, net of all returns; ``retention`` is its share of period 0's),
    ``margin`` (amount less cost, else the settings' part of the amount; likewise a share of period
    0's), ``orders`` (purchases in the period; ``retention`` is their number per customer of the
    cohort). A period that has not ended by ``as_of`` has no row. Under a filter the cohort is of
    customers whose first purchase was inside it; a period keeps the cohorts from the one in which
    it begins on. ``Refused`` for another unit than customers that is to be counted otherwise than
    in its own period, and for a margin of lines without a cost where the settings name none.
    """
    cells = counted(snapshot, grain=grain, kind=kind, unit=unit, clock=clock)
    cells = cells.drop(columns="began_with")
    if unit == "customers":
        return with_interval(cells)
    return _added(snapshot, cells, grain=grain, clock=clock, unit=unit, seed=seed).by_cohort()


def pooled(
    snapshot: Snapshot,
    *,
    grain: str = "month",
    kind: str = "classic",
    unit: str = "customers",
    clock: str = "calendar",
    seed: int = 0,
) -> pd.DataFrame:
    """All cohorts together, one row per period: Σ active / Σ size over the cohorts observed then.

    Columns: ``period``, ``cohorts`` (how many are observed), ``size``, ``active``, ``retention``,
    ``low``, ``high`` (95 %, Wilson). With another ``unit`` also ``amount``, ``margin`` or
    ``orders``, and ``retention`` is Σ of it / Σ of period 0 (of ``orders``: / Σ size), its interval
    by resampling. Options as for ``triangle``.
    """
    cells = counted(snapshot, grain=grain, kind=kind, unit=unit, clock=clock)
    if unit == "customers":
        return with_interval(cohort_units.added(cells))
    return _added(snapshot, cells, grain=grain, clock=clock, unit=unit, seed=seed).together()


def counted(
    snapshot: Snapshot, *, grain: str, kind: str, unit: str, clock: str, by: str = ""
) -> pd.DataFrame:
    """One row per ``cohort``, part of it (``began_with``, told ``by`` one thing; "" is the whole)
    and observed ``period``: ``size`` and ``active``. ``Refused`` for an impossible choice."""
    one_of("grain", grain, GRAINS)
    one_of("kind", kind, KINDS)
    one_of("unit", unit, UNITS)
    one_of("clock", clock, CLOCKS)
    if unit != "customers" and kind != "classic":
        raise Refused(
            f"{_COUNTED[unit].format(grain)}, so they cannot be {kind}; leave the kind out, or "
            "count customers."
        )
    return snapshot.ask("cohorts/triangle", grain=grain, kind=kind, clock=clock, by=by)


def with_interval(table: pd.DataFrame) -> pd.DataFrame:
    """The table with ``retention`` = active / size and its interval."""
    table["retention"] = table["active"] / table["size"]
    table["low"], table["high"] = wilson(table["active"], table["size"])
    return table


def _added(snapshot, cells, *, grain: str, clock: str, unit: str, seed: int):
    values = cohort_units.of_customers(snapshot, unit, grain=grain, clock=clock, by="")
    return cohort_units.Added(cells, values, unit=unit, seed=seed)


def one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    """``Refused``, naming the known ones, for a value that is none of them."""
    if value not in known:
        raise Refused(f"There is no {what} “{value}”; choose one of {', '.join(known)}.")
