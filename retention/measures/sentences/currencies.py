"""Lines that wait for a rate, in words."""

import pandas as pd

from retention.formatting import Formats

_MOST_NAMED = 3


def waiting(table: pd.DataFrame, formats: Formats, where: str = "under Settings") -> str:
    """'312 lines in USD wait for a rate for Mar 2024', from ``store.rates.waiting``; empty where
    none does. ``where`` is the place for the rate."""
    if table.empty:
        return ""
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
    return "; ".join(named) + f". They are in no number until you enter it {where}."
