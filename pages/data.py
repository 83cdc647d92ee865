"""What have we loaded?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import (
    answer,
    backups,
    batch_list,
    data_quality,
    identities,
    loading,
    rates,
    session,
)
from retention.measures.sentences import uncounted
from retention.store import batches

page = guard.open_page("data")
database = session.database()

if session.is_sample():
    answer.headline(
        "You are looking at a made-up shop. Load your own sales, and it steps aside.",
        "Your file goes into an empty database of your own, on this computer; nothing leaves it.",
    )
elif not database.is_lost:
    held = session.holds_uploads(database)
    nothing = f"{uncounted.HEADING}." if held else "Nothing is loaded yet."
    answer.headline(batch_list.summary(database, page.formats) or nothing)

if database.is_lost:
    backups.lost(database, page.formats)
    st.stop()
backups.built_anew()
rates.warn()
batch_list.undone()
batch_list.refused_files()
st.subheader("Load a file", anchor=False)
loading.load_a_file(page.formats)

if not session.is_sample() and len(batches.listed(database)):
    st.subheader("Uploads", anchor=False)
    batch_list.uploads(database, page.formats)
if not session.is_sample() and page.as_of is not None:
    st.subheader("How good are the data?", anchor=False)
    data_quality.report(page.formats)
    identities.panel(page.formats)
if not session.is_sample() and len(batches.listed(database)):
    st.subheader("Backup", anchor=False)
    backups.panel(database, page.formats)
