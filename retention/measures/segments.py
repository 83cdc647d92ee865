"""Who are they? Scores of recency, frequency and money, and the segments made of them.

Scores are of the whole history and of all customers. Under a filter the tables show the customers
with a purchase inside it and what they bought inside it, so amounts add up over the filters.
"""

import numpy as np
import pandas as pd

from retention.measures.shares import add_share, resampled_shares
from retention.store import Snapshot

# from the best to the worst; the rules over the scores are in sql/build/rfm.sql
SEGMENTS = (
    "Champions",
    "Loyal",
    "Potential loyalists",
    "New",
    "Promising",
    "Needs attention",
    "About to sleep",
    "Cannot lose",
    "At risk",
    "Hibernating",
    "Lost",
)


def rfm(snapshot: Snapshot) -> pd.DataFrame:
    """One row per customer: ``customer``, scores ``r``, ``f``, ``m`` (1–5, 5 is best, ties share a
    score), ``segment``."""
    return snapshot.ask("segments/scores")


def rfm_cuts(snapshot: Snapshot) -> pd.DataFrame:
    """Where the scores are cut, one row per score that occurs, whatever the filters.

    Columns: ``scale`` (r: days since the last purchase; f: purchases; m: net amount), ``score``
    (1–5), ``from`` and ``to`` (the least and the most that has it), ``n`` (customers). The cuts are
    made anew with each upload, from all customers with a purchase up to ``as_of``: see ``window``.
    """
    return snapshot.ask("segments/cuts")


def window(snapshot: Snapshot) -> pd.DataFrame:
    """What the scores are made of, one row: ``customers`` (ranked), ``from_day`` and ``to_day`` (of
    their purchases: the whole history by ``as_of``)."""
    return snapshot.ask("segments/window")


def summary(snapshot: Snapshot, *, seed: int = 0) -> pd.DataFrame:
    """One row per segment that occurs, in the order of ``SEGMENTS``.

    Columns: ``segment``, ``customers``, ``share``, ``amount`` (net), ``amount_share`` (of what
    customers bought; anonymous sales are in no segment), ``low`` and ``high`` (its 95 % interval,
    by resampling the customers under ``seed``), ``purchases_per_customer``,
    ``days_since_median``, ``orders`` (purchases), ``n`` (customers in all segments),
    ``share_low`` and ``share_high`` (95 % of ``share``, Wilson).
    """
    table = snapshot.ask("segments/summary")
    table["n"] = table["customers"].sum()
    add_share(table, "customers", "n", "share", "share_low", "share_high")
    whole = table["amount"].sum()
    table["amount_share"] = table["amount"] / (whole if whole > 0 else np.nan)
    table["low"], table["high"] = _resampled_shares(snapshot, table["segment"], seed)
    table["purchases_per_customer"] = table["orders"] / table["customers"]
    order = table["segment"].map({name: place for place, name in enumerate(SEGMENTS)})
    columns = [
        "segment", "customers", "share", "amount", "amount_share", "low", "high",
        "purchases_per_customer", "days_since_median", "orders", "n", "share_low", "share_high",
    ]  # fmt: skip
    return table.iloc[order.argsort()][columns].reset_index(drop=True)


def _resampled_shares(snapshot: Snapshot, names: pd.Series, seed: int) -> tuple:
    """The ends of each segment's share of the money; the segments stay who they are."""
    spent = snapshot.ask("segments/spent")
    if spent.empty:
        return np.nan, np.nan
    groups = pd.Index(names).get_indexer(spent["segment"])
    return resampled_shares(groups, spent["amount"], count=len(names), seed=seed)


def grid(snapshot: Snapshot) -> pd.DataFrame:
    """Recency by frequency: 25 rows of ``r``, ``f``, ``customers``, ``amount``; 0 is an empty
    cell."""
    return snapshot.ask("segments/grid")
