"""Tables under a picture, with names and units a reader knows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import downloads, session
from retention.charts import colours

_SHARES = ("share", "percent", "points")
LAZY_FROM = 2000
"""Rows from which the browser fetches a table piece by piece."""


def table(
    frame: pd.DataFrame,
    columns: dict[str, tuple[str, str | None]],
    key: str,
    *,
    file_name: str,
    height: int | str = "auto",
    quiet: pd.Series | None = None,
) -> None:
    """The named columns of a documented table, with downloads of the whole of it.

    `columns`: column → (label, unit), as in `configs`. Columns that the table does not have, or
    that hold nothing, are passed over. Rows where `quiet` holds are greyed.
    """
    shown = [name for name in columns if name in frame.columns and _filled(frame[name])]
    st.dataframe(
        _greyed(_signed(in_percent(frame[shown], columns), columns), quiet),
        hide_index=True,
        placeholder="–",
        key=f"table-{key}",
        height=height,
        column_config=configs(shown, columns),
        lazy=len(frame) > LAZY_FROM,
    )
    downloads.download_row(frame, file_name, key=key)


def numbers(
    frame: pd.DataFrame, columns: dict[str, tuple[str, str | None]], key: str, *, file_name: str
) -> None:
    """The table of a picture, folded away under it."""
    with st.expander("The numbers", key=f"numbers-{key}"):
        table(frame, columns, key, file_name=file_name)


def _filled(values: pd.Series) -> bool:
    return not len(values) or bool(values.notna().any())


def in_percent(frame: pd.DataFrame, columns: dict) -> pd.DataFrame:
    """Shares times a hundred: Streamlit's own format of a share has no fixed decimals."""
    shares = [name for name in frame.columns if columns.get(name, ("", None))[1] in _SHARES]
    return frame.assign(**{name: frame[name] * 100 for name in shares})


def _signed(frame: pd.DataFrame, columns: dict):
    """Differences with the sign that sentences and charts write, which Streamlit's own formats do
    not know; the column still sorts by its numbers."""
    formats = session.view().formats
    signed = [name for name in frame.columns if columns[name][1] == "points"]
    if not signed:
        return frame
    return frame.style.format({name: lambda value: formats.signed(value, 1) for name in signed})


def _greyed(frame, quiet: pd.Series | None):
    """Rows of which too few stand behind the numbers, in the quiet colour; a table so long that it
    is fetched piece by piece is left as it is."""
    if quiet is None or not quiet.any() or len(quiet) > LAZY_FROM:
        return frame
    style = frame.style if isinstance(frame, pd.DataFrame) else frame
    grey = f"color: {colours.palette(session.view().theme).quiet}"
    return style.apply(lambda row: [grey if quiet[row.name] else ""] * len(row), axis=1)


def configs(names, columns: dict[str, tuple[str, str | None]]) -> dict:
    """Streamlit's columns for the `names` that `columns` knows, each with its label and unit:
    number, decimal, money, share, percent (a share without decimals), days (whole ones), points (of
    a difference of shares), ratio, day, month, and None for text."""
    formats = session.view().formats
    return {name: _column(*columns[name], formats) for name in names if name in columns}


def _column(label: str, unit: str | None, formats):
    """Streamlit's column for a value of this unit, a share in percent."""
    kinds = st.column_config
    if unit == "day":
        return kinds.DateColumn(label, format="D MMM YYYY")
    if unit == "month":
        return kinds.DateColumn(label, format="MMM YYYY")
    if unit == "share":
        return kinds.NumberColumn(label, format="%.1f%%")
    if unit == "points":
        return kinds.NumberColumn(label)
    if unit == "percent":
        return kinds.NumberColumn(label, format="%.0f%%")
    if unit == "money":
        named = f"{label}, {formats.currency}" if formats.currency else label
        return kinds.NumberColumn(named, format="localized", step=0.01)
    if unit == "ratio":
        return kinds.NumberColumn(label, format="%.1f×")
    if unit == "days":
        return kinds.NumberColumn(label, format="%.0f")
    if unit == "decimal":
        return kinds.NumberColumn(label, format="%.2f")
    return kinds.NumberColumn(label, format="localized") if unit else kinds.TextColumn(label)
