"""The file of rejected rows, mended by a person and uploaded again.

When it was handed out, each cell, or part of a cell, that a spreadsheet would run as a formula got
an apostrophe in front; it is taken away again, so that "'+49 30 1234" is the phone number it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from retention.ingest.table import ROW_NUMBER, TextTable, with_numbers

HEADER = (ROW_NUMBER, "reason")
_DEFUSED = "^'( *[-=+@\t\r\n])"
_PART_DEFUSED = "([;\t\r\n])'([\" ]*[-=+@])"


def is_rejects_file(columns: tuple[str, ...]) -> bool:
    """Whether these are the columns of a file of rejects."""
    return columns[:2] == HEADER


def row_numbers(table: TextTable) -> set[int]:
    """Which rows of the first file they were; those that a person wrote otherwise are left out."""
    cells = {cell for batch in table.batches() for cell in batch.column(1).to_pylist()}
    return {int(cell) for cell in cells if cell.isdecimal() and len(cell) < 19}


def as_written(table: TextTable) -> TextTable:
    """``table`` with its cells as they stood in the original file, if it is a file of rejects."""
    if not is_rejects_file(table.columns):
        return table
    return _MendedTable(
        **{name: getattr(table, name) for name in TextTable.__dataclass_fields__}
        | {"sample": [_as_written(pa.array(row, pa.string())).to_pylist() for row in table.sample]},
        inner=table,
    )


@dataclass
class _MendedTable(TextTable):
    inner: TextTable | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        for batch in self.inner.batches():
            self.read_share = self.inner.read_share
            cells = pa.RecordBatch.from_arrays(
                [_as_written(column) for column in batch.columns[1:]], names=list(self.columns)
            )
            yield with_numbers(cells, batch.column(0))

    def close(self) -> None:
        self.inner.close()


def _as_written(cells: pa.Array) -> pa.Array:
    whole = pc.replace_substring_regex(cells, _DEFUSED, r"\1")
    return pc.replace_substring_regex(whole, _PART_DEFUSED, r"\1\2")
