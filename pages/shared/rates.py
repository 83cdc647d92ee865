"""Rates of other currencies: the editor, and the sentence on lines that wait for one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import session
from pages.shared.words import plain
from retention.errors import Refused
from retention.measures.sentences.currencies import waiting
from retention.settings import is_currency
from retention.store import Database, rates


def warn(where: str = "under Settings") -> None:
    """One sentence where lines wait for a rate, with the place to enter it."""
    sentence = told(where)
    if sentence:
        st.warning(plain(sentence))


def told(where: str = "under Settings") -> str:
    """The same sentence; empty where no line waits."""
    return waiting(rates.waiting(session.database()), session.view().formats, where)


def editor(database: Database) -> None:
    """One row a month and currency: those entered, and those that lines wait for."""
    held, open_ones = rates.listed(database), rates.waiting(database)
    open_ones = open_ones[open_ones["currency"].map(is_currency).astype(bool)]
    if held.empty and open_ones.empty:
        return
    reporting = database.settings.currency
    st.subheader("Rates of other currencies", anchor=False)
    warn("here")
    rows = pd.concat([held[["month", "currency", "rate"]], open_ones[["month", "currency"]]])
    rows["month"] = [f"{month:%Y-%m}" for month in rows["month"]]
    rows["rate"] = [None if pd.isna(each) else f"{each:.8f}".rstrip("0").rstrip(".")
                    for each in rows["rate"]]  # fmt: skip
    with st.form("rates"):
        edited = st.data_editor(
            rows.sort_values(["currency", "month"]), hide_index=True, num_rows="dynamic",
            key="rates-table", placeholder="not entered yet",
            column_config={
                "month": st.column_config.TextColumn("Month", help="such as 2024-03"),
                "currency": st.column_config.TextColumn("Currency", help="such as USD"),
                "rate": st.column_config.TextColumn(f"One unit in {reporting}"),
            },
        )  # fmt: skip
        if not st.form_submit_button("Use these rates"):
            return
    try:
        changed = _changed(rows, edited)
        if changed:
            with st.spinner("Counting anew …"):
                rates.enter(database, changed, who="dashboard", at=session.moment())
    except Refused as refused:
        st.error(plain(refused))
        return
    st.rerun()


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> list[rates.Rate]:
    """What was entered anew or otherwise, and what was taken away."""
    old, new = _rates(before), _rates(after)
    gone = [rates.Rate(*key, None) for key in old.keys() - new.keys()]
    return [each for key, each in new.items() if old.get(key) != each] + gone


def _rates(table: pd.DataFrame) -> dict:
    entered = [
        rates.rate(row.currency or "", row.month or "", row.rate)
        for row in table.itertuples()
        if isinstance(row.rate, str) and row.rate.strip()
    ]
    return {(each.currency, each.month): each for each in entered}
