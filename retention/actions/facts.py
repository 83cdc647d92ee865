"""Why a customer is on the list, as a fact that can be said to them: what is usual, and what is."""

import numpy as np
import pandas as pd

from retention.models import reasons


def sentences(listed: pd.DataFrame, horizon_days: int) -> pd.Series:
    """One short fact per row, such as "Usually every 9 days, silent for 31".

    ``listed`` has ``reason`` (one of ``models.reasons``) and the facts it rests on: ``gap_days``,
    ``days_since``, ``orders_h``, ``orders_before_h`` (purchases in the last H days and in the H
    before), ``mean_amount`` and ``last_amount`` (of a purchase).
    """
    gap, since = _whole(listed["gap_days"]).clip(lower=1), _whole(listed["days_since"])
    usual = "every " + _days(gap).where(gap > 1, "day")
    of_usual = _whole(100 * listed["last_amount"] / listed["mean_amount"]).astype(str) + "%"
    lately, before = _whole(listed["orders_h"]), _whole(listed["orders_before_h"])
    told = {
        reasons.OVERDUE: "Usually " + usual + ", silent for " + since.astype(str),
        reasons.FEWER_ORDERS: _purchases(lately)
        + f" in {horizon_days} days, "
        + before.astype(str)
        + f" in the {horizon_days} before",
        reasons.SMALLER_ORDER: "Last purchase " + of_usual + " of the usual",
        reasons.FIRST_TIME: "Bought once, " + _ago(since),
        reasons.LARGE_UNCHANGED: "Large: " + usual + ", last " + _ago(since),
    }
    otherwise = "As ever: " + usual + ", last " + _ago(since)
    holds = [listed["reason"] == reason for reason in told]
    chosen = np.select(
        holds,
        [each.to_numpy(dtype=object) for each in told.values()],
        otherwise.to_numpy(dtype=object),
    )
    return pd.Series(chosen, index=listed.index, dtype="str")


def silence(listed: pd.DataFrame) -> pd.Series:
    """The fact about a lapsed customer: "Bought 12 times, silent for 214 days"."""
    times = _whole(listed["purchases"])
    bought = ("Bought " + times.astype(str) + " times").where(times > 1, "Bought once")
    return bought + ", silent for " + _days(_whole(listed["days_since"]))


def _whole(values: pd.Series) -> pd.Series:
    """Rounded half up, so that 2.5 days are 3 to everybody."""
    return np.floor(values.astype(float).fillna(0) + 0.5).astype("int64")


def _days(count: pd.Series) -> pd.Series:
    return (count.astype(str) + " days").where(count != 1, "1 day")


def _ago(count: pd.Series) -> pd.Series:
    return (_days(count) + " ago").where(count > 0, "on the last day of the data")


def _purchases(count: pd.Series) -> pd.Series:
    text = (count.astype(str) + " purchases").where(count != 1, "1 purchase")
    return text.where(count > 0, "No purchase")
