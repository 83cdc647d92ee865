"""The customers of the segments that somebody chose, in words.

Of themselves they are all of the customers and bring all of the amount, so they are told beside
everybody.
"""

from collections.abc import Sequence

import pandas as pd

from retention.formatting import Formats
from retention.intervals import SMALL_N
from retention.measures.sentences.words import LEAST_FOR_HUNDRED, listed

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
    return (
        f"{text} and bring {formats.share(amount / whole)} of the amount."
        if whole > 0
        else (f"{text}.")
    )


def each(chosen: pd.DataFrame, everybody: pd.DataFrame, formats: Formats) -> str:
    """What one of the chosen has brought beside one of the others; empty where either are few."""
    others = everybody[~everybody["segment"].isin(chosen["segment"])]
    if min(chosen["customers"].sum(), others["customers"].sum()) < SMALL_N:
        return ""
    mine, theirs = (_per_head(rows, formats) for rows in (chosen, others))
    return f"Each of them has made {mine}; each of the others, {theirs}."


def treemap_title(chosen: pd.DataFrame, *, size: str, formats: Formats) -> str:
    """How many or how much the areas show."""
    names = _names(chosen["segment"], "and")
    if size == "customers":
        return f"{formats.count(chosen['customers'].sum(), 'customer')} in {names}"
    return f"{formats.money(chosen['amount'].sum())} from {names}"


def _per_head(rows: pd.DataFrame, formats: Formats) -> str:
    customers, amount = rows["customers"].sum(), rows["amount"].sum()
    purchases = f"{formats.number(rows['orders'].sum() / customers, 1)} purchases"
    return (
        f"{purchases} and brought {formats.money(amount / customers)}"
        if amount > 0
        else (purchases)
    )


def _names(segment: Sequence[str], last: str) -> str:
    if len(segment) > _MOST_NAMED:
        return f"the {len(segment)} segments chosen"
    return listed(list(segment), last)
