"""The order ladder: from the first purchase to the second, from the second to the third …

Under a filter the nth purchase is inside it; the purchase that follows may be anywhere.
"""

import pandas as pd

from retention.errors import Refused
from retention.measures.shares import add_share
from retention.store import Snapshot

HORIZONS = (30, 90, 180, 365)  # days within which a second purchase is looked for
TOLD = 180  # the one told first


def ladder(snapshot: Snapshot, *, within: int = 90) -> pd.DataFrame:
    """How many nth purchases were followed by another within so many days, one row per n.

    Columns: ``order_number`` (n), ``eligible`` (nth purchases at least ``within`` days before
    ``as_of``), ``returned`` (those followed by another within), ``share``, ``low``, ``high`` (95 %,
    Wilson).
    """
    return _rungs(snapshot, [within]).drop(columns="within")


def second_order(snapshot: Snapshot) -> pd.DataFrame:
    """The first rung within 30, 90, 180 and 365 days, one row each that can be judged by now.

    Columns: ``within`` (days), ``eligible``, ``returned``, ``share``, ``low``, ``high``.
    """
    rungs = _rungs(snapshot, list(HORIZONS))
    first = rungs[rungs["order_number"] == 1]
    return first.drop(columns="order_number").reset_index(drop=True)


def told_within(second: pd.DataFrame) -> int:
    """The one horizon that is told first, in days: the longest of ``second_order`` up to 180 that
    somebody's first purchase is old enough for, so that pages do not name several."""
    known = second.loc[second["eligible"] > 0, "within"]
    short = known[known <= TOLD]
    return int(short.max() if len(short) else TOLD)


def times(snapshot: Snapshot) -> pd.DataFrame:
    """Days from the nth purchase to the next one, one row per n.

    Columns: ``order_number`` (n), ``n`` (nth purchases), ``censored`` (those not followed yet),
    ``p25``, ``p50``, ``p75`` (days, by Kaplan and Meier, so that those not back yet count; empty
    where fewer than that share are seen to come back), ``median_among_returners`` (days, of those
    who did come back: shorter, because it leaves the others out).
    """
    return snapshot.ask("ladder/times")


def _rungs(snapshot: Snapshot, within: list[int]) -> pd.DataFrame:
    if min(within) < 1:
        raise Refused(f"A purchase within {min(within)} days cannot follow; give 1 day or more.")
    return add_share(snapshot.ask("ladder/rungs", within=within), "returned", "eligible")
