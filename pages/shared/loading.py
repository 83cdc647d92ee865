"""Loading a file from the browser: choosing it, how it would be read, and what it asks."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.shared import downloads, preview, session, under_way, uploads
from pages.shared.words import plain
from retention.errors import Refused
from retention.ingest.fields import SALES_FIELDS
from retention.ingest.importing import Request
from retention.ingest.kinds import kinds, words_of
from retention.ingest.kinds.templates import template
from retention.ingest.mapping import Mapping
from retention.ingest.preview import Trial, try_sample
from retention.ingest.question import Question
from retention.ingest.reading import open_table
from retention.ingest.remembered import Answers, forget, recalled
from retention.ingest.understanding import understand
from retention.settings import Settings
from retention.store import Database, open_database

ENDINGS = ["csv", "txt", "tsv", "xlsx", "xls", "ods", "gz"]
_ABSENT = "– not in this file –"
_ALWAYS = ("ordered_at", "customer", "amount", "order_id", "product", "quantity", "unit_price")


def load_a_file(formats) -> None:
    """Everything from choosing a file to what became of it."""
    if uploads.job() is not None:
        under_way.show(formats)
        return
    uploaded = st.file_uploader(
        "CSV or Excel, as your till, shop or accounting wrote it", type=ENDINGS,
        key=f"upload-{st.session_state.get('_upload_round', 0)}",
        help="Any delimiter, encoding and date format. Title rows above the header do not matter.",
    )  # fmt: skip
    if uploaded is None:
        uploads.forget_copy()
        st.caption(
            "Needed: a date and an amount (or quantity and price); for everything about customers "
            "also a customer number, e-mail or telephone. The same file twice changes nothing."
        )
        _templates()
        return
    try:
        _preview(uploaded)
    except Refused as refusal:
        st.error(plain(refusal))


def _templates() -> None:
    """What else can be loaded, each with a file to fill in."""
    with st.expander("Customers, feedback, costs and plans can be loaded too"):
        for name, kind in kinds().items():
            st.markdown(f"**{kind.title}**")
            downloads.download_row(template(name), f"{name}-template", key=f"template-{name}")


@dataclass(frozen=True)
class _Look:
    """A file as it would be read with the answers given so far."""

    mapping: Mapping
    rows: list[dict]
    notes: tuple[str, ...]
    questions: tuple[Question, ...]
    columns: tuple[str, ...]
    sheets: tuple[str, ...]
    is_remembered: bool


def _preview(uploaded) -> None:
    answers = _answers(uploaded.file_id)
    look = _look(uploaded, answers)
    for sentence in look.notes:
        st.caption(plain(sentence))
    if len(look.sheets) > 1:
        _ask_sheet(look.sheets, answers)
    if look.is_remembered:
        _offer_to_forget(look)
    for question in look.questions:
        _ask(question, answers)
    if not look.rows and look.questions:
        return
    st.markdown("**How the columns are read.** Change what is wrong; the rows below follow.")
    _mapping_controls(look, answers)
    preview.show(look.rows, _settings().currency, words_of(look.mapping.kind))
    source = st.text_input(
        "Where does it come from? (needed only with more than one till or shop)",
        placeholder="such as: web shop", key="source", width=480,
        help="The till, shop or system. Order numbers of two tills may be the same; give each "
             "till its own name, and a corrected export replaces only its own orders.",
    )  # fmt: skip
    corrected = look.mapping.kind == "sales" and st.checkbox(
        "A corrected export: take out what it no longer has", key="replace-period",
        help="Lines held from the same till or shop, on the days of this file, that are not in it "
             "any more go. They come back if you undo the upload.",
    )  # fmt: skip
    if st.button(f"Load {plain(uploaded.name)}", type="primary", disabled=bool(look.questions)):
        _hand_in(uploaded, answers, source, corrected)


def _own() -> Database:
    """The own database, whichever is looked at; none is made by asking."""
    return open_database(session.own_path(), create=False)


def _settings() -> Settings:
    """How the own business counts."""
    return _own().settings


def _said(answers: dict) -> Answers:
    """What the person said about the file's columns."""
    return Answers(
        answers.get("kind"), under_way.fields_in(answers), answers.get("dates"),
        answers.get("decimal"),
    )  # fmt: skip


def _offer_to_forget(look: _Look) -> None:
    """Answers of last time are used; one button does without them from now on."""
    if st.button(
        "Forget last time's answers",
        type="tertiary",
        key="forget-answers",
        help="This file, and the next with these columns, are read and asked anew.",
    ):
        forget(_own(), look.columns, who="dashboard")
        st.session_state.pop("_look_key", None)
        st.rerun()


def _look(uploaded, answers: dict) -> _Look:
    """Read anew only when an answer changed: every click on the page comes through here."""
    key = (uploaded.file_id, _settings().time_zone, tuple(sorted(answers.items(), key=str)))
    if st.session_state.get("_look_key") != key:
        st.session_state["_look"] = _looked(uploaded, answers)
        st.session_state["_look_key"] = key
    return st.session_state["_look"]


def _looked(uploaded, answers: dict) -> _Look:
    path = uploads.copy_of(uploaded)
    try:
        with open_table(path, sheet=answers.get("sheet")) as table:
            usual = recalled(_own(), table.columns)
            mapping = understand(table, _said(answers), usual)
            open_kind = any(question.field == "kind" for question in mapping.questions)
            trial = (
                Trial([], ()) if open_kind
                else try_sample(table, mapping, time_zone=_settings().time_zone)
            )  # fmt: skip
            asked = {question.field for question in mapping.questions}
            more = tuple(each for each in trial.questions if each.field not in asked)
            questions = (*mapping.questions, *more)
            notes = (*mapping.notes, *trial.notes)
            return _Look(
                mapping, trial.rows, notes, questions, table.columns, tuple(table.sheets),
                bool(usual),
            )  # fmt: skip
    except Refused as refusal:
        raise Refused(str(refusal).replace(path.name, uploaded.name)) from None


def _hand_in(uploaded, answers: dict, source: str, corrected: bool) -> None:
    request = Request(
        path=uploads.copy_of(uploaded),
        name=uploaded.name,
        received_at=session.moment(),
        source=source.strip() or None,
        sheet=answers.get("sheet"),
        dates=answers.get("dates"),
        decimal=answers.get("decimal"),
        fields=under_way.fields_in(answers),
        who="dashboard",
        kind=answers.get("kind"),
        replace_period=corrected,
    )
    uploads.remember(uploads.queue().hand_in(request))
    st.rerun()


def _answers(file_id: str) -> dict:
    """What the person said about this file so far."""
    if st.session_state.get("_answers_for") != file_id:
        st.session_state["_answers_for"] = file_id
        st.session_state["_answers"] = {}
    return st.session_state["_answers"]


def _ask_sheet(sheets, answers: dict) -> None:
    chosen = st.selectbox(
        "Which sheet holds the sales?", sheets,
        index=sheets.index(answers["sheet"]) if answers.get("sheet") in sheets else 0,
    )  # fmt: skip
    if chosen != answers.get("sheet", sheets[0]):
        answers["sheet"] = chosen
        st.rerun()


def _ask(question: Question, answers: dict) -> None:
    """One open question; an answer is kept and everything is read anew."""
    with st.container(key=f"question-{question.field}", border=True):
        chosen = st.radio(
            plain(question.text), question.candidates, index=None, key=f"ask-{question.field}",
            format_func=lambda each: under_way.CHOICE_WORDS.get(each, each),
        )  # fmt: skip
    if chosen is not None:
        answers[question.field] = chosen
        st.rerun()


def _mapping_controls(look: _Look, answers: dict) -> None:
    known = kinds()[look.mapping.kind].fields if look.mapping.kind in kinds() else SALES_FIELDS
    always = _ALWAYS if look.mapping.kind == "sales" else ()
    shown = [name for name in known if name in look.mapping.fields or name in always]
    _field_grid(shown, look, answers)
    rest = [name for name in known if name not in shown]
    if rest:
        with st.expander(f"{len(rest)} more fields that this file does not seem to have"):
            _field_grid(rest, look, answers)


def _field_grid(names, look: _Look, answers: dict) -> None:
    places = st.columns(4)
    options = [_ABSENT, *look.columns]
    for number, name in enumerate(names):
        now = look.mapping.fields.get(name, _ABSENT)
        with places[number % 4]:
            chosen = st.selectbox(
                preview.label(name, words_of(look.mapping.kind)), options,
                index=options.index(now) if now in options else 0,
                key=f"map-{name}-{now}",
            )  # fmt: skip
        if chosen != now:
            answers[name] = None if chosen == _ABSENT else chosen
            st.rerun()
