"""Files on their way from the browser to the one writer."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import streamlit as st

from pages.shared import session
from retention.ingest.queue import ImportQueue, Job

_JOB = "_import_job"
_COPIES = "_upload_copies"


@st.cache_resource(show_spinner=False)
def _queue(path: str) -> ImportQueue:
    """One writer per database and server process, whoever uploads."""
    return ImportQueue(session.own_database())


def queue() -> ImportQueue:
    """The one writer of the own database; started with the server's first visitor, so that files
    left in its inbox are taken too."""
    return _queue(str(session.own_path()))


def copy_of(uploaded) -> Path:
    """The uploaded file on disk under its own ending; written once per upload."""
    copies = st.session_state.setdefault(_COPIES, {})
    known = copies.get(uploaded.file_id)
    if known and known.exists():
        return known
    folder = Path(tempfile.mkdtemp(prefix="regulars-"))
    path = folder / ("upload" + "".join(Path(uploaded.name).suffixes[-2:]))
    uploaded.seek(0)
    with open(path, "wb") as file:
        shutil.copyfileobj(uploaded, file)
    copies[uploaded.file_id] = path
    return path


def remember(job: Job | None) -> None:
    """Keep the visitor's running or finished import in the session."""
    st.session_state[_JOB] = job


def job() -> Job | None:
    return st.session_state.get(_JOB)
