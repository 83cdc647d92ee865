"""Any table as a CSV or XLSX file that is safe to open.

A spreadsheet runs a text cell that begins with = + - @, a tab or a carriage return as a formula;
such cells get an apostrophe in front (OWASP, CSV injection). Numbers stay numbers.

Where the list separator of a country is ";", Excel splits a CSV there and not at our commas. Our
quotes then stand in the middle of a cell, where they protect nothing: whatever follows a ";", a tab
or a line break within a cell may become one of its own, and is defused as well.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pandas as pd

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_SPLIT_OFF = re.compile(r"([;\t\r\n])(?=[\" ]*[=+\-@])")
_NEGATIVE_NUMBER = re.compile(r"-[0-9][0-9\s.,]*")
_PLAIN_PHONE = re.compile(r"\+[0-9]{6,15}")
_MONEY = ("amount", "value", "priority", "margin", "revenue", "spend", "price", "cost",
          "revenue_at_risk")  # fmt: skip
_SHARES = (
    "share",
    "retention",
    "low",
    "high",
    "risk",
    "leak_rate",
    "crude",
    "adjusted",
    "rate",
    "captured",
    "observed",
    "predicted",
)
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def to_csv(
    frame: pd.DataFrame,
    *,
    phone_columns: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the letters right. In `phone_columns` a
    plain international number (+ and digits) stays as it is: mailing services want it so. `headers`
    are words of ours for column names."""
    safe = _with_parts_defused(defused(frame, phone_columns=phone_columns))
    return (
        safe.rename(columns=headers or {})
        .to_csv(index=False, lineterminator="\r\n")
        .encode("utf-8-sig")
    )


def to_plain_csv(frame: pd.DataFrame) -> bytes:
    """For other programs: UTF-8 without a mark, lines ended as Unix does, days as ISO dates."""
    return _with_parts_defused(defused(_days_as_text(frame))).to_csv(index=False).encode()


def to_json(frame: pd.DataFrame) -> bytes:
    """A list of objects, one per row, days as ISO dates; whatever is missing is null."""
    text = _days_as_text(frame).to_json(orient="records", date_format="iso", force_ascii=False)
    return (text + "\n").encode()


def to_xlsx(
    frame: pd.DataFrame,
    *,
    sheet: str = "Regulars",
    phone_columns: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
) -> bytes:
    """One sheet: bold frozen header with a filter, columns as wide as their content, number
    formats for money, shares, counts and days. `headers` as in `to_csv`."""
    return sheets_to_xlsx({sheet: frame}, phone_columns=phone_columns, headers=headers)


def sheets_to_xlsx(
    sheets: dict[str, pd.DataFrame],
    *,
    phone_columns: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
) -> bytes:
    """Several tables in one workbook, a sheet each."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        for name, frame in sheets.items():
            page = book.add_worksheet(_SHEET_NAME.sub(" ", name)[:31])
            _fill(book, page, defused(frame, phone_columns=phone_columns), headers or {})
    return buffer.getvalue()


def defused(frame: pd.DataFrame, *, phone_columns: tuple[str, ...] = ()) -> pd.DataFrame:
    """The same table with no text cell and no header that a spreadsheet would run."""
    return _changed(frame, lambda value, name: _defused(value, name in phone_columns))


def _with_parts_defused(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` as a CSV may hold it, wherever it is split."""
    return _changed(
        frame, lambda value, _: _SPLIT_OFF.sub(r"\1'", value) if isinstance(value, str) else value
    )


def _changed(frame: pd.DataFrame, change: Callable) -> pd.DataFrame:
    """``frame`` with ``change(value, column)`` of each text cell and of each header."""
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype == object or pd.api.types.is_string_dtype(safe[name].dtype):
            safe[name] = [change(value, name) for value in safe[name]]
    safe.columns = [change(name, None) for name in safe.columns]
    return safe


def _days_as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of whole days as ISO dates; moments keep their time."""
    plain = frame.copy()
    for name in plain.columns:
        column = plain[name]
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            held = column.dropna()
            if (held == held.dt.normalize()).all():
                plain[name] = column.dt.strftime("%Y-%m-%d")
    return plain


def _defused(value, phone: bool):
    if not isinstance(value, str) or not value.lstrip(" ").startswith(_DANGEROUS):
        return value
    if _NEGATIVE_NUMBER.fullmatch(value):
        return value  # a rejected amount must come back as it was written
    return value if phone and _PLAIN_PHONE.fullmatch(value) else f"'{value}"


def _fill(book, page, frame: pd.DataFrame, headers: dict[str, str]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    page.freeze_panes(1, 0)
    for place, name in enumerate(frame.columns):
        values = [_cell(value) for value in frame[name]]
        style = book.add_format({"num_format": number_format(str(name), frame[name])})
        header = headers.get(name, str(name))
        page.write_string(0, place, header, bold)
        for row, value in enumerate(values, start=1):
            _write(page, row, place, value, style)
        widest = max((len(str(value)) for value in values[:500]), default=0)
        page.set_column(place, place, min(max(len(header), widest) + 2, 50))
    if len(frame.columns):
        page.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def number_format(name: str, column: pd.Series) -> str:
    """Excel's format of a column, by its type and by the last word of its documented name."""
    last = name.rsplit("_", 1)[-1]
    if pd.api.types.is_datetime64_any_dtype(column.dtype) or _holds_days(column):
        return "yyyy-mm-dd"
    if pd.api.types.is_integer_dtype(column.dtype):
        return "#,##0"
    if name in _MONEY or last in _MONEY:
        return "#,##0.00"
    return "0.0%" if name in _SHARES or last in _SHARES else "General"


def _holds_days(column: pd.Series) -> bool:
    first = column.dropna().head(1)
    return bool(len(first)) and hasattr(first.iloc[0], "isoformat")


def _cell(value):
    """A plain Python value; None for whatever is missing."""
    if isinstance(value, list | tuple | dict):
        return str(value)
    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value


def _write(page, row: int, place: int, value, style) -> None:
    if value is None:
        page.write_blank(row, place, None, style)
    elif isinstance(value, bool):
        page.write_boolean(row, place, value)
    elif isinstance(value, str):
        page.write_string(row, place, value)
    elif hasattr(value, "isoformat"):
        page.write_datetime(row, place, value, style)
    else:
        page.write_number(row, place, value, style)
