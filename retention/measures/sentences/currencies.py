"""Lines that wait for a rate, in words."""

import pandas as pd

from retention.formatting import Formats
from retention.settings import is_currency

_MOST_NAMED = 3


def waiting(table: pd.DataFrame, formats: Formats, where: str = "under Settings") -> str:
    """'312 lines in USD wait for a rate for Mar 2024', from ``store.rates.waiting``; empty where
    none does. ``where`` is the place for the rate; money that is no known currency has none."""
    known = table["currency"].map(is_currency).astype(bool)
    return " ".join([*_for_a_rate(table[known], formats, where), *_unknown(table[~known], formats)])


def _for_a_rate(table: pd.DataFrame, formats: Formats, where: str) -> list[str]:
    if table.empty:
        return []
    named = [
        f"{formats.count(int(row.lines), 'line')} in {row.currency} "
        f"{'waits' if row.lines == 1 else 'wait'} for a rate for {formats.month(row.month)}"
        for row in table.head(_MOST_NAMED).itertuples()
    ]
    left = table.iloc[_MOST_NAMED:]
    if len(left):
        named.append(
            f"{formats.count(int(left['lines'].sum()), 'line')} more for "
            f"{formats.count(len(left), 'other month')}"
        )
    return ["; ".join(named) + f". They are in no number until you enter it {where}."]


def _unknown(table: pd.DataFrame, formats: Formats) -> list[str]:
    if table.empty:
        return []
    named = ", ".join(f"“{each}”" for each in sorted(table["currency"].unique())[:_MOST_NAMED])
    lines = int(table["lines"].sum())
    return [
        f"{formats.count(lines, 'line')} {'counts' if lines == 1 else 'count'} in no number, for "
        f"{named} is no known currency: undo that upload, correct the file and load it again."
    ]
