"""What the server remembers of its visitors: wrong passphrases by address, and which sessions are
signed in, so that nobody else can leave files in its memory."""

from __future__ import annotations

import threading
import time
from collections import deque

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

WINDOW_SECONDS = 600.0
MOST_WRONG = 10
MOST_WRONG_OF_ALL = 200
"""Wrong passphrases within the window after which an address, or everybody, has to wait."""


class Guesses:
    """Tries of the last minutes that were not right. Safe to share between threads."""

    def __init__(self):
        self._tries: deque[tuple[float, str]] = deque()
        self._lock = threading.Lock()

    def begin(self, address: str, now: float | None = None) -> float:
        """Seconds to wait before the next try from this address. 0: it may try now, and the try
        counts as wrong until `right` is called, so that tries beside each other are all counted."""
        now = time.monotonic() if now is None else now
        with self._lock:
            while self._tries and self._tries[0][0] <= now - WINDOW_SECONDS:
                self._tries.popleft()
            own = [when for when, who in self._tries if who == address]
            everybody = [when for when, _ in self._tries]
            for tries, most in ((own, MOST_WRONG), (everybody, MOST_WRONG_OF_ALL)):
                if len(tries) >= most:
                    return tries[-most] + WINDOW_SECONDS - now
            self._tries.append((now, address))
        return 0.0

    def right(self, address: str) -> None:
        """The try was right: this address begins anew."""
        with self._lock:
            self._tries = deque(each for each in self._tries if each[1] != address)


class Admitted:
    """The sessions that may see data, and hence upload. Streamlit takes a file from every open
    session, also from one that stands before the log-in; asked whether a session is open, its
    upload address is told of admitted ones alone."""

    def __init__(self):
        self._sessions: set[str] = set()
        self._open = lambda _: True
        if runtime.exists():
            running = runtime.get_instance()
            self._open, running.is_active_session = running.is_active_session, self.may_upload

    def may_upload(self, session: str) -> bool:
        """Whether this session is open and was admitted in its last run."""
        return session in self._sessions and self._open(session)

    def note(self, session: str, admitted: bool) -> None:
        """Say after each look whether a session is admitted."""
        if not admitted:
            self._sessions.discard(session)
        elif session not in self._sessions:
            self._sessions = {each for each in self._sessions if self._open(each)} | {session}


@st.cache_resource(show_spinner=False)
def guesses() -> Guesses:
    """Those of this server."""
    return Guesses()


@st.cache_resource(show_spinner=False)
def _admitted() -> Admitted:
    return Admitted()


def note(admitted: bool) -> None:
    """Remember whether the visitor of this run is admitted."""
    context = get_script_run_ctx()
    if context is not None:
        _admitted().note(context.session_id, admitted)


def forget_files() -> None:
    """Mark the files this session took along for deletion, which comes with the end of the run.
    Streamlit alone would keep them, for whoever has their address, until somebody's next run."""
    if runtime.exists():
        files = runtime.get_instance().media_file_mgr
        files.clear_session_refs()
        files.remove_orphaned_files()


def address() -> str:
    """Where the visitor of this run comes from."""
    return st.context.ip_address or "this computer"
