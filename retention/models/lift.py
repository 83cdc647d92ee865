"""What a list of limited length catches: churners, and the money they stand for.

`churned` is a boolean array (n,), `score` any ranking (n,), higher first, `value` money (n,).
A list that ends inside a group of tied customers takes the group's average.
"""

import numpy as np
import pandas as pd

from retention.models.ranking import Ranking

TOP_SHARE = 0.10


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
