"""A backup becomes the database again: unpacked aside, built, compared, then exchanged."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from retention.errors import Refused
from retention.ingest.undoing import rebuild
from retention.store import batches, close_database, exchange, open_database
from retention.store.backup import refuse_unless_backup, totals, unpack
from retention.store.checking import findings
from retention.store.database import Database


@dataclass(frozen=True)
class Restored:
    """``uploads`` were loaded; what stood there before is in the folder ``aside``, if anything did.
    ``differs`` has a sentence for each number that is not what it was at the backup."""

    uploads: int
    aside: Path | None
    differs: tuple[str, ...]


def restore(path: Path, file: Path, *, replace: bool, restored_at: datetime) -> Restored:
    """Put the backup ``file`` in the place of the database at ``path``; all of it or nothing.

    Raises ``Refused`` for a file that is no whole backup, and where the database holds something
    and ``replace`` was not said; with it, the present one is kept aside.
    """
    refuse_unless_backup(file)
    path = path.resolve()
    present = open_database(path)
    holds = bool(len(batches.listed(present))) or present.archive.folder.exists()
    if holds and not replace:
        raise Refused(
            f"{path} holds data already; restore into another one with --db, or say --replace, "
            "which keeps the present one aside."
        )
    folder = exchange.begin(path)
    try:
        told = unpack(file, folder / f"{path.name}.archive")
        uploads, differs = _build(folder / path.name, told)
        aside = path.with_name(f"{path.name}.before-{restored_at:%Y%m%d-%H%M%S}")
        exchange.ready(path, aside, keep=holds)
    except BaseException:
        exchange.give_up(path)
        raise
    close_database(path)
    exchange.finish(path)
    return Restored(uploads, aside if holds else None, differs)


def _build(path: Path, told: dict) -> tuple[int, tuple[str, ...]]:
    fresh = Database(path)
    try:
        uploads = rebuild(fresh, who="restore")
        breaches = findings(fresh)
        if len(breaches):
            raise Refused(
                f"The backup does not add up ({breaches['invariant'].iloc[0]}), so nothing was "
                "restored; use another copy."
            )
        found = totals(fresh)
        return uploads, tuple(
            f"{name.replace('_', ' ')}: {told.get(name, 'unknown')} at the backup, {now} now"
            for name, now in found.items()
            if told.get(name) != now
        )
    finally:
        fresh.close()
