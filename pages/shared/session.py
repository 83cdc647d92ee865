"""What this visitor looks at: which database, which filters; and the one way to ask a question.

Answers are cached for all visitors together. The key is made of plain values only: the database's
path and data version, the as-of day, the filters, the measure's name and its options.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from pages.shared.menu import ROOT
from retention.demo.loading import load
from retention.formatting import Formats
from retention.settings import Settings
from retention.store import ENDED, Database, Filters, open_database
from retention.store.archive import archive_of

_VIEW = "_view"
_STATE = "_state_of_the_data"
_LAYERS = ("measures", "models", "actions")


@dataclass(frozen=True)
class View:
    """How the visitor looks at the data, decided once a run by the frame.

    `as_of` is None while there are no sales. `look` is what every chart function takes:
    `cohorts.triangle(table, **view.look)`.
    """

    as_of: date | None
    filters: Filters
    grain: str
    formats: Formats
    theme: str

    @property
    def look(self) -> dict:
        return {"theme": self.theme, "formats": self.formats}


def own_path() -> Path:
    """Where this business keeps its data."""
    return Path(os.environ.get("RETENTION_DB") or ROOT / "data" / "retention.duckdb")


def own_database() -> Database:
    """The business's own database, created when it is absent: uploads always go here."""
    return open_database(own_path())


def sample_path() -> Path:
    """The sample data, in a database of their own."""
    return ROOT / "data" / "sample.duckdb"


def is_sample() -> bool:
    """Whether the visitor looks at the sample: no database was named and nothing was ever loaded
    into the own one. Uploads that were undone, or that wait for a rate, are the visitor's own, and
    so is an archive whose database was lost."""
    if os.environ.get("RETENTION_DB"):
        return False
    if not own_path().exists() and not archive_of(own_path()).manifests():
        return True
    own = own_database()
    return not (holds_uploads(own) or own.is_lost)


def holds_uploads(database: Database) -> bool:
    """Whether anything was ever loaded into it, also where none of it counts now."""
    return database.as_of is not None or bool(database.rows("batches/statuses"))


def database_path() -> Path:
    """The database that is open: the own one, or the sample until the first own upload."""
    return sample_path() if is_sample() else own_path()


def database() -> Database:
    """The database at `database_path`; the sample is made when it is first looked at."""
    if is_sample():
        _make_sample(str(sample_path()))
    return open_database(database_path())


@st.cache_resource(show_spinner="Making a sample shop to look around in …")
def _make_sample(path: str) -> None:
    """Once per server: fill the sample's database if it is absent or was left unfinished."""
    sample = open_database(path)
    if sample.as_of is None:
        load(sample, received_at=moment())


def moment() -> datetime:
    """The one clock, at the door: when somebody does something here, to the second."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


def begin() -> None:
    """Called by the frame at the start of each run: this state of the data is what all answers of
    the run are of."""
    path = database_path()
    st.session_state[_STATE] = (path, open_database(path).data_version)


def view() -> View:
    """The view of this run; the frame has set it before any page runs."""
    return st.session_state[_VIEW]


def set_view(chosen: View) -> None:
    """Called by the frame, once a run."""
    st.session_state[_VIEW] = chosen


@dataclass(frozen=True)
class Asked:
    """A table as an option of `ask`, by the question that it answers: Streamlit's cache looks at a
    sample of a long table's rows, so tables never stand in the key. `part` names an attribute of
    the answer; `filters` None are those of the asker."""

    measure: str
    part: str = ""
    filters: Filters | None = None


def ask(measure: str, *, as_of: date | None = None, filters: Filters | None = None, **options):
    """The documented table of a measure under the visitor's filters.

    'cohorts.triangle' is `triangle` in retention/measures/cohorts.py; 'actions.contacts.today'
    names its layer first (measures, models or actions). `as_of` looks back to an earlier day,
    `filters` replaces the visitor's own, all else goes to the measure. Options are plain values;
    a table is `Asked`.
    """
    path = database_path()
    chosen = view().filters if filters is None else filters
    tables = {name: each for name, each in options.items() if isinstance(each, Asked)}
    values = {name: each for name, each in options.items() if name not in tables}
    if not _is_plain(values):
        raise TypeError(f"options of {measure} are not plain values: {sorted(values)}")
    questions = {
        name: (each.measure, each.part, astuple(chosen if each.filters is None else each.filters))
        for name, each in tables.items()
    }
    version, found = _of_one_state(
        path,
        lambda version: _answer(
            str(path), version, as_of, astuple(chosen), measure, values, questions
        ),
    )
    began = st.session_state.get(_STATE)
    if began and began[0] == path and began[1] != version:
        # the run's earlier answers are of another state, in which a customer may have another key
        st.rerun()
    return found


def _of_one_state(path: Path, asked: Callable[[int], Any]) -> tuple[int, Any]:
    """A data version and the answer that ``asked`` gives for it. An import that commits while an
    answer is made may give customers new keys, and one half of the answer would speak of others
    than the other half; it is asked again then. It is asked once more as well where the file had to
    be opened anew under it, as after a full disk."""
    tries_left = 1
    while True:
        version = open_database(path).data_version
        try:
            found = asked(version)
        except Exception as error:
            if isinstance(error, ENDED) and tries_left:
                tries_left -= 1
            elif open_database(path).data_version == version:
                raise
            continue
        if open_database(path).data_version == version:
            return version, found


def _is_plain(value) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str | int | float | date)


def formats_of(settings: Settings) -> Formats:
    """The locale somebody chose in the settings, else that of the visitor's browser."""
    chosen = settings.locale if settings.locale != Settings().locale else None
    return Formats(chosen or st.context.locale or settings.locale, settings.currency)


@st.cache_data(max_entries=512, show_spinner=False)
def _answer(
    path: str,
    data_version: int,
    as_of: date | None,
    filters: tuple,
    measure: str,
    options: dict,
    questions: dict,
):
    """`data_version` is only part of the key: another version is another question. `questions`:
    the option's name -> measure, part and filters of the table that it is."""
    standing = open_database(path).snapshot(as_of, Filters(*filters))
    tables = {}
    for name, (asked, part, inside) in questions.items():
        answer = _answer(path, data_version, as_of, inside, asked, {}, {})
        tables[name] = getattr(answer, part) if part else answer
    return _function(measure)(standing, **options, **tables)


def _function(measure: str):
    layer, _, rest = measure.partition(".")
    if layer not in _LAYERS:
        layer, rest = "measures", measure
    module, _, name = rest.rpartition(".")
    return getattr(importlib.import_module(f"retention.{layer}.{module}"), name)
