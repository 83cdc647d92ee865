"""The rows of a file of another kind than sales: staged, read, and accounted for."""

from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from retention.ingest.checks import Checked, end_of_day, look_up, on_zones
from retention.ingest.kinds import Field, kinds
from retention.ingest.known_layouts import plain_names
from retention.ingest.mapping import Mapping
from retention.ingest.staging import renamed, stage_staged
from retention.ingest.table import ROW_NUMBER, TextTable

# A month alone becomes its first day, so that it is read like any date: 2026-01, 01.2026, May 2026.
_MONTHS = (
    (r"^\s*((?:19|20)\d{2})[-./]\s?(\d{1,2})\.?\s*$", r"\1-\2-01"),
    (r"^\s*(\d{1,2})[-./]\s?((?:19|20)\d{2})\s*$", r"\2-\1-01"),
    (r"^\s*(\pL{3,})\.?\s+((?:19|20)\d{2})(?: ?[гр]\.?)?\s*$", r"1 \1 \2"),
    (r"^\s*((?:19|20)\d{2})\.?\s+(\pL{3,})\.?\s*$", r"1 \2 \1"),
)


def stage(cursor, table: TextTable, mapping: Mapping, batches, progress=None) -> None:
    """Fill the temporary view ``staged`` with the rows of ``batches``: every field of the kind
    under the name its cells are read by, those that the file lacks as NULL."""
    first = _cells(table, mapping, table.sample_batch(0))
    stage_staged(
        cursor, first, (_cells(table, mapping, batch) for batch in batches),
        progress and (lambda: progress(table.read_share)),
    )  # fmt: skip


def _cells(table: TextTable, mapping: Mapping, batch: pa.RecordBatch) -> pa.RecordBatch:
    found = renamed(table, mapping, batch)
    columns = {ROW_NUMBER: found.column(0)}
    for name, field in kinds()[mapping.kind].fields.items():
        cells = found.column(name) if name in mapping.fields else None
        columns[field.staged_as] = _as_read(field, cells, found.num_rows)
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def _as_read(field: Field, cells: pa.Array | None, rows: int) -> pa.Array:
    if cells is None:
        return pa.nulls(rows, pa.string())
    for pattern, day in _MONTHS if field.type == "month" else ():
        cells = pc.replace_substring_regex(cells, pattern, day)
    return cells


def check(
    cursor, table: TextTable, mapping: Mapping, received_at: datetime, *, time_zone: str | None,
    currency: str | None,
) -> Checked:  # fmt: skip
    """Make the temporary table ``checked_records`` from ``staged``: row_number, every field of the
    kind, record_key and reject_reason; else as ``checks.check``."""
    decided = look_up(cursor, mapping, time_zone)
    if decided.questions:
        return Checked(table, 0, 0, 0, decided.dates, decided.decimal, decided.questions)
    cursor.run("kinds/read")
    cursor.run("kinds/macros")
    cursor.run("kinds/feedback_kinds")
    cursor.run(f"kinds/{mapping.kind}", **_bound(mapping.kind, received_at, time_zone, currency))
    rejected = len(cursor.rows("kinds/rejects")) + len(table.broken)
    rows = cursor.rows("kinds/rows")[0][0] + len(table.broken)
    has_zones, unknown_zone = cursor.rows("ingest/zones")[0]
    return Checked(
        table, rows, rows - rejected, rejected, decided.dates, decided.decimal,
        warnings=_warnings(cursor), has_zones=has_zones,
        notes=on_zones(has_zones, unknown_zone, time_zone),
    )  # fmt: skip


def _bound(kind: str, received_at: datetime, time_zone: str | None, currency: str | None) -> dict:
    """What the statement of each kind binds."""
    if kind == "customers":
        return {**kinds()[kind].values, "end_of_upload_day": end_of_day(received_at, time_zone)}
    if kind == "feedback":
        return {"end_of_upload_day": end_of_day(received_at, time_zone)}
    return {"currency": currency} if kind == "costs" else {}


def _warnings(cursor) -> tuple[str, ...]:
    nothing = plain_names()["values"]["nothing"]
    rows, example = cursor.rows("kinds/left_empty", nothing=nothing)[0]
    if not rows:
        return ()
    return (f"A cell could not be read in {rows} rows (such as “{example}”) and was left empty.",)
