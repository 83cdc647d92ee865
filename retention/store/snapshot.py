"""The data as it was known on one day, seen through one set of filters.

The same constant SQL answers for any day: a snapshot of an earlier day, or under a filter, keeps
temporary tables of the same names on a cursor of its own, and they shadow the stored ones there.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date

import duckdb
import pandas as pd

from retention import sql
from retention.engines import duckdb_engine
from retention.settings import Settings

_EARLIER_KEPT = 4


@dataclass(frozen=True)
class Filters:
    """What all pages are narrowed to. Texts are matched exactly; an empty tuple is "all".

    Filters by a sales field keep matching lines; first purchase, gaps and status always come from
    the whole history. ``segment`` and ``own``, segments of one's own making, narrow to customers,
    the others to lines.
    """

    channel: tuple[str, ...] = ()
    store: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    salesperson: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    since: date | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    @property
    def without_segment(self) -> "Filters":
        """The same over everybody: what the customers of a segment are set beside."""
        return replace(self, segment=(), own=())

    @property
    def segments(self) -> tuple[str, ...]:
        """The names by which customers are chosen, any of which will do; of both sorts at once one
        name that says that both are meant."""
        if self.segment and self.own:
            return (f"{' or '.join(self.segment)} and in {' or '.join(self.own)}",)
        return self.segment or self.own

    @property
    def by_line(self) -> bool:
        """Whether lines are narrowed, so that an amount is not the customer's whole amount."""
        return any((self.channel, self.store, self.category, self.salesperson))

    @property
    def narrows(self) -> bool:
        """Whether customers or lines are narrowed; a period alone narrows neither."""
        return self.by_line or bool(self.segments)


@dataclass
class Snapshot:
    """Ask it a question of ``retention/sql``; ``$as_of``, ``$horizon_days`` and the filters are
    bound wherever the SQL names them. Safe to share between threads. All that it runs, it runs
    within ``_told``, which knows how to tell of what fails."""

    _cursor: duckdb.DuckDBPyConnection
    _told: Callable[[], AbstractContextManager]
    as_of: date
    newest: date
    filters: Filters
    settings: Settings
    data_version: int
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _making_earlier: threading.Lock = field(default_factory=threading.Lock)
    _earlier: dict = field(default_factory=dict)

    def __post_init__(self):
        with self._told():
            self._build()

    def _build(self) -> None:
        self._cursor.execute(sql.text("snapshot/macros")).fetchall()
        if self.as_of < self.newest:
            duckdb_engine.derive_as_of(self._cursor, self.settings, self.as_of)
        if self.filters:
            duckdb_engine.derive_shown(self._cursor, self._standing())
        else:
            duckdb_engine.show_everything(self._cursor)
        # macros over tables need these to stand
        self._cursor.execute(sql.text("snapshot/shown_macros")).fetchall()

    @property
    def horizon_days(self) -> int:
        return self.settings.horizon

    def on(self, day: date) -> "Snapshot":
        """The same data as it was known on the evening of an earlier ``day``, for what compares two
        days. The filters are the same but for the segments, which are those of their own day. A few
        are kept with this one."""
        with self._making_earlier:
            if day not in self._earlier:
                with self._lock:
                    cursor = self._cursor.cursor()
                self._earlier[day] = Snapshot(
                    cursor, self._told, min(day, self.as_of),
                    self.newest, self.filters.without_segment, self.settings, self.data_version,
                )  # fmt: skip
                while len(self._earlier) > _EARLIER_KEPT:
                    del self._earlier[next(iter(self._earlier))]
            return self._earlier[day]

    @contextmanager
    def as_if_merged(self, person_of: dict[str, str]):
        """Everything held, without filters, as if these numbers (number → the person's own) and no
        others were merged. Only what purchases tell differs; other derived tables stay."""
        with self._lock:
            cursor = self._cursor.cursor()
        try:
            with self._told():
                duckdb_engine.derive_as_if(
                    cursor, self.settings, self.newest, list(person_of), list(person_of.values())
                )
            yield Snapshot(
                cursor, self._told,
                self.newest, self.newest, Filters(), self.settings, self.data_version,
            )  # fmt: skip
        finally:
            cursor.close()

    def close(self) -> None:
        """Let go of the database, so that its file may be opened anew."""
        with self._making_earlier:
            for earlier in self._earlier.values():
                earlier.close()
            self._earlier.clear()
        with self._lock:
            self._cursor.close()

    def _standing(self) -> dict:
        filters = {
            each.name: _bindable(getattr(self.filters, each.name)) for each in fields(Filters)
        }
        return filters | {
            "as_of": self.as_of,
            "horizon_days": self.horizon_days,
            "margin_share": self.settings.margin_share,
        }

    def ask(self, question: str, **values) -> pd.DataFrame:
        """The table that ``sql/<question>.sql`` answers."""
        with self._asked(question, values) as answer:
            return answer.df()

    def rows(self, question: str, **values) -> list[tuple]:
        """The same as plain tuples: decimals stay decimals, dates stay dates."""
        with self._asked(question, values) as answer:
            return answer.fetchall()

    @contextmanager
    def _asked(self, question: str, values: dict):
        known = sql.bound(question, self._standing()) | values
        with self._lock, self._told():
            yield self._cursor.execute(sql.text(question), known or None)


def _bindable(value):
    return list(value) if isinstance(value, tuple) else value
