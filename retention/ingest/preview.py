"""The first rows of a file as they would be read, before anything is loaded."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from retention.ingest import parts
from retention.ingest.checks import check
from retention.ingest.currency import unnamed
from retention.ingest.fields import SALES_FIELDS
from retention.ingest.kinds import PART, SALES, taking
from retention.ingest.mapping import Mapping
from retention.ingest.question import Question
from retention.ingest.staging import stage_batches
from retention.ingest.table import TextTable
from retention.store import IN_MEMORY, Database

ROWS = 20
_COLUMNS = ("row_number", *SALES_FIELDS, "reason")


@dataclass(frozen=True)
class Trial:
    """``rows`` are dictionaries: row_number, the mapped fields as they would be read, reason (why
    a row would be rejected, else ``None``). ``questions`` come from the sample as a whole; while
    one is open the rows hold the cells as written. ``notes`` are sentences on its times, and on
    amounts without a currency, which count in that of ``mapping``."""

    rows: list[dict]
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()


def try_sample(
    table: TextTable,
    mapping: Mapping,
    received_at: datetime = datetime.max,
    *,
    time_zone: str | None = None,
) -> Trial:
    """Read the sample of ``table`` by the same statements as the whole file, in a database of its
    own. What the sample leaves open is asked only where the sample is the whole file. Times with a
    zone become those of ``time_zone``, as in ``checks.check``."""
    with _scratch().writing("preview", "tried a sample") as cursor:
        return _tried(cursor, table, mapping, received_at, time_zone)


@cache
def _scratch() -> Database:
    """Kept for the life of the process: making a database costs more than reading a sample."""
    return Database(IN_MEMORY)


def _tried(cursor, table: TextTable, mapping: Mapping, received_at, time_zone) -> Trial:
    if mapping.kind != SALES:
        return _tried_records(cursor, table, mapping, received_at)
    stage_batches(cursor, table, mapping, [table.sample_batch()])
    checked = check(cursor, table, mapping, received_at, time_zone=time_zone)
    questions = checked.questions if table.whole_in_sample else ()
    if checked.questions:
        return Trial(_shown(cursor, "ingest/preview_written", mapping), questions)
    read = "The file names" if table.whole_in_sample else "The first rows name"
    told = (*checked.notes, *unnamed(cursor, mapping, subject=read))
    return Trial(_shown(cursor, "ingest/preview_read", mapping), questions, told)


def _shown(cursor, question: str, mapping: Mapping) -> list[dict]:
    """The mapped fields, and those that follow from others: customer and amount."""
    shown = {"row_number", "reason", "customer", "amount", *mapping.fields}
    return [
        {name: value for name, value in zip(_COLUMNS, row, strict=True) if name in shown}
        for row in cursor.rows(question, rows=ROWS)
    ]


def _tried_records(cursor, table: TextTable, mapping: Mapping, received_at) -> Trial:
    """The same for a file of another kind; its rows say ``reject_reason``, as feedback has a
    ``reason`` of its own."""
    read = parts.read if mapping.kind == PART else taking.read
    checked = read(cursor, table, mapping, received_at, batches=[table.sample_batch()])
    if checked.questions:
        return Trial([], checked.questions if table.whole_in_sample else ())
    shown = ("row_number", *mapping.fields, "reject_reason")
    rows = cursor.ask("kinds/preview", rows=ROWS)
    return Trial(rows[list(shown)].to_dict("records"), (), checked.notes)
