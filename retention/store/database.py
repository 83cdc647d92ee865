"""The one door to the database: a fresh cursor per question, one writer, snapshots by date."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from retention import sql
from retention.errors import Refused
from retention.settings import Settings, from_text
from retention.store import full_disk, temporary
from retention.store.archive import Archive, archive_of, settings_record
from retention.store.changes import Change
from retention.store.committing import settle, written_ahead
from retention.store.connecting import IN_MEMORY, connect
from retention.store.snapshot import Filters, Snapshot
from retention.store.writer import Writer

_SNAPSHOTS_KEPT = 24
_REOPENING_TRIES = 50
_BETWEEN_TRIES_SECONDS = 0.2


Interrupted = duckdb.InterruptException


class Database:
    """One database file (or one in memory), shared by every thread of the process."""

    def __init__(self, path: str | Path):
        self.path = IN_MEMORY if str(path) == IN_MEMORY else Path(path)
        self._write_lock = threading.RLock()
        self._snapshot_lock = threading.RLock()
        self._snapshots: OrderedDict[tuple, Snapshot] = OrderedDict()
        self._memory_archive = None
        self._being_written = None
        self._is_behind = False
        self._open()

    def _open(self) -> None:
        """Connect, and agree with the archive, as after a crash; until then it counts as ended."""
        try:
            self._connection = connect(self.path)
            self._is_ended = False
            self._begin()
        except BaseException:
            self._is_ended = True
            raise

    def _begin(self) -> None:
        if not self._has_tables():
            with self.writing("schema", "created the database", by_itself=True) as writer:
                writer.run("schema/tables")
                writer.derive()
        else:
            self._derive_if_outdated()
        if self.path != IN_MEMORY:
            statuses = dict(self.rows("batches/statuses"))
            self._is_behind = settle(self.archive, statuses, self.rows("store/changes"))

    def _derive_if_outdated(self) -> None:
        """A newer version may build other derived tables than those the file holds."""
        with self._cursor() as cursor:
            cursor.execute(sql.text("schema/tables")).fetchall()
        if self.rows("store/layout") != [(sql.fingerprint("build"),)]:
            with self.writing("upgrade", "derived the tables anew", by_itself=True) as writer:
                writer.derive()

    @property
    def archive(self) -> Archive:
        """Where the accepted uploads are kept as they came: ``<db>.archive``."""
        if self.path == IN_MEMORY:
            self._memory_archive = self._memory_archive or temporary.new_folder()
            return Archive(Path(self._memory_archive.name))
        return archive_of(self.path)

    @property
    def is_lost(self) -> bool:
        """Whether it knows nothing of the uploads in its archive, because its file was lost: until
        it is rebuilt from them, nothing else is written."""
        return self._is_behind

    @property
    def loss(self) -> str:
        """What to say while it is lost."""
        count = len(self.archive.manifests())
        uploads = "1 upload" if count == 1 else f"{count} uploads"
        return (
            f"{self.path.name} is empty, but its archive holds {uploads}; build it anew first, on "
            f"the page Data or with: python -m retention --db {self.path} rebuild"
        )

    @property
    def data_version(self) -> int:
        """Goes up by one with every committed change."""
        return self._one("store/data_version")

    @property
    def as_of(self) -> date | None:
        """D, the last accepted sales date; ``None`` while there are no sales."""
        return self._one("store/as_of")

    @property
    def settings(self) -> Settings:
        rows = self.rows("store/settings")
        return from_text(dict(rows))

    def ask(self, question: str, **values) -> pd.DataFrame:
        """The table that ``sql/<question>.sql`` answers, on a cursor of its own."""
        return self._answer(question, values, duckdb.DuckDBPyConnection.df)

    def rows(self, question: str, **values) -> list[tuple]:
        """The same as ``ask``, as plain tuples: decimals stay decimals, dates stay dates."""
        return self._answer(question, values, duckdb.DuckDBPyConnection.fetchall)

    def _one(self, question: str):
        return self.rows(question)[0][0]

    def _answer(self, question: str, values: dict, fetch: Callable, tries_left: int = 1):
        """Asked once more where somebody else opened the file anew in the midst of it."""
        connection = self._connection
        try:
            with self._cursor(full_disk.refusal_to_answer) as cursor:
                return fetch(cursor.execute(sql.text(question), values or None))
        except duckdb.Error:
            is_ended = self._is_ended or connection is not self._connection
            if not (is_ended and tries_left):
                raise
        return self._answer(question, values, fetch, tries_left - 1)

    @contextmanager
    def _cursor(self, refusal=full_disk.refusal):
        self._reopen_if_ended()
        connection = self._connection
        cursor = connection.cursor()
        try:
            with self._told(connection, refusal):
                yield cursor
        finally:
            cursor.close()

    @contextmanager
    def _told(self, connection: duckdb.DuckDBPyConnection, refusal=full_disk.refusal_to_answer):
        """Whatever runs on a cursor of ``connection`` runs within it: a full disk is told in the
        sentence of ``refusal``, and what cannot be gone on with is settled."""
        try:
            yield
        except (duckdb.Error, OSError) as error:
            if isinstance(error, duckdb.FatalException):
                self._end(connection)
            if full_disk.ended(error):
                raise refusal(self.path) from None
            raise

    def _end(self, connection: duckdb.DuckDBPyConnection) -> None:
        """What failed on ``connection`` is settled by opening the file anew, at the next use."""
        if connection is self._connection and self.path != IN_MEMORY:
            self._is_ended = True

    def _reopen_if_ended(self) -> None:
        """Nobody writes meanwhile; who reads is waited for, since a file whose connection is still
        in use would not be opened but shared."""
        if not self._is_ended or self._writes_here():
            return
        with self._write_lock:
            tries = _REOPENING_TRIES
            while self._is_ended:
                self._forget_snapshots(close=True)
                tries -= 1
                try:
                    self._connection.close()
                    self._open()
                except duckdb.Error:
                    if not tries:
                        raise
                    time.sleep(_BETWEEN_TRIES_SECONDS)

    def _writes_here(self) -> bool:
        return self._being_written is not None and self._being_written[0] == threading.get_ident()

    @contextmanager
    def writing(self, who: str, what: str, *, by_itself: bool = False, rebuilds: bool = False):
        """The one writer: all or nothing. Readers go on and see the state before, then after. What
        the program does ``by_itself`` is not entered in the archive as somebody's doing. Beside an
        archive whose database was lost, only what ``rebuilds`` it may write."""
        with self._write_lock, self._cursor() as raw:
            if self._is_behind and not (by_itself or rebuilds):
                raise Refused(f"Nothing was changed: {self.loss}")
            raw.execute("begin transaction")
            self._being_written = threading.get_ident(), raw
            try:
                writer = Writer(raw)
                before = writer.settings() if self._has_tables() else Settings()
                yield writer
                self._enter_found_settings(writer, before, who)
                self._commit(writer, Change(_now(), who, what), by_itself)
            except BaseException as error:
                if full_disk.ended(error):  # what was written ahead may not have been taken back
                    self._end(self._connection)
                with suppress(duckdb.Error):  # a commit that failed has ended the transaction
                    raw.execute("rollback")
                raise
            finally:
                self._being_written = None
            self._is_behind = False
        self._forget_snapshots()

    def _enter_found_settings(self, writer: Writer, before: Settings, who: str) -> None:
        """What was found in data, such as the horizon, must survive a rebuild as well."""
        said = [each["settings"] for each in writer.entered if "settings" in each]
        now = writer.settings()
        if said:
            is_new = now != from_text(said[-1])
        else:
            is_new = now != before and self._has_archive()
            is_new = is_new and now != self.archive.settings_in_force()
        if is_new:
            writer.enter(settings_record(now, who, found=True))

    def _commit(self, writer: Writer, change: Change, by_itself: bool) -> None:
        held = writer.rows("store/changes")
        writer.run("store/note_change", who=change.who, what=change.what, changed_at=change.at)
        told = self._has_archive() and not by_itself
        if not (told or writer.entered or writer.noted):
            writer.raw.execute("commit")
            return
        with written_ahead(self.archive, change, held, writer.entered, writer.noted):
            writer.raw.execute("commit")

    def _has_archive(self) -> bool:
        """Whether there is one without making it: one in memory rarely needs any."""
        return self.path != IN_MEMORY or self._memory_archive is not None

    def interrupt_writing(self, thread: int) -> None:
        """End the statement that the writer is running, from another thread: the writer meets
        ``Interrupted`` and its transaction is rolled back. Whoever writes on another thread than
        ``thread`` goes on."""
        writing = self._being_written
        if writing and writing[0] == thread:
            with suppress(duckdb.ConnectionException):  # it came to its end just now
                writing[1].interrupt()

    @contextmanager
    def unchanged(self):
        """While this lasts, nothing is written; readers go on."""
        with self._write_lock:
            yield

    def change_settings(self, settings: Settings, who: str = "command line") -> None:
        """Keep the answers and derive everything anew, since every number depends on them."""
        with self.writing(who, "changed the settings") as writer:
            writer.change_settings(settings, who)
            writer.derive()

    def snapshot(self, as_of: date | None = None, filters: Filters | None = None) -> Snapshot:
        """The data as it was known at ``as_of`` (default: D), under ``filters``."""
        while True:
            version = self.data_version
            found = self._snapshot(version, as_of, filters or Filters())
            if self.data_version == version:  # nothing was committed while it was read together
                return found

    def _snapshot(self, version: int, as_of: date | None, filters: Filters) -> Snapshot:
        newest = self.as_of
        if newest is None:
            raise Refused("There are no sales yet; import a sales export first.")
        as_of = min(as_of, newest) if as_of else newest
        settings = self.settings
        key = (version, as_of, filters)
        with self._snapshot_lock:
            if key not in self._snapshots:
                connection = self._connection
                self._snapshots[key] = Snapshot(
                    connection.cursor(), partial(self._told, connection),
                    as_of, newest, filters, settings, version,
                )  # fmt: skip
                while len(self._snapshots) > _SNAPSHOTS_KEPT:
                    self._snapshots.popitem(last=False)
            self._snapshots.move_to_end(key)
            return self._snapshots[key]

    def _forget_snapshots(self, *, close: bool = False) -> None:
        with self._snapshot_lock:
            for snapshot in self._snapshots.values() if close else ():
                snapshot.close()
            self._snapshots.clear()

    def _has_tables(self) -> bool:
        return bool(self._one("store/has_tables"))

    def close(self) -> None:
        self._forget_snapshots()
        self._connection.close()
        if self._memory_archive:
            self._memory_archive.cleanup()


def _now() -> datetime:
    """When a change was made, for the record of changes only; no measure reads it."""
    return datetime.now(UTC).replace(tzinfo=None)
