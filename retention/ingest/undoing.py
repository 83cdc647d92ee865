"""Taking an upload back, and building everything anew: both load from the archive."""


from retention.errors import Refused
from retention.ingest.importing import reload
from retention.settings import from_text
from retention.store import batches
from retention.store.archive import Archive
from retention.store.database import Database


def undo(database: Database, batch: int, *, who: str = "command line") -> list[int]:
    """The database as if ``batch`` had never come. Later uploads that met its lines are loaded
    again, so that what they hold themselves is not lost; returns their numbers."""
    if batches.one(database, batch)["status"] == batches.UNDONE:
        raise Refused(f"Batch {batch} is undone already; nothing was changed.")
    archive = database.archive
    manifest = archive.manifest(batch)
    try:
        return _undo(database, batch, archive, manifest, who)
    except BaseException:
        archive.note(batch, manifest)
        raise


def _undo(database: Database, batch: int, archive: Archive, manifest: dict, who: str) -> list[int]:
    with database.writing(who, f"undid batch {batch}") as writer:
        later = [number for (number,) in writer.rows("batches/later", batch=batch)]
        for number in (batch, *later):
            batches.clear(writer, number)
        for number in later:
            writer.run("batches/forget", batch=number)
            reload(writer, archive, archive.manifest(number))
        writer.run("batches/mark_undone", batch=batch)
        writer.derive()
        archive.note(batch, manifest | {"undone": True})
    return later


def rebuild(database: Database, *, who: str = "command line") -> int:
    """Build the database anew from its archive; returns how many uploads were loaded."""
    archive = database.archive
    manifests = archive.manifests()
    if not manifests and len(batches.listed(database)):
        raise Refused(
            f"The archive {archive.folder} is missing or empty, so nothing was rebuilt; "
            "put the folder back first."
        )
    with database.writing(who, "rebuilt from the archive") as writer:
        entered = [each["settings"] for each in archive.entered() if "settings" in each]
        if entered:  # before the files: the currency decides which lines are taken
            writer.keep_settings(from_text(entered[-1]))
        writer.run("batches/clear_all")
        for manifest in manifests:
            reload(writer, archive, manifest)
            if manifest.get("undone"):
                batches.clear(writer, manifest["batch"])
                writer.run("batches/mark_undone", batch=manifest["batch"])
        writer.derive()
    return len(manifests)
