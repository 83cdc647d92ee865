"""How healthy is the customer base? Month by month, and the newest month beside earlier ones.

Under a filter purchases and money are those inside it; active, new, regulars and the leak are of
the customers whose first purchase was inside it.
"""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.measures import bucket
from retention.measures.shares import add_share, resampled_shares
from retention.store import Snapshot

# figure → its unit; the names are columns of ``history`` and terms of the glossary
FIGURES = {
    "customers": "customers",
    "active": "customers",
    "new": "customers",
    "regulars_share": "share",
    "leak_rate": "share",
    "amount": "money",
    "amount_customers": "money",
    "purchases": "purchases",
    "purchases_per_customer": "ratio",
    "amount_per_purchase": "money",
    "anonymous_share": "share",
}
_BOUNDS = {
    "regulars_share": ("regulars_low", "regulars_high"),
    "leak_rate": ("leak_low", "leak_high"),
}


def history(snapshot: Snapshot, *, regular_from: int = 2) -> pd.DataFrame:
    """One row per complete month; the running month is left out.

    Columns: ``month`` (first day), ``customers`` (with a purchase in it), ``active`` (at its end),
    ``new``, ``reactivated``, ``lapsed``, ``regulars`` (active ones with ``regular_from`` purchases
    or more by then), ``regulars_share`` with ``regulars_low`` and ``regulars_high``, ``at_start``
    (active), ``leak_rate`` with ``leak_low`` and ``leak_high`` (95 %, Wilson), ``settled`` (as in
    ``bucket.months``), ``amount`` (net, anonymous sales included), ``amount_customers``,
    ``purchases``, ``purchases_per_customer``, ``amount_per_purchase`` (customers only),
    ``anonymous_share`` (of the amount).
    """
    return bucket.since(snapshot, _whole_history(snapshot, regular_from))


def tiles(snapshot: Snapshot, *, regular_from: int = 2) -> pd.DataFrame:
    """The newest complete month, one row per figure of ``FIGURES``; no rows before a month is over.

    Columns: ``figure``, ``unit``, ``month``, ``value``, ``low``, ``high`` (95 %, of shares of
    customers), ``previous`` and ``change`` (against the month before), ``year_ago`` and
    ``change_year`` (against the same month last year). What was not observed is empty.
    """
    months = _whole_history(snapshot, regular_from).set_index("month")
    if months.empty:
        return pd.DataFrame(columns=_TILE_COLUMNS)
    months["leak_rate"] = months["leak_rate"].where(months["settled"])
    newest = months.index[-1]
    return pd.DataFrame(
        [_tile(months, newest, figure) for figure in FIGURES], columns=_TILE_COLUMNS
    )


_TILE_COLUMNS = [
    "figure", "unit", "month", "value", "low", "high", "previous", "change", "year_ago",
    "change_year",
]  # fmt: skip


def regulars(snapshot: Snapshot, *, regular_from: int = 2, seed: int = 0) -> pd.DataFrame:
    """What regulars bring beside one-time buyers: the customers active at the end of the newest
    complete month, as in ``history``, and what they bought by then or since the period began.

    Columns: ``customers_are`` (regulars, on the way (between two purchases and ``regular_from``),
    one-time buyers), ``customers``, ``purchases``, ``amount`` (net of all their returns),
    ``customers_share`` (of the active; that of the regulars is ``regulars_share`` of ``history``),
    ``amount_share``, ``amount_per_customer``, ``times_one_time`` (spend per head as a multiple of
    the one-time buyers'), ``n`` (active customers), ``customers_low`` and ``customers_high`` (95 %
    of ``customers_share``, Wilson), ``amount_low`` and ``amount_high`` (95 % of ``amount_share``,
    by resampling the customers under ``seed``).
    """
    _check_regular(regular_from)
    table = snapshot.ask("overview/regulars", regular_from=regular_from)
    amounts = list(table.pop("amounts"))
    table["n"] = table["customers"].sum()
    add_share(table, "customers", "n", "customers_share", "customers_low", "customers_high")
    whole = table["amount"].sum()
    table["amount_share"] = table["amount"] / (whole if whole > 0 else np.nan)
    table["amount_low"], table["amount_high"] = _resampled_shares(amounts, seed)
    table["amount_per_customer"] = table["amount"] / table["customers"]
    once = table.loc[table["customers_are"] == "one-time buyers", "amount_per_customer"]
    table["times_one_time"] = table["amount_per_customer"] / (once.iloc[0] if len(once) else np.nan)
    return table[_REGULARS]


_REGULARS = [
    "customers_are", "customers", "purchases", "amount", "customers_share", "amount_share",
    "amount_per_customer", "times_one_time", "n", "customers_low", "customers_high", "amount_low",
    "amount_high",
]  # fmt: skip


def _resampled_shares(amounts: list, seed: int) -> tuple:
    """The ends of each kind's share of the money, ``amounts`` being those of its customers; who is
    of which kind stays."""
    if not amounts:
        return np.nan, np.nan
    spent = np.concatenate(amounts)
    kinds = np.repeat(np.arange(len(amounts)), [len(each) for each in amounts])
    return resampled_shares(kinds, spent, count=len(amounts), seed=seed)


def _whole_history(snapshot: Snapshot, regular_from: int) -> pd.DataFrame:
    _check_regular(regular_from)
    table = snapshot.ask("overview/history", regular_from=regular_from)
    flows = bucket.whole_history(snapshot).rename(
        columns={"at_end": "active", "low": "leak_low", "high": "leak_high"}
    )
    table = table.merge(flows, on="month", how="left")
    counts = ["at_start", "active", "new", "reactivated", "lapsed"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table["settled"] = table["settled"].eq(True)
    add_share(table, "regulars", "active", "regulars_share", "regulars_low", "regulars_high")
    table["purchases_per_customer"] = table["purchases"] / _positive(table["customers"])
    table["amount_per_purchase"] = table["amount_customers"] / _positive(table["purchases"])
    table["anonymous_share"] = table["amount_anonymous"] / _positive(table["amount"])
    return table[_COLUMNS]


_COLUMNS = [
    "month", "customers", "active", "new", "reactivated", "lapsed", "regulars", "regulars_share",
    "regulars_low", "regulars_high", "at_start", "leak_rate", "leak_low", "leak_high", "settled",
    "amount", "amount_customers", "purchases", "purchases_per_customer", "amount_per_purchase",
    "anonymous_share",
]  # fmt: skip


def _tile(months: pd.DataFrame, month: pd.Timestamp, figure: str) -> tuple:
    def at(when, column=figure):
        return float(months.at[when, column]) if column and when in months.index else np.nan

    low, high = _BOUNDS.get(figure, (None, None))
    value = at(month)
    previous = at(month - pd.DateOffset(months=1))
    year_ago = at(month - pd.DateOffset(years=1))
    return (
        figure, FIGURES[figure], month, value, at(month, low), at(month, high),
        previous, value - previous, year_ago, value - year_ago,
    )  # fmt: skip


def _positive(numbers: pd.Series) -> pd.Series:
    return numbers.where(numbers > 0)


def _check_regular(regular_from: int) -> None:
    if regular_from < 2:
        raise Refused("A regular has bought at least twice; give 2 purchases or more.")
