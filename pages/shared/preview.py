"""The first rows of a file as they would be read, the way a person writes them."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

import pandas as pd
import streamlit as st

from retention.formatting import decimals
from retention.ingest.fields import NUMBER_FIELDS, WORDS

_ROW_HEIGHT, _MOST_HEIGHT = 35, 285
"""In pixels: seven rows tell how the file is read, and the button to load it stays near."""
_OURS = {"row_number": "Row", "reject_reason": "Why it is rejected"}


def label(field: str, words: dict[str, str] = WORDS) -> str:
    """'the price of one piece' → 'Price of one piece'."""
    return words.get(field, field).removeprefix("the ").capitalize()


def show(rows: list[dict], currency: str | None, words: dict[str, str] = WORDS) -> None:
    """A table of `rows` as `ingest.preview.Trial` has them; the reason only where a row has one.
    `words` is what a person calls the fields."""
    frame = pd.DataFrame(rows)
    if words is WORDS:
        frame = frame.rename(columns={"reason": "reject_reason"})
    if "reject_reason" in frame and frame["reject_reason"].isna().all():
        frame = frame.drop(columns="reject_reason")
    names = {name: _OURS.get(name) or label(name, words) for name in frame.columns}
    configs = {names[field]: _config(field, frame[field], currency) for field in frame.columns}
    st.dataframe(
        frame.rename(columns=names), hide_index=True, placeholder="–", key="preview",
        height=min(_MOST_HEIGHT, _ROW_HEIGHT * (len(frame) + 1) + 2),
        column_config={name: config for name, config in configs.items() if config},
        alt="The first rows of the file as they would be read",
    )  # fmt: skip


def _config(field: str, values: pd.Series, currency: str | None):
    """How a column is written: days without a clock where no row has one, money with the decimals
    its currency usually has, and with more only where a cell really has them."""
    kinds = st.column_config
    held = [value for value in values if not _nothing(value)]
    if held and all(isinstance(value, datetime) for value in held):
        clock = any(value.time() != time.min for value in held)
        return kinds.DatetimeColumn(format="D MMM YYYY, HH:mm" if clock else "D MMM YYYY")
    if field in NUMBER_FIELDS and all(isinstance(value, Decimal) for value in held):
        usual = 0 if field == "quantity" else decimals(currency)
        return kinds.NumberColumn(format=f"%.{max([usual, *map(_real_decimals, held)])}f")
    return None


def _nothing(value) -> bool:
    return value is None or value is pd.NaT or value != value


def _real_decimals(value: Decimal) -> int:
    """How many decimals a number has before its last zeros: 12.5000 has one."""
    return max(0, -value.normalize().as_tuple().exponent)
