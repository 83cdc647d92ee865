"""What a list of limited length catches: churners, and the money they stand for.

`churned` is a boolean array (n,), `score` any ranking (n,), higher first, `value` money (n,).
A list that ends inside a group of tied customers takes the group's average.
"""

import numpy as np
import pandas as pd

from retention.models.ranking import Ranking

TOP_SHARE = 0.10


def lift_top(churned, score, share: float = TOP_SHARE) -> float:
    """Share of churners in the top of the ranking / share of churners altogether."""
    churned = np.asarray(churned, float)
    if not churned.any():
        return np.nan
    return caught(churned, score, share) / share


def value_top(churned, score, value, share: float = TOP_SHARE) -> float:
    """Of the money of those who churned, the share that the top of the ranking holds."""
    return caught(at_stake(churned, value), score, share)


def caught(amounts, score, share: float) -> float:
    """Share of the sum of `amounts` (n,) that the top `share` of the ranking holds."""
    return float(Ranking(score, amounts).found().caught([share])[0])


def gains_table(churned, rankings: dict, value, steps: int = 20) -> pd.DataFrame:
    """How much of the churners, and of their money, the first customers of a list hold.

    `rankings`: name -> score. One row per name and step: ranking, share (of the list, 0 to 1),
    churners (share caught), money (share caught)."""
    shares = np.linspace(0, 1, steps + 1)
    tables = [
        pd.DataFrame(
            {
                "ranking": name,
                "share": shares,
                "churners": Ranking(score, churned).found().caught(shares),
                "money": Ranking(score, at_stake(churned, value)).found().caught(shares),
            }
        )
        for name, score in rankings.items()
    ]
    return pd.concat(tables, ignore_index=True)


def at_stake(churned, value) -> np.ndarray:
    """Money of those who churned (n,); a negative balance is nobody's loss, nor is a visit of which
    no amount is known."""
    return np.asarray(churned, float) * np.fmax(np.asarray(value, float), 0.0)
