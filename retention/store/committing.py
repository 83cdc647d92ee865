"""What a change writes beside the database: on disk before its commit, and taken back where that
fails. After a crash between the two, the next opening settles it."""

from collections.abc import Iterable
from contextlib import contextmanager

import duckdb

from retention.store import changes
from retention.store.archive import Archive
from retention.store.changes import Change


@contextmanager
def written_ahead(
    archive: Archive, change: Change, held: Iterable[tuple], entered: list[dict], noted: list[dict]
):
    """``change`` with the records ``entered`` in it and the manifests ``noted``, while the commit
    is made. ``held`` are the rows of ``store/changes`` before it."""
    earlier = {each["batch"]: archive.manifest_if_any(each["batch"]) for each in noted}
    try:
        changes.enter(archive, change, entered, held)
        for manifest in noted:
            archive.note(manifest["batch"], manifest)
        yield
    except duckdb.FatalException:  # committed or not: only opening the file anew can tell
        raise
    except BaseException:
        for batch, manifest in earlier.items():
            if manifest:
                archive.note(batch, manifest)
            else:
                archive.drop(batch)
        changes.take_back(archive, change)
        raise


def settle(archive: Archive, statuses: dict[int, str], held: list[tuple]) -> bool:
    """Agree with what was committed; ``statuses`` are those of the uploads that the database holds,
    ``held`` its rows of ``store/changes``. Returns whether the database is one that knows nothing
    of the archive's uploads, because its file was lost: then nothing is touched."""
    belongs = changes.belong(archive, held)
    is_behind = not statuses and not belongs and bool(archive.manifests())
    archive.sweep()
    if not is_behind:
        archive.settle(statuses)
        changes.settle(archive, held)
    return is_behind
