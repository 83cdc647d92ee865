"""Files on their way from the browser to the one writer."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import streamlit as st

from pages.shared import session
from retention.ingest.queue import ImportQueue, Job
from retention.store.temporary import new_folder

_JOB = "_import_job"
_COPY = "_upload_copy"


@st.cache_resource(show_spinner=False)
def _queue(path: str) -> ImportQueue:
    """One writer per database and server process, whoever uploads."""
    return ImportQueue(session.own_database())


def queue() -> ImportQueue:
    """The one writer of the own database; started with the server's first visitor, so that files
    left in its inbox are taken too."""
    return _queue(str(session.own_path()))


@st.cache_resource(show_spinner=False)
def _folder() -> tempfile.TemporaryDirectory:
    """Where uploads wait, one folder a server process; it goes when the process ends."""
    return new_folder()


def copy_of(uploaded) -> Path:
    """The uploaded file on disk under its own name, which questions and refusals tell; written
    once per upload. The copy of the file this visitor chose before is deleted."""
    file_id, path = st.session_state.get(_COPY, (None, None))
    if file_id == uploaded.file_id and path.exists():
        return path
    forget_copy()
    path = Path(tempfile.mkdtemp(dir=_folder().name)) / own_name(uploaded.name)
    uploaded.seek(0)
    with path.open("wb") as file:
        st.session_state[_COPY] = (uploaded.file_id, path)
        shutil.copyfileobj(uploaded, file)
    return path


def own_name(told: str) -> str:
    """The name that a browser tells, fit to be a file's: no folders, nothing that does not print,
    the end kept where it is long."""
    name = "".join(sign for sign in Path(told.replace("\\", "/")).name if sign.isprintable())
    return name.encode()[-200:].decode(errors="ignore").strip(" .") or "upload"


def forget_copy() -> None:
    """Delete the copy of the file this visitor looked at."""
    _, path = st.session_state.pop(_COPY, (None, None))
    if path:
        path.unlink(missing_ok=True)


def remember(job: Job | None) -> None:
    """Keep the visitor's running or finished import in the session."""
    st.session_state[_JOB] = job


def job() -> Job | None:
    return st.session_state.get(_JOB)
