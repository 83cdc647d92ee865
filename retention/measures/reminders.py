"""When to remind first-time buyers, and after which day a second purchase has become unlikely.

Those who have not come back yet are counted as waiting for as long as they have been seen (Kaplan
and Meier). Under a filter the first purchase is inside it, the second may be anywhere.
"""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.intervals import SMALL_N, wilson
from retention.store import Snapshot

BY = ("category", "product", "channel", "store", "salesperson", "discount", "basket")
WEEKS_TOGETHER = 3
UNLIKELY = 0.95  # of all second purchases that were seen to come, as in the rhythm of new customers
ALL = "all"
_COLUMNS = [
    "group", "n", "returned", "remind_from", "remind_to", "rate", "low", "high", "usual_rate",
    "unlikely_after", "waiting", "still_to_come",
]  # fmt: skip


def reminders(snapshot: Snapshot, *, by: str = "category") -> pd.DataFrame:
    """One row for all customers and one per group of the first purchase, the largest first.

    ``by`` is what the first purchase is told apart by: category, product, channel, store,
    salesperson, discount or basket (its size). Columns: ``group``, ``n`` (first purchases),
    ``returned`` (followed by a second), ``remind_from`` and ``remind_to`` (days after the first
    purchase: the three weeks in which most of those waiting come back), ``rate`` (share of them who
    come back in a week of these) with ``low`` and ``high`` (95 %, Wilson, of customer-weeks),
    ``usual_rate`` (the same over the weeks up to ``unlikely_after``), ``unlikely_after`` (the day
    by which 95 % of the second purchases that were seen to come have come), ``waiting`` (customers
    seen waiting longer than that) and ``still_to_come`` (share of them who came back later). What
    fewer than 20 waiting customers would tell is empty.
    """
    if by not in BY:
        raise Refused(f"First purchases cannot be told apart by “{by}”; choose {', '.join(BY)}.")
    waits = snapshot.ask("ladder/waits", by=by)
    rows = [_row(name or ALL, part) for name, part in waits.groupby("grp", sort=True)]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    first = table["group"].eq(ALL)
    rest = table[~first].sort_values(["n", "group"], ascending=[False, True])
    return pd.concat([table[first], rest], ignore_index=True)


def _row(name: str, waits: pd.DataFrame) -> dict:
    row = dict.fromkeys(_COLUMNS, np.nan) | {
        "group": name, "n": int(waits["leaving"].sum()), "returned": int(waits["events"].sum()),
    }  # fmt: skip
    if not row["returned"] or row["n"] < SMALL_N:
        return row
    days, events = waits["days"].to_numpy(), waits["events"].to_numpy(float)
    at_risk = waits["leaving"].to_numpy(float)[::-1].cumsum()[::-1]
    back = 1 - np.cumprod(1 - events / at_risk)
    at = int(np.argmax(back >= UNLIKELY * back[-1] - 1e-12))
    waiting = at_risk[at + 1] if at + 1 < len(at_risk) else 0
    row |= {"unlikely_after": float(days[at]), "waiting": float(waiting)}
    if waiting >= SMALL_N:
        row["still_to_come"] = (back[-1] - back[at]) / (1 - back[at])
    return row | _best_weeks(days, events, at_risk, int(days[at]))


def _best_weeks(days, events, at_risk, last_day: int) -> dict:
    """The three weeks with the highest share of those waiting who come back in a week."""
    weeks = max(last_day // 7 + 1, WEEKS_TOGETHER)
    # a wait of 1 to 7 days ends in week 0
    week = np.clip((days - 1) // 7, 0, weeks)
    came = np.bincount(week, weights=events, minlength=weeks + 1)
    starts = np.searchsorted(days, np.arange(weeks) * 7 + 1)
    begun = np.array([at_risk[place] if place < len(at_risk) else 0 for place in starts])
    ones = np.ones(WEEKS_TOGETHER)
    back = np.convolve(came[:weeks], ones, mode="valid")
    customer_weeks = np.convolve(begun, ones, mode="valid")
    enough = begun[WEEKS_TOGETHER - 1 :] >= SMALL_N
    if not enough.any():
        return {}
    rates = np.where(enough, back / np.maximum(customer_weeks, 1), -1)
    best = int(np.argmax(rates))
    low, high = wilson(back[best], customer_weeks[best])
    return {
        "remind_from": best * 7 + 1.0, "remind_to": (best + WEEKS_TOGETHER) * 7.0,
        "rate": float(rates[best]), "low": float(low), "high": float(high),
        "usual_rate": came[:weeks].sum() / begun.sum(),
    }  # fmt: skip
