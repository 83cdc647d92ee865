"""A file as a table of text: what the rest of the import reads, whatever the file's format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

SAMPLE_ROWS = 1000
ROW_NUMBER = "row_number"


@dataclass(frozen=True)
class BrokenRow:
    """A row that is wider than the table, so that nobody can say which cell is which.

    ``row_number`` as in ``TextTable``; ``cells`` as written; ``reason`` one plain sentence.
    """

    row_number: int
    cells: tuple[str, ...]
    reason: str


@dataclass
class TextTable:
    """One table of a file, all cells as text.

    ``columns``         names as in the file, made unique
    ``sample``          the first rows, at most 1,000, each as wide as ``columns``
    ``sample_numbers``  their row numbers
    ``header_row``      the header's row number, 0 where the file has none
    ``format``          csv, xlsx, xls or ods; ``encoding`` and ``delimiter`` of a CSV
    ``sheet``           the sheet read and ``sheets`` all that hold rows; ``sheet_chosen`` by whom
    ``carried``         column → the rows whose cell was filled from a merged cell above
    ``titles``          the filled cells above the header
    ``notes``           sentences on what was done to the table before it was read
    ``broken``          filled by ``batches``: the rows that could not be laid into columns
    ``read_share``      0–1, how much of the file ``batches`` has read so far

    Row numbers count the file's rows from 1 as a spreadsheet does: title and blank rows count,
    and a line break inside quotes does not begin a new row.
    """

    path: Path
    columns: tuple[str, ...]
    sample: list[list[str]]
    sample_numbers: list[int]
    header_row: int
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    sheet_chosen: bool = True
    carried: dict[str, frozenset[int]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    broken: list[BrokenRow] = field(default_factory=list)
    read_share: float = 0.0

    @property
    def whole_in_sample(self) -> bool:
        """Whether the sample is all there is."""
        return len(self.sample) < SAMPLE_ROWS

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Every row that is not blank and not broken, once: ``row_number`` and text columns.

        Rows keep their order but for short rows, which come after their batch. Starts anew at each
        call. Raises ``Refused`` where the file turns out to be unreadable further down.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Remove what was put aside for reading."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def sample_batch(self, rows: int = SAMPLE_ROWS) -> pa.RecordBatch:
        """The first rows of the sample in the form of ``batches``."""
        return rows_batch(self.columns, self.sample_numbers[:rows], self.sample[:rows])


def rows_batch(
    columns: tuple[str, ...], numbers: list[int], rows: list[list[str]]
) -> pa.RecordBatch:
    """A batch of ``rows``, each as wide as ``columns``."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [pa.array(numbers, pa.int64()), *(pa.array(column, pa.string()) for column in cells)]
    return pa.RecordBatch.from_arrays(arrays, names=[ROW_NUMBER, *_apart(columns)])


def _apart(columns: Iterable[str]) -> list[str]:
    """A column of the file that is called like our own ``row_number`` steps aside."""
    return [f"{name} " if name == ROW_NUMBER else name for name in columns]


def with_numbers(batch: pa.RecordBatch, numbers: pa.Array) -> pa.RecordBatch:
    """``batch`` with its row numbers in front."""
    return pa.RecordBatch.from_arrays(
        [numbers, *batch.columns], names=[ROW_NUMBER, *_apart(batch.schema.names)]
    )


def without_blank_rows(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with something in any column other than the row number.

    Spaces alone are nothing. Rows whose first cell is longer than a few bytes are not looked at
    further: almost all of them, which keeps this cheap.
    """
    first = batch.column(1)
    suspects = pc.indices_nonzero(pc.less(pc.binary_length(first), 4))
    if not len(suspects):
        return batch
    suspected = batch.take(suspects)
    blank = None
    for column in suspected.columns[1:]:
        empty = pc.equal(pc.utf8_trim_whitespace(column), "")
        blank = empty if blank is None else pc.and_(blank, empty)
        if not pc.any(blank).as_py():
            return batch
    blank_numbers = suspected.column(0).filter(blank)
    return batch.filter(pc.invert(pc.is_in(batch.column(0), value_set=blank_numbers)))
