"""What a file leaves open and what was understood, to be answered and corrected by a person."""

from __future__ import annotations

import streamlit as st

from pages.shared import looks, preview
from pages.shared.looks import Look
from pages.shared.uploads import Waiting
from pages.shared.words import plain
from retention.ingest.fields import SALES_FIELDS
from retention.ingest.kinds import kinds, words_of
from retention.ingest.question import Question
from retention.ingest.remembered import forget

CHOICE_WORDS = {
    "sales": "Sales",
    **{name: kind.title for name, kind in kinds().items()},
    "dmy": "day first: 31.12.2026",
    "mdy": "month first: 12/31/2026",
    "ymd": "year first: 2026-12-31",
    ",": "a comma: 1.234,56",
    ".": "a point: 1,234.56",
}
_ABSENT = "– not in this file –"
_ALWAYS = ("ordered_at", "customer", "amount", "order_id", "product", "quantity", "unit_price")


def choices(question: Question, key: str) -> str | None:
    """One question with its possible answers; what was chosen, or None."""
    return st.radio(
        plain(question.text), question.candidates, index=None, key=key,
        format_func=lambda each: CHOICE_WORDS.get(each, each),
    )  # fmt: skip


def sheet(file: Waiting, look: Look) -> None:
    """Which sheet is read, where a workbook has several and it is no open question."""
    if len(look.sheets) < 2 or any(each.field == "sheet" for each in look.questions):
        return
    chosen = st.selectbox(
        "Which sheet holds the sales?", look.sheets, key=f"sheet-{file.key}",
        index=look.sheets.index(look.sheet) if look.sheet in look.sheets else 0,
    )  # fmt: skip
    if chosen != look.sheet:
        looks.answer(file, look, "sheet", chosen)
        st.rerun()


def questions(file: Waiting, look: Look) -> None:
    """The open questions; an answer is kept and everything is read anew."""
    for question in look.questions:
        with st.container(key=f"question-{question.field}", border=True):
            chosen = choices(question, f"ask-{question.field}")
        if chosen is not None:
            looks.answer(file, look, question.field, chosen)
            st.rerun()


def forget_last_time(look: Look) -> None:
    """Answers of last time are used; one button does without them from now on."""
    if look.is_remembered and st.button(
        "Forget last time's answers",
        type="tertiary",
        key="forget-answers",
        help="This file, and the next with these columns, are read and asked anew.",
    ):
        forget(looks.own(), look.columns, who="dashboard")
        looks.look_anew()
        st.rerun()


def columns(file: Waiting, look: Look) -> None:
    """Which column is read as which field; each can be changed."""
    kind = look.mapping.kind
    known = kinds()[kind].fields if kind in kinds() else SALES_FIELDS
    always = _ALWAYS if kind == "sales" else ()
    shown = [name for name in known if name in look.mapping.fields or name in always]
    _grid(shown, file, look)
    rest = [name for name in known if name not in shown]
    if rest:
        with st.expander(f"{len(rest)} more fields that this file does not seem to have"):
            _grid(rest, file, look)


def _grid(names, file: Waiting, look: Look) -> None:
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
            looks.answer(file, look, name, None if chosen == _ABSENT else chosen)
            st.rerun()
