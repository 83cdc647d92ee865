"""What a file would bring, read with the answers given so far; read anew only when one changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from pages.shared import session
from pages.shared.uploads import Waiting
from retention.errors import Refused
from retention.ingest.mapping import Mapping
from retention.ingest.preview import Trial, try_sample
from retention.ingest.question import Question
from retention.ingest.remembered import Answers, open_as_usual, recalled
from retention.ingest.table import TextTable
from retention.ingest.understanding import understand
from retention.settings import Settings
from retention.store import Database, open_database

ABOUT_THE_FILE = ("kind", "dates", "decimal")
_ANSWERS = "_answers"
_SHEETS = "_sheets"
_LOOKS = "_looks"


@dataclass(frozen=True)
class Look:
    """A file as it would be read; with a `refusal` it cannot be, and all else is empty."""

    mapping: Mapping | None = None
    rows: tuple[dict, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    columns: tuple[str, ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    is_remembered: bool = False
    refusal: str | None = None

    @property
    def kind(self) -> str | None:
        """Sales, customers …; None while it is not known."""
        asked = any(question.field == "kind" for question in self.questions)
        return None if asked or self.mapping is None else self.mapping.kind


def look_at(file: Waiting) -> Look:
    """Every click on the page comes through here, so that a look is kept while it holds."""
    held = st.session_state.setdefault(_LOOKS, {})
    known, look = held.get(file.key, (None, Look()))
    if known is None or known != _given(file, look.columns):
        look = _looked(file, look.sheets)
        held[file.key] = (_given(file, look.columns), look)
    return look


def answers(columns: tuple[str, ...]) -> dict:
    """What the person said about files with these columns so far: an answer holds for each of
    them, as it will for next month's."""
    return st.session_state.setdefault(_ANSWERS, {}).setdefault(columns, {})


def answer(file: Waiting, look: Look, about: str, said: str | None) -> None:
    """Keep one answer; the file, and others with its columns, are read anew."""
    if about == "sheet":
        st.session_state.setdefault(_SHEETS, {})[file.key] = said
    else:
        answers(look.columns)[about] = said


def sheet_of(file: Waiting) -> str | None:
    """The sheet that the person chose."""
    return st.session_state.get(_SHEETS, {}).get(file.key)


def fields_in(said: dict) -> dict[str, str | None]:
    """Those of a person's answers that say which column is which field."""
    return {name: value for name, value in said.items() if name not in ABOUT_THE_FILE}


def look_anew() -> None:
    """Every file is read anew, what was said now still holds."""
    st.session_state.pop(_LOOKS, None)


def forget() -> None:
    """Nothing is looked at any more."""
    for name in (_ANSWERS, _SHEETS, _LOOKS):
        st.session_state.pop(name, None)


def own() -> Database:
    """The own database, whichever is looked at; none is made by asking."""
    return open_database(session.own_path(), create=False)


def settings() -> Settings:
    """How the own business counts."""
    return own().settings


def _given(file: Waiting, columns: tuple[str, ...]) -> tuple:
    """All that a look depends on."""
    said = tuple(sorted(answers(columns).items(), key=str))
    counted = settings()
    return counted.time_zone, counted.currency, sheet_of(file), said


def _looked(file: Waiting, sheets: tuple[str, ...]) -> Look:
    try:
        with open_as_usual(own(), file.path, sheet_of(file)) as table:
            return _read(table)
    except Refused as refusal:
        # another sheet may do where the chosen one does not
        return Look(refusal=str(refusal), sheet=sheet_of(file), sheets=sheets)


def _read(table: TextTable) -> Look:
    said = answers(table.columns)
    usual = recalled(own(), table.columns)
    mapping = understand(table, _as_answers(said), usual)
    trial = Trial([], ())
    if not any(question.field == "kind" for question in mapping.questions):
        counted = settings()
        # "$" is one of several dollars, and what names no currency counts in the shop's own
        inside = replace(mapping, currency=counted.currency or "")
        trial = try_sample(table, inside, time_zone=counted.time_zone)
    asked = {question.field for question in mapping.questions}
    more = tuple(each for each in trial.questions if each.field not in asked)
    return Look(
        mapping, tuple(trial.rows), (*mapping.notes, *trial.notes), (*mapping.questions, *more),
        tuple(table.columns), table.sheet, tuple(table.sheets), bool(usual),
    )  # fmt: skip


def _as_answers(said: dict) -> Answers:
    return Answers(said.get("kind"), fields_in(said), said.get("dates"), said.get("decimal"))
