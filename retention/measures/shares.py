"""A share beside its 95 % interval, as columns of a table."""

import pandas as pd

from retention.intervals import wilson


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
