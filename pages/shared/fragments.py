"""Parts of a page that run again without the page: fragments and dialogs. Neither the guard nor the
frame stands before such a run, so they ask for the permission and keep errors from the log
themselves."""

from __future__ import annotations

from contextlib import contextmanager

import streamlit as st

from pages.shared import sign_in, trouble


@contextmanager
def admitted():
    """Run the part inside it. Whoever is not let in any more gets the page anew, and its guard."""
    if not sign_in.allowed():
        st.rerun()
    with trouble.boundary():
        yield
