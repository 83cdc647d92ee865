"""Files on their way from the browser to the one writer."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from pages.shared import session
from retention.errors import Refused
from retention.ingest.packed import Inside, is_archive, unpack
from retention.ingest.queue import ImportQueue, Job
from retention.store.backup import is_backup
from retention.store.temporary import new_folder

_JOBS = "_import_jobs"
_COPIES = "_upload_copies"


@dataclass(frozen=True)
class Waiting:
    """One file to look at and load: ``name`` as its owner knows it ("may.zip/shop.csv"), where its
    copy is, and why it is refused unopened, if it is. ``key`` tells it from all others."""

    key: str
    name: str
    path: Path
    refusal: str | None = None


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


def waiting(uploaded: list) -> list[Waiting]:
    """The files in what the browser sent, archives unpacked, each on disk; written once per
    upload. The copies of what this visitor took out again are deleted."""
    copies = st.session_state.setdefault(_COPIES, {})
    for gone in copies.keys() - {each.file_id for each in uploaded}:
        _delete(copies.pop(gone))
    return [file for each in uploaded for file in _copied(each, copies)]


def _copied(uploaded, copies: dict) -> tuple[Waiting, ...]:
    if copies.get(uploaded.file_id):
        return copies[uploaded.file_id]
    folder = Path(tempfile.mkdtemp(dir=_folder().name))
    try:
        inside = _inside(_written(uploaded, folder), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    copies[uploaded.file_id] = tuple(
        Waiting(f"{uploaded.file_id}-{place}", each.name, each.path, each.refusal)
        for place, each in enumerate(inside)
    )
    return copies[uploaded.file_id]


def _written(uploaded, folder: Path) -> Path:
    """The upload on disk under its own name, which questions and refusals tell."""
    path = folder / own_name(uploaded.name)
    uploaded.seek(0)
    with path.open("wb") as file:
        shutil.copyfileobj(uploaded, file)
    return path


def _inside(path: Path, folder: Path) -> list[Inside]:
    """The file itself, or what it packs. Of a refused archive nothing stays on the disk."""
    if not is_archive(path):
        return [Inside(path.name, path)]
    if is_backup(path):
        return [Inside(path.name, path, _IS_BACKUP.format(name=path.name))]
    unpacked = folder / "unpacked"
    unpacked.mkdir()
    try:
        return [_renamed(each, place) for place, each in enumerate(unpack(path, unpacked))]
    except Refused as refusal:
        shutil.rmtree(unpacked)
        return [Inside(path.name, path, str(refusal))]
    finally:
        path.unlink()


def _renamed(inside: Inside, place: int) -> Inside:
    """An unpacked file under its own name, which questions and refusals tell."""
    path = inside.path.parent / f"file-{place}" / own_name(inside.name)
    path.parent.mkdir()
    return replace(inside, path=inside.path.rename(path))


_IS_BACKUP = (
    "{name} is a backup, not an export; close the dashboard and bring it back with "
    "`python -m retention restore`."
)


def own_name(told: str) -> str:
    """The name that a browser tells, fit to be a file's: no folders, nothing that does not print,
    the end kept where it is long."""
    name = "".join(sign for sign in Path(told.replace("\\", "/")).name if sign.isprintable())
    return name.encode()[-200:].decode(errors="ignore").strip(" .") or "upload"


def _delete(files: tuple[Waiting, ...]) -> None:
    """Delete the copies of one upload, with the folders made for them."""
    home = Path(_folder().name)
    for file in files:
        folder = next(each for each in file.path.parents if each.parent == home)
        shutil.rmtree(folder, ignore_errors=True)


def remember(jobs: list[Job]) -> None:
    """Keep the visitor's running or finished imports in the session."""
    st.session_state[_JOBS] = jobs


def jobs() -> list[Job]:
    return st.session_state.get(_JOBS, [])
