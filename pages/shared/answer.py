"""The parts a page is made of: its answer in words, its numbers, its help, its empty state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.shared import menu, session
from pages.shared.words import plain
from retention import glossary
from retention.measures.sentences import quality, uncounted


@dataclass(frozen=True)
class Metric:
    """One number of a row. `value` and `change` are written out ('1,234', '+12'), `against` says
    beside what ('on Sep 2026'); `good` says whether the change is welcome (None: neither);
    `history` draws the small line; `term` is its glossary entry, whose label and sentence stand
    beside the number."""

    term: str
    value: str
    change: str | None = None
    good: bool | None = None
    history: Sequence[float] = ()
    label: str | None = None
    against: str | None = None


def headline(sentence: str, detail: str = "") -> None:
    """The page's answer in words, then one quieter sentence. Markdown's ** is kept; text from
    data must come through `words.plain`."""
    with st.container(key="headline"):
        st.markdown(sentence)
    if detail:
        st.caption(detail)


def metric_row(metrics: Sequence[Metric], per_row: int = 4) -> None:
    """Numbers side by side, each with its change, small history and 'how is this counted'."""
    for start in range(0, len(metrics), per_row):
        row = metrics[start : start + per_row]
        for column, metric in zip(st.columns(per_row), row, strict=False):
            with column:
                _metric(metric)


def _metric(metric: Metric) -> None:
    entry = glossary.entry(metric.term)
    change = metric.change or ""
    colour = "gray" if metric.good is None or not change else "green" if metric.good else "red"
    arrow = "down" if change.startswith(("−", "-")) else "up" if change.startswith("+") else "off"
    st.metric(
        metric.label or entry.label,
        plain(metric.value),
        plain(change) or None,
        delta_color=colour,
        delta_arrow=arrow,
        delta_description=plain(metric.against) if metric.against else None,
        help=f"{plain(entry.sentence)}  \n{plain(entry.formula)}",
        border=True,
        height="stretch",
        chart_data=list(metric.history) or None,
        chart_type="line",
    )


def how_counted(term: str, *, named: bool = False) -> None:
    """A small button that opens the glossary entry of `term`; `named` where several stand side by
    side."""
    entry = glossary.entry(term)
    with st.popover(
        f"{entry.label}?" if named else "How is this counted?", type="tertiary", key=f"how-{term}"
    ):
        st.markdown(f"**{entry.label}**" + (f" ({entry.unit})" if entry.unit else ""))
        st.markdown(entry.sentence)
        if entry.formula:
            st.code(entry.formula, language=None, wrap_lines=True)


def empty_page(what_file: str) -> None:
    """Say which file would fill this page, with the way to load it."""
    with st.container(key="empty", border=True):
        st.subheader("Nothing to show yet", anchor=False)
        st.markdown(f"This page is filled by {what_file}.")
        if menu.exists("data"):
            st.page_link(menu.entry("data").path, label="Load a file →")


def nothing_counted(why: str, *, waits: bool) -> None:
    """Say why no upload counts yet; where lines wait for a rate, the way leads to its place."""
    with st.container(key="empty", border=True):
        st.subheader(uncounted.HEADING, anchor=False)
        st.markdown(plain(why))
        page, label = ("settings", "Enter the rate →") if waits else ("data", "See the uploads →")
        if menu.exists(page):
            st.page_link(menu.entry(page).path, label=label)


def lost() -> None:
    """Say that the database was lost and where it is built anew."""
    with st.container(key="empty", border=True):
        st.subheader("The database was lost, your uploads were not", anchor=False)
        st.markdown("They are kept as they came, and everything is counted from them again.")
        if menu.exists("data"):
            st.page_link(menu.entry("data").path, label="Build it anew →")


def note(sentence: str) -> None:
    """A quiet aside under a picture: what a number leaves out, or why it is grey."""
    st.caption(sentence)


def gaps_in_the_file() -> None:
    """Warn of months in which nobody bought anything: they count as zeros."""
    told = quality.missing_months(session.ask("quality.months"), session.view().formats)
    if told:
        st.warning(plain(told))


def too_few(what: str) -> None:
    """Say that there is too little to draw, instead of an empty chart."""
    with st.container(border=True):
        st.caption(plain(what))
