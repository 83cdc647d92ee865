"""Why somebody is on the list, in terms of facts that can be said to her.

A reason is a fact past a threshold, never a coefficient. Where several facts hold, the model says
which one weighs most: for each, what would the risk be had she behaved as usual in that respect?
This is a comparison inside the model and not a cause.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

OVERDUE = "silent for longer than usual"
FEWER_ORDERS = "fewer orders than before"
SMALLER_ORDER = "last order smaller than usual"
FIRST_TIME = "first-time buyer"
LARGE_UNCHANGED = "large account, no changed behaviour"
UNCHANGED = "no changed behaviour"

OVERDUE_RATIO = 1.5
ORDERS_KEPT = 0.7
LAST_RATIO = 0.6
_LARGE = 0.90


def reasons(frame: pd.DataFrame, risk: Callable[[pd.DataFrame], np.ndarray] | None) -> pd.Series:
    """One reason per row of a frame of features.

    `risk` gives the risk of each row of such a frame, for the what-if; without it (the model was
    refused) the first fact that holds is taken, in the order of the constants above.
    """
    repeat = frame["orders"] > 1
    facts = {
        OVERDUE: repeat & (frame["overdue_ratio"] >= OVERDUE_RATIO),
        FEWER_ORDERS: repeat
        & (frame["orders_before_h"] > 0)
        & (frame["orders_h"] <= ORDERS_KEPT * frame["orders_before_h"]),
        SMALLER_ORDER: repeat & (frame["last_ratio"] < LAST_RATIO),
    }
    eased = _eased(frame, risk)
    weights = np.column_stack([np.where(facts[name], eased[name], -np.inf) for name in facts])
    heaviest = np.array(list(facts))[weights.argmax(axis=1)]
    large = (frame["value"] > 0) & (frame["value"] >= frame["value"].quantile(_LARGE))
    unchanged = np.where(large, LARGE_UNCHANGED, UNCHANGED)
    changed = np.isfinite(weights).any(axis=1)
    told = np.where(changed, heaviest, np.where(repeat, unchanged, FIRST_TIME))
    return pd.Series(told, index=frame.index, name="reason", dtype="str")


def _eased(frame: pd.DataFrame, risk) -> dict[str, np.ndarray]:
    """By how much the risk would be lower, had she behaved as usual in one respect."""
    if risk is None or frame.empty:
        return {name: np.zeros(len(frame)) for name in _AS_USUAL}
    now = risk(frame)
    return {name: now - risk(as_usual(frame)) for name, as_usual in _AS_USUAL.items()}


def _at_her_pace(frame: pd.DataFrame) -> pd.DataFrame:
    """Had she last bought one own gap ago. A one-time buyer has no pace of her own."""
    paced = (frame["orders"] > 1) & (frame["overdue_ratio"] > 1)
    gap = np.minimum(frame["gap_days"], frame["days_since"])
    days_since = frame["days_since"].where(~paced, gap)
    return frame.assign(
        days_since=days_since,
        overdue_ratio=frame["overdue_ratio"].where(~paced, 1.0),
        recency=frame["recency"].where(~paced, frame["tenure_days"] - days_since),
    )


def _as_many_orders(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(orders_h=np.maximum(frame["orders_h"], frame["orders_before_h"]))


def _as_large_an_order(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(last_ratio=np.maximum(frame["last_ratio"], 1.0))


_AS_USUAL = {
    OVERDUE: _at_her_pace,
    FEWER_ORDERS: _as_many_orders,
    SMALLER_ORDER: _as_large_an_order,
}
