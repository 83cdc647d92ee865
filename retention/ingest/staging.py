"""The rows of a file under our own field names, as text, in the database."""

from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from retention.ingest.blanks import tidy
from retention.ingest.fields import NUMBER_FIELDS
from retention.ingest.mapping import Mapping
from retention.ingest.table import ROW_NUMBER, TextTable

_COUNTED = frozenset((*NUMBER_FIELDS, "order_amount", "refunded"))


def stage(
    cursor, table: TextTable, mapping: Mapping, progress: Callable[[float], None] | None = None
) -> None:
    """Fill the temporary view ``staged`` on ``cursor`` with every row of ``table`` that could be
    laid into columns; the others are in ``table.broken`` afterwards. ``progress`` is told the share
    read, 0–1."""
    stage_batches(cursor, table, mapping, table.batches(), progress)


def stage_batches(cursor, table: TextTable, mapping: Mapping, batches, progress=None) -> None:
    """The same for some of the table's rows, given as ``batches``."""
    stage_staged(
        cursor,
        renamed(table, mapping, table.sample_batch(0)),
        (renamed(table, mapping, batch) for batch in batches),
        progress and (lambda: progress(table.read_share)),
    )
    if mapping.fill_down:
        cursor.run("ingest/fill_down")
        cursor.run("ingest/staged_filled")


def stage_staged(cursor, first: pa.RecordBatch, batches, after_each=None) -> None:
    """The same for ``batches`` that have the names of our columns already, as ``first`` has.

    The rows are read while the table is made of them: one that is made empty and filled later in
    the same transaction loses its rows in this release of the database (``docs/decisions``)."""
    handed_over: list[int] = []
    failures: list[BaseException] = []
    watched = _watched(batches, after_each, handed_over, failures)
    reader = pa.RecordBatchReader.from_batches(first.schema, watched)
    cursor.run("ingest/staged_columns")
    cursor.raw.register("cells_read", reader)
    try:
        cursor.run("ingest/cells")
    except Exception:
        if failures:  # what the reading raised, not what the database makes of it
            raise failures[0] from None
        raise
    cursor.raw.unregister("cells_read")
    ((kept,),) = cursor.rows("ingest/cells_kept")
    if kept != sum(handed_over):
        raise RuntimeError(f"{sum(handed_over)} rows were read and {kept} arrived")
    cursor.run("ingest/staged")


def _watched(
    batches, after_each, handed_over: list[int], failures: list[BaseException]
) -> Iterator:
    """``batches``, how many rows they have, and what their reading raised."""
    try:
        for batch in batches:
            handed_over.append(batch.num_rows)
            yield batch
            if after_each:
                after_each()
    except BaseException as error:
        failures.append(error)
        raise


def renamed(table: TextTable, mapping: Mapping, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The mapped columns of ``batch`` under the names of our fields, their blanks seen to."""
    place = {column: at for at, column in enumerate(table.columns, 1)}
    cells = {
        name: _cells(batch, [place[each] for each in (column, *mapping.joined.get(name, ()))])
        for name, column in {**mapping.fields, **mapping.values}.items()
    }
    # an amount in a merged cell is that of all its rows together, so it stays on the first
    cells |= {
        name: _without(cells[name], batch.column(0), table.carried[column])
        for name, column in {**mapping.fields, **mapping.values}.items()
        if column in table.carried and name in _COUNTED
    }
    return pa.RecordBatch.from_arrays(
        [batch.column(0), *cells.values()], names=[ROW_NUMBER, *cells]
    )


def _without(cells: pa.Array, numbers: pa.Array, rows: frozenset[int]) -> pa.Array:
    """``cells`` with those of ``rows`` empty."""
    return pc.if_else(pc.is_in(numbers, value_set=pa.array(rows, pa.int64())), "", cells)


def _cells(batch: pa.RecordBatch, places: list[int]) -> pa.Array:
    columns = [tidy(batch.column(at)) for at in places]
    if len(columns) == 1:
        return columns[0]
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*columns, " "))
