"""Do they come back? Cohorts by first purchase, followed period by period."""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.intervals import middle_95, resampled_sums, wilson
from retention.store import Snapshot

GRAINS = ("week", "month", "quarter", "year")
KINDS = ("classic", "rolling", "cumulative")
CLOCKS = ("calendar", "elapsed")
UNITS = ("customers", "amount")
LEAST_RESAMPLED = 5  # of fewer customers a resample tells nothing


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
    and ``high`` (95 %, Wilson). With ``unit="amount"`` also ``amount`` (in period, net of all
    returns), and ``retention`` is the amount as a share of period 0's, its interval by resampling
    the customers under ``seed`` (empty below 5 customers). A period that has not ended by ``as_of``
    has no row. Under a filter the cohort is of customers whose first purchase was inside it; a
    period keeps the cohorts from the one in which it begins on. ``Refused`` for an amount that is
    to be counted otherwise than in its own period.
    """
    cells = _counted(snapshot, grain=grain, kind=kind, unit=unit, clock=clock)
    if unit == "amount":
        return _Money(snapshot, cells, grain=grain, clock=clock, seed=seed).by_cohort()
    return _with_interval(cells)


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
    ``low``, ``high`` (95 %, Wilson). With ``unit="amount"`` also ``amount``, and ``retention`` is Σ
    amount / Σ amount of period 0, its interval by resampling. Options as for ``triangle``.
    """
    cells = _counted(snapshot, grain=grain, kind=kind, unit=unit, clock=clock)
    if unit == "amount":
        return _Money(snapshot, cells, grain=grain, clock=clock, seed=seed).together()
    return _with_interval(_added(cells))


def _counted(snapshot: Snapshot, *, grain: str, kind: str, unit: str, clock: str) -> pd.DataFrame:
    _one_of("grain", grain, GRAINS)
    _one_of("kind", kind, KINDS)
    _one_of("unit", unit, UNITS)
    _one_of("clock", clock, CLOCKS)
    if unit == "amount" and kind != "classic":
        raise Refused(
            f"Amounts are counted in the {grain} in which they were spent, so they cannot be "
            f"{kind}; leave the kind out, or count customers."
        )
    return snapshot.ask("cohorts/triangle", grain=grain, kind=kind, clock=clock)


def _with_interval(table: pd.DataFrame) -> pd.DataFrame:
    table["retention"] = table["active"] / table["size"]
    table["low"], table["high"] = wilson(table["active"], table["size"])
    return table


def _added(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.groupby("period", as_index=False).agg(
        cohorts=("cohort", "size"), size=("size", "sum"), active=("active", "sum")
    )


class _Money:
    """The net amount of each cell, as it is and in resamples of the customers."""

    def __init__(self, snapshot: Snapshot, cells: pd.DataFrame, *, grain, clock, seed: int):
        spent = snapshot.ask("cohorts/spent", grain=grain, clock=clock)
        places = cells[["cohort", "period"]].assign(cell=np.arange(len(cells)))
        spent = spent.merge(places, on=["cohort", "period"])
        # money has four decimals: the rest is what adding binary fractions leaves
        known = spent.groupby("cell")["amount"].sum().round(4)
        # a salon's book knows no amounts at all; else a period in which nobody spent is a zero
        nothing = 0.0 if len(known) else np.nan
        self.cells = cells.assign(amount=known.reindex(places["cell"], fill_value=nothing).values)
        customers = np.unique(spent["customer_key"], return_inverse=True)[1]
        self.draws = resampled_sums(
            spent["cell"], customers, spent["amount"], count=len(cells), seed=seed
        )
        first = places[places["period"] == 0].set_index("cohort")["cell"]
        self.own = cells["cohort"].map(first).to_numpy(dtype=int)

    def by_cohort(self) -> pd.DataFrame:
        amount = self.cells["amount"].to_numpy()
        return _with_ratio(self.cells, amount[self.own], self.draws, self.draws[self.own])

    def together(self) -> pd.DataFrame:
        line, amount = _added(self.cells), self.cells["amount"].to_numpy()
        place = np.searchsorted(line["period"], self.cells["period"])

        def added(values):
            sums = np.zeros((len(line), *values.shape[1:]))
            np.add.at(sums, place, values)
            return sums

        line["amount"] = added(amount).round(4)
        own, draws = added(amount[self.own]), added(self.draws)
        return _with_ratio(line, own, draws, added(self.draws[self.own]))


def _with_ratio(table: pd.DataFrame, own, draws, own_draws) -> pd.DataFrame:
    """The table with ``retention`` = amount / own, where there is an own amount, and its interval
    by the same ratio of the resamples."""
    table["retention"] = table["amount"] / np.where(own > 0, own, np.nan)
    low, high = middle_95(draws / np.where(own_draws > 0, own_draws, np.nan))
    enough = table["size"] >= LEAST_RESAMPLED
    return table.assign(low=np.where(enough, low, np.nan), high=np.where(enough, high, np.nan))


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Refused(f"There is no {what} “{value}”; choose one of {', '.join(known)}.")
