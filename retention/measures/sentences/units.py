"""What a cell of the cohorts counts, in words: customers, amount, purchases or margin."""

import pandas as pd

from retention.formatting import Formats
from retention.measures.sentences.words import listed

CHOICES = {
    "customers": "Customers", "orders": "Purchases", "amount": "Amount", "margin": "Margin",
}  # fmt: skip
TERMS = {
    "amount": "revenue_retention",
    "orders": "purchases_per_starter",
    "margin": "margin_retention",
}
DEFINITIONS = {
    "amount": "amount in the {grain} as a share of the amount in the first {grain}",
    "margin": "margin in the {grain} as a share of the margin in the first {grain}",
    "orders": "purchases in the {grain} per 100 customers who began together",
}
DID = {"amount": "spent", "margin": "brought", "orders": "bought"}
_FOR_EVERY = {
    "amount": "For every {} in their first {}, {} spend {}.",
    "margin": "For every {} of margin in their first {}, {} bring {}.",
}


def unit_of(table: pd.DataFrame) -> str:
    """What a table of ``cohorts`` or ``cohort_groups`` counts, by the column it adds."""
    return next((unit for unit in ("amount", "margin", "orders") if unit in table), "customers")


def written(value: float, unit: str, formats: Formats) -> str:
    """A cell's ``retention``: a share, or so many purchases per 100 customers."""
    return formats.number(value * 100) if unit == "orders" else formats.share(value)


def brought(
    rows: pd.DataFrame, people: str, whens: list[str], *, grain: str, unit: str, formats: Formats
) -> str:
    """What ``people`` bring in the periods of ``rows`` of ``cohorts.pooled``, called ``whens``."""
    if unit == "orders":
        said = [f"{formats.number(value * 100)} in {when}"
                for value, when in zip(rows["retention"], whens, strict=True)]  # fmt: skip
        said[0] = said[0].replace(" in ", " purchases in ", 1)
        return f"Every 100 {people} make {listed(said)}."
    said = [f"{formats.money(value * 100, 0)} in {when}"
            for value, when in zip(rows["retention"], whens, strict=True)]  # fmt: skip
    return _FOR_EVERY[unit].format(formats.money(100, 0), grain, people, listed(said))


def of_what(row, grain: str, formats: Formats) -> str:
    """A cohort's ``retention`` and what it is of: '35% of 40', '12% of their first month's
    amount', '131 purchases by every 100'."""
    unit = unit_of(row)
    told = written(row["retention"], unit, formats)
    if unit == "orders":
        return f"{told} purchases by every 100"
    of = formats.number(row["size"]) if unit == "customers" else f"their first {grain}'s {unit}"
    return f"{told} of {of}"
