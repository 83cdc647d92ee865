"""Where it leaks most, and what a point of leak is worth."""

import numpy as np
import pandas as pd

from retention.intervals import middle_95, newcombe, resample_weights
from retention.measures import bucket, value
from retention.measures.shares import add_share
from retention.store import Snapshot

POINTS = (-0.02, -0.01, -0.005, 0.0, 0.01)  # of the monthly leak; below zero is less of it
_MONTHS = 12
_LEAST_MONTHS = 3
_LEAST_ACTIVE = 20


def leak_by(snapshot: Snapshot, *, by: str = "channel", months: int = 12) -> pd.DataFrame:
    """Which customers leak most: those active when the newest ``months`` complete months began, by
    what their first purchase was like.

    ``by`` as in ``value.historic``. One row per group, the largest first: ``group``, ``at_start``,
    ``lapsed`` (of them, within the months), ``leak_rate``, ``low``, ``high`` (95 %, Wilson),
    ``rest_rate`` (of all other groups together), ``difference`` (leak_rate − rest_rate),
    ``difference_low`` and ``difference_high`` (95 %, Newcombe). No rows while the history before
    the months is shorter than 2H days, when nobody can have been seen to lapse.
    """
    value.check_by(by)
    bucket.check_months(months)
    table = snapshot.ask("bucket/leak_by", by=by, months=months)
    table = table[table["settled"].eq(True)].rename(columns={"grp": "group"})
    add_share(table, "lapsed", "at_start", "leak_rate")
    rest_n, rest_lapsed = (table[name].sum() - table[name] for name in ("at_start", "lapsed"))
    seen = rest_n > 0
    table["rest_rate"] = rest_lapsed / rest_n.where(seen)
    table["difference"] = table["leak_rate"] - table["rest_rate"]
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = newcombe(table["lapsed"], table["at_start"], rest_lapsed, rest_n.where(seen))
    table["difference_low"], table["difference_high"] = low, high
    order = ["at_start", "group"]
    return table.sort_values(order, ascending=[False, True], ignore_index=True)[_LEAK_BY]


_LEAK_BY = [
    "group", "at_start", "lapsed", "leak_rate", "low", "high", "rest_rate", "difference",
    "difference_low", "difference_high",
]  # fmt: skip


def worth(snapshot: Snapshot, *, seed: int = 0) -> pd.DataFrame:
    """What a point of the monthly leak is worth: the next twelve months simulated, with as many
    new and reactivated a month, and as much spent by an active customer a month, as in the last
    twelve complete months (at least three of them, in which somebody could be seen to lapse).

    Each month active = active before × (1 − leak) + came in, and amount = active × spend. One row
    per change of the leak: ``points`` (added to the monthly leak; 0 is as now), ``leak_rate``,
    ``active`` (after twelve months), ``amount`` (of the twelve months), ``change`` (against as
    now), ``low`` and ``high`` (95 % of it: the customers' spend resampled under ``seed``, the
    flows as they were), ``margin`` and ``margin_change`` (empty where no margin is told), ``now``
    (active customers today), ``came_in`` (a month). It says what the money hangs on, not that any
    measure will change the leak. No rows where too little is known.
    """
    months = bucket.whole_history(snapshot)
    months = months[months["settled"]].tail(_MONTHS)
    if len(months) < _LEAST_MONTHS or months["at_end"].iloc[-1] < _LEAST_ACTIVE:
        return pd.DataFrame(columns=_WORTH)
    now, came_in = months["at_end"].iloc[-1], (months["new"] + months["reactivated"]).mean()
    leak_rate = months["lapsed"].sum() / months["at_start"].sum()
    spend, draws, margin = _spend(snapshot, len(months), seed)
    rows = []
    for points in POINTS:
        leak = leak_rate + points
        if not 0 <= leak <= 1:  # a leak of less than nothing is none
            continue
        active = _months_ahead(now, leak, came_in)
        rows.append((points, leak, active[-1], active.sum()))
    table = pd.DataFrame(rows, columns=["points", "leak_rate", "active", "active_months"])
    more = table["active_months"] - table.loc[table["points"] == 0, "active_months"].iloc[0]
    table["amount"], table["change"] = table["active_months"] * spend, more * spend
    ends = np.sort(np.outer(more, middle_95(draws)), axis=1)
    table["low"], table["high"] = ends[:, 0], ends[:, 1]
    table["margin"] = table["amount"] * margin
    table["margin_change"] = table["change"] * margin
    return table.assign(now=now, came_in=came_in)[_WORTH]


_WORTH = [
    "points", "leak_rate", "active", "amount", "change", "low", "high", "margin", "margin_change",
    "now", "came_in",
]  # fmt: skip


def _spend(snapshot: Snapshot, months: int, seed: int) -> tuple[float, np.ndarray, float]:
    """What an active customer spends a month, the same in resamples of the customers, and the
    margin as a share of it (NaN where none is told)."""
    blocks = snapshot.ask("value/active_months", months=months)
    known = blocks["amount"].notna().any()
    amount = blocks["amount"].fillna(0).to_numpy(float)
    active = blocks["active_months"].to_numpy(float)
    weights = np.hstack(list(resample_weights(len(blocks), seed=seed)))
    spend = amount.sum() / active.sum() if known else np.nan
    draws = (amount @ weights) / (active @ weights) if known else np.full(1, np.nan)
    told = known and not blocks["untold"].any() and amount.sum() > 0
    return spend, draws, blocks["margin"].sum() / amount.sum() if told else np.nan


def _months_ahead(now: float, leak: float, came_in: float) -> np.ndarray:
    """Active customers at the end of each of the next twelve months."""
    active = []
    for _ in range(_MONTHS):
        now = now * (1 - leak) + came_in
        active.append(now)
    return np.array(active)
