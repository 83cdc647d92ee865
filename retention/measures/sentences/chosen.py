"""The customers of the segments that somebody chose, in words.

Of themselves they are all of the customers and bring all of the amount, so they are told beside
everybody.
"""

from collections.abc import Sequence

import pandas as pd

from retention.formatting import Formats
from retention.intervals import SMALL_N
from retention.measures.sentences import cohorts, overview
from retention.measures.sentences.words import LEAST_FOR_HUNDRED, listed

NO_HISTORY = (
    "Earlier months tell only of those who are in the segment today, so they are no history of it."
)
_MOST_NAMED = 3


def people(segment: Sequence[str]) -> str:
    """('Champions', 'Loyal') → 'customers now in Champions or Loyal'."""
    return f"customers now in {_names(segment, 'or')}"


def headline(chosen: pd.DataFrame, everybody: pd.DataFrame, formats: Formats) -> str:
    """The part that the ``chosen`` rows of ``segments.summary`` are of ``everybody``."""
    customers, everyone = chosen["customers"].sum(), everybody["customers"].sum()
    amount, whole = chosen["amount"].sum(), everybody["amount"].sum()
    names = _names(chosen["segment"], "and")
    if customers < SMALL_N or everyone < LEAST_FOR_HUNDRED:
        text = f"In {names}: {formats.number(customers)} of {formats.count(everyone, 'customer')}"
        money = f", with {formats.money(amount)} of {formats.money(whole)}"
        return f"{text}{money if whole > 0 else ''}."
    text = f"The {formats.number(customers)} customers in {names} are "
    text += f"{formats.share(customers / everyone)} of all"
    if not whole > 0:
        return f"{text}."
    return f"{text} and bring {formats.share(amount / whole)} of the amount."


def on_average(chosen: pd.DataFrame, everybody: pd.DataFrame, formats: Formats) -> str:
    """What the chosen have brought per head beside the others; empty where either are few."""
    others = everybody[~everybody["segment"].isin(chosen["segment"])]
    if min(chosen["customers"].sum(), others["customers"].sum()) < SMALL_N:
        return ""
    mine, theirs = (_per_head(rows, formats) for rows in (chosen, others))
    return f"On average they made {mine}; the others made {theirs}."


def who_came_back(
    pooled: pd.DataFrame,
    segment: Sequence[str],
    *,
    grain: str,
    kind: str,
    unit: str,
    formats: Formats,
) -> str:
    """Do they come back, from ``cohorts.pooled`` of the segment: its customers are new no more."""
    rows, following = cohorts.named(pooled, grain), f"the {grain} after their first"
    if rows.empty:
        return cohorts.not_over(grain)
    if unit != "customers":
        return cohorts.brought(
            rows, people(segment), following, grain=grain, unit=unit, formats=formats
        )
    if kind == "classic" and not pooled.loc[pooled["period"] > 0, "active"].any():
        began = formats.number(pooled.loc[pooled["period"] == 0, "size"].sum())
        return f"None of the {began} {people(segment)} bought in a later {grain} than their first."
    return cohorts.came_back(
        rows, lambda number: _so_many(number, segment, formats), following,
        grain=grain, kind=kind, formats=formats,
    )  # fmt: skip


def everybody_came_back(pooled: pd.DataFrame, **counted) -> str:
    """The same of all segments, from ``cohorts.pooled`` without that filter, and what the
    difference does not say. ``counted`` is as for ``cohorts.headline``."""
    told = cohorts.headline(pooled, **counted)
    return (
        f"All customers together: {told[0].lower()}{told[1:]} A segment follows from what people "
        "bought, so it cannot explain it."
    )


def who_lapsed(
    month: pd.DataFrame, segment: Sequence[str], everybody: pd.DataFrame, formats: Formats
) -> str:
    """How healthy is the segment, from ``month.newest`` of it and of ``everybody``. How often its
    customers bought and how many of them usually lapse is no news: it put them there."""
    if month.empty:
        return overview.headline(month, formats)
    none, when = f"None of the {people(segment)}", formats.month(month["month"].iloc[0])
    if overview.nobody(month):
        return f"{none} was active in {when}."
    if not month["settled"].iloc[0]:
        return overview.headline(month, formats)
    lapsed, of_all = month["lapsed"].iloc[0], formats.number(everybody["lapsed"].iloc[0])
    who = _so_many(lapsed, segment, formats) if lapsed else none
    return f"{who} lapsed in {when}; of all customers {of_all} did."


def treemap_title(chosen: pd.DataFrame, *, size: str, formats: Formats) -> str:
    """How many or how much the areas show."""
    names = _names(chosen["segment"], "and")
    if size == "customers":
        return f"{formats.count(chosen['customers'].sum(), 'customer')} in {names}"
    return f"{formats.money(chosen['amount'].sum())} from {names}"


def _so_many(number: int, segment: Sequence[str], formats: Formats) -> str:
    return f"{formats.count(number, 'customer')} now in {_names(segment, 'or')}"


def _per_head(rows: pd.DataFrame, formats: Formats) -> str:
    customers, amount = rows["customers"].sum(), rows["amount"].sum()
    purchases = f"{formats.number(rows['orders'].sum() / customers, 1)} purchases"
    if not amount > 0:
        return purchases
    return f"{purchases} and brought {formats.money(amount / customers)}"


def _names(segment: Sequence[str], last: str) -> str:
    if len(segment) > _MOST_NAMED:
        return f"the {len(segment)} segments chosen"
    return listed(list(segment), last)
