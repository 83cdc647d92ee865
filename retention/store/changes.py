"""What happened to the data: who did what, and when.

Kept in the table ``changes``, whose rows also count the versions of the data, and in the archive's
``entered.jsonl``, from which a rebuild takes them again. What the program does by itself, such as
making the tables, stays in the table alone.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import pyarrow as pa

from retention.store.archive import Archive

BY_ITSELF = ("schema", "upgrade")
"""Who stands beside what the program does by itself."""
_TYPES = pa.schema(
    [("data_version", pa.int64()), ("changed_at", pa.timestamp("us")), ("who", pa.string()),
     ("what", pa.string())]
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """``at`` tells a change from every other: it is the moment to the microsecond, in UTC."""

    at: datetime
    who: str
    what: str

    def as_dict(self) -> dict:
        return asdict(self) | {"at": self.at.isoformat()}


def enter(archive: Archive, change: Change) -> None:
    """Append a change, on disk before its commit."""
    archive.enter({"change": change.as_dict()})


def take_back(archive: Archive, change: Change) -> None:
    """Tell that a change was not committed after all."""
    archive.enter({"no_change": change.as_dict()})


def entered(archive: Archive) -> list[Change]:
    """The changes of the archive in their order, without those taken back."""
    found: dict[Change, None] = {}
    for record in archive.entered():
        if "change" in record:
            found[_change(record["change"])] = None
        elif "no_change" in record:
            found.pop(_change(record["no_change"]), None)
    return list(found)


def settle(archive: Archive, held: Iterable[tuple]) -> None:
    """Agree with what was committed, after a crash between a change and its commit. ``held`` are
    the rows of ``store/changes``; where the database holds none of the archive's changes, the
    archive may be all there is, and is left as it stands."""
    committed = {Change(*row) for row in held}
    known = entered(archive)
    if committed.isdisjoint(known):
        return
    for change in known:
        if change not in committed:
            take_back(archive, change)


def restore(writer, archive: Archive) -> None:
    """Put the archive's changes beside those that the database of ``writer`` holds, by their
    moment. The versions count on, so that no answer kept for an earlier one is taken for new."""
    held = [Change(*row) for row in writer.rows("store/changes")]
    missing = set(entered(archive)).difference(held)
    if not missing:
        return
    changes = sorted([*held, *missing], key=lambda change: change.at)
    columns = [
        range(1, len(changes) + 1),
        [change.at for change in changes],
        [change.who for change in changes],
        [change.what for change in changes],
    ]
    arrays = [pa.array(list(each), kind.type) for each, kind in zip(columns, _TYPES, strict=True)]
    writer.run("store/clear_changes")
    writer.append("changes", pa.table(arrays, schema=_TYPES))


def _change(record: dict) -> Change:
    return Change(datetime.fromisoformat(record["at"]), record["who"], record["what"])
