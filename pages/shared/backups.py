"""Keeping the data safe: the backup, how it comes back, building anew, and what was done so far."""

from __future__ import annotations

import shlex
from pathlib import Path

import pandas as pd
import streamlit as st

from pages.shared import downloads, session
from pages.shared.words import plain
from retention.errors import Refused
from retention.ingest.undoing import rebuild
from retention.measures.sentences import uploads as sentences
from retention.store import Database
from retention.store.backup import backup, bytes_to_pack
from retention.store.changes import BY_ITSELF
from retention.store.temporary import new_folder

_FEW = 8
_BUILT = "_built_anew"
_MOST_BYTES = 2 << 30
"""A backup of more would not fit into a browser's download, which waits in memory."""


def panel(database: Database, formats) -> None:
    """The backup as one file, with the command that brings it back."""
    place = shlex.quote(str(session.own_path()))
    size = bytes_to_pack(database)
    st.markdown(
        "A backup is one file with every upload as it came and everything you entered, "
        f"up to {formats.number(max(1, round(size / 1e6)))} MB. Keep it on another disk."
    )
    if size > _MOST_BYTES:
        st.markdown("It is too large for a download. Close the dashboard and run:")
        st.code(f"python -m retention backup FILE.zip --db {place}", language=None, wrap_lines=True)
    else:
        st.download_button(
            "Download a backup",
            lambda: _made(database),
            f"regulars-{session.moment():%Y-%m-%d}.zip",
            "application/zip",
            key="backup",
            on_click="ignore",
            help="Made when you press it; meanwhile others can go on looking, and uploads wait.",
        )
    with st.expander("How a backup comes back", key="restoring"):
        st.markdown(
            "It takes the place of everything that is loaded here, for everybody, so nobody may "
            "have the dashboard open: close it on this computer, then run this with the file's "
            "name. The backup is built and checked first; what stands here now is kept in a "
            "folder beside it, named with the day."
        )
        st.code(
            f"python -m retention restore FILE.zip --replace --db {place}",
            language=None,
            wrap_lines=True,
        )
    _history(database)


def lost(database: Database, formats) -> None:
    """An empty database beside a full archive: one button builds it anew."""
    count = formats.count(len(database.archive.manifests()), "upload")
    st.error(
        f"The database was lost: this one is empty. What you loaded is kept beside it as it came "
        f"({count}), and everything can be counted from there again; until then nothing is loaded "
        "or changed. If you moved the file yourself, close the dashboard and put it back instead."
    )
    if missing := database.archive.missing():
        st.warning(sentences.without_records(missing))
    if st.button("Build it anew", type="primary", key="build-anew"):
        _rebuild(database, formats)


def built_anew() -> None:
    """Say once that everything was built anew."""
    if told := st.session_state.pop(_BUILT, None):
        st.success(told)


def _rebuild(database: Database, formats) -> None:
    if not database.is_lost:  # somebody else was quicker
        st.rerun()
    try:
        with st.spinner("Reading every upload again …"):
            count = rebuild(database, who="dashboard")
    except Refused as refusal:
        st.error(plain(refusal))
        return
    st.session_state[_BUILT] = f"Everything is built anew from {formats.count(count, 'upload')}."
    st.rerun()


def _made(database: Database) -> bytes:
    with new_folder() as folder:
        target = Path(folder) / "backup.zip"
        backup(database, target, made_at=session.moment())
        return target.read_bytes()


def _history(database: Database) -> None:
    """Every change, the newest first."""
    told = pd.DataFrame(database.rows("store/changes"), columns=["changed_at", "who", "what"])
    told["who"] = told["who"].replace(dict.fromkeys(BY_ITSELF, "Regulars"))
    with st.expander("Who did what, and when", key="history"):
        st.dataframe(
            told.iloc[::-1],
            hide_index=True,
            height=320 if len(told) > _FEW else "auto",
            key="history-table",
            column_config={
                "changed_at": st.column_config.DatetimeColumn(
                    "When (UTC)", format="D MMM YYYY, HH:mm", width="small"
                ),
                "who": st.column_config.TextColumn("By", width="small"),
                "what": st.column_config.TextColumn("What", width="large"),
            },
            alt=f"{len(told)} changes, one row each",
        )
        downloads.download_row(told, "history", key="history")
