"""The error boundary: what went wrong, in one sentence, and a code that support can search.

The log gets the code, the kind of error and the lines of code it passed through; never its
message, which may quote a customer.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from pages.shared.menu import ROOT
from pages.shared.words import plain
from retention.errors import Refused

_log = logging.getLogger("regulars")


@contextmanager
def boundary():
    """Run a page inside it. Streamlit's own reruns and stops pass through."""
    try:
        yield
    except Refused as refused:
        st.error(plain(refused))
    except Exception as error:
        code = note(error)
        st.error(
            f"Something went wrong while this page was made (code {code}). Your data are "
            "unchanged. Reload the page; if it happens again, send the code to your support."
        )


def note(error: Exception) -> str:
    """Write the error to the log without data and give its code. One defect keeps one code."""
    frames = traceback.extract_tb(error.__traceback__)
    path = " > ".join(f"{_shown(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    code = "R-" + hashlib.sha256(f"{type(error).__name__} {path}".encode()).hexdigest()[:6].upper()
    _log.error("%s %s at %s", code, type(error).__name__, path)
    return code


def _shown(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
