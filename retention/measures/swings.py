"""Whose buying has sharply risen or fallen, beside how much everybody's varies by chance?

A customer's newest three purchases are set beside all earlier ones, at least five, on the log
scale. The difference is divided by what chance alone would give it (the customer's own spread
before, drawn towards everybody's as by five purchases more), then by how much this figure varies
over the base (median and median absolute deviation), so that neither a season nor a price rise that
moves everybody is a swing. Told are those at least 3 such units off whose habit changed to 1.5
times or to two thirds, or beyond: of a thousand customers of steady habits about three would pass
the first by chance. The base is every customer not lapsed, whatever the filters; under a filter
those with a purchase inside it are told.
"""

import numpy as np
import pandas as pd

from retention.store import Snapshot

COLUMNS = [
    "customer", "what", "before", "now", "change", "z", "direction", "amount", "n_before",
    "compared", "customer_key",
]  # fmt: skip
LEAST_Z, LEAST_RATIO = 3.0, 1.5
LEAST_COMPARED = 30  # fewer customers tell no natural variation
_NOW, _PRIOR = 3, 5  # purchases: the newest ones, and those that everybody's spread counts for
_NORMAL = 1.4826  # of a normal curve, the standard deviation in median absolute deviations


def swings(snapshot: Snapshot) -> pd.DataFrame:
    """One row per customer and habit that swung, the largest amount of the last 365 days first.

    Columns: ``customer``, ``what`` (order size: net amount of a purchase; frequency: days between
    purchases; assortment: different products of a purchase), ``before`` and ``now`` (geometric
    means, in those units), ``change`` (of the habit, −0.5 is half as much or half as often), ``z``,
    ``direction`` (rise, fall), ``amount`` (net, of 365 days), ``n_before`` (purchases before the
    newest three), ``compared`` (customers in the base), ``customer_key``. No rows for a habit that
    fewer than 30 customers have, or that hardly anybody varies.
    """
    habits = snapshot.ask("swings/habits")
    parts = [_standardised(habits[habits["what"] == what]) for what in habits["what"].unique()]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(parts)
    moved = table["mean_now"] - table["mean_before"]
    is_sharp = (table["z"].abs() >= LEAST_Z) & (moved.abs() >= np.log(LEAST_RATIO))
    is_sharp &= np.sign(moved) == np.sign(table["z"])
    table = table.assign(change=np.expm1(moved))[is_sharp & table["is_shown"]].copy()
    sign = np.where(table["what"] == "frequency", -1, 1)
    for name in ("before", "now"):
        table[name] = np.exp(sign * table[f"mean_{name}"])
    table["direction"] = np.where(table["z"] > 0, "rise", "fall")
    order = ["amount", "customer_key", "what"]
    table = table.sort_values(order, ascending=[False, True, True], ignore_index=True)
    return table[COLUMNS]


def _standardised(habits: pd.DataFrame) -> pd.DataFrame:
    """``z`` of each customer of one habit; empty where the base does not vary."""
    free = habits["n_before"] - 1
    squares = habits["variance_before"] * free
    everybody = squares.sum() / free.sum()
    spread = np.sqrt((squares + _PRIOR * everybody) / (free + _PRIOR))
    by_chance = spread * np.sqrt(1 / _NOW + 1 / habits["n_before"])
    moved = habits["mean_now"] - habits["mean_before"]
    units = moved / by_chance.where(by_chance > 0)
    off = units - units.median()
    scale = _NORMAL * off.abs().median()
    is_told = len(habits) >= LEAST_COMPARED and scale > 0
    return habits.assign(z=off / scale if is_told else np.nan, compared=len(habits))
