"""What was known of each active customer at a cut-off, and what came after it.

A cut-off is a day, and the moment meant is its close: features are made of rows known by then,
the label looks at the `horizon_days` days after it. So the two share no row, a label window that
ends on the last day D has the cut-off D - H, and a score of today has the cut-off D.
Active: a purchase in the 2H days up to the cut-off. A row known later (a return, a late import)
does not exist yet: features of a past cut-off do not change when history grows.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from retention.errors import Refused

# The ten features of the model, in the order of its coefficients.
FEATURES = (
    "orders",
    "days_since",
    "tenure_days",
    "gap_days",
    "overdue_ratio",
    "gap_spread",
    "orders_h",
    "orders_before_h",
    "mean_amount",
    "last_ratio",
)
# Counts and days may be 0; the others are positive and taken as they are.
_MAY_BE_ZERO = frozenset(
    {"days_since", "tenure_days", "overdue_ratio", "orders_h", "orders_before_h"}
)


def features(
    snapshot, cutoff: date, horizon_days: int, *, label: bool = True, one_in: int = 1
) -> pd.DataFrame:
    """One row per customer active at the cut-off, by customer_key.

    Columns: customer_key; orders; days_since (last purchase); tenure_days (since the first);
    gap_days (own gap); overdue_ratio; gap_spread (of log gaps, shrunk to the base's);
    orders_h and orders_before_h (in the last H days and in the H before); mean_amount (a
    purchase); last_ratio (last purchase / mean); frequency and recency (x and tx of MBG/NBD; its
    T is tenure_days); value (net amount of the last 2H days, per H); and, with `label`, churned
    (bool). `one_in` keeps every so-manieth customer, for training on very large bases.
    Raises Refused where the label window is not over by the snapshot's day.
    """
    if label and cutoff + timedelta(days=horizon_days) > snapshot.as_of:
        raise Refused(
            f"What happened in the {horizon_days} days after {cutoff} is not known yet on "
            f"{snapshot.as_of}; choose an earlier cut-off."
        )
    frame = snapshot.ask(
        "features/at_cutoff", cutoff=cutoff, horizon_days=horizon_days, one_in=one_in
    )
    if not label:
        return frame.drop(columns="churned")
    return frame.assign(churned=frame["churned"].astype(bool))


def log_features(frame: pd.DataFrame) -> np.ndarray:
    """The ten features as logs, shape (n, 10), in the order of FEATURES."""
    columns = []
    for name in FEATURES:
        values = frame[name].to_numpy(dtype=float)
        columns.append(np.log1p(values) if name in _MAY_BE_ZERO else np.log(values))
    return np.column_stack(columns)


def purchase_summary(snapshot, cutoff: date, *, one_in: int = 1) -> pd.DataFrame:
    """All customers of the cut-off, grouped: frequency, recency, age (days), customers."""
    return snapshot.ask("features/purchase_summary", cutoff=cutoff, one_in=one_in)


def span(snapshot) -> tuple[date, int]:
    """The first day with a sale to a known customer, and the number of such customers; raises
    Refused where there is none, or where no horizon can be told since nobody came back."""
    row = snapshot.ask("features/span").iloc[0]
    if not row["customers"]:
        raise Refused("No sale names its customer, so there is nobody to tell anything about.")
    if snapshot.settings.horizon_days is None and not row["buyers"]:
        raise Refused(
            "No sale has an amount above 0, so nothing counts as a purchase; if these are visits "
            "without prices, load the file again with no column for the amount."
        )
    if snapshot.settings.horizon_days is None:
        raise Refused(
            "Nobody has come back yet in these sales, so nobody can be said to stay away; load "
            "more months."
        )
    return pd.Timestamp(row["first_day"]).date(), int(row["customers"])
