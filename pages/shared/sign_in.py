"""One optional passphrase for everybody in the shop.

It is read from the environment variable REGULARS_PASSPHRASE or from `passphrase` in Streamlit's
secrets; where neither is set, the dashboard is open to whoever reaches it, which by default is
this computer only.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import os
import time

import streamlit as st

from pages.shared import door

VARIABLE = "REGULARS_PASSPHRASE"
_SIGNED_IN = "_signed_in"
_WAIT_SECONDS = 1.0


def passphrase() -> str | None:
    """The passphrase in force, or None."""
    from_environment = os.environ.get(VARIABLE, "").strip()
    return from_environment or _from_secrets()


def allowed() -> bool:
    """Whether this visitor may see anything but the log-in page. A changed passphrase signs
    everybody out, because what is kept is the hash of the one that was given."""
    wanted = passphrase()
    given = str(st.session_state.get(_SIGNED_IN, ""))
    admitted = wanted is None or hmac.compare_digest(given.encode(), _hash(wanted).encode())
    door.note(admitted)
    return admitted


def log_in_page() -> None:
    """Ask for the passphrase; a right answer shows the page that was asked for."""
    middle = st.container(key="log-in", horizontal_alignment="center")
    with middle, st.form("log-in-form", width=380):
        st.title("Regulars", anchor=False)
        st.caption("Who comes back, who leaves, whom to contact.")
        given = st.text_input("Passphrase", type="password", autocomplete="current-password")
        if st.form_submit_button("Log in", type="primary", width="stretch"):
            _try(given)


def log_out() -> None:
    """Forget that this visitor signed in, and the files they took."""
    st.session_state.pop(_SIGNED_IN, None)
    door.forget_files()


def _try(given: str) -> None:
    wanted = passphrase() or ""
    wait = door.guesses().begin(door.address())
    if wait > 0:
        # also the right one is not looked at, or guesses beside each other would find it
        st.error(f"Too many wrong passphrases. Try again in {math.ceil(wait / 60)} minutes.")
        return
    if hmac.compare_digest(_hash(given.strip()), _hash(wanted)):
        door.guesses().right(door.address())
        st.session_state[_SIGNED_IN] = _hash(wanted)
        st.rerun()
    time.sleep(_WAIT_SECONDS)  # makes guessing slow
    st.error("This is not the passphrase. Ask the person who set up Regulars.")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _from_secrets() -> str | None:
    try:
        return str(st.secrets["passphrase"]).strip() or None
    except (KeyError, FileNotFoundError):
        return None
