"""Who are they? Scores of recency, frequency and money, and the segments made of them.

Scores are of the whole history and of all customers. Under a filter the tables show the customers
with a purchase inside it and what they bought inside it, so amounts add up over the filters.
"""

import pandas as pd

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


def summary(snapshot: Snapshot) -> pd.DataFrame:
    """One row per segment that occurs, in the order of ``SEGMENTS``.

    Columns: ``segment``, ``customers``, ``share``, ``amount`` (net), ``amount_share`` (of what
    customers bought; anonymous sales are in no segment), ``purchases_per_customer``,
    ``days_since_median``, ``orders`` (purchases).
    """
    table = snapshot.ask("segments/summary")
    table["share"] = table["customers"] / table["customers"].sum()
    table["amount_share"] = table["amount"] / table["amount"].sum()
    table["purchases_per_customer"] = table["orders"] / table["customers"]
    order = table["segment"].map({name: place for place, name in enumerate(SEGMENTS)})
    columns = [
        "segment", "customers", "share", "amount", "amount_share", "purchases_per_customer",
        "days_since_median", "orders",
    ]  # fmt: skip
    return table.iloc[order.argsort()][columns].reset_index(drop=True)


def grid(snapshot: Snapshot) -> pd.DataFrame:
    """Recency by frequency: 25 rows of ``r``, ``f``, ``customers``, ``amount``; 0 is an empty
    cell."""
    return snapshot.ask("segments/grid")
