"""What a list of limited length catches: churners, and the money they stand for.

`churned` is a boolean array (n,), `score` any ranking (n,), higher first, `value` money (n,).
A list that ends inside a group of tied customers takes the group's average: the figure is the
expectation over random order, so it does not depend on how the rows happen to lie.
"""

import numpy as np
import pandas as pd

TOP_SHARE = 0.10


def lift_top(churned, score, share: float = TOP_SHARE) -> float:
    """Share of churners in the top of the ranking / share of churners altogether."""
    churned = np.asarray(churned, float)
    if not churned.any():
        return np.nan
    return caught(churned, score, share) / share


def value_top(churned, score, value, share: float = TOP_SHARE) -> float:
    """Of the money of those who churned, the share that the top of the ranking holds."""
    return caught(_at_stake(churned, value), score, share)


def caught(amounts, score, share: float) -> float:
    """Share of the sum of `amounts` (n,) that the top `share` of the ranking holds."""
    return float(_caught_at(amounts, score, np.array([share]))[0])


def gains_table(churned, rankings: dict, value, steps: int = 20) -> pd.DataFrame:
    """How much of the churners, and of their money, the first customers of a list hold.

    `rankings`: name -> score. One row per name and step: ranking, share (of the list, 0 to 1),
    churners (share caught), money (share caught)."""
    shares = np.linspace(0, 1, steps + 1)
    tables = [
        pd.DataFrame({
            "ranking": name, "share": shares,
            "churners": _caught_at(np.asarray(churned, float), score, shares),
            "money": _caught_at(_at_stake(churned, value), score, shares),
        })
        for name, score in rankings.items()
    ]
    return pd.concat(tables, ignore_index=True)


def _at_stake(churned, value) -> np.ndarray:
    """Money of those who churned; a negative balance is nobody's loss."""
    return np.asarray(churned, float) * np.maximum(np.asarray(value, float), 0.0)


def _caught_at(amounts, score, shares) -> np.ndarray:
    amounts, score = np.asarray(amounts, float), np.asarray(score, float)
    total = amounts.sum()
    if total <= 0:
        return np.full(len(shares), np.nan)
    order = np.argsort(-score, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(score[order]) != 0, True))
    held = np.cumsum(amounts[order])[ends]
    customers = np.append(0, ends + 1)
    return np.interp(shares * len(score), customers, np.append(0.0, held)) / total
