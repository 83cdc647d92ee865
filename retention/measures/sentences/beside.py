"""One group beside another, in words: where it leaks most, the filter beside the rest, norms."""

import pandas as pd

from retention.formatting import Formats, missing
from retention.intervals import SMALL_N

FIGURES = {
    "second_order": "second purchase within {within} days",
    "regulars_share": "regulars among the active",
    "leak_12": "lapsed within twelve months",
    "purchases_per_customer": "purchases per customer in a year",
    "amount_per_customer": "net amount per customer in a year",
}
CHOOSE = (
    "Choose a channel, store, category or salesperson under Filters, and the customers won there "
    "are set beside all others."
)


def leak_by_title(table: pd.DataFrame, formats: Formats) -> str:
    """The finding of ``leak_worth.leak_by``: the group that leaks most, if it can be told."""
    sure = table[(table["difference_low"] > 0) & (table["at_start"] >= SMALL_N)]
    if sure.empty:
        return "No group leaks more than the others for certain"
    worst = sure.loc[sure["leak_rate"].idxmax()]
    return (
        f"“{worst['group']}” leaks most: {formats.share(worst['leak_rate'])} of its customers "
        f"lapsed, of all others {formats.share(worst['rest_rate'])}"
    )


def rest_title(table: pd.DataFrame, formats: Formats) -> str:
    """What sets the customers of the filter apart, from ``beside.rest``."""
    sure = table[(table["low"] > 0) | (table["high"] < 0)]
    if sure.empty:
        return "Nothing sets these customers apart from all others for certain"
    said = [_apart(row, formats) for _, row in sure.iterrows()]
    return f"The customers of this filter stand apart: {'; '.join(said)}"


def _apart(row: pd.Series, formats: Formats) -> str:
    write = _written(row["figure"], formats)
    return f"{label(row, formats)} {write(row['inside'])} beside {write(row['rest'])}"


def label(row: pd.Series, formats: Formats) -> str:
    """A figure of ``beside.rest`` as it is called on the screen."""
    days = "" if missing(row["within"]) else formats.number(row["within"])
    return FIGURES[row["figure"]].format(within=days)


def rest_rows(table: pd.DataFrame, formats: Formats) -> pd.DataFrame:
    """``beside.rest`` as it is read: each figure written in its own unit.

    Columns: ``figure``, ``inside``, ``n``, ``rest``, ``rest_n``, ``difference`` (its 95 % interval
    behind it).
    """
    rows = []
    for _, row in table.iterrows():
        write, differ = _written(row["figure"], formats), _differing(row["figure"], formats)
        between = differ(row["difference"])
        if not missing(row["low"]):
            low, high = (differ(row[end]).removesuffix(" points") for end in ("low", "high"))
            between += f" ({low} to {high})"
        rows.append((label(row, formats), write(row["inside"]), row["n"], write(row["rest"]),
                     row["rest_n"], between))  # fmt: skip
    return pd.DataFrame(rows, columns=["figure", "inside", "n", "rest", "rest_n", "difference"])


def _written(figure: str, formats: Formats):
    if figure == "amount_per_customer":
        return formats.money
    if figure == "purchases_per_customer":
        return lambda value: formats.number(value, 1)
    return formats.share


def _differing(figure: str, formats: Formats):
    if figure == "amount_per_customer":
        return formats.money
    if figure == "purchases_per_customer":
        return lambda value: formats.signed(value, 1)
    return formats.points


def norms_title(table: pd.DataFrame, formats: Formats) -> str:
    """The first step of the ladder beside the published one, from ``norms.beside_norms``."""
    row = table.iloc[0]
    if missing(row["own"]):
        return "No first purchase is a year old yet, so nothing stands beside the norms"
    return (
        f"{formats.share(row['own'])} of your customers bought again within a year; "
        f"{formats.share(row['published'])} is published of 176 online shops"
    )


def norm_rows(table: pd.DataFrame) -> pd.DataFrame:
    """``norms.beside_norms`` with one column ``said`` for what the norm is of, and ``source`` with
    its year."""
    said = table["norm"].where(table["trade"].isna(), table["norm"] + ", " + table["trade"])
    years = [", year not stated" if missing(year) else f", {int(year)}" for year in table["year"]]
    return table.assign(said=said, source=table["source"] + years)
