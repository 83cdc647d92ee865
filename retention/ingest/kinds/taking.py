"""Loading a file of another kind than sales: its rows become records, the newest file wins."""

from retention.ingest.checks import Checked, rejects_in_order
from retention.ingest.currency import own_currency
from retention.ingest.kinds import checking
from retention.ingest.mapping import Mapping
from retention.ingest.table import TextTable
from retention.store.batches import Counts
from retention.store.writer import Writer


def read(
    writer: Writer, table: TextTable, mapping: Mapping, received_at, progress=None, batches=None
) -> Checked:
    """The rows of ``table``, or those in ``batches``, read into ``checked_records``."""
    checking.stage(writer, table, mapping, batches or table.batches(), progress)
    return checking.check(
        writer, table, mapping, received_at,
        time_zone=writer.settings().time_zone, currency=own_currency(writer, mapping),
    )  # fmt: skip


def take(
    writer: Writer, batch: int, source: str, kind: str, part: str = "", *, is_mended: bool = False
) -> Counts:
    """Move the rows of ``checked_records`` that are new into ``records``. Rows whose key is held
    with the same content are duplicates; with another content they replace the ones held."""
    which = {"batch": batch, "kind": kind, "part": part}
    writer.run("kinds/hashed", **which)
    writer.run("kinds/met")
    writer.run("kinds/known", is_mended=is_mended)
    writer.run("kinds/supersede", **which, is_mended=is_mended)
    writer.run("kinds/keep", batch=batch, source=source)
    return Counts(*writer.rows("kinds/counts", batch=batch, is_mended=is_mended)[0])


def rejects(writer: Writer, table: TextTable):
    """The rejected rows in the order of the file, as ``Checked.rejects`` gives those of sales."""
    return rejects_in_order(table, dict(writer.rows("kinds/rejects")))
