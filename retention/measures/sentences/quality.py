"""What the loaded sales lack, in words."""

import math

import pandas as pd

from retention.formatting import Formats
from retention.measures.sentences.words import listed

_MOST_NAMED = 3


def points(quality: float, formats: Formats) -> str:
    """Points of 100, rounded down: 100 is said only where nothing is amiss."""
    return formats.number(math.floor(quality + 1e-9))


def missing_months(months: pd.DataFrame, formats: Formats) -> str:
    """Months between the first sale and the last in which nobody bought anything, not even
    anonymously, from ``quality.months``; empty where there is none.

    A shop closed for a month and a file never loaded look the same, so the months stay in as zeros
    and this says so."""
    empty = months.loc[months["lines"] == 0, "month"]
    if empty.empty:
        return ""
    numbers = empty.dt.year * 12 + empty.dt.month
    stretches = [rows for _, rows in empty.groupby((numbers.diff() != 1).cumsum())]
    named = [_stretch(rows, formats) for rows in stretches[:_MOST_NAMED]]
    if len(stretches) > _MOST_NAMED:
        named.append(formats.count(len(stretches) - _MOST_NAMED, "more stretch", "more stretches"))
    return (
        f"No sale at all is loaded for {listed(named)}. If you were open then, a file is missing "
        "or a date is wrong: the charts count these months as months in which nobody bought."
    )


def _stretch(months: pd.Series, formats: Formats) -> str:
    first, last = formats.month(months.iloc[0]), formats.month(months.iloc[-1])
    return first if first == last else f"{first} to {last}"
