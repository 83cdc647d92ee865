"""Customers in four tiers by what they brought in the last twelve months.

A customer is in the top tier where less than 5 % of the customers brought more, in the next where
less than 20 % did, in the third where less than half did, else in the other half. So whoever
brought the same is in the same tier, and a tier may hold a few more or fewer than its name says.
Ranked are all customers with a net amount above zero in the 365 days up to the day; under a filter
by what they brought inside it. A segment chosen narrows who is counted, not the ranking.
"""

from datetime import timedelta

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.measures.shares import add_share, resampled_shares
from retention.store import Snapshot

TIERS = ("Top 5%", "Next 15%", "Next 30%", "Other half")
_ENDS = (0.05, 0.20, 0.50)  # less than this share of the customers brought more
COLUMNS = [
    "tier", "customers", "n", "share", "share_low", "share_high", "amount", "amount_share", "low",
    "high", "from_amount", "purchases_per_customer", "ranked_then", "was_higher",
]  # fmt: skip


def tiers(snapshot: Snapshot, *, seed: int = 0) -> pd.DataFrame:
    """One row per tier that occurs, the highest first.

    Columns: ``tier``, ``customers``, ``n`` (in all tiers), ``share`` (customers / n) with
    ``share_low`` and ``share_high`` (95 %, Wilson), ``amount`` (net, of 365 days), ``amount_share``
    (of all tiers) with ``low`` and ``high`` (95 %, by resampling the customers under ``seed``; the
    tiers stay who they are), ``from_amount`` (the least that somebody in it brought),
    ``purchases_per_customer`` (in the 365 days), ``ranked_then`` (of the tier, how many were in one
    365 days before, as known then) and ``was_higher`` (how many of them in a higher one); both are
    empty where the sales do not reach back two such years.
    """
    people = _ranked(snapshot)
    groups = people.groupby("tier")
    table = groups.agg(
        customers=("amount", "size"), amount=("amount", "sum"), from_amount=("amount", "min"),
        purchases=("purchases", "sum"),
    ).reset_index()  # fmt: skip
    then = _a_year_before(snapshot, people)
    table["ranked_then"], table["was_higher"] = (table["tier"].map(each) for each in then)
    whole = table["amount"].sum()
    table["n"] = table["customers"].sum()
    add_share(table, "customers", "n", "share", "share_low", "share_high")
    table["amount"] = table["amount"].round(4)
    table["amount_share"] = table["amount"] / (whole if whole > 0 else np.nan)
    table["low"], table["high"] = np.nan, np.nan
    if len(people):
        places = table["tier"].searchsorted(people["tier"])
        table["low"], table["high"] = resampled_shares(
            places, people["amount"], count=len(table), seed=seed
        )
    table["purchases_per_customer"] = table["purchases"] / table["customers"]
    table["tier"] = table["tier"].map(dict(enumerate(TIERS)))
    return table[COLUMNS]


def behind(snapshot: Snapshot, *, tier: str = "", was_higher: bool = False) -> pd.Series:
    """The customer_key of those in the ``tier`` ("" is any); with ``was_higher`` of those who were
    in a higher one 365 days before. ``Refused`` for a tier that is none."""
    if tier and tier not in TIERS:
        raise Refused(f"There is no tier “{tier}”; there are {', '.join(TIERS)}.")
    people = _ranked(snapshot)
    if was_higher:
        people = people[_before(snapshot, people) < people["tier"]]
    if tier:
        people = people[people["tier"] == TIERS.index(tier)]
    return people["customer_key"]


def _ranked(snapshot: Snapshot) -> pd.DataFrame:
    """``customer_key``, ``amount``, ``purchases``, ``tier`` (0 is the top); ranked are all, kept
    those of the segments chosen."""
    if not snapshot.filters.segments:
        return _placed(snapshot)
    everybody = _placed(snapshot.on(snapshot.as_of))
    chosen = snapshot.ask("segments/spent_year")["customer_key"]
    return everybody[everybody["customer_key"].isin(chosen)].reset_index(drop=True)


def _placed(snapshot: Snapshot) -> pd.DataFrame:
    people = snapshot.ask("segments/spent_year")
    brought_more = people["amount"].rank(method="min", ascending=False) - 1
    people["tier"] = np.searchsorted(_ENDS, brought_more / max(len(people), 1), side="right")
    return people


def _before(snapshot: Snapshot, people: pd.DataFrame) -> pd.Series:
    """The tier of each 365 days before, empty for who was in none."""
    earlier = _placed(snapshot.on(snapshot.as_of - timedelta(days=365)))
    return people["customer_key"].map(earlier.set_index("customer_key")["tier"])


def _a_year_before(snapshot: Snapshot, people: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """By tier: how many were in one, and in a higher one; empty where that was not observed."""
    first = snapshot.ask("segments/window")["from_day"].iloc[0]
    two_years_before = pd.Timestamp(snapshot.as_of) - pd.Timedelta(days=2 * 365 - 1)
    if pd.isna(first) or first > two_years_before:
        return pd.Series(dtype=float), pd.Series(dtype=float)
    was, now = _before(snapshot, people), people["tier"]
    return was.notna().groupby(now).sum(), (was < now).groupby(now).sum()
