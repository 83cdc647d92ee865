"""Who moved between the segments, in words; from ``migration.migration``."""

import pandas as pd

from retention.formatting import Formats
from retention.measures.sentences.words import counted, listed

NOTHING_YET = "Your sales begin after that day; take a later one to compare with."
WRONG_WAY = "The first day must lie before the second."
_OTHERS = {
    "up": "{} moved up",
    "joined": "{} bought for the first time",
    "gone": "{} brought everything back",
    "same": "{} stayed about where they were",
}


def headline(table: pd.DataFrame, formats: Formats) -> str:
    """'312 customers moved down since 1 Aug 2026; they had brought €5,100 in the 12 months
    before'."""
    down = table[table["direction"] == "down"]
    customers, amount = down["customers"].sum(), down["amount"].sum()
    day = formats.day(table["before"].iloc[0])
    if not customers:
        return f"Nobody has moved down since {day}"
    text = f"{formats.count(customers, 'customer')} moved down since {day}"
    if not amount > 0:
        return text
    since = table["since"].iloc[0]
    when = "in the 12 months before" if pd.isna(since) else f"since {formats.day(since)}"
    return f"{text}; they had brought {formats.money(amount)} {when}"


def others(table: pd.DataFrame, formats: Formats) -> str:
    """What everybody else did."""
    counts = table.groupby("direction")["customers"].sum()
    told = [
        words.format(formats.number(counts[direction]))
        for direction, words in _OTHERS.items()
        if counts.get(direction, 0)
    ]
    text = listed(told)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def definition(table: pd.DataFrame, cuts: str, formats: Formats) -> str:
    """Which days are compared, and by which cut points."""
    before, after = (formats.day(table[name].iloc[0]) for name in ("before", "after"))
    by = f"the cut points of {before}" if cuts == "frozen" else "each day's own fifths"
    return f"segments on {before} and on {after}, both days by {by}"


def not_the_same(cuts: str) -> str:
    """Why the later day's segments are not as large as above on the page; "" where they are."""
    if cuts != "frozen":
        return ""
    return (
        "Segments of the later day are a little larger or smaller here than above: there the cut "
        "points are made anew with each upload, here they stay."
    )


def matrix_title(table: pd.DataFrame, formats: Formats) -> str:
    """The largest move down, or up where nobody moved down."""
    for direction in ("down", "up"):
        moved = table[table["direction"] == direction]
        if len(moved):
            most = moved.loc[moved["customers"].idxmax()]
            return (
                f"The largest move {direction}: {formats.number(most['customers'])} of "
                f"{formats.count(most['n'], 'customer')} in {most['from']} are now in {most['to']}"
            )
    return "Nobody moved from one segment to another"


def folded(table: pd.DataFrame, formats: Formats) -> str:
    """How much the picture leaves to the matrix; "" where it draws everything."""
    small = table[table["is_small"]]
    if small.empty:
        return ""
    return (
        f"Moves of less than 1% of the customers are not drawn as bands: "
        f"{counted(small['customers'].sum(), 'customer', formats, 'is', 'are')} in "
        f"{formats.count(len(small), 'such move')}, shown as wedges. The matrix has them all."
    )
