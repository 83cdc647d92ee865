"""Delimited text: which character separates the columns, and every row read exactly once.

The header and the separator are decided by Python's csv reader on the beginning of the file; the
rows are read by Arrow, which is ten times faster and hands every row of a wrong width to us.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from retention.errors import Refused
from retention.ingest import table
from retention.ingest.aligned import separated
from retention.ingest.encoding import Utf8Text
from retention.ingest.header import Header, TooWide, find_header, titles_above, usual_width
from retention.ingest.table import BrokenRow, TextTable

DELIMITERS = (",", ";", "\t", "|")
BLOCK_BYTES = 1 << 22
_SAMPLE_BYTES = 1 << 20
_GOOD_ENOUGH = 0.5


@dataclass(frozen=True)
class Dialect:
    """How the rows are written, what the first of them hold, and where the data begins."""

    delimiter: str
    quoted: bool
    rows: list[list[str]]
    header: Header
    data_starts: int  # bytes from the beginning of the text


def open_delimited(path: Path, text: Utf8Text) -> TextTable:
    """The table in ``text``. Raises ``Refused`` where there is none."""
    beginning = _beginning(text)
    dialect = _dialect(beginning)
    if dialect is None or _fit(dialect) < _GOOD_ENOUGH:
        rewritten = separated(text, beginning)
        if rewritten is not None:
            text = rewritten
            dialect = _read_as(_beginning(text), "\t", quoted=False) or dialect
    if dialect is None:
        raise Refused(f"{path.name} holds no table; export it again with a header and rows.")
    return _DelimitedTable.of(path, text, dialect)


def _beginning(text: Utf8Text) -> str:
    """The first whole lines."""
    with text.path.open("rb") as file:
        file.seek(text.start)
        data = file.read(_SAMPLE_BYTES)
        if file.read(1):
            data = data[: max(data.rfind(b"\n"), data.rfind(b"\r")) + 1] or data
    return data.decode("utf-8", "replace")


def _dialect(beginning: str) -> Dialect | None:
    """The separator under which most rows are as wide as the header; of equals, the widest.
    Raises ``TooWide`` where nothing else fits: a note may well hold thousands of commas."""
    found, too_wide = [], None
    for delimiter in [each for each in DELIMITERS if each in beginning] or DELIMITERS[:1]:
        try:
            found.append(_read_as(beginning, delimiter))
        except TooWide as error:
            too_wide = error
    best = max(filter(None, found), key=_standing, default=None)
    if too_wide and (best is None or _fit(best) < _GOOD_ENOUGH):
        raise too_wide
    if best is None:
        return None
    unquoted = _read_as(beginning, best.delimiter, quoted=False) if '"' in beginning else None
    if unquoted and _fit(unquoted) > _fit(best) + 0.02:
        return unquoted
    return best


def _read_as(beginning: str, delimiter: str, quoted: bool = True) -> Dialect | None:
    consumed = 0

    def lines():
        nonlocal consumed
        for line in io.StringIO(beginning, newline=""):
            consumed += len(line.encode())
            yield line

    rows, ends = [], []
    try:
        for row in _reader(lines(), delimiter, quoted):
            rows.append(row)
            ends.append(consumed)
            if len(rows) == table.SAMPLE_ROWS + 50:
                break
    except csv.Error:  # a cell of more than 128 KB: a quotation mark that is never closed
        if not rows:
            return None
    header = find_header(rows)
    if header is None:
        return None
    return Dialect(delimiter, quoted, rows, header, ends[header.index] if header.index >= 0 else 0)


def _reader(lines, delimiter: str, quoted: bool):
    quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return csv.reader(lines, delimiter=delimiter, quoting=quoting)


def _standing(dialect: Dialect) -> tuple:
    """Fit first, then width. Under a wrong separator the real header looks like one more title."""
    titles = dialect.rows[: max(0, dialect.header.index + 1 - dialect.header.rows)]
    above = sum(any(cell.strip() for cell in row) for row in titles)
    fit = _fit(dialect)
    return round(fit - 0.1 * min(above, 5), 1), dialect.header.width, fit


def _fit(dialect: Dialect) -> float:
    """Share of the rows as wide as the header; little for one column and for no header."""
    header, rows = dialect.header, dialect.rows
    body = [row for row in rows[header.index + 1 :] if any(cell.strip() for cell in row)]
    width = len(rows[header.index]) if header.index >= 0 else usual_width(body)
    if width < 2:
        return 0.0
    share = sum(len(row) == width for row in body) / len(body) if body else 1.0
    return share if header.index >= 0 else share * 0.6


@dataclass
class _DelimitedTable(TextTable):
    text: Utf8Text | None = None
    dialect: Dialect | None = None

    @classmethod
    def of(cls, path: Path, text: Utf8Text, dialect: Dialect) -> "_DelimitedTable":
        header = dialect.header
        numbered = [
            (number, _fitted(row, header))
            for number, row in enumerate(dialect.rows, 1)
            if number > header.index + 1 and any(cell.strip() for cell in row)
        ]
        if not numbered:
            raise Refused(f"{path.name} has a header but no rows; export it again with its rows.")
        numbered = [(number, cells) for number, cells in numbered if cells is not None]
        return cls(
            path=path,
            columns=header.names,
            sample=[cells for _, cells in numbered][: table.SAMPLE_ROWS],
            sample_numbers=[number for number, _ in numbered][: table.SAMPLE_ROWS],
            header_row=header.index + 1,
            titles=titles_above(dialect.rows, header),
            format="csv",
            encoding=text.encoding,
            delimiter=dialect.delimiter,
            text=text,
            dialect=dialect,
        )

    def close(self) -> None:
        self.text.close()

    def batches(self) -> Iterator[pa.RecordBatch]:
        self.broken.clear()
        self.read_share = 0.0
        ragged: list[tuple[int, str]] = []
        first, handled, ahead = self.header_row + 1, 0, []
        size, read = max(1, self.text.path.stat().st_size), 0
        with pa.OSFile(str(self.text.path)) as file:
            file.seek(self.text.start + self.dialect.data_starts)
            for batch in self._parsed(file, ragged):
                ahead += [number + self.header_row for number, _ in ragged[handled:]]
                numbers, first = _numbers(first, batch.num_rows, ahead)
                ahead = [number for number in ahead if number >= first]
                yield table.without_blank_rows(table.with_numbers(batch, pa.array(numbers)))
                yield from self._mended(ragged[handled:])
                handled = len(ragged)
                read += BLOCK_BYTES  # a batch is a block; the file itself is read far ahead
                self.read_share = min(1.0, read / size)
            yield from self._mended(ragged[handled:])
        self.read_share = 1.0

    def _parsed(self, file, ragged: list) -> Iterator[pa.RecordBatch]:
        def keep(row) -> str:
            ragged.append((row.number, row.text))
            return "skip"

        header = self.dialect.header
        everything = [str(at) for at in range(header.width)]
        kept = [str(at) for at in header.kept]
        try:
            reader = arrow_csv.open_csv(
                file,
                read_options=arrow_csv.ReadOptions(
                    use_threads=False, block_size=BLOCK_BYTES, column_names=everything
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self.dialect.delimiter,
                    quote_char='"' if self.dialect.quoted else False,
                    newlines_in_values=self.dialect.quoted,
                    ignore_empty_lines=False,
                    invalid_row_handler=keep,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(everything, pa.string()),
                    include_columns=kept,
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            )
            for batch in reader:
                yield batch.rename_columns(list(self.columns))
        except pa.ArrowInvalid:
            raise Refused(
                f"{self.path.name} cannot be read to its end: a row is longer than "
                f"{BLOCK_BYTES >> 20} MB, most likely because a quotation mark is never closed; "
                "mend or remove it and upload the file again."
            ) from None

    def _mended(self, ragged: list[tuple[int, str]]) -> Iterator[pa.RecordBatch]:
        """Rows of a wrong width whose cells are still certain; the others are broken."""
        numbers, rows = [], []
        for number, text in ragged:
            cells = next(_reader([text], self.dialect.delimiter, self.dialect.quoted), [])
            fitted = _fitted(cells, self.dialect.header)
            if fitted is None:
                self.broken.append(self._broken(number + self.header_row, cells))
            elif any(cell.strip() for cell in fitted):
                numbers.append(number + self.header_row)
                rows.append(fitted)
        if rows:
            yield table.rows_batch(self.columns, numbers, rows)

    def _broken(self, row_number: int, cells: list[str]) -> BrokenRow:
        expected = len(self.columns)
        reason = f"the row has {len(cells)} cells where the header has {expected}"
        return BrokenRow(row_number, tuple(cells), reason)


def _fitted(cells: list[str], header: Header) -> list[str] | None:
    """The row as wide as the kept columns; ``None`` where cells with content would be cut off."""
    wide = len(header.kept)
    if any(cell.strip() for cell in cells[max(wide, header.width) :]):
        return None
    return (cells + [""] * (wide - len(cells)))[:wide]


def _numbers(first: int, count: int, passed_over: list[int]) -> tuple[np.ndarray, int]:
    """``count`` row numbers from ``first`` on, without those ``passed_over``; and the next one.

    ``passed_over`` may reach beyond these rows, since the reader looks ahead.
    """
    if not passed_over:
        return np.arange(first, first + count), first + count
    numbers = np.arange(first, first + count + len(passed_over))
    numbers = numbers[~np.isin(numbers, passed_over)][:count]
    return numbers, int(numbers[-1]) + 1 if count else first
