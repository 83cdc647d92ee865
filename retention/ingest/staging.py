"""The rows of a file under our own field names, as text, in the database."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from retention.ingest.mapping import Mapping
from retention.ingest.table import ROW_NUMBER, TextTable


def stage(
    cursor, table: TextTable, mapping: Mapping, progress: Callable[[float], None] | None = None
) -> None:
    """Fill the temporary table ``staged`` on ``cursor`` with every row of ``table`` that could be
    laid into columns; the others are in ``table.broken`` afterwards. ``progress`` is told the share
    read, 0–1."""
    cursor.run("ingest/staged")
    for batch in table.batches():
        cursor.append("staged", renamed(table, mapping, batch))
        if progress:
            progress(table.read_share)
    if mapping.fill_down:
        cursor.run("ingest/fill_down")


def renamed(table: TextTable, mapping: Mapping, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The mapped columns of ``batch`` under the names of our fields."""
    place = {column: at for at, column in enumerate(table.columns, 1)}
    cells = {
        name: _cells(batch, [place[column], *(place[more] for more in mapping.joined.get(name, ()))])
        for name, column in {**mapping.fields, **mapping.values}.items()
    }
    return pa.RecordBatch.from_arrays(
        [batch.column(0), *cells.values()], names=[ROW_NUMBER, *cells]
    )


def _cells(batch: pa.RecordBatch, places: list[int]) -> pa.Array:
    columns = [batch.column(at) for at in places]
    if len(columns) == 1:
        return columns[0]
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*columns, " "))
