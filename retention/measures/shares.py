"""A share beside its 95 % interval, as columns of a table."""

import numpy as np
import pandas as pd

from retention.intervals import middle_95, resampled_sums, wilson


def add_share(
    table: pd.DataFrame,
    events: str,
    n: str,
    name: str = "share",
    low: str = "low",
    high: str = "high",
) -> pd.DataFrame:
    """The table with ``name`` = events / n and its Wilson interval; all three empty where n is 0,
    since nothing was observed there."""
    counted = table[n].where(table[n] > 0)
    table[name] = table[events] / counted
    table[low], table[high] = wilson(table[events], counted)
    seen = counted.notna()
    table[low], table[high] = table[low].where(seen), table[high].where(seen)
    return table


def resampled_shares(groups, amounts, *, count: int, seed: int) -> tuple:
    """The ends of the 95 % interval of each group's share of the money, one row of ``groups`` (of
    ``count``) and ``amounts`` per customer, by resampling them; the groups stay who they are."""
    drawn = resampled_sums(groups, np.arange(len(amounts)), amounts, count=count, seed=seed)
    whole = drawn.sum(axis=0)
    return middle_95(drawn / np.where(whole > 0, whole, np.nan))
