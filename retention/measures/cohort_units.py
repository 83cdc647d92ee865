"""What a cell of the cohorts adds up besides customers: purchases, amount and margin."""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.intervals import middle_95, resampled_sums
from retention.store import Snapshot

UNITS = ("customers", "amount", "orders", "margin")
# of fewer customers a resample tells nothing, and of none who bought it tells less
LEAST_RESAMPLED = 5
_ASKED = {"amount": "cohorts/spent", "orders": "cohorts/bought", "margin": "cohorts/margins"}


def added(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells of one or several cohorts together, one row per ``period``: ``cohorts``, ``size``,
    ``active``."""
    return cells.groupby("period", as_index=False).agg(
        cohorts=("cohort", "nunique"), size=("size", "sum"), active=("active", "sum")
    )


def of_customers(snapshot: Snapshot, unit: str, **counted) -> pd.DataFrame:
    """What each customer adds: ``customer_key``, ``cohort``, ``began_with``, ``period``, ``value``.

    ``counted`` is ``grain``, ``clock`` and ``by``. ``Refused`` for a margin that cannot be told.
    """
    table = snapshot.ask(_ASKED[unit], **counted)
    if unit == "margin":
        _refuse_untold(table["untold"].any())
    return table.rename(columns={unit: "value"})


def _refuse_untold(untold: bool) -> None:
    if untold:
        raise Refused(
            "The margin cannot be told: not every sales line brings a cost. A file with the column "
            "unit_cost would bring it, or a margin in % under Settings for the lines "
            "without a cost."
        )


class Added:
    """The sum of each cell, as it is and in resamples of the customers.

    ``cells`` have ``cohort`` and ``period``, period 0 of each cohort among them; ``values`` are
    those of ``of_customers``. Amount and margin are set against period 0, purchases against the
    customers.
    """

    def __init__(self, cells: pd.DataFrame, values: pd.DataFrame, *, unit: str, seed: int):
        self.unit = unit
        places = cells[["cohort", "period"]].assign(cell=np.arange(len(cells)))
        values = values.merge(places, on=["cohort", "period"])
        # money has four decimals: the rest is what adding binary fractions leaves
        known = values.groupby("cell")["value"].sum().round(4)
        # a salon's book knows no amounts at all; else a period in which nobody spent is a zero
        nothing = 0.0 if len(known) else np.nan
        self.cells = cells.assign(
            **{unit: known.reindex(places["cell"], fill_value=nothing).to_numpy(dtype=float)}
        )
        # everybody bought in period 0, so its rows are the customers too
        first = values[values["period"] == 0]
        cohorts = np.sort(cells["cohort"].unique())
        self._own = np.searchsorted(cohorts, cells["cohort"])
        weights = np.ones(len(first)) if unit == "orders" else first["value"].to_numpy(float)
        of = np.searchsorted(cohorts, first["cohort"])
        self._whole = np.bincount(of, weights, len(cohorts)).round(4)
        customers = np.unique(
            np.concatenate([values["customer_key"], first["customer_key"]]), return_inverse=True
        )[1]
        draws = resampled_sums(
            np.concatenate([values["cell"], of + len(cells)]), customers,
            np.concatenate([values["value"].to_numpy(float), weights]),
            count=len(cells) + len(cohorts), seed=seed,
        )  # fmt: skip
        self._draws, self._whole_draws = draws[: len(cells)], draws[len(cells) :]

    def by_cohort(self) -> pd.DataFrame:
        """The cells with ``<unit>``, ``retention`` and its interval."""
        own = self._own
        return self._with_ratio(self.cells, self._whole[own], self._draws, self._whole_draws[own])

    def together(self) -> pd.DataFrame:
        """The same of all cohorts observed at each period, one row per ``period``."""
        line = added(self.cells)
        place = np.searchsorted(line["period"], self.cells["period"])

        def summed(values):
            sums = np.zeros((len(line), *values.shape[1:]))
            np.add.at(sums, place, values)
            return sums

        line[self.unit] = summed(self.cells[self.unit].to_numpy()).round(4)
        whole, draws = summed(self._whole[self._own]).round(4), summed(self._draws)
        return self._with_ratio(line, whole, draws, summed(self._whole_draws[self._own]))

    def _with_ratio(self, table: pd.DataFrame, whole, draws, whole_draws) -> pd.DataFrame:
        """The table with ``retention`` = sum / whole, where there is one, and its interval by the
        same ratio of the resamples."""
        table["retention"] = table[self.unit] / np.where(whole > 0, whole, np.nan)
        low, high = middle_95(draws / np.where(whole_draws > 0, whole_draws, np.nan))
        # of none, every resample has none: that is no certainty
        enough = (table["size"] >= LEAST_RESAMPLED) & (table[self.unit] != 0)
        if self.unit == "orders":
            table["orders"] = table["orders"].astype("int64")
        return table.assign(low=np.where(enough, low, np.nan), high=np.where(enough, high, np.nan))
