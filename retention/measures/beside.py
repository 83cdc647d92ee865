"""The customers inside a filter beside all others: the same figures of both, and the difference.

Inside are those whose first purchase was inside the filter; both sides are told by all their
purchases, so that nobody looks smaller for having bought elsewhere too.
"""

import numpy as np
import pandas as pd

from retention.intervals import middle_95, newcombe, resample_weights, wilson
from retention.measures import ladder
from retention.store import Snapshot

SHARES = {"second": "second_order", "regulars": "regulars_share", "leak": "leak_12"}
MEANS = {"purchases": "purchases_per_customer", "amount": "amount_per_customer"}
_BLOCKS = 200  # as in sql/snapshot/shown_macros.sql
LEAST_RESAMPLED = 5


def rest(snapshot: Snapshot, *, seed: int = 0) -> pd.DataFrame:
    """One row per figure; no rows where no filter narrows anything.

    Columns: ``figure``, ``within`` (days, of second_order), ``n`` and ``inside`` with
    ``inside_low`` and ``inside_high`` (the customers and the figure inside the filter), ``rest_n``,
    ``rest``, ``rest_low``, ``rest_high``, ``difference`` (inside − rest), ``low`` and ``high``
    (95 %). Figures: second_order (a second purchase within so many days), regulars_share (of the
    active), leak_12 (of those active before the last twelve complete months, lapsed within them),
    purchases_per_customer and amount_per_customer (net, of those who bought in the last 365 days).
    Shares have Wilson's intervals and Newcombe's of the difference, the means those of customers
    resampled under ``seed`` (empty below 5 of them). What was not observed is empty.
    """
    if not snapshot.filters.narrows:
        return pd.DataFrame(columns=_COLUMNS)
    within = ladder.told_within(ladder.second_order(snapshot))
    counts = snapshot.ask("beside/rest", within=within).set_index("inside")
    rows = [_share(counts, short, figure) for short, figure in SHARES.items()]
    spent = snapshot.ask("beside/spent")
    rows += [_mean(spent, what, figure, seed) for what, figure in MEANS.items()]
    table = pd.DataFrame(rows)
    table["within"] = np.where(table["figure"] == "second_order", within, np.nan)
    return table[_COLUMNS]


_COLUMNS = [
    "figure", "within", "n", "inside", "inside_low", "inside_high", "rest_n", "rest", "rest_low",
    "rest_high", "difference", "low", "high",
]  # fmt: skip


def _share(counts: pd.DataFrame, short: str, figure: str) -> dict:
    (events, n), (rest_events, rest_n) = (
        [int(counts[f"{short}_{what}"].get(side, 0)) for what in ("events", "n")] for side in (1, 0)
    )
    low, high = newcombe(events, n, rest_events, rest_n) if n and rest_n else (np.nan, np.nan)
    ends, rest_ends = wilson(events, n), wilson(rest_events, rest_n)
    return _row(figure, n, events / n if n else np.nan, ends, rest_n,
                rest_events / rest_n if rest_n else np.nan, rest_ends, (low, high))  # fmt: skip


def _mean(spent: pd.DataFrame, what: str, figure: str, seed: int) -> dict:
    people, total = (_by_side(spent, name) for name in ("customers", what))
    known = spent[what].notna().any()
    weights = np.hstack(list(resample_weights(_BLOCKS, seed=seed)))
    with np.errstate(invalid="ignore", divide="ignore"):
        means = total.sum(axis=1) / people.sum(axis=1)
        draws = (total @ weights) / (people @ weights)
    n, rest_n = (int(each) for each in people.sum(axis=1))
    enough = known and min(n, rest_n) >= LEAST_RESAMPLED
    means = means if known else means * np.nan
    ends = middle_95(np.vstack([draws, draws[0] - draws[1]])) if enough else None
    at = [(ends[0][i], ends[1][i]) if enough else (np.nan, np.nan) for i in range(3)]
    return _row(figure, n, means[0], at[0], rest_n, means[1], at[1], at[2])


def _by_side(spent: pd.DataFrame, name: str) -> np.ndarray:
    """Inside and rest × blocks."""
    table = np.zeros((2, _BLOCKS))
    place = 1 - spent["inside"].to_numpy(int), spent["block"].to_numpy(int)
    np.add.at(table, place, spent[name].fillna(0).to_numpy(float))
    return table


def _row(figure, n, inside, ends, rest_n, rest, rest_ends, between) -> dict:
    return {
        "figure": figure, "n": n, "inside": inside, "inside_low": float(ends[0]),
        "inside_high": float(ends[1]), "rest_n": rest_n, "rest": rest,
        "rest_low": float(rest_ends[0]), "rest_high": float(rest_ends[1]),
        "difference": inside - rest, "low": float(between[0]), "high": float(between[1]),
    }  # fmt: skip
