"""What became of last year's revenue: the same customers' money in two adjacent equal windows.

The windows are the twelve months up to ``as_of`` and the twelve before, or halves of a shorter
history. Anonymous sales are in neither. Amounts belong to the day of the sale; under a filter they
are those inside it.
"""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.intervals import middle_95, resampled_sums, wilson
from retention.store import Snapshot

STEPS = (
    "before", "new", "reactivated", "expansion", "contraction", "lost", "returns_without_spend",
    "after",
)  # fmt: skip
_CHANGES = STEPS[1:-1]
_MOST_MONTHS = 60
LEAST_RESAMPLED = 5  # of fewer customers a resample tells nothing


def bridge(snapshot: Snapshot, *, months: int = 12, seed: int = 0) -> pd.DataFrame:
    """From the revenue of the window before to that of the window after, one row per step.

    before + new + reactivated + expansion + contraction + lost + returns_without_spend = after,
    exactly. Columns: ``step`` (in this order), ``amount`` (contraction and lost are below zero),
    ``low`` and ``high`` (95 %, by resampling the customers under ``seed``; empty below 5 of them),
    ``customers``, ``begins`` and ``ends`` (the days of the window of ``before`` and ``after``).
    New: the first purchase of all lies in the window after. Reactivated: an earlier customer who
    spent nothing in the window before. Returns without spend: what those brought back, net, who
    spent nothing in that window. No rows while less than two days, or no amounts,
    are known.
    """
    windows, spent = _asked(snapshot, months)
    if spent is None or spent.empty:
        return pd.DataFrame(columns=_COLUMNS)
    moved = _moved(spent)
    amounts = {step: moved[step].sum() for step in STEPS}
    people = {step: int((moved[step] != 0).sum()) for step in STEPS}
    table = pd.DataFrame({
        "step": STEPS,
        "amount": _exact(np.array([amounts[step] for step in STEPS])),
        "customers": [people[step] for step in STEPS],
    })  # fmt: skip
    table["low"], table["high"] = _interval(moved, table["customers"], seed)
    ends = pd.Timestamp(snapshot.as_of)
    begins, before = windows["begins"], windows["before_begins"]
    table["begins"] = [before] + [pd.NaT] * len(_CHANGES) + [begins]
    table["ends"] = [begins - pd.Timedelta(days=1)] + [pd.NaT] * len(_CHANGES) + [ends]
    return table[_COLUMNS]


_COLUMNS = ["step", "amount", "low", "high", "customers", "begins", "ends"]


def retained(snapshot: Snapshot, *, months: int = 12, seed: int = 0) -> pd.DataFrame:
    """How much of the window before is kept in the window after, one row per figure.

    Columns: ``figure``, ``share`` (net may pass 1), ``low``, ``high`` (95 %; money by resampling
    the customers under ``seed``, customers by Wilson), ``kept``, ``before`` (money, for customers
    how many), ``n`` (customers who spent in the window before), ``begins`` (of the window after),
    ``whole``: False where the windows are halves of a history shorter than twice ``months``.
    Figures, over the customers who spent in the window before: net (NRR, Σ after / Σ before),
    gross (GRR, Σ min(max(after, 0), before) / Σ before), customers (those who spent in both).
    """
    windows, spent = _asked(snapshot, months)
    if spent is None or spent.empty:
        return pd.DataFrame(columns=_RETAINED)
    held = spent[spent["before"] > 0]
    before, after = held["before"].to_numpy(), held["after"].to_numpy()
    gross = np.minimum(np.maximum(after, 0), before)
    stayed, n = int((after > 0).sum()), len(held)
    base = before.sum()
    low, high = _ratio_interval(before, [after, gross], seed)
    counted = wilson(stayed, n)
    rows = [
        ("net", after.sum(), base, low[0], high[0]),
        ("gross", gross.sum(), base, low[1], high[1]),
        ("customers", stayed, n, float(counted[0]), float(counted[1])),
    ]
    table = pd.DataFrame(rows, columns=["figure", "kept", "before", "low", "high"])
    table["kept"], table["before"] = _exact(table["kept"]), _exact(table["before"])
    table["share"] = table["kept"] / table["before"].where(table["before"] > 0)
    return table.assign(n=n, begins=windows["begins"], whole=bool(windows["whole"]))[_RETAINED]


_RETAINED = ["figure", "share", "low", "high", "kept", "before", "n", "begins", "whole"]


def _asked(snapshot: Snapshot, months: int):
    """The windows and what each customer spent in them; (None, None) before there are two days."""
    if not 1 <= months <= _MOST_MONTHS:
        raise Refused(
            f"Windows of {months} months cannot be compared; choose from 1 to {_MOST_MONTHS} "
            "months."
        )
    windows = snapshot.ask("value/windows", months=months)
    if windows.empty:
        return None, None
    return windows.iloc[0], snapshot.ask("value/bridge", months=months)


def _moved(spent: pd.DataFrame) -> dict[str, np.ndarray]:
    """Each customer's part of each step, by step."""
    before, after = spent["before"].to_numpy(float), spent["after"].to_numpy(float)
    paid_before, paid_after = np.maximum(before, 0), np.maximum(after, 0)
    change = paid_after - paid_before
    came, went = (paid_before == 0) & (paid_after > 0), (paid_before > 0) & (paid_after == 0)
    stayed, is_new = (paid_before > 0) & (paid_after > 0), spent["is_new"].to_numpy(bool)
    return {
        "before": before,
        "new": np.where(came & is_new, change, 0.0),
        "reactivated": np.where(came & ~is_new, change, 0.0),
        "expansion": np.where(stayed & (change > 0), change, 0.0),
        "contraction": np.where(stayed & (change < 0), change, 0.0),
        "lost": np.where(went, change, 0.0),
        "returns_without_spend": np.minimum(after, 0) - np.minimum(before, 0),
        "after": after,
    }


def _interval(moved: dict, people: pd.Series, seed: int) -> tuple:
    parts = [moved[step] for step in STEPS]
    low, high = middle_95(_resampled(parts, seed))
    enough = people.to_numpy() >= LEAST_RESAMPLED
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)


def _ratio_interval(base: np.ndarray, parts: list, seed: int) -> tuple:
    """The ends of Σ part / Σ base of each part, the customers resampled."""
    if len(base) < LEAST_RESAMPLED:
        return [np.nan] * len(parts), [np.nan] * len(parts)
    drawn = _resampled([base, *parts], seed)
    return middle_95(drawn[1:] / np.where(drawn[0] > 0, drawn[0], np.nan))


def _resampled(parts: list, seed: int) -> np.ndarray:
    """Sums of each part in resamples of the customers, part by draw."""
    held = [np.flatnonzero(part) for part in parts]
    return resampled_sums(
        np.repeat(np.arange(len(parts)), [len(each) for each in held]),
        np.concatenate(held),
        np.concatenate([part[each] for part, each in zip(parts, held, strict=True)]),
        count=len(parts),
        seed=seed,
    )


def _exact(amounts):
    """Without the last digits that adding binary fractions leaves; money has four decimals."""
    return np.round(amounts, 4)
