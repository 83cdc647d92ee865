"""Which rows of the comparison of leavers with stayers belong in the picture."""

import pandas as pd

from retention.measures.causes import MAX_Q
from retention.measures.exposures import PLACEBO

_AT_LEAST = 12  # rows in the picture, where nothing or little is clear


def without_twins(table: pd.DataFrame) -> pd.DataFrame:
    """``causes.drivers`` without rows that say the same of the same customers, such as the first
    and the usual store where nobody ever changes; the first of them stays."""
    same = table.duplicated(["level", "exposed", "leavers_exposed", "crude"], keep="first")
    return table[~same | (table["level"] == "")].reset_index(drop=True)


def clear(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that chance does not explain (q at most 5 %), the placebo left out."""
    return table[(table["q"] <= MAX_Q) & ~is_placebo(table)].reset_index(drop=True)


def unclear(table: pd.DataFrame) -> pd.DataFrame:
    """The compared rows that chance may explain, the placebo left out."""
    compared = table["adjusted"].notna() & ~is_placebo(table)
    return table[compared & ~(table["q"] <= MAX_Q)].reset_index(drop=True)


def to_look_into(table: pd.DataFrame) -> pd.DataFrame:
    """The clear rows that ask for a step: what goes with leaving, and people, places and coupons
    either way, since one may learn from those that keep customers."""
    rows = clear(table)
    return rows[(rows["adjusted"] > 0) | (rows["level"] != "")].reset_index(drop=True)


def pictured(table: pd.DataFrame) -> pd.DataFrame:
    """The rows for the picture: the clear ones and the placebo; where few are clear, the largest
    of the others too."""
    table = table.dropna(subset=["adjusted"])
    wanted = (table["q"] <= MAX_Q) | is_placebo(table)
    others = table[~wanted].sort_values("adjusted", key=abs, ascending=False, kind="stable")
    fill = others.head(max(0, _AT_LEAST - int(wanted.sum())))
    return table[wanted | table.index.isin(fill.index)].reset_index(drop=True)


def too_few(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that are too few to compare."""
    return table[~table["enough"]].reset_index(drop=True)


def is_placebo(table: pd.DataFrame) -> pd.Series:
    """Whether a row is the half of the customers picked by lot."""
    return table["question"] == PLACEBO.column


def customers(table: pd.DataFrame) -> int:
    """How many customers were compared: the lot was drawn among all of them."""
    drawn = table[is_placebo(table)]
    return int((drawn["exposed"] + drawn["others"]).max()) if len(drawn) else 0
