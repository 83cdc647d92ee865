"""A file, whatever it is, as one table of text; or one plain sentence why not."""

from pathlib import Path

from retention.errors import Refused
from retention.ingest.crosstab import unpivoted
from retention.ingest.delimited import open_delimited
from retention.ingest.encoding import utf8_text
from retention.ingest.formats import format_of
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
    kind = format_of(path)
    if kind == "workbook":
        return unpivoted(as_written(open_workbook(path, sheet)))
    if sheet is not None:
        raise Refused(f"{path.name} has no sheets; leave out --sheet.")
    text = utf8_text(path, packed=kind == "gz")
    try:
        return unpivoted(as_written(open_delimited(path, text)))
    except BaseException:
        text.close()
        raise
