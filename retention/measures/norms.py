"""Published norms beside the shop's own figures: for orientation, not a target.

The norms are those of other shops, in other years, of mostly larger online shops; each row names
who published it and when.
"""

import numpy as np
import pandas as pd

from retention.intervals import wilson
from retention.measures import ladder
from retention.store import Snapshot

_STEPS = "RJMetrics, 176 online shops"
_TRADES = "Metrilo, survey of online shops"
_TWICE = "customers who bought more than once"
WITHIN = 365
# purchase number → the share that goes on to the next one, as published in 2015
STEPS = ((1, 0.32), (2, 0.53), (3, 0.64))
# trade → the share of customers who bought more than once, as published; the year is not stated
TRADES = (
    ("tea", 0.21), ("own food products", 0.245), ("beauty", 0.26), ("apparel", 0.26),
    ("meal delivery", 0.29), ("supplements", 0.29), ("coffee", 0.30), ("pet products", 0.315),
    ("sports clothing", 0.33), ("CBD", 0.36),
)  # fmt: skip


def beside_norms(snapshot: Snapshot) -> pd.DataFrame:
    """One row per published norm: the three first steps of the order ladder, then the share of
    customers who bought more than once, by trade.

    Columns: ``norm`` (what it is a share of, in words), ``trade`` (empty for the steps),
    ``published`` (share), ``source``, ``year`` (empty where it is not stated), ``own`` (the same
    figure here: steps within 365 days; customers who have bought again by now), ``low`` and
    ``high`` (95 %, Wilson), ``n``. What was not observed is empty.
    """
    steps = ladder.ladder(snapshot, within=WITHIN).set_index("order_number")
    rows = [_step(steps, number, published) for number, published in STEPS]
    n, events = (int(each or 0) for each in snapshot.rows("value/bought_twice")[0])
    low, high = (float(each) for each in wilson(events, n))
    own = events / n if n else np.nan
    rows += [
        (_TWICE, trade, published, _TRADES, np.nan, own, low, high, n)
        for trade, published in TRADES
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = ["norm", "trade", "published", "source", "year", "own", "low", "high", "n"]


def _step(steps: pd.DataFrame, number: int, published: float) -> tuple:
    said = f"from purchase {number} to {number + 1} within a year"
    if number not in steps.index:
        return (said, None, published, _STEPS, 2015, np.nan, np.nan, np.nan, 0)
    row = steps.loc[number]
    return (said, None, published, _STEPS, 2015, row["share"], row["low"], row["high"],
            int(row["eligible"]))  # fmt: skip
