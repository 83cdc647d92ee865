"""Loading a file from the browser: preview, questions, progress, result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from pages.shared import downloads, menu, session, uploads
from pages.shared.words import plain
from retention.errors import Refused
from retention.ingest.fields import SALES_FIELDS, WORDS
from retention.ingest.importing import Report, Request
from retention.ingest.mapping import Mapping, propose
from retention.ingest.preview import try_sample
from retention.ingest.question import Question
from retention.ingest.queue import Job
from retention.ingest.reading import open_table
from retention.store import batches

ENDINGS = ["csv", "txt", "tsv", "xlsx", "xls", "ods", "gz"]
_ABSENT = "– not in this file –"
_ALWAYS = ("ordered_at", "customer", "amount", "order_id", "product", "quantity", "unit_price")
_CHOICE_WORDS = {
    "dmy": "day first: 31.12.2026",
    "mdy": "month first: 12/31/2026",
    "ymd": "year first: 2026-12-31",
    ",": "a comma: 1.234,56",
    ".": "a point: 1,234.56",
}


def load_a_file(formats) -> None:
    """Everything from choosing a file to what became of it."""
    if uploads.job() is not None:
        _running(formats)
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
        return
    try:
        _preview(uploaded)
    except Refused as refusal:
        st.error(plain(refusal))


@dataclass(frozen=True)
class _Look:
    """A file as it would be read with the answers given so far."""

    mapping: Mapping
    rows: list[dict]
    questions: tuple[Question, ...]
    columns: tuple[str, ...]
    sheets: tuple[str, ...]


def _preview(uploaded) -> None:
    answers = _answers(uploaded.file_id)
    look = _look(uploaded, answers)
    for sentence in look.mapping.notes:
        st.caption(plain(sentence))
    if len(look.sheets) > 1:
        _ask_sheet(look.sheets, answers)
    for question in look.questions:
        _ask(question, answers)
    st.markdown("**How the columns are read.** Change what is wrong; the rows below follow.")
    _mapping_controls(look, answers)
    st.dataframe(
        _in_words(look.rows), hide_index=True, placeholder="–", key="preview",
        alt="The first rows of the file as they would be read",
    )  # fmt: skip
    source = st.text_input(
        "Where does it come from? (needed only with more than one till or shop)",
        placeholder="such as: web shop", key="source", width=480,
        help="The till, shop or system. Order numbers of two tills may be the same; give each "
             "till its own name, and a corrected export replaces only its own orders.",
    )  # fmt: skip
    if st.button(f"Load {plain(uploaded.name)}", type="primary", disabled=bool(look.questions)):
        _hand_in(uploaded, answers, source)


def _in_words(rows: list[dict]) -> pd.DataFrame:
    """The previewed rows under the names a person uses; the reason only where a row has one."""
    frame = pd.DataFrame(rows)
    if "reason" in frame and frame["reason"].isna().all():
        frame = frame.drop(columns="reason")
    names = {field: _label(field) for field in SALES_FIELDS}
    return frame.rename(columns=names | {"row_number": "Row", "reason": "Why it is rejected"})


def _label(field: str) -> str:
    return WORDS[field].removeprefix("the ").capitalize()


def _look(uploaded, answers: dict) -> _Look:
    """Read anew only when an answer changed: every click on the page comes through here."""
    key = (uploaded.file_id, tuple(sorted(answers.items(), key=str)))
    if st.session_state.get("_look_key") != key:
        st.session_state["_look"] = _looked(uploaded, answers)
        st.session_state["_look_key"] = key
    return st.session_state["_look"]


def _looked(uploaded, answers: dict) -> _Look:
    path = uploads.copy_of(uploaded)
    try:
        with open_table(path, sheet=answers.get("sheet")) as table:
            mapping = propose(
                table,
                overrides=_fields_in(answers),
                dates=answers.get("dates"),
                decimal=answers.get("decimal"),
            )
            trial = try_sample(table, mapping)
            asked = {question.field for question in mapping.questions}
            more = tuple(each for each in trial.questions if each.field not in asked)
            questions = (*mapping.questions, *more)
            return _Look(mapping, trial.rows, questions, table.columns, tuple(table.sheets or ()))
    except Refused as refusal:
        raise Refused(str(refusal).replace(path.name, uploaded.name)) from None


def _fields_in(answers: dict) -> dict[str, str | None]:
    return {name: value for name, value in answers.items() if name in SALES_FIELDS}


def _hand_in(uploaded, answers: dict, source: str) -> None:
    request = Request(
        path=uploads.copy_of(uploaded),
        name=uploaded.name,
        received_at=datetime.now(UTC).replace(microsecond=0, tzinfo=None),
        source=source.strip() or None,
        sheet=answers.get("sheet"),
        dates=answers.get("dates"),
        decimal=answers.get("decimal"),
        fields=_fields_in(answers),
        who="dashboard",
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
            format_func=lambda each: _CHOICE_WORDS.get(each, each),
        )  # fmt: skip
    if chosen is not None:
        answers[question.field] = chosen
        st.rerun()


def _mapping_controls(look: _Look, answers: dict) -> None:
    shown = [name for name in SALES_FIELDS if name in look.mapping.fields or name in _ALWAYS]
    _field_grid(shown, look, answers)
    rest = [name for name in SALES_FIELDS if name not in shown]
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
                _label(name), options,
                index=options.index(now) if now in options else 0,
                key=f"map-{name}-{now}",
            )  # fmt: skip
        if chosen != now:
            answers[name] = None if chosen == _ABSENT else chosen
            st.rerun()


@st.fragment(run_every=0.5)
def _running(formats) -> None:
    """The import under way; the rest of the page is drawn anew when it is done."""
    job = uploads.job()
    if job is None:
        return
    if not job.done:
        st.progress(job.share, f"{plain(job.request.file)}: {job.step} …")
        st.caption("You and others can go on looking around; the numbers change when it is done.")
        return
    if not st.session_state.get("_job_seen"):
        st.session_state["_job_seen"] = True
        st.rerun()
    if job.refusal:
        st.error(plain(job.refusal))
    elif job.report.questions:
        _ask_again(job)
    else:
        _result(job.report, formats)
    if st.button("Load another file", key="another"):
        _forget_job()
        st.session_state["_upload_round"] = st.session_state.get("_upload_round", 0) + 1
        st.rerun()


def _ask_again(job: Job) -> None:
    """The whole column left something open that the first rows did not show. The uploader has
    forgotten the file by now, so the copy is handed in again with the answers."""
    st.warning("The whole file left something open; nothing was loaded yet.")
    answers = {
        question.field: st.radio(
            plain(question.text), question.candidates, index=None, key=f"again-{question.field}",
            format_func=lambda each: _CHOICE_WORDS.get(each, each),
        )
        for question in job.report.questions
    }  # fmt: skip
    if None in answers.values():
        return
    said = {name: answer for name, answer in answers.items() if name not in SALES_FIELDS}
    fields = job.request.fields | _fields_in(answers)
    _forget_job()
    uploads.remember(uploads.queue().hand_in(replace(job.request, fields=fields, **said)))
    st.rerun()


def _forget_job() -> None:
    uploads.remember(None)
    st.session_state.pop("_job_seen", None)


def _result(report: Report, formats) -> None:
    number = formats.number
    st.success(
        f"**{plain(report.file)}** is loaded: {number(report.rows)} rows = "
        f"{number(report.accepted)} accepted + {number(report.duplicates)} held already + "
        f"{number(report.rejected)} rejected."
    )
    for warning in report.warnings:
        st.caption(plain(warning))
    if report.updated:
        st.caption(
            f"{number(report.updated)} of the accepted lines belong to orders that were held with "
            "other lines; the newer file replaced them."
        )
    if report.anonymous_rows:
        st.caption(
            f"{number(report.anonymous_rows)} lines name no customer: they count in the money and "
            "are left out of every number about customers."
        )
    if report.rejected:
        header, rows = batches.rejects(session.own_database(), report.batch)
        st.caption("Mend the rejected rows in this file and upload it again:")
        downloads.download_row(
            pd.DataFrame(rows, columns=header), f"rejects-{report.batch}", key="rejects-now"
        )
    if menu.exists("overview"):
        st.page_link(menu.entry("overview").path, label="See what changed →")
