"""Workbooks (XLSX, XLS, ODS) as tables of text, one sheet at a time."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path, PurePosixPath

import pyarrow as pa
import python_calamine as calamine

from retention.errors import Refused
from retention.ingest import table
from retention.ingest.header import find_header, titles_above
from retention.ingest.table import TextTable

BATCH_ROWS = 20_000
MAX_UNPACKED_BYTES = 3 << 30
MAX_UNPACKING_RATIO = 300
MAX_EMPTY_CELLS_PER_CELL = 200
_SMALL_BYTES = 50 << 20
_SMALL_AREA = 5_000_000
_CHUNK_BYTES = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError)
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_LONGEST_TAG_BYTES = 1 << 20
_LONGEST_PLACE = 64
_LONGEST_COLUMN = 3  # XFD
_LONGEST_ROW = 7  # 1048576; a longer number would begin again at nothing in the reader
_NO_SHEETS = frozenset({"sharedstrings.xml", "styles.xml", "[content_types].xml"})


def open_workbook(path: Path, sheet: str | None = None) -> TextTable:
    """The table on ``sheet``, or on the first sheet that holds rows."""
    book_format = _checked_format(path)
    book = _loaded(path)
    rows = {name: _rows(book, name) for name in book.sheet_names}
    filled = tuple(name for name in rows if len(rows[name]) > 1)
    if sheet is not None and sheet not in rows:
        raise Refused(f"{path.name} has no sheet “{sheet}”; its sheets are {', '.join(rows)}.")
    chosen = sheet if sheet is not None else next(iter(filled), None)
    if chosen is None or not rows[chosen]:
        raise Refused(f"{path.name} has no rows; export it again with its rows.")
    carried = _filled_down(rows[chosen], _merged(book, chosen))
    return _table(path, book_format, rows[chosen], chosen, filled, sheet is not None, carried)


def _checked_format(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return "xls"
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            _check_size(path, packed)
            _check_area(path, packed)
    except _DAMAGED:
        raise Refused(f"{path.name} is damaged; save or download it again.") from None
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names and any(name.startswith("META-INF") for name in names):
        return "ods"
    raise Refused(f"{path.name} is a ZIP archive; unpack it and choose the files inside.")


def _check_size(path: Path, packed: zipfile.ZipFile) -> None:
    unpacked = sum(entry.file_size for entry in packed.infolist())
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > _SMALL_BYTES and ratio > MAX_UNPACKING_RATIO):
        raise Refused(f"{path.name} unpacks to an absurd size; export it as CSV.")


def _check_area(path: Path, packed: zipfile.ZipFile) -> None:
    """A cell far out makes a sheet of billions of empty cells, which the reader would all hold.

    Every part of the package may be a sheet, whatever its name and place; what no spreadsheet
    programme writes (another encoding, a place in capitals and small letters or in odd quotes, a
    row beyond the last there is) is looked for all the same, since the reader takes it."""
    for name in packed.namelist():
        if PurePosixPath(name.lower()).name in _NO_SHEETS:
            continue
        columns, rows, cells, width = {b""}, {b"0"}, 0, 0
        with packed.open(name) as sheet:
            rest = b""
            while chunk := sheet.read(_CHUNK_BYTES):
                # without the noughts also letters of two bytes, which nobody writes, can be read
                whole, rest = _up_to_open_tag(rest + chunk.replace(b"\0", b""))
                places = _PLACE.findall(whole)
                columns.update(column.upper() for column, row in places if row)
                rows.update(row for _, row in places if row)
                placed = sum(1 for column, _ in places if column)
                by_row = [_cells(row) for row in whole.split(b"<row")]
                cells += max(placed, sum(by_row))
                width = max(width, *by_row)  # those without a place follow each other
                if len(rest) > _LONGEST_TAG_BYTES:
                    raise _far(path)
                rows = {_last(rows)}
        if _is_far(columns, rows, cells, width):
            raise _far(path)


def _far(path: Path) -> Refused:
    return Refused(
        f"{path.name} has a cell far outside its table; copy the table to a new sheet, save it and "
        "choose that file."
    )


def _up_to_open_tag(text: bytes) -> tuple[bytes, bytes]:
    """What can be looked at, and the tag at its end that goes on in the next chunk."""
    opened = text.rfind(b"<")
    if opened < 0 or text.find(b">", opened) >= 0:
        return text, text[-_LONGEST_PLACE:]  # the sign may stand in quotes, and the tag go on
    return text[:opened], text[opened:]


def _cells(text: bytes) -> int:
    return text.count(b"<c ") + text.count(b"<c>") + text.count(b"<c/")


def _is_far(columns: set[bytes], rows: set[bytes], cells: int, width: int) -> bool:
    if max(map(len, columns)) > _LONGEST_COLUMN or len(_last(rows)) > _LONGEST_ROW:
        return True
    area = int(_last(rows)) * max(width, *map(_column_number, columns))
    return area > _SMALL_AREA and area > cells * MAX_EMPTY_CELLS_PER_CELL


def _last(rows: set[bytes]) -> bytes:
    return max(rows, key=lambda row: (len(row), row))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _loaded(path: Path) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError:
        raise Refused(f"{path.name} has a password; save it without one.") from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError):
        raise Refused(f"{path.name} is not a workbook that can be read; save it as CSV.") from None


def _rows(book: calamine.CalamineWorkbook, sheet: str) -> list[list]:
    """The cells of a sheet from its row 1 on; a sheet without cells, such as a chart, has none."""
    try:
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (calamine.WorksheetNotFound, calamine.CalamineError, calamine.XmlError):
        return []


def _merged(book: calamine.CalamineWorkbook, sheet: str) -> list:
    """The merged cells of a sheet: ((row, column), (row, column)), first and last, from 0."""
    try:
        return book.get_sheet_by_name(sheet).merged_cell_ranges or []
    except (calamine.WorksheetNotFound, calamine.CalamineError, calamine.XmlError):
        return []


def _filled_down(rows: list[list], merged: list) -> dict[int, set[int]]:
    """Write what a merged cell says into each of its rows; column → the row numbers so filled.

    Across columns nothing is filled: the sheet's title would become a value of every column. No
    cell is filled twice: ranges that overlap, which no spreadsheet writes, would take for ever.
    """
    carried: dict[int, set[int]] = {}
    filled_to: dict[int, int] = {}
    for (first, column), (last, _) in sorted(merged):
        if first >= len(rows) or column >= len(rows[first]):
            continue
        begin = max(first, filled_to.get(column, 0)) + 1
        for at in range(begin, min(last + 1, len(rows))):
            rows[at][column] = rows[first][column]
            carried.setdefault(column, set()).add(at + 1)
            filled_to[column] = at
    return carried


def _table(path, book_format, rows, sheet, sheets, chosen, carried) -> TextTable:
    beginning = [_texts(row) for row in islice(rows, table.SAMPLE_ROWS + 50)]
    header = find_header(beginning)
    if header is None:
        raise Refused(f"{path.name} has no rows on the sheet “{sheet}”; choose another sheet.")
    numbered = [
        (number, [row[at] for at in header.kept])
        for number, row in enumerate(beginning, 1)
        if number > header.index + 1 and any(row)
    ][: table.SAMPLE_ROWS]
    if not numbered:
        raise Refused(f"{path.name} has a header but no rows; export it again with its rows.")
    return _WorkbookTable(
        path=path,
        columns=header.names,
        sample=[cells for _, cells in numbered],
        sample_numbers=[number for number, _ in numbered],
        header_row=header.index + 1,
        titles=titles_above(rows, header),
        format=book_format,
        sheet=sheet,
        sheets=sheets,
        sheet_chosen=chosen,
        carried={
            name: frozenset(carried[at]) for at, name in enumerate(header.names) if at in carried
        },
        rows=rows,
    )


@dataclass
class _WorkbookTable(TextTable):
    rows: list[list] | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        self.read_share = 0.0
        for start in range(self.header_row, len(self.rows), BATCH_ROWS):
            texts = [_texts(row) for row in self.rows[start : start + BATCH_ROWS]]
            numbers = [start + at for at, row in enumerate(texts, 1) if any(map(str.strip, row))]
            kept = [texts[number - start - 1][: len(self.columns)] for number in numbers]
            self.read_share = min(1.0, (start + BATCH_ROWS) / len(self.rows))
            yield table.rows_batch(self.columns, numbers, kept)


def _texts(row: list) -> list[str]:
    return [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell) -> str:
    """A typed cell the way a person would write it, so that nothing can be mistaken.

    Whole numbers lose the ``.0`` of a spreadsheet; beyond 15 digits a spreadsheet has lost digits
    and writes a power of ten, and so do we. A number with three decimals gets a fourth, because
    ``1.234`` could be read as one thousand. Dates become ISO.
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != time.min else f"{cell:%Y-%m-%d}"
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _number_text(number: int | float) -> str:
    if number == int(number) if abs(number) < float("inf") else False:
        return str(int(number)) if abs(number) < 1e15 else f"{number:.14E}"
    text = f"{number:.15g}"
    whole, point, decimals = text.partition(".")
    return text + "0" if point and len(decimals) == 3 else text
