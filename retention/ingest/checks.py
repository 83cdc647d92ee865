"""Every staged row typed, or its reasons; every row of the file accounted for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from retention.ingest.currency import note_signs
from retention.ingest.deciding import Decided, decide
from retention.ingest.fields import WORDS
from retention.ingest.known_layouts import plain_names
from retention.ingest.mapping import Mapping
from retention.ingest.months import every_name
from retention.ingest.names import without_place
from retention.ingest.phones import normal_phone
from retention.ingest.question import Question
from retention.ingest.staging import stage
from retention.ingest.table import TextTable

__all__ = ["Checked", "Reject", "check", "stage"]


class Reject(NamedTuple):
    """One row that cannot be taken: its row number, why, and its cells as written."""

    row_number: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What the check found. While ``questions`` are open there is no ``checked``.

    ``rows = accepted + rejected``; broken rows are among the rejected. ``dates`` and ``decimal``
    are the notations used, ``warnings`` sentences on cells that were left empty. ``has_zones``
    tells that times carry their zone, ``notes`` sentences on what became of it.
    """

    table: TextTable
    rows: int
    accepted: int
    rejected: int
    dates: str
    decimal: str
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()
    has_zones: bool = False
    notes: tuple[str, ...] = ()

    def rejects(self, cursor) -> Iterator[Reject]:
        """The rejected rows in the order of the file, their cells read again from it. Rows to which
        a later step gave a reason in ``checked`` are among them."""
        reasons = dict(cursor.rows("ingest/rejects"))
        yield from rejects_in_order(self.table, reasons)


def check(
    cursor,
    table: TextTable,
    mapping: Mapping,
    received_at: datetime,
    *,
    time_zone: str | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Checked:
    """Make the temporary view ``checked`` of ``staged``: row_number, every sales field typed,
    is_return, kind (product or fee) and reason, ``NULL`` for a row that can be taken.

    ``received_at`` is when the file came in (UTC): later sales are rejected. Times with a zone
    beside them become those of ``time_zone``, the shop's (an IANA name). A line of a cancelled
    order is_return with its amount as written; customer is the id, else the e-mail address in
    small letters, else the phone number in one form. ``progress`` is told the share done, 0–1.
    """
    nothing = plain_names()["values"]["nothing"]
    decided = look_up(cursor, mapping, time_zone, progress)
    if decided.questions:
        return Checked(table, 0, 0, 0, decided.dates, decided.decimal, decided.questions)
    progress(0.5)
    convert(cursor, mapping, end_of_day(received_at, time_zone))
    progress(0.9)
    has_zones, unknown_zone = cursor.rows("ingest/zones")[0]
    rows, accepted = cursor.rows("ingest/counts")[0]
    rows += len(table.broken)
    return Checked(
        table,
        rows,
        accepted,
        rows - accepted,
        decided.dates,
        decided.decimal,
        warnings=_warnings(cursor, nothing),
        has_zones=has_zones,
        notes=on_zones(has_zones, unknown_zone, time_zone),
    )


def look_up(
    cursor,
    mapping: Mapping,
    time_zone: str | None,
    progress: Callable[[float], None] = lambda share: None,
) -> Decided:
    """Decide the notations of the ``staged`` cells and read every spelling once: the temporary
    tables ``numbers``, ``dates`` and ``looked_up``, unless a question stays open."""
    nothing = plain_names()["values"]["nothing"]
    cursor.run("ingest/macros")
    months, names = every_name()
    cursor.run("ingest/month_names", months=months, names=names)
    cursor.run("ingest/zone_names")
    cursor.run("ingest/number_texts", nothing=nothing)
    progress(0.1)
    cursor.run("ingest/date_texts", nothing=nothing)
    progress(0.2)
    decided = decide(cursor, mapping)
    if not decided.questions:
        _look_up(cursor, mapping, decided, time_zone)
    return decided


def _look_up(cursor, mapping: Mapping, decided: Decided, time_zone: str | None) -> None:
    values, fees = plain_names()["values"], plain_names()["fees"]
    note_signs(cursor, mapping)
    cursor.run("ingest/numbers", decimal_mark=decided.decimal)
    cursor.run("ingest/dates", date_order=decided.dates, time_zone=time_zone)
    _note_phones(cursor)
    cursor.run("ingest/fees", fee_codes=fees["codes"], fee_names=fees["names"])
    cursor.run("ingest/looked_up", nobody=values["nobody"])


def convert(cursor, mapping: Mapping, end_of_upload_day: datetime) -> None:
    """Make ``checked`` from ``staged`` and what was looked up of it."""
    values = plain_names()["values"]
    cursor.run(
        "ingest/convert",
        told=[*mapping.fields, *mapping.values],
        cancelled=list(mapping.cancelled),
        not_sales=list(mapping.not_sales),
        total_words=values["totals"],
        amount_before_discount=mapping.amount_before_discount,
        amount_is_mapped="amount" in mapping.fields,
        without_amounts=mapping.without_amounts,
        orders_are_shared="order_amount" in mapping.values,
        end_of_upload_day=end_of_upload_day,
        date_column=_date_column(mapping),
    )
    if "order_amount" in mapping.values:
        cursor.run("ingest/share_orders")
    cursor.run("ingest/checked")


def _date_column(mapping: Mapping) -> str:
    """What stands in the date's cell of a row that repeats the header."""
    columns = (mapping.fields.get("ordered_at", ""), *mapping.joined.get("ordered_at", ()))
    return " ".join(without_place(column) for column in columns)


def end_of_day(moment: datetime, time_zone: str | None) -> datetime:
    """The end of the day in which ``moment`` (UTC) falls in the shop, or in UTC while its zone is
    not known."""
    if moment.date() >= datetime.max.date() - timedelta(days=1):
        return datetime.max
    day = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(time_zone or "UTC")).date()
    return datetime.combine(day + timedelta(days=1), time.min)


def on_zones(has_zones: bool, unknown: str | None, time_zone: str | None) -> tuple[str, ...]:
    notes = []
    if has_zones and time_zone:
        notes.append(f"Times with a zone beside them are converted to {time_zone}.")
    elif has_zones:
        notes.append(
            "Times carry a zone and stay as written, because your own time zone is not known; "
            "give it in Settings, and they will be converted."
        )
    if unknown:
        notes.append(f"Times marked “{unknown}” stay as written: it can mean several zones.")
    return tuple(notes)


def _note_phones(cursor) -> None:
    cursor.run("ingest/phones")
    cells = [cell for (cell,) in cursor.rows("ingest/phones_needed")]
    if cells:
        phones = [_normal_phone(cell) for cell in cells]
        cursor.append(
            "phones",
            pa.table(
                {"cell": pa.array(cells, pa.string()), "phone": pa.array(phones, pa.string())}
            ),
        )


@cache
def _normal_phone(cell: str) -> str | None:
    return normal_phone(cell)


def _warnings(cursor, nothing: list[str]) -> tuple[str, ...]:
    return tuple(
        f"{WORDS[field].capitalize()} could not be read in {rows} rows (such as “{example}”) and "
        "was left empty there."
        for field, rows, example in cursor.rows("ingest/left_empty", nothing=nothing)
    )


def rejects_in_order(table: TextTable, reasons: dict[int, str]) -> Iterator[Reject]:
    """Rejected and broken rows together, by row number."""
    if not reasons:
        yield from _broken(table)
        return
    wanted = pa.array(list(reasons), pa.int64())
    found = []
    for batch in table.batches():
        rows = batch.filter(pc.is_in(batch.column(0), value_set=wanted))
        numbers, *cells = (column.to_pylist() for column in rows.columns)
        found += [
            Reject(number, reasons[number], tuple(texts))
            for number, *texts in zip(numbers, *cells, strict=True)
        ]
    yield from sorted([*found, *_broken(table)])


def _broken(table: TextTable) -> list[Reject]:
    return sorted(Reject(row.row_number, row.reason, row.cells) for row in table.broken)
