"""Sharp rises and falls in how customers buy, in words."""

import pandas as pd

from retention.formatting import Formats
from retention.measures.sentences.words import counted

RISE, FALL = "rise", "fall"
_HABITS = {
    "order size": ("spends {now} a purchase", "{before}"),
    "frequency": ("comes every {now} days", "{before}"),
    "assortment": ("buys {now} different products at a time", "{before}"),
}


def title(table: pd.DataFrame, formats: Formats) -> str:
    """How many have risen and fallen, from ``swings.swings``."""
    if table.empty:
        return "Nobody's buying has changed more sharply than chance would have it"
    people = {way: table.loc[table["direction"] == way, "customer"].nunique()
              for way in (FALL, RISE)}  # fmt: skip
    return (
        f"{counted(people[FALL], 'customer', formats, 'buys', 'buy')} sharply less than they used "
        f"to, {formats.number(people[RISE])} sharply more"
    )


def told(table: pd.DataFrame, formats: Formats) -> pd.DataFrame:
    """``swings.swings`` with ``said``: each swing in words."""
    return table.assign(said=[_said(row, formats) for row in table.itertuples()])


def of_customer(table: pd.DataFrame, customer: str, formats: Formats) -> str:
    """The swings of one customer in a sentence; "" where there is none."""
    mine = table[table["customer"] == customer]
    if mine.empty:
        return ""
    return f"Lately changed: {'; '.join(_said(row, formats) for row in mine.itertuples())}."


def _said(row, formats: Formats) -> str:
    now, before = (_HABITS[row.what][place] for place in (0, 1))
    write = formats.money if row.what == "order size" else _plain(formats)
    return f"{now.format(now=write(row.now))}, {before.format(before=write(row.before))} before"


def _plain(formats: Formats):
    return lambda value: formats.number(value, 1 if value < 10 else 0)
