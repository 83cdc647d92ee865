"""An import under way: how far it is, what it still asks, and what became of the file."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.shared import downloads, fragments, menu, session, uploads
from pages.shared.words import plain
from retention.ingest.importing import Report
from retention.ingest.kinds import kinds
from retention.ingest.queue import Job
from retention.store import batches

ABOUT_THE_FILE = ("kind", "sheet", "dates", "decimal")
CHOICE_WORDS = {
    "sales": "Sales",
    **{name: kind.title for name, kind in kinds().items()},
    "dmy": "day first: 31.12.2026",
    "mdy": "month first: 12/31/2026",
    "ymd": "year first: 2026-12-31",
    ",": "a comma: 1.234,56",
    ".": "a point: 1,234.56",
}


def fields_in(answers: dict) -> dict[str, str | None]:
    """Those of a person's answers that say which column is which field."""
    return {name: value for name, value in answers.items() if name not in ABOUT_THE_FILE}


@st.fragment(run_every=0.5)
def show(formats) -> None:
    """The import under way; the rest of the page is drawn anew when it is done."""
    with fragments.admitted():
        _show(formats)


def _show(formats) -> None:
    job = uploads.job()
    if job is None:
        return
    if not job.done:
        st.progress(
            job.share, f"**{plain(job.request.file)}**: {job.step} … {formats.share(job.share, 0)}"
        )
        st.caption(_time_left(job, formats))
        if st.button("Stop", key="stop-import", disabled=job.stopping.is_set(),
                     help="Nothing of this file will be loaded."):  # fmt: skip
            uploads.queue().cancel(job)
        return
    if not st.session_state.get("_job_seen"):
        st.session_state["_job_seen"] = True
        st.rerun()
    if job.refusal:
        st.error(plain(job.refusal))
    elif job.report.questions:
        _ask_again(job)
    else:
        _result(job, formats)
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
            format_func=lambda each: CHOICE_WORDS.get(each, each),
        )
        for question in job.report.questions
    }  # fmt: skip
    if None in answers.values():
        return
    said = {name: answer for name, answer in answers.items() if name in ABOUT_THE_FILE}
    fields = job.request.fields | fields_in(answers)
    _forget_job()
    uploads.remember(uploads.queue().hand_in(replace(job.request, fields=fields, **said)))
    st.rerun()


def _forget_job() -> None:
    uploads.remember(None)
    st.session_state.pop("_job_seen", None)


_WORTH_TELLING_SECONDS = 20


def _time_left(job: Job, formats) -> str:
    told = "You and others can go on looking around; the numbers change when it is done."
    left = job.seconds_left
    if job.stopping.is_set():
        return "Stopping …"
    if left is None or left < _WORTH_TELLING_SECONDS:
        return told
    minutes = formats.count(max(1, round(left / 60)), "minute")
    return f"About {minutes} left. {told}"


def _pace(job: Job, formats) -> str:
    """How fast a large file was read."""
    if job.seconds < _WORTH_TELLING_SECONDS:
        return ""
    pace = formats.number(job.report.rows / job.seconds)
    return f" It took {formats.count(round(job.seconds), 'second')}, {pace} rows a second."


def _result(job: Job, formats) -> None:
    report: Report = job.report
    number = formats.number
    st.success(
        f"**{plain(report.file)}** is loaded: {number(report.rows)} rows = "
        f"{number(report.accepted)} accepted + {number(report.duplicates)} held already + "
        f"{number(report.rejected)} rejected.{_pace(job, formats)}"
    )
    for warning in report.warnings:
        st.caption(plain(warning))
    if report.updated:
        st.caption(
            f"{number(report.updated)} of the accepted lines belong to orders that were held with "
            "other lines; the newer file replaced them."
        )
    if report.removed:
        st.caption(
            f"{formats.count(report.removed, 'line')} that were held of these days are not in the "
            "file any more and were taken out; undoing the upload brings them back."
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
