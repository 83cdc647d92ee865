"""A file, whatever it is, as one table of text; or one plain sentence why not."""

from pathlib import Path

from retention.errors import Refused
from retention.ingest.crosstab import unpivoted
from retention.ingest.delimited import open_delimited
from retention.ingest.encoding import utf8_text
from retention.ingest.formats import format_of
from retention.ingest.header import MOST_COLUMNS, TooWide
from retention.ingest.mended import as_written
from retention.ingest.table import TextTable
from retention.ingest.workbook import open_workbook


def open_table(path: str | Path, *, sheet: str | None = None) -> TextTable:
    """The table in the file at ``path``: CSV and its kin, also packed with gzip, or a workbook.

    ``sheet`` names the sheet of a workbook; without it the first that holds rows is read, and
    ``sheet_chosen`` is false if there are others. Raises ``Refused`` for a file without a table.
    Close it after use: it may have put a rewritten copy aside.
    """
    path = Path(path)
    try:
        opened = _opened(path, sheet)
    except TooWide:
        raise Refused(
            f"{path.name} has more than {MOST_COLUMNS:,} columns; export it again with those that "
            "tell of sales or customers."
        ) from None
    try:
        return unpivoted(as_written(opened))
    except BaseException:
        opened.close()
        raise


def _opened(path: Path, sheet: str | None) -> TextTable:
    kind = format_of(path)
    if kind == "workbook":
        return open_workbook(path, sheet)
    if sheet is not None:
        raise Refused(f"{path.name} has no sheets; leave out --sheet.")
    text = utf8_text(path, packed=kind == "gz")
    try:
        return open_delimited(path, text)
    except BaseException:
        text.close()
        raise
