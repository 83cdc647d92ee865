"""Imports under way: how far they are, what they still ask, and what became of the files."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.shared import asking, downloads, fragments, looks, menu, session, uploads
from pages.shared.words import plain
from retention.ingest.importing import Report
from retention.ingest.queue import Job
from retention.measures.sentences import uploads as sentences
from retention.store import batches, rates

_SEEN = "_jobs_seen"
_OF_THE_REQUEST = (*looks.ABOUT_THE_FILE, "sheet")


@st.fragment(run_every=0.5)
def show(formats) -> None:
    """The imports under way; the rest of the page is drawn anew when they are done."""
    with fragments.admitted():
        _show(formats)


def _show(formats) -> None:
    jobs = uploads.jobs()
    if not jobs:
        return
    if not all(job.done for job in jobs):
        _progress(jobs, formats)
        return
    if not st.session_state.get(_SEEN):
        st.session_state[_SEEN] = True
        st.rerun()
    if len(jobs) == 1:
        _outcome(0, jobs, formats)
    else:
        _outcomes(jobs, formats)
    if any(job.report and job.report.batch for job in jobs) and menu.exists("overview"):
        st.page_link(menu.entry("overview").path, label="See what changed →")
    if st.button("Load another file", key="another"):
        _forget_jobs()
        st.session_state["_upload_round"] = st.session_state.get("_upload_round", 0) + 1
        st.rerun()


def _progress(jobs: list[Job], formats) -> None:
    """The file under way, its place among the others, and the way to stop."""
    place, job = next((each for each in enumerate(jobs, 1) if not each[1].done), (1, jobs[0]))
    told = "" if len(jobs) == 1 else f"File {place} of {len(jobs)}: "
    st.progress(
        job.share,
        f"{told}**{plain(job.request.file)}**: {job.step} … {formats.share(job.share, 0)}",
    )
    st.caption(_time_left(job, formats))
    still = [job for job in jobs if not job.done]
    if st.button("Stop", key="stop-import", disabled=all(job.stopping.is_set() for job in still),
                 help="Nothing of this file will be loaded, nor of those after it."):  # fmt: skip
        for job in still:
            uploads.queue().cancel(job)


def _outcome(place: int, jobs: list[Job], formats) -> None:
    """What became of one file."""
    job = jobs[place]
    if job.refusal:
        st.error(plain(job.refusal))
    elif job.report.questions:
        _ask_again(place, jobs)
    else:
        _result(job, formats)


_MOST_SHOWN = 50


def _outcomes(jobs: list[Job], formats) -> None:
    """What became of several files: those that wait for somebody stand first and open."""
    loaded = [job for job in jobs if job.report and job.report.batch is not None]
    asking = [job for job in jobs if not job.refusal and job not in loaded]
    refused = [job for job in jobs if job.refusal]
    told = [f"**{formats.count(len(loaded), 'file')}** of {len(jobs)} loaded"]
    told += [f"{len(asking)} left something open"] if asking else []
    told += [f"{len(refused)} not loaded"] if refused else []
    st.markdown(", ".join(told) + ".")
    for job in [*asking, *refused, *loaded][:_MOST_SHOWN]:
        with st.expander(_heading(job, formats), expanded=job not in loaded):
            _outcome(jobs.index(job), jobs, formats)
    if len(jobs) > _MOST_SHOWN:
        st.caption("What became of the others stands in the list of uploads below.")


def _heading(job: Job, formats) -> str:
    if job.refusal:
        told = "not loaded"
    elif job.report.questions:
        told = "left something open"
    else:
        report = job.report
        told = f"{formats.count(report.accepted, 'row')} accepted"
        told += f", {formats.number(report.duplicates)} held already" if report.duplicates else ""
        told += f", {formats.number(report.rejected)} rejected" if report.rejected else ""
    return f"{plain(job.request.file)}: {told}"


def _ask_again(place: int, jobs: list[Job]) -> None:
    """The whole column left something open that the first rows did not show. The uploader has
    forgotten the file by now, so the copy is handed in again with the answers."""
    job = jobs[place]
    st.warning(f"{plain(job.request.file)} left something open; nothing of it was loaded yet.")
    answers = {
        question.field: asking.choices(question, f"again-{place}-{question.field}")
        for question in job.report.questions
    }
    if None in answers.values():
        return
    said = {name: answer for name, answer in answers.items() if name in _OF_THE_REQUEST}
    fields = job.request.fields | {
        name: answer for name, answer in answers.items() if name not in _OF_THE_REQUEST
    }
    anew = uploads.queue().hand_in(replace(job.request, fields=fields, **said))
    _forget_jobs()
    uploads.remember([*jobs[:place], anew, *jobs[place + 1 :]])
    st.rerun()


def _forget_jobs() -> None:
    uploads.remember([])
    st.session_state.pop(_SEEN, None)


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


def _waits(report: Report) -> bool:
    """Whether some of the upload may wait for a rate: of several currencies it tells none."""
    waiting = set(rates.waiting(session.own_database())["currency"])
    return bool(waiting) and (report.currency is None or report.currency in waiting)


def _result(job: Job, formats) -> None:
    report: Report = job.report
    number = formats.number
    if report.duplicates == report.rows and not report.removed:
        st.info(
            f"You have all of **{plain(report.file)}** already: {number(report.rows)} rows, none "
            "of them new. Nothing changed."
        )
        return
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
        waits = _waits(report)
        st.caption(plain(sentences.nameless(report.anonymous_rows, formats, waits=waits)))
    if report.rejected:
        header, rows = batches.rejects(session.own_database(), report.batch)
        st.caption("Mend the rejected rows in this file and upload it again:")
        name = f"rejects-{report.batch}"
        downloads.download_row(pd.DataFrame(rows, columns=header), name, key=f"now-{name}")
