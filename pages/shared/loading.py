"""Loading files from the browser: choosing them, how they would be read, and handing them in."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import asking, downloads, looks, preview, session, under_way, uploads
from pages.shared.looks import Look
from pages.shared.uploads import Waiting
from pages.shared.words import plain
from retention.ingest.importing import Request
from retention.ingest.kinds import kinds, words_of
from retention.ingest.kinds.templates import template

_MOST_LOOKED_AT = 24
"""Files that are looked at together; more would keep the person waiting."""


def load_a_file(formats) -> None:
    """Everything from choosing files to what became of them."""
    if uploads.jobs():
        under_way.show(formats)
        return
    uploaded = st.file_uploader(
        "CSV or Excel, as your till, shop or accounting wrote it: one file, several, or a ZIP",
        accept_multiple_files=True,
        key=f"upload-{st.session_state.get('_upload_round', 0)}",
        help="Any delimiter, encoding and date format. Title rows above the header do not matter. "
             "Each file in a ZIP or TAR.GZ is loaded as one of its own.",
    )  # fmt: skip
    files = uploads.waiting(uploaded)
    if not files:
        looks.forget()
        st.caption(
            "Needed: a date and an amount (or quantity and price); for everything about customers "
            "also a customer number, e-mail or telephone. The same file twice changes nothing."
        )
        _templates()
        return
    for file in files:
        if file.refusal:
            st.error(plain(file.refusal))
    readable = [file for file in files if not file.refusal]
    if len(readable) == 1:
        _one(readable[0])
    elif readable:
        _several(readable, formats)


def _templates() -> None:
    """What else can be loaded, each with a file to fill in."""
    with st.expander("Customers, feedback, costs and plans can be loaded too"):
        for name, kind in kinds().items():
            st.markdown(f"**{kind.title}**")
            downloads.download_row(template(name), f"{name}-template", key=f"template-{name}")


def _one(file: Waiting) -> None:
    look = looks.look_at(file)
    _show(file, look)
    if look.refusal or (look.questions and not look.rows):
        return
    source, corrected = _said_of_all([look])
    if st.button(f"Load {plain(file.name)}", type="primary", disabled=bool(look.questions)):
        _hand_in([(file, look)], source, corrected)


def _several(files: list[Waiting], formats) -> None:
    """All of them in a list, one of them open, and one button for all that can be read."""
    with st.spinner(f"Looking at {formats.count(len(files), 'file')} …"):
        seen = {file.key: looks.look_at(file) for file in files[:_MOST_LOOKED_AT]}
    st.dataframe(
        pd.DataFrame([_state(file, seen.get(file.key), formats) for file in files]),
        hide_index=True, key="waiting-files", alt=f"{len(files)} files, one row each",
    )  # fmt: skip
    names = {file.key: file.name for file in files}
    asking_first = [key for key, look in seen.items() if look.questions]
    key = st.selectbox(
        "Look at one of them", list(names), format_func=lambda each: names[each],
        key="look-at-file", width=480,
        index=list(names).index(asking_first[0]) if asking_first else 0,
    )  # fmt: skip
    chosen = next(file for file in files if file.key == key)
    seen[key] = looks.look_at(chosen)
    _show(chosen, seen[key])
    wanted = [file for file in files if not seen.get(file.key, Look()).refusal]
    if not wanted:
        return
    source, corrected = _said_of_all([seen.get(file.key) for file in wanted])
    if st.button(_label(wanted), type="primary", key="load-all"):
        _hand_in([(file, seen.get(file.key)) for file in wanted], source, corrected)
    if asking_first:
        st.caption("What is left open is asked again after the other files are loaded.")


def _label(wanted: list[Waiting]) -> str:
    return f"Load {plain(wanted[0].name)}" if len(wanted) == 1 else f"Load {len(wanted)} files"


def _state(file: Waiting, look: Look | None, formats) -> dict[str, str]:
    """One row of the list of files."""
    if look is None:
        return {"File": file.name, "Holds": "–", "State": "is looked at while it is loaded"}
    if look.refusal:
        return {"File": file.name, "Holds": "–", "State": look.refusal}
    state = "ready"
    if look.questions:
        state = f"asks {formats.count(len(look.questions), 'question')}"
    title = asking.CHOICE_WORDS.get(look.kind, look.kind or "–")
    return {"File": file.name, "Holds": title.partition(":")[0], "State": state}


def _show(file: Waiting, look: Look) -> None:
    """How one file would be read, and everything about it that can be said otherwise."""
    if look.refusal:
        st.error(plain(look.refusal))
        asking.sheet(file, look)
        return
    for sentence in look.notes:
        st.caption(plain(sentence))
    asking.sheet(file, look)
    asking.forget_last_time(look)
    asking.questions(file, look)
    if not look.rows and look.questions:
        return
    st.markdown("**How the columns are read.** Change what is wrong; the rows below follow.")
    asking.columns(file, look)
    preview.show(list(look.rows), looks.settings().currency, words_of(look.mapping.kind))


def _said_of_all(seen: list[Look | None]) -> tuple[str, bool]:
    """Where the files come from, and whether they correct what is held of their days."""
    source = st.text_input(
        "Where does it come from? (needed only with more than one till or shop)",
        placeholder="such as: web shop", key="source", width=480,
        help="The till, shop or system. Order numbers of two tills may be the same; give each "
             "till its own name, and a corrected export replaces only its own orders.",
    )  # fmt: skip
    corrected = any(_may_correct(look) for look in seen) and st.checkbox(
        "A corrected export: take out what it no longer has", key="replace-period",
        help="Lines held from the same till or shop, on the days of this file, that are not in it "
             "any more go. They come back if you undo the upload.",
    )  # fmt: skip
    return source.strip(), bool(corrected)


def _may_correct(look: Look | None) -> bool:
    return look is None or look.kind == "sales"


def _hand_in(wanted: list[tuple[Waiting, Look | None]], source: str, corrected: bool) -> None:
    """Each file on its own: one that is refused does not stop the others."""
    uploads.remember(
        [uploads.queue().hand_in(_request(file, look, source, corrected)) for file, look in wanted]
    )
    looks.forget()
    st.rerun()


def _request(file: Waiting, look: Look | None, source: str, corrected: bool) -> Request:
    said = looks.answers(look.columns) if look else {}
    return Request(
        path=file.path,
        name=file.name,
        received_at=session.moment(),
        source=source or None,
        sheet=looks.sheet_of(file),
        dates=said.get("dates"),
        decimal=said.get("decimal"),
        fields=looks.fields_in(said),
        who="dashboard",
        kind=said.get("kind"),
        replace_period=corrected and _may_correct(look),
    )
