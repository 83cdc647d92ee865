"""How a value of the cohorts is written: a share of customers, amount or margin, or purchases per
100 customers."""

from __future__ import annotations

import pandas as pd

from retention.formatting import Formats, missing

AXES = {
    "customers": "share",
    "amount": "share of the first amount",
    "margin": "share of the first margin",
    "orders": "purchases per 100 customers",
}


def unit_of(table) -> str:
    """What a table of cohorts counts, or a row of one, by the column it adds."""
    names = table.columns if isinstance(table, pd.DataFrame) else table._fields
    return next((unit for unit in ("amount", "margin", "orders") if unit in names), "customers")


def heights(table: pd.DataFrame, column: str = "retention") -> pd.Series:
    """A column of ``retention`` as the y axis shows it."""
    return table[column] * (100 if unit_of(table) == "orders" else 1)


def axis_format(unit: str) -> str:
    """Plotly's format of the y axis."""
    return ",.0f" if unit == "orders" else ".0%"


def written(value: float, unit: str, formats: Formats, digits: int | None = None) -> str:
    """'24%', or '31' purchases per 100 customers."""
    if unit == "orders":
        return formats.number(value * 100, digits or 0)
    return formats.share(value, digits)


def interval(row, formats: Formats) -> list[str]:
    """The line of a hover that tells the interval; none where it is not known."""
    if missing(getattr(row, "low", None)):
        return []
    if unit_of(row) == "orders":
        low, high = (formats.number(end * 100) for end in (row.low, row.high))
        return [f"95% interval {low}–{high}"]
    return [f"95% interval {formats.share_interval(row.low, row.high)}"]


def added(row, grain: str, formats: Formats) -> list[str]:
    """The line of a hover that tells the sum of the cell; none where customers are counted."""
    unit = unit_of(row)
    value = getattr(row, unit, None) if unit != "customers" else None
    if missing(value):
        return []
    told = {
        "orders": lambda: formats.count(value, "purchase"),
        "amount": lambda: formats.money(value),
        "margin": lambda: f"{formats.money(value)} of margin",
    }[unit]()
    return [f"{told} in that {grain}"]


OF_WHAT = {
    "customers": "",
    "amount": " of the first amount",
    "margin": " of the first margin",
    "orders": " purchases per 100 customers",
}
