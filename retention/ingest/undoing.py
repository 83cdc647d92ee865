"""Taking an upload back, and building everything anew: both load from the archive."""

from contextlib import suppress

import pandas as pd

from retention.errors import Refused
from retention.ingest import parts
from retention.ingest.importing import reload
from retention.ingest.remembered import restore
from retention.settings import Settings
from retention.store import batches, changes, merges, notes, own_segments, rates
from retention.store.archive import Archive
from retention.store.database import Database
from retention.store.writer import Writer


def undo(database: Database, batch: int, *, who: str = "command line") -> list[int]:
    """The database as if ``batch`` had never come. Later uploads that met its lines are loaded
    again, so that what they hold themselves is not lost; returns their numbers. With the last
    upload go the currency and the horizon that were found in uploads; answers of people stay."""
    archive = database.archive
    with database.writing(who, f"undid batch {batch}") as writer:
        # looked at inside the transaction: of two people who undo it at once, one comes second
        if batches.one(writer, batch)["status"] == batches.UNDONE:
            raise Refused(f"Batch {batch} is undone already; nothing was changed.")
        later = _take_back(writer, batch, archive)
        if batches.none_loaded(writer):
            writer.keep_settings(archive.settings_of_people())
        writer.derive()
        writer.note(archive.manifest(batch) | {"undone": True})
    return later


def _take_back(writer: Writer, batch: int, archive: Archive) -> list[int]:
    """The lines held as if ``batch`` had not come; returns the later uploads loaded again."""
    later = [number for (number,) in writer.rows("batches/later", batch=batch)]
    for number in (batch, *later):
        batches.clear(writer, number)
    for number in later:
        writer.run("batches/forget", batch=number)
        reload(writer, archive, archive.manifest(number))
    writer.run("batches/mark_undone", batch=batch)
    parts.make_sales(writer)
    return later


class _Looked(Exception):
    """Ends a transaction that was only to be looked at."""


def preview_undo(database: Database, batch: int) -> pd.DataFrame:
    """What undoing ``batch`` would change; nothing is changed yet.

    One row per month that would not stay as it is: ``month``, then ``lines``, ``customers`` and
    ``amount`` (net), each as ``…_before`` and ``…_after``.
    """
    if batches.one(database, batch)["status"] == batches.UNDONE:
        raise Refused(f"Batch {batch} is undone already; nothing would change.")
    tables = []
    with suppress(_Looked), database.writing("nobody", "looked") as writer:
        tables.append(writer.ask("batches/months", currency=writer.settings().currency))
        _take_back(writer, batch, database.archive)
        tables.append(writer.ask("batches/months", currency=writer.settings().currency))
        raise _Looked
    both = tables[0].merge(tables[1], on="month", how="outer", suffixes=("_before", "_after"))
    both = both.fillna(dict.fromkeys(both.columns[1:], 0)).sort_values("month")
    same = [
        both[f"{each}_before"] == both[f"{each}_after"] for each in ("lines", "customers", "amount")
    ]
    changed = both[~(same[0] & same[1] & same[2])].reset_index(drop=True)
    counts = [name for name in changed if name.startswith(("lines", "customers"))]
    return changed.astype(dict.fromkeys(counts, "int64"))


def rebuild(database: Database, *, who: str = "command line") -> int:
    """Build the database anew from its archive; returns how many uploads were loaded."""
    archive = database.archive
    manifests = archive.manifests()
    if not manifests and len(batches.listed(database)):
        raise Refused(
            f"The archive {archive.folder} is missing or empty, so nothing was rebuilt; "
            "put the folder back first."
        )
    with database.writing(who, "rebuilt from the archive", rebuilds=True) as writer:
        _load_all(writer, archive, archive.settings_in_force() or writer.settings())
        with archive.told_of_entered():
            restore(writer, archive)
        changes.restore(writer, archive)
    return len(manifests)


def change_settings(database: Database, settings: Settings, *, who: str = "command line") -> None:
    """Keep the answers and count everything anew. Where times of an upload carry their zone, what
    is held depends on the shop's own, and with another one all uploads are read again."""
    archive = database.archive
    if settings.time_zone == database.settings.time_zone or not _any_zones(archive):
        database.change_settings(settings, who=who)
        return
    with database.writing(who, "changed the settings and read the uploads again") as writer:
        writer.change_settings(settings, who)
        _load_all(writer, archive, settings)


def _any_zones(archive: Archive) -> bool:
    """Whether a time of an upload may carry its zone; manifests of old do not tell."""
    return any(
        manifest.get("has_zones", True)
        for manifest in archive.manifests()
        if not manifest.get("undone")
    )


def _load_all(writer: Writer, archive: Archive, settings: Settings) -> None:
    """Every upload of the archive again, under ``settings``: they come before the files, since the
    time zone decides what their times mean, and the currency what lines without one are in."""
    writer.keep_settings(settings)
    writer.run("batches/clear_all")
    for manifest in archive.manifests():
        reload(writer, archive, manifest)
        if manifest.get("undone"):
            batches.clear(writer, manifest["batch"])
            writer.run("batches/mark_undone", batch=manifest["batch"])
    parts.make_sales(writer)
    if batches.none_loaded(writer):
        writer.keep_settings(settings)
    with archive.told_of_entered():
        merges.restore(writer, archive)
        rates.restore(writer, archive)
        own_segments.restore(writer, archive)
        notes.restore(writer, archive)
    writer.derive()
