"""Segments of one's own: conditions that a customer meets, with a name; entered, and archived."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import pandas as pd

from retention.errors import Refused
from retention.store.archive import Archive
from retention.store.database import Database
from retention.store.writer import Writer

NUMBER, DAY, TEXT = "number", "day", "text"
# what a condition may ask for, by the names of ``show customers`` and of a customer's beginnings
FIELDS = {
    "orders": NUMBER, "amount": NUMBER, "value": NUMBER, "days_since": NUMBER, "gap_days": NUMBER,
    "overdue_ratio": NUMBER, "products": NUMBER, "returned_amount": NUMBER, "late_orders": NUMBER,
    "r": NUMBER, "f": NUMBER, "m": NUMBER, "first": DAY, "last": DAY, "status": TEXT,
    "segment": TEXT, "city": TEXT, "country": TEXT, "acquired_via": TEXT, "first_product": TEXT,
    "first_category": TEXT, "first_channel": TEXT, "first_store": TEXT, "first_salesperson": TEXT,
    "first_coupon": TEXT, "last_channel": TEXT, "last_store": TEXT, "last_salesperson": TEXT,
    "customer": TEXT, "name": TEXT,
}  # fmt: skip
_THOUSANDS = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")
_ORDERED = ("at least", "at most", "is", "is not")
OPERATORS = {NUMBER: _ORDERED, DAY: _ORDERED, TEXT: ("is", "is not", "contains")}
LONGEST_NAME = 40
MOST_CONDITIONS = 10


@dataclass(frozen=True)
class Condition:
    """``field`` is compared with ``value`` as written; ``condition`` makes one that is checked."""

    field: str
    operator: str
    value: str


def condition(field: str, operator: str, value: str) -> Condition:
    """A condition from what a person wrote; ``Refused`` for one that nobody could meet."""
    field, operator, value = (str(each or "").strip() for each in (field, operator, value))
    if field not in FIELDS:
        raise Refused(f"There is no “{field}” to choose by; there are {', '.join(FIELDS)}.")
    allowed = OPERATORS[FIELDS[field]]
    if operator not in allowed:
        raise Refused(f"“{field}” cannot be “{operator}”; choose {', '.join(allowed)}.")
    if not value:
        raise Refused(f"“{field} {operator}” wants a value behind it.")
    _compared(field, value)
    return Condition(field, operator, value)


def save(
    database: Database, name: str, conditions: list[Condition], *, who: str, at: datetime
) -> None:
    """Keep the segment; one of the same name is replaced."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(f"A segment needs a name of at most {LONGEST_NAME} letters.")
    if not 0 < len(conditions) <= MOST_CONDITIONS:
        raise Refused(f"A segment has from 1 to {MOST_CONDITIONS} conditions.")
    record = {
        "own_segment": {
            "name": name,
            "conditions": [[each.field, each.operator, each.value] for each in conditions],
        },
        "who": who,
        "at": at.isoformat(),
    }
    with database.writing(who, "saved a segment of their own") as writer:
        _replay(writer, record)
        writer.enter(record)


def remove(database: Database, name: str, *, who: str, at: datetime) -> None:
    """Forget the segment; ``Refused`` where there is none of the name."""
    if name not in set(held(database)["name"]):
        raise Refused(f"There is no segment of your own called “{name}”.")
    record = {"own_segment": {"name": name, "conditions": []}, "who": who, "at": at.isoformat()}
    with database.writing(who, "removed a segment of their own") as writer:
        _replay(writer, record)
        writer.enter(record)


def held(database: Database) -> pd.DataFrame:
    """One row per condition: ``name`` (of the segment), ``field``, ``operator``, ``value``,
    ``who``, ``entered_at``. A customer of the segment meets all conditions of its name."""
    return database.ask("own_segments/held")


def restore(writer: Writer, archive: Archive) -> None:
    """The segments as the archive has them."""
    writer.run("own_segments/clear")
    for record in archive.entered():
        if "own_segment" in record:
            _replay(writer, record)


def _replay(writer: Writer, record: dict) -> None:
    told = record["own_segment"]
    writer.run("own_segments/drop", name=told["name"])
    for place, (field, operator, value) in enumerate(told["conditions"]):
        writer.run(
            "own_segments/put", name=told["name"], place=place, field=field, operator=operator,
            value=value, **dict.fromkeys((NUMBER, DAY, TEXT)) | _compared(field, value),
            who=record["who"], entered_at=datetime.fromisoformat(record["at"]),
        )  # fmt: skip


def _compared(field: str, value: str) -> dict:
    """What the field is compared with, by the column that holds it."""
    kind = FIELDS[field]
    try:
        return {kind: _READ[kind](value)}
    except (InvalidOperation, ValueError):
        example = "2026-03-31" if kind == DAY else "12.5"
        raise Refused(f"“{value}” is not a {kind} for “{field}”; write it as {example}.") from None


def _number(value: str) -> Decimal:
    if _THOUSANDS.fullmatch(value):  # 1,234 is a thousand to one reader and a fraction to another
        raise ValueError
    number = Decimal(value.replace(",", "."))
    if not (number.is_finite() and abs(number) < Decimal(10) ** 14):
        raise ValueError
    return number.quantize(Decimal("0.0001"))


_READ = {NUMBER: _number, DAY: date.fromisoformat, TEXT: str}
