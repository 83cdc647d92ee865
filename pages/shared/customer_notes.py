"""Notes on a customer: read, written, taken away."""

from __future__ import annotations

import streamlit as st

from pages.shared import session
from pages.shared.words import plain
from retention.errors import Refused
from retention.store import notes


def show(customer: str) -> None:
    """What was noted on the customer, the newest first, and the place for another note."""
    database, formats = session.database(), session.view().formats
    st.subheader("Notes", anchor=False)
    for place, row in enumerate(notes.of_customer(database, customer).itertuples()):
        with st.container(horizontal=True, vertical_alignment="center", key=f"note-{place}"):
            said = f"{plain(row.text)}  \n:gray[{formats.day(row.entered_at)}]"
            st.markdown(said, width="stretch")
            if st.button("Remove", type="tertiary", key=f"note-remove-{place}"):
                written = row.entered_at.to_pydatetime()
                notes.remove(database, row.customer, written, who="dashboard", at=session.moment())
                st.rerun()
    with st.form("note", clear_on_submit=True):
        text = st.text_area("A new note", max_chars=notes.LONGEST, height=90,
                            placeholder="what was said, agreed, promised")  # fmt: skip
        if not st.form_submit_button("Write it down"):
            return
    try:
        notes.write(database, customer, text or "", who="dashboard", at=session.moment())
    except Refused as refused:
        st.error(plain(refused))
        return
    st.rerun()
