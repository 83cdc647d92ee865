"""The newest complete month of the leaky bucket in facts."""

import pandas as pd

from retention.measures import bucket
from retention.store import Snapshot

COLUMNS = [
    "month", "at_start", "new", "reactivated", "lapsed", "at_end", "leak_rate", "settled",
    "usual_lapsed", "lapsed_once",
]  # fmt: skip
_COMPARED_MONTHS = 12
_LEAST_MONTHS = 3


def newest(snapshot: Snapshot) -> pd.DataFrame:
    """One row about the newest complete month; no rows before a month is over.

    Columns: those of ``bucket.months`` without the interval; ``usual_lapsed``: the median of
    ``lapsed`` over the twelve months before, as far as somebody could be seen to lapse in them
    (empty where fewer than three could); ``lapsed_once``: how many of those who lapsed had bought
    only once until then.
    """
    months = bucket.whole_history(snapshot)
    if months.empty:
        return pd.DataFrame(columns=COLUMNS)
    row = months.tail(1).reset_index(drop=True)
    before = months.iloc[-1 - _COMPARED_MONTHS : -1]
    before = before[before["settled"]]
    row["usual_lapsed"] = (
        before["lapsed"].median() if len(before) >= _LEAST_MONTHS else float("nan")
    )
    month = row["month"].iloc[0].date()
    row["lapsed_once"] = snapshot.rows("bucket/lapsed_once", month=month)[0][0]
    return row[COLUMNS]
