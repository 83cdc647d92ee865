"""Who are they, in words."""

import pandas as pd

from retention.formatting import Formats, missing
from retention.intervals import SMALL_N
from retention.measures.sentences.words import LEAST_FOR_HUNDRED, counted

SLIPPING = ("Needs attention", "About to sleep", "Cannot lose", "At risk")
FADED = ("Hibernating", "Lost")


def headline(summary: pd.DataFrame, formats: Formats) -> str:
    """The segment that brings most, from ``segments.summary``."""
    total = summary["amount"].sum()
    if not total > 0:
        most = summary.loc[summary["customers"].idxmax()]
        people = counted(most["customers"], "customer", formats, "is", "are")
        return f"{people} in {most['segment']}, the largest segment."
    most = summary.loc[summary["amount"].idxmax()]
    if most["customers"] < SMALL_N:
        return (
            f"{most['segment']} bring most: {_customers_of(most['customers'], summary, formats)}, "
            f"with {formats.money(most['amount'])} of {formats.money(total)}. So few that one of "
            "them may turn the picture."
        )
    return (
        f"{formats.share(most['share'])} of the customers bring "
        f"{formats.share(most['amount_share'])} of the amount: the "
        f"{formats.number(most['customers'])} in {most['segment']}. All others together bring "
        f"{formats.share(1 - most['amount_share'])}."
    )


def slipping(summary: pd.DataFrame, formats: Formats) -> str:
    """Those who are drifting away, in one sentence; empty where nobody is."""
    rows = summary[summary["segment"].isin(SLIPPING)]
    customers, amount = rows["customers"].sum(), rows["amount"].sum()
    if not customers:
        return ""
    many = f"{counted(customers, 'customer', formats, 'is', 'are')} slipping away"
    if not _small(summary):
        many += f", {formats.share(customers / summary['customers'].sum())} of all"
    if not amount > 0:
        return f"{many}: {_names(rows)}."
    money = formats.money(amount)
    if not _small(summary):
        money += f", {formats.share(amount / summary['amount'].sum())} of the amount"
    return f"{many}: {_names(rows)}. They have brought {money}."


def _small(summary: pd.DataFrame) -> bool:
    """Whether customers are better counted than told in percent."""
    return summary["customers"].sum() < LEAST_FOR_HUNDRED


def _customers_of(customers: int, summary: pd.DataFrame, formats: Formats) -> str:
    everybody = formats.count(summary["customers"].sum(), "customer")
    return f"{formats.number(customers)} of {everybody}"


def _names(rows: pd.DataFrame) -> str:
    return ", ".join(rows["segment"])


def treemap_title(summary: pd.DataFrame, *, size: str, formats: Formats) -> str:
    """The finding of the areas: who stays, who is slipping away, who is hibernating or lost."""
    total = summary[size].sum()
    if not total > 0:
        return "Nothing was sold inside the filters"
    slips, faded = (
        summary.loc[summary["segment"].isin(names), size].sum() for names in (SLIPPING, FADED)
    )
    parts = (total - slips - faded, slips, faded)
    if _small(summary):
        write = formats.number if size == "customers" else formats.money
        staying, slipping, faded = map(write, parts)
    else:
        staying, slipping, faded = (formats.share(part / total) for part in parts)
    if size == "customers":
        return (
            f"{staying} of the customers stay, {slipping} are slipping away, {faded} are "
            "hibernating or lost"
        )
    return (
        f"{staying} of the amount comes from those who stay, {slipping} from those slipping away, "
        f"{faded} from the hibernating and lost"
    )


def statuses_title(statuses: pd.DataFrame, horizon_days: int, formats: Formats) -> str:
    """The finding of the rhythms, from ``rhythm.statuses``: who has fallen behind."""
    behind = statuses[statuses["status"].isin(("late", "broken"))]
    here = statuses[statuses["status"] != "lapsed"]["customers"].sum()
    if not here:
        return "Everybody has lapsed"
    if behind.empty:
        return "Nobody has fallen behind their own rhythm"
    late = behind["customers"].sum()
    text = (
        f"{formats.number(late)} of {formats.count(here, 'customer')} not lapsed have fallen "
        "behind their own rhythm"
    )
    value = behind["value"].sum()
    if not value > 0:
        return text
    return f"{text}; they lately spent {formats.money(value)} in {horizon_days} days"


def weekly_silent(statuses: pd.DataFrame, formats: Formats) -> str:
    """Those who came weekly and stopped, not lapsed, from ``rhythm.statuses``; empty for nobody."""
    silent = statuses.loc[statuses["status"] != "lapsed", "weekly_silent"].sum()
    if not silent:
        return ""
    who = counted(silent, "customer", formats, "has", "have")
    return (
        f"{who} been silent for a week or more after coming about every week: four purchases or "
        "more in thirty days."
    )


def window(row: pd.Series, formats: Formats) -> str:
    """What the scores are made of, from ``segments.window``."""
    return (
        f"Scores rank all {formats.count(row['customers'], 'customer')} with a purchase, by the "
        f"whole history from {formats.day(row['from_day'])} to {formats.day(row['to_day'])}, "
        "whatever the filters. The cuts are made anew with each upload, so a customer may change "
        "segment because others bought."
    )


def money_title(
    summary: pd.DataFrame, formats: Formats, everybody: pd.DataFrame | None = None
) -> str:
    """Where the money is beside where the people are: the segment whose share of money exceeds
    its share of people most. ``everybody`` is what the shares are of, where ``summary`` is a part
    of it."""
    whole = summary if everybody is None else everybody
    known = summary.dropna(subset=["amount_share"])
    if known.empty:
        return "Customers and money by segment"
    most = known.loc[(known["amount_share"] - known["share"]).idxmax()]
    if most["customers"] < SMALL_N:
        return (
            f"{most['segment']}: {_customers_of(most['customers'], whole, formats)}, "
            f"{formats.money(most['amount'])} of {formats.money(whole['amount'].sum())}"
        )
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
        f"bring {formats.share(row['amount_share'])} of the amount "
        f"({formats.share_interval(row['low'], row['high'])})"
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
