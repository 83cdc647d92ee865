"""Which customer numbers are one person: entered by people, kept in ``merges`` and the archive."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import pyarrow as pa

from retention.errors import Refused
from retention.store.archive import Archive
from retention.store.database import Database
from retention.store.snapshot import Snapshot
from retention.store.writer import Writer

_TYPES = pa.schema(
    [("customer", pa.string()), ("person", pa.string()), ("who", pa.string()),
     ("merged_at", pa.timestamp("us"))]
)  # fmt: skip


class Merges:
    """Numbers and the person each belongs to. A person is called by one of the numbers, and no
    number belongs to another that belongs to a third."""

    def __init__(self, rows: Iterable[tuple] = ()):
        """``rows`` are (person, customer, who, merged_at)."""
        self._entered = {customer: (person, who, at) for person, customer, who, at in rows}
        self._members = defaultdict(set)
        for customer, (person, _, _) in self._entered.items():
            self._members[person].add(customer)

    @property
    def person_of(self) -> dict[str, str]:
        """Number → the person's own number; whoever has but one is not in it."""
        return {customer: person for customer, (person, _, _) in self._entered.items()}

    def rows(self) -> list[tuple]:
        return [(customer, *entered) for customer, entered in self._entered.items()]

    def join(self, person: str, customers: Iterable[str], who: str, at: datetime) -> None:
        """``customers``, and everybody merged with one of them before, are ``person``."""
        person = self._person(person)
        for other in {self._person(each) for each in customers} - {person}:
            for number in (other, *self._members.pop(other, ())):
                before = self._entered.get(number)
                self._entered[number] = (person, *(before[1:] if before else (who, at)))
                self._members[person].add(number)

    def part(self, person: str) -> None:
        """The numbers of ``person`` are customers of their own again."""
        for number in self._members.pop(person, ()):
            del self._entered[number]

    def persons(self) -> list[str]:
        return sorted(person for person, members in self._members.items() if members)

    def _person(self, customer: str) -> str:
        return self._entered[customer][0] if customer in self._entered else customer


def held(source: Database | Writer | Snapshot) -> Merges:
    """The merges in force."""
    return Merges(source.rows("identity/accepted"))


def accept(
    database: Database, groups: list[tuple[str, list[str]]], *, who: str, at: datetime
) -> None:
    """Merge each of ``groups``: the person's own number and the others. Counts everything anew."""
    record = [{"person": person, "customers": customers} for person, customers in groups]
    with database.writing(who, f"merged {len(groups)} customers") as writer:
        _change(writer, {"merge": record, "who": who, "at": at.isoformat()})


def undo(database: Database, persons: list[str], *, who: str, at: datetime) -> None:
    """Take the merges of ``persons`` back; ``Refused`` for somebody who is not merged."""
    known = set(held(database).persons())
    for person in persons:
        if person not in known:
            raise Refused(
                f"“{person}” is not a customer of several merged numbers; "
                "`merges --accepted` lists them."
            )
    record = {"part": persons, "who": who, "at": at.isoformat()}
    with database.writing(who, f"took {len(persons)} merges back") as writer:
        _change(writer, record)


def restore(writer: Writer, archive: Archive) -> None:
    """The merges as the archive has them; what the database held is replaced. Deriving is left to
    the caller."""
    merges = Merges()
    for record in archive.entered():
        _replay(merges, record)
    _write(writer, merges)


def _change(writer: Writer, record: dict) -> None:
    merges = held(writer)
    _replay(merges, record)
    _write(writer, merges)
    writer.enter(record)
    writer.derive()


def _replay(merges: Merges, record: dict) -> None:
    for group in record.get("merge", ()):
        at = datetime.fromisoformat(record["at"])
        merges.join(group["person"], group["customers"], record["who"], at)
    for person in record.get("part", ()):
        merges.part(person)


def _write(writer: Writer, merges: Merges) -> None:
    writer.run("identity/clear")
    _append(writer, merges)


def _append(writer: Writer, merges: Merges) -> None:
    columns = zip(*merges.rows(), strict=True) if merges.rows() else ([], [], [], [])
    arrays = [pa.array(list(each), kind.type) for each, kind in zip(columns, _TYPES, strict=True)]
    writer.append("merges", pa.table(arrays, schema=_TYPES))
