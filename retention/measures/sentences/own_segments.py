"""Segments of one's own, in words."""

import pandas as pd

from retention.measures.sentences.words import listed

FIELDS = {
    "orders": "purchases", "amount": "amount so far", "value": "usual amount in H days",
    "days_since": "days since the last purchase", "gap_days": "own gap, days",
    "overdue_ratio": "overdue ratio", "products": "different products",
    "returned_amount": "amount brought back", "late_orders": "late deliveries",
    "r": "recency score", "f": "frequency score", "m": "money score", "first": "first purchase",
    "last": "last purchase", "status": "status", "segment": "RFM segment", "city": "town",
    "country": "country", "acquired_via": "how they came to you", "first_product": "first product",
    "first_category": "first category", "first_channel": "first channel",
    "first_store": "first store", "first_salesperson": "first salesperson",
    "first_coupon": "first coupon", "last_channel": "last channel", "last_store": "last store",
    "last_salesperson": "last salesperson", "customer": "customer number", "name": "name",
}  # fmt: skip
"""What a condition asks for, by the fields of ``store.own_segments``."""


def saved(held: pd.DataFrame) -> pd.DataFrame:
    """One row per segment of ``store.own_segments.held``: ``name`` and ``told``, its conditions in
    words."""
    rows = [
        (name, listed([
            f"{FIELDS[row.field]} {row.operator} {row.value}" for row in conditions.itertuples()
        ]))
        for name, conditions in held.groupby("name", sort=True)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["name", "told"])
