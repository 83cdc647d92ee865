"""Who are they, in words."""

import pandas as pd

from retention.formatting import Formats, missing
from retention.measures.sentences.words import counted

SLIPPING = ("Needs attention", "About to sleep", "Cannot lose", "At risk")


def headline(summary: pd.DataFrame, formats: Formats) -> str:
    """The segment that brings most, from ``segments.summary``."""
    total = summary["amount"].sum()
    if not total > 0:
        most = summary.loc[summary["customers"].idxmax()]
        people = counted(most["customers"], "customer", formats, "is", "are")
        return f"{people} in {most['segment']}, the largest segment."
    most = summary.loc[summary["amount"].idxmax()]
    return (
        f"{formats.share(most['share'])} of the customers bring "
        f"{formats.share(most['amount_share'])} of the amount: the "
        f"{formats.number(most['customers'])} in {most['segment']}."
    )


def slipping(summary: pd.DataFrame, formats: Formats) -> str:
    """Those who are drifting away, in one sentence; empty where nobody is."""
    rows = summary[summary["segment"].isin(SLIPPING)]
    customers, amount = rows["customers"].sum(), rows["amount"].sum()
    if not customers:
        return ""
    money = f", who have brought {formats.money(amount)} so far," if amount > 0 else ""
    many = f"{formats.count(customers, 'customer')} ({_names(rows)}){money}"
    return f"{many} {'is' if customers == 1 else 'are'} slipping away."


def _names(rows: pd.DataFrame) -> str:
    return ", ".join(rows["segment"])


def treemap_title(summary: pd.DataFrame, *, size: str, formats: Formats) -> str:
    """The finding of the areas."""
    total = summary[size].sum()
    most = summary.loc[summary[size].idxmax()]
    if not total > 0:
        return "Nothing was sold inside the filters"
    what = "of the customers" if size == "customers" else "of the amount"
    return f"Largest: {most['segment']}, {formats.share(most[size] / total)} {what}"


def money_title(summary: pd.DataFrame, formats: Formats) -> str:
    """Where the money is beside where the people are: the segment whose share of money exceeds
    its share of people most."""
    known = summary.dropna(subset=["amount_share"])
    if known.empty:
        return "Customers and money by segment"
    most = known.loc[(known["amount_share"] - known["share"]).idxmax()]
    return (
        f"{most['segment']}: {formats.share(most['share'])} of the customers, "
        f"{formats.share(most['amount_share'])} of the amount"
    )


def grid_title(grid: pd.DataFrame, formats: Formats) -> str:
    """How many stand in the best and in the forgotten corner."""
    total = grid["customers"].sum()
    regular = grid[(grid["r"] >= 4) & (grid["f"] >= 4)]["customers"].sum()
    faded = grid[(grid["r"] <= 2) & (grid["f"] >= 4)]["customers"].sum()
    if not total:
        return "Nobody bought inside the filters"
    return (
        f"{formats.number(regular)} come often and lately; {formats.number(faded)} came often "
        "and no longer do"
    )


def concentration(top: pd.DataFrame, formats: Formats) -> str:
    """What the top fifth brings, from ``concentration.top_share``."""
    if top.empty or missing(top["amount_share"].iloc[0]):
        return ""
    row = top.iloc[0]
    return (
        f"The top {formats.share(row['share'])} ({formats.count(row['customers'], 'customer')}) "
        f"bring {formats.share(row['amount_share'])} of the amount"
    )


def landslide(table: pd.DataFrame, formats: Formats) -> str:
    """What hangs on the largest customers, from ``concentration.landslide``; empty where fewer
    than one can go."""
    known = table.dropna(subset=["amount_left_share"])
    if known.empty:
        return ""
    row = known.iloc[-1]
    gone = int(row["gone"])
    who = "the largest customer" if gone == 1 else f"the {gone} largest customers"
    return (
        f"Without {who}, the last twelve months would have brought "
        f"{formats.share(1 - row['amount_left_share'])} less."
    )
