"""What does it cost to win a customer, and when has a customer paid it back?

Known for the months whose acquisition costs a file told and that are over by ``as_of``. A customer
is of the channel that a file of customers names, else of the channel of the first purchase; costs
without a channel are for all customers won in the month. No filter touches these tables: what was
spent is known of everybody together.
"""

import numpy as np
import pandas as pd

from retention.measures import value
from retention.store import Snapshot

ALL = "all channels"


def costs(snapshot: Snapshot) -> pd.DataFrame:
    """What a new customer cost, one row per month and channel whose costs are told.

    Columns: ``month`` (first day), ``channel`` (“all channels” is the whole of the month, the
    others are parts of it; one name in two spellings is one channel),
    ``spend``, ``new_customers`` (first purchase in the month), ``cac`` (spend / new_customers;
    empty where nobody was won).
    """
    table = snapshot.ask("value/costs")
    table["channel"] = table["channel"].replace("", ALL)
    table["cac"] = table["spend"] / table["new_customers"].where(table["new_customers"] > 0)
    return table


def payback(snapshot: Snapshot, *, seed: int = 0) -> pd.DataFrame:
    """When customers have paid back what it cost to win them, one row per channel.

    Columns: ``channel`` (all of them together first), ``months`` (whose costs are told),
    ``spend``, ``new_customers``, ``cac``, ``margin_each`` (what those customers have brought so
    far, per customer) with ``margin_low`` and ``margin_high`` (95 %, by resampling them under
    ``seed``), ``paid_at_order`` (the purchase up to which their margin together has passed the
    spend) and ``paid_in_month`` (the first month after the first purchase by whose end it has,
    counted as in ``value.curve``). Both are empty as long as it has not, and where no margin is
    told.
    """
    spent = costs(snapshot).groupby("channel", as_index=False).agg(
        months=("month", "nunique"), spend=("spend", "sum"), new_customers=("new_customers", "sum")
    )  # fmt: skip
    if spent.empty:
        return pd.DataFrame(columns=_PAYBACK)
    spent["cac"] = spent["spend"] / spent["new_customers"].where(spent["new_customers"] > 0)
    members = snapshot.ask("value/won_members")
    asked = {
        unfinished: snapshot.ask(
            "value/won_spent",
            unfinished=unfinished,
            last_month=0 if unfinished else value.MOST_MONTHS,
        )
        for unfinished in (True, False)
    }
    earned = value.so_far(members, asked[True], seed)
    line = value.added_up(members, asked[False], seed)
    orders = snapshot.ask("value/won_orders")
    for table, name in ((earned, "group"), (line, "group"), (orders, "channel")):
        table["channel"] = table[name].replace("", ALL)
    table = spent.merge(
        earned[["channel", "margin_each", "margin_low", "margin_high"]], on="channel", how="left"
    )
    table["paid_at_order"] = [_at_order(orders, row) for row in table.itertuples()]
    table["paid_in_month"] = [_in_month(line, row) for row in table.itertuples()]
    first = table["channel"].eq(ALL)
    return pd.concat([table[first], table[~first]], ignore_index=True)[_PAYBACK]


_PAYBACK = [
    "channel", "months", "spend", "new_customers", "cac", "margin_each", "margin_low",
    "margin_high", "paid_at_order", "paid_in_month",
]  # fmt: skip


def _at_order(orders: pd.DataFrame, row) -> float:
    mine = orders[orders["channel"] == row.channel]
    passed = mine.loc[mine["margin"].cumsum() >= row.spend, "order_number"]
    return float(passed.min()) if mine["margin"].notna().all() and len(passed) else np.nan


def _in_month(line: pd.DataFrame, row) -> float:
    passed = line.loc[(line["channel"] == row.channel) & (line["margin"] >= row.cac), "month"]
    return float(passed.min()) if len(passed) else np.nan
