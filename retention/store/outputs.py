"""Where a result may be written: never over the data it comes from."""

from pathlib import Path

from retention.errors import Refused
from retention.store.archive import Archive, sha256
from retention.store.connecting import is_duckdb


def refuse_to_overwrite(target: Path, database_path: Path) -> None:
    """Raise ``Refused`` where ``target`` is a database, lies within the archive or the inbox of the
    one at ``database_path``, or is a file that was imported into it, under whatever name."""
    place, held = target.resolve(), database_path.resolve()
    archive = held.with_name(held.name + ".archive")
    for folder in (archive, held.with_name(held.name + ".inbox")):
        if place.is_relative_to(folder):
            raise _refused(target, f"lies within {folder.name}, where your uploads are kept")
    if place in (held, held.with_name(held.name + ".wal")):
        raise _refused(target, "is the database itself")
    if not place.is_file():
        return
    if is_duckdb(place):
        raise _refused(target, "is a database")
    if sha256(place) in {each["sha256"] for each in Archive(archive).manifests()}:
        raise _refused(target, "is a file that you imported")


def _refused(target: Path, why: str) -> Refused:
    return Refused(f"{target} {why}; choose another name.")
