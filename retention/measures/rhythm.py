"""Each customer's own rhythm: where they stand in it, and when the next purchase may come."""

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from retention.measures.shares import add_share
from retention.store import Snapshot

# from the best to the worst place to stand
STATUSES = ("new", "reactivated", "on time", "due", "late", "broken", "lapsed")


def statuses(snapshot: Snapshot) -> pd.DataFrame:
    """How many customers stand where, one row per status that occurs, in the order of ``STATUSES``.

    Columns: ``status``, ``customers``, ``share``, ``low``, ``high`` (95 %, Wilson), ``amount``
    (net, whole history), ``value`` (net amount of the last 2H days, per H), ``weekly_silent``
    (customers under the rule of four purchases in thirty days, then a week of silence). Under a
    filter: customers with a purchase inside it; where they stand is of their whole history.
    """
    table = snapshot.ask("rhythm/statuses")
    table["value"] = table.pop("spent_2h") / 2
    table["all"] = table["customers"].sum()
    add_share(table, "customers", "all")
    order = table["status"].map({name: place for place, name in enumerate(STATUSES)})
    columns = ["status", "customers", "share", "low", "high", "amount", "value", "weekly_silent"]
    return table.iloc[order.argsort()][columns].reset_index(drop=True)


def gaps(snapshot: Snapshot) -> pd.DataFrame:
    """How many days pass between purchases, one row per number of days that occurs.

    Columns: ``gap_days``, ``gaps`` (how many), ``share_within`` (share of all gaps that are no
    longer). Only gaps that ended: who has not come back is in ``ladder.times``.
    """
    table = snapshot.ask("rhythm/gaps")
    table["share_within"] = table["gaps"].cumsum() / table["gaps"].sum()
    return table


def expected_next(snapshot: Snapshot, customers: pd.DataFrame) -> pd.DataFrame:
    """When the next purchase may be expected: P25 and P75 of the gap, given the silence so far.

    ``customers`` needs ``last_day``, ``days_since``, ``gap_days``, ``gap_spread``, ``purchases``,
    ``rhythm`` and ``status`` as in ``customers_now``. Returns ``low`` and ``high`` (days) on its
    index; empty where the rhythm is broken (beyond P95) or the customer has lapsed. Returning
    customers follow a lognormal of median ``gap_days`` and log-deviation ``gap_spread``, one-time
    buyers the base's curve of second purchases.
    """
    curve = snapshot.ask("rhythm/second_curve")
    days_since = customers["days_since"].to_numpy(dtype=float)
    by_curve = (customers["purchases"] == 1).to_numpy() & bool(len(curve))
    over = (customers["rhythm"] == "broken") | (customers["status"] == "lapsed")
    found = {}
    for name, part in (("low", 0.25), ("high", 0.75)):
        days = _lognormal_quantile(
            days_since, customers["gap_days"].to_numpy(), customers["gap_spread"].to_numpy(), part
        )
        days[by_curve] = _curve_quantile(days_since[by_curve], curve, part)
        # whole days, and never earlier than the day after as_of
        days = np.maximum(np.ceil(days), days_since + 1)
        days = np.where(over, np.nan, days)
        found[name] = customers["last_day"] + pd.to_timedelta(days, unit="D")
    return pd.DataFrame(found, index=customers.index)


def _lognormal_quantile(days_since, median, spread, part):
    """The ``part`` quantile of a lognormal gap given that it exceeds ``days_since``; by upper
    tails, which keep their digits far out."""
    with np.errstate(divide="ignore"):
        beyond = ndtr(-np.log(days_since / median) / spread)
    return median * np.exp(-spread * ndtri(beyond * (1 - part)))


def _curve_quantile(days_since, curve, part):
    days, share = curve["days"].to_numpy(dtype=float), curve["share"].to_numpy()
    passed = np.searchsorted(days, days_since, side="right")
    so_far = np.concatenate([[0.0], share])[passed]
    # the curve ends at 1; a target that rounding lifts above it belongs to its last day
    place = np.searchsorted(share, so_far + part * (1 - so_far) - 1e-9, side="left")
    return days[np.minimum(place, len(days) - 1)]
