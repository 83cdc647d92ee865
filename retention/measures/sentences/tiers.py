"""The tiers by amount in words, from ``tiers.tiers``."""

import pandas as pd

from retention.formatting import Formats, missing
from retention.intervals import SMALL_N
from retention.measures.sentences.words import counted

NOBODY = "Nobody brought anything inside these filters in the last twelve months."


def title(table: pd.DataFrame, formats: Formats) -> str:
    """'The top 5% (47 customers) brought 38% of the last twelve months' amount (34–42%)'."""
    top = table.iloc[0]
    who = f"The {top['tier'].lower()} ({formats.count(top['customers'], 'customer')})"
    if top["customers"] < SMALL_N:
        whole = formats.money(table["amount"].sum())
        return f"{who} brought {formats.money(top['amount'])} of {whole} in the last twelve months"
    return (
        f"{who} brought {formats.share(top['amount_share'])} of the last twelve months' amount "
        f"({formats.share_interval(top['low'], top['high'])})"
    )


def fallen(table: pd.DataFrame, formats: Formats) -> str:
    """How many stood higher a year before; why that cannot be told where it cannot."""
    if table["was_higher"].isna().all():
        return (
            "Who stood in a higher tier a year before can be told once two years of sales are "
            "loaded."
        )
    higher, then = table["was_higher"].sum(), table["ranked_then"].sum()
    if not then:
        return ""
    if missing(higher) or not higher:
        return "Nobody stood in a higher tier a year before."
    return (
        f"Of the {counted(then, 'customer', formats, 'who was', 'who were')} in a tier a year "
        f"before, {formats.number(higher)} stood in a higher one."
    )
