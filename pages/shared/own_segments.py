"""Segments of one's own: what is saved, and the form that makes one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import answer, session, tables
from pages.shared.guard import OpenPage
from pages.shared.words import plain
from retention.errors import Refused
from retention.measures.sentences import own_segments as sentences
from retention.store import Filters, own_segments

ROWS = 4
"""Conditions that the form offers; the command line takes more."""
SAVED = {
    "name": ("Segment", None),
    "told": ("Customers whose", None),
    "customers": ("Now", "number"),
}


def show(page: OpenPage) -> None:
    """The segments saved, each with its customers now, and the form for another."""
    held = own_segments.held(session.database())
    told = sentences.saved(held)
    if told.empty:
        answer.too_few(
            "A segment of your own is made of conditions, such as at least 3 purchases and a town. "
            "Saved, it is a filter on every page."
        )
    else:
        told["customers"] = [_customers(name) for name in told["name"]]
        tables.table(told, SAVED, "own-segments", file_name="own-segments", height="content")
        _remove(list(told["name"]))
    _form()


def _customers(name: str) -> int:
    return len(session.ask("customers.customers", filters=Filters(own=(name,))))


def _remove(names: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Remove a segment", names, index=None, placeholder="choose one",
                            width=280, key="own-remove")  # fmt: skip
        if st.button("Remove", key="own-remove-now", disabled=name is None):
            _changed(lambda: own_segments.remove(
                session.database(), name, who="dashboard", at=session.moment()))  # fmt: skip


def _form() -> None:
    """A name, and up to four conditions of which all hold."""
    st.subheader("A segment of your own", anchor=False)
    labels = {name: sentences.FIELDS[name] for name in own_segments.FIELDS}
    with st.form("own-segment"):
        name = st.text_input("Its name", max_chars=own_segments.LONGEST_NAME, width=320,
                             placeholder="such as Tea lovers")  # fmt: skip
        empty = pd.DataFrame({"field": [None] * ROWS, "operator": [None] * ROWS,
                              "value": [None] * ROWS}, dtype="object")  # fmt: skip
        edited = st.data_editor(
            empty, hide_index=True, key="own-conditions", placeholder="",
            column_config={
                "field": st.column_config.SelectboxColumn(
                    "Customers whose", options=labels.values()
                ),
                "operator": st.column_config.SelectboxColumn(
                    "Compared", options=("at least", "at most", "is", "is not", "contains")
                ),
                "value": st.column_config.TextColumn("Value", help="1.5, 2026-03-31 or a word"),
            },
        )  # fmt: skip
        if not st.form_submit_button("Save the segment"):
            return
    fields = {label: field for field, label in labels.items()}
    rows = edited.dropna(how="all").itertuples(index=False)

    def save() -> None:
        conditions = [
            own_segments.condition(fields.get(row.field, row.field), row.operator, row.value)
            for row in rows
        ]
        own_segments.save(
            session.database(), name or "", conditions, who="dashboard", at=session.moment()
        )

    _changed(save)


def _changed(act) -> None:
    try:
        act()
    except Refused as refused:
        st.error(plain(refused))
        return
    st.rerun()
