"""Why do they leave? What leavers had met more often than stayers, as far as the file knows it.

An association is never called a cause here: a difference says what goes together with leaving.
"""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.intervals import newcombe
from retention.measures.exposures import MIN_LEAVERS, Exposure, exposures, panel
from retention.models.drivers import Comparison, crude_difference, false_discovery
from retention.models.features import log_features
from retention.models.resampling import resamples
from retention.store import Snapshot

COLUMNS = [
    "driver", "exposed", "leavers_exposed", "crude", "adjusted", "low", "high", "q", "supported",
    "level", "question", "enough", "stayers_exposed", "others", "leavers_others", "amount_gone",
]  # fmt: skip
_DESCRIBED = ["driver", "level", "leavers", "stayers", "leavers_exposed", "stayers_exposed"]
MAX_Q = 0.05  # a driver is told of up to this share of false discoveries
# Beside the 30 exposed leavers: with fewer in another corner a difference rests on chance
_MIN_CELL = 10
# Rows of more customers say no more within the second decimal, and take minutes
_MOST_CUSTOMERS = 20_000
_MOST_DUMMIES = 20  # values of one column that are held apart


def drivers(
    snapshot: Snapshot, *, rows: pd.DataFrame | None = None, seed: int = 0, bootstrap: int = 200
) -> pd.DataFrame:
    """What goes together with leaving, one row per exposure, the largest difference first.

    Rows compared are customers active at past cut-offs (a third of H apart, the last four
    horizons); a leaver made no purchase in the H days after, and an exposure is known before them.
    Columns: ``driver`` (such as "first store: Harbour"); ``exposed`` and ``leavers_exposed``
    (customers); ``crude`` (share leaving among the exposed − among the others, over rows);
    ``adjusted`` (the same, standardised over the model's ten features, the cut-off and, where it
    comes first, channel and store), ``low`` and ``high`` (95 %, bootstrap by customer); ``q``
    (Benjamini–Hochberg over the list); ``supported`` (recorded reasons agree; False while none are
    recorded); ``level`` (empty for a yes/no exposure); ``question`` (the column it is about);
    ``enough`` (30 exposed leavers, and 10 of each other kind; else nothing is adjusted);
    ``stayers_exposed``; ``others`` and ``leavers_others`` (customers not exposed); ``amount_gone``
    (net amount of the exposed leavers in the 2H days before they were first counted as such).
    A random placebo is always among them. Under a filter: customers who had bought inside it.
    ``rows`` are those of ``exposures.everybody``, asked for here unless given.
    """
    return compare(panel(snapshot, rows), seed=seed, bootstrap=bootstrap)


def compare(rows: pd.DataFrame, *, seed: int = 0, bootstrap: int = 200) -> pd.DataFrame:
    """The table of ``drivers`` from the rows of ``exposures.panel``."""
    found = list(exposures(rows, seed))
    columns = [rows[name].to_numpy() for name in ("customer_key", "left", "value")]
    table = pd.DataFrame([_counted(*columns, each) for each in found], columns=COLUMNS)
    differences = _Differences(rows, seed, bootstrap)
    for place in np.flatnonzero(table["enough"].astype(bool)):
        difference = differences.of(found[place])
        told = (difference.adjusted, difference.low, difference.high, difference.p)
        table.loc[place, ["adjusted", "low", "high", "q"]] = told
    table["q"] = false_discovery(table["q"])
    largest_first = table.sort_values(["enough", "adjusted"], ascending=False, kind="stable")
    return largest_first[COLUMNS].reset_index(drop=True)


def behind(
    snapshot: Snapshot,
    *,
    driver: str,
    level: str = "",
    rows: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.Series:
    """The customer_key of every exposed leaver of a row of ``drivers``: ``driver`` is its
    ``question`` and ``level`` its level; ``rows`` as there. ``Refused`` for one that the list does
    not have."""
    rows = panel(snapshot, rows)
    for each in exposures(rows, seed):
        if (each.question.column, each.level) == (driver, level):
            keys = rows.loc[each.met & rows["left"], "customer_key"]
            return keys.drop_duplicates().sort_values(ignore_index=True)
    raise Refused(f"There is no driver “{driver}” {level} in the list; see `show drivers`.")


def leavers_against_stayers(
    snapshot: Snapshot, *, rows: pd.DataFrame | None = None, seed: int = 0
) -> pd.DataFrame:
    """What leavers and stayers were like, each customer once, at her newest cut-off.

    One row per exposure, in the order of the questions. Columns: ``driver``, ``level``; ``leavers``
    and ``stayers`` (customers of whom the file knows it), ``leavers_exposed`` and
    ``stayers_exposed``; ``leavers_share`` and ``stayers_share`` (of them exposed);
    ``difference`` of the two with ``low`` and ``high`` (95 %, Newcombe); ``n`` (all exposed).
    ``rows`` as in ``drivers``. Nothing is adjusted: it describes.
    """
    rows = panel(snapshot, rows)
    newest = ~rows["customer_key"].duplicated(keep="last").to_numpy()
    left = rows["left"].to_numpy()
    described = [_described(left, newest, each) for each in exposures(rows, seed)]
    table = pd.DataFrame(described, columns=_DESCRIBED)
    leavers, stayers = table["leavers"], table["stayers"]
    table["leavers_share"] = table["leavers_exposed"] / leavers
    table["stayers_share"] = table["stayers_exposed"] / stayers
    table["difference"] = table["leavers_share"] - table["stayers_share"]
    table["low"], table["high"] = newcombe(
        table["leavers_exposed"], leavers, table["stayers_exposed"], stayers
    )
    table["n"] = table["leavers_exposed"] + table["stayers_exposed"]
    return table


def _described(left: np.ndarray, newest: np.ndarray, each: Exposure) -> dict:
    known = newest & each.among
    return {
        "driver": each.question.driver(each.level),
        "level": each.level,
        "leavers": int((known & left).sum()),
        "stayers": int((known & ~left).sum()),
        "leavers_exposed": int((known & left & each.met).sum()),
        "stayers_exposed": int((known & ~left & each.met).sum()),
    }


def _counted(customer: np.ndarray, left: np.ndarray, value: np.ndarray, each: Exposure) -> dict:
    """The customers of one exposure and its crude difference, from the panel's columns."""
    met, others = each.met, each.among & ~each.met
    leavers, first_rows = np.unique(customer[met & left], return_index=True)
    exposed = len(np.unique(customer[met]))
    cells = [(kind & outcome).sum() for kind in (met, others) for outcome in (left, ~left)]
    return {
        "driver": each.question.driver(each.level),
        "exposed": exposed,
        "leavers_exposed": len(leavers),
        "crude": crude_difference(left[each.among], met[each.among]),
        "adjusted": np.nan,
        "low": np.nan,
        "high": np.nan,
        "q": np.nan,
        "supported": False,
        "level": each.level,
        "question": each.question.column,
        "enough": len(leavers) >= MIN_LEAVERS and min(cells) >= _MIN_CELL,
        "stayers_exposed": exposed - len(leavers),
        "others": len(np.unique(customer[others])),
        "leavers_others": len(np.unique(customer[others & left])),
        "amount_gone": 2 * pd.Series(value[met & left][first_rows]).sum(min_count=1),
    }


class _Differences:
    """Adjusted differences over one panel; what is held equal is made once."""

    def __init__(self, rows: pd.DataFrame, seed: int, bootstrap: int):
        customer, keys = pd.factorize(rows["customer_key"], sort=True)
        one_in = -(-len(keys) // _MOST_CUSTOMERS)
        self._used = customer % one_in == 0
        self._rows = rows[self._used]
        self._customer = customer[self._used] // one_in
        self._draws = resamples(self._customer.max() + 1, bootstrap, seed)
        self._comparisons: dict[tuple[str, ...], Comparison] = {}

    def of(self, each: Exposure):
        """The ``Difference`` of one exposure."""
        beside = each.question.beside
        if beside not in self._comparisons:
            self._comparisons[beside] = Comparison(
                self._rows["left"], self._confounders(beside), self._customer, self._draws
            )
        comparison = self._comparisons[beside]
        return comparison.difference(each.met[self._used], each.among[self._used])

    def _confounders(self, beside: tuple[str, ...]) -> np.ndarray:
        columns = [log_features(self._rows), _dummies(self._rows["cutoff"])]
        for name in beside:
            values = self._rows[name]
            counted = pd.api.types.is_numeric_dtype(values)
            columns.append(np.log1p(values.to_numpy(float))[:, None] if counted
                           else _dummies(values))  # fmt: skip
        return np.hstack(columns)


def _dummies(values: pd.Series) -> np.ndarray:
    """A column for each frequent value but the first, shape (n, values − 1)."""
    frequent = values.value_counts().index[1:_MOST_DUMMIES]
    return np.column_stack([np.zeros(len(values)), *(values == each for each in frequent)])
