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
"""Who stands beside what the program does by itself; the archive may have it as a mark."""
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


def enter(
    archive: Archive, change: Change, records: Iterable[dict] = (), held: Iterable[tuple] = ()
) -> None:
    """Append a change and the records entered in it, on disk before its commit: in one line, so
    that all of it is taken back together. Where the archive has none of ``held``, the rows of
    ``store/changes`` before it, these go first, as the mark by which both ``belong`` together."""
    own = [] if belong(archive, held) else [Change(*row) for row in held]
    archive.enter(
        *({"change": each.as_dict()} for each in own),
        {"change": change.as_dict(), "entered": list(records)},
    )


def take_back(archive: Archive, change: Change) -> None:
    """Tell that a change was not committed after all, nor what was entered in it."""
    archive.enter({"no_change": change.as_dict()})


def entered(archive: Archive) -> list[Change]:
    """What somebody did, as the archive has it, in its order and without what was taken back."""
    return [each for each in _known(archive) if each.who not in BY_ITSELF]


def belong(archive: Archive, held: Iterable[tuple]) -> bool:
    """Whether the database with the rows ``held`` of ``store/changes`` is the one that the archive
    tells of, and no new one made where that was lost."""
    return not {Change(*row) for row in held}.isdisjoint(_known(archive))


def settle(archive: Archive, held: Iterable[tuple]) -> None:
    """Agree with what was committed, after a crash between a change and its commit. ``held`` are
    the rows of ``store/changes``; what the archive tells of before the first of them is of an
    earlier database, and stays."""
    committed = {Change(*row) for row in held}
    known = _known(archive)
    first = next((place for place, each in enumerate(known) if each in committed), len(known))
    for change in known[first:]:
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


def _known(archive: Archive) -> list[Change]:
    with archive.told_of_entered():
        found = [_change(each["change"]) for each in archive.entered() if "change" in each]
    return list(dict.fromkeys(found))


def _change(record: dict) -> Change:
    return Change(datetime.fromisoformat(record["at"]), record["who"], record["what"])
