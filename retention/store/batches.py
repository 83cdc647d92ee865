"""Batches: what an upload brought, what it met, and how it is taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from retention.errors import Refused
from retention.store.database import Database
from retention.store.writer import Writer

LOADED = "loaded"
UNDONE = "undone"


@dataclass(frozen=True)
class Counts:
    """What became of the readable lines of a file. ``updated`` are among ``accepted``: lines of
    orders that replaced ones held before. ``amount`` is net, in ``currency``; with two
    currencies both are ``None``. Dates are those of accepted lines. ``removed`` lines were held
    before, and a corrected export no longer has them."""

    readable: int
    accepted: int
    updated: int
    anonymous_rows: int
    orders: int
    customers: int
    first_date: date | None
    last_date: date | None
    amount: Decimal | None
    currency: str | None = None
    removed: int = 0


def take(
    writer: Writer,
    batch: int,
    *,
    source: str,
    is_mended: bool,
    mended_of: Sequence[int] = (),
    replaces_period: bool = False,
    compared_in: str | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Counts:
    """Move the rows of ``checked`` that are new into the lines held.

    An order that is held already with the same lines is a duplicate; with others, or with contact
    fields that are new, it is replaced whole, unless one of its rows could not be read. Lines
    without an order number, and mended ones of a rejects file, are added as a multiset; one that is
    held and brings contact fields that are new takes the held one's place. With
    ``replaces_period`` the lines of this source that are held within the days of the file, and
    that it does not have, become history. Mended rows of the uploads ``mended_of`` are none of
    those that were accepted of them. Amounts without a currency are held against others as
    ``compared_in``, the reporting one unless given. ``progress`` is told the share done, 0–1.
    """
    writer.run("batches/incoming")
    writer.run("batches/unread_orders")
    currency = writer.settings().currency
    compared_in = compared_in or currency
    writer.run("batches/met_orders", source=source, is_mended=is_mended, currency=compared_in)
    writer.run("batches/met_contacts", source=source)
    progress(0.3)
    writer.run("batches/known_lines")
    writer.run(
        "batches/lines_compared",
        source=source,
        is_mended=is_mended,
        mended_of=list(mended_of),
        currency=compared_in,
    )
    _find_known(writer)
    progress(0.4)
    writer.run("batches/renewed_lines")
    writer.run("batches/supersede", batch=batch, source=source)
    writer.run("batches/supersede_renewed", batch=batch)
    removed = _remove_missing(writer, batch, source) if replaces_period else 0
    writer.run("batches/keep", batch=batch, source=source)
    writer.run("batches/keep_renewed", batch=batch, source=source)
    progress(0.8)
    (row,) = writer.rows("batches/counts", batch=batch, currency=currency)
    return Counts(*row, removed=removed)


def _remove_missing(writer: Writer, batch: int, source: str) -> int:
    writer.run("batches/missing_lines", source=source)
    writer.run("batches/remove_missing", batch=batch)
    return writer.rows("batches/removed")[0][0]


def _find_known(writer: Writer) -> None:
    """Fill ``known_lines`` from ``lines_compared``: lines that tell the same fields are compared
    first, so that one that tells less does not take the place of one that is certainly the same."""
    for of_file, of_held, untold in writer.rows("batches/known_passes"):
        writer.run("batches/known_pass", of_file=of_file, of_held=of_held, untold=untold)


def mended_of(
    writer: Writer, batch: int, source: str, columns: tuple[str, ...], row_numbers: set[int]
) -> list[int]:
    """The uploads of ``source`` before ``batch`` from which the rejected rows ``row_numbers`` may
    come, in a file with these ``columns`` after its row number and reason."""
    values = {"batch": batch, "source": source, "columns": list(columns)}
    found = writer.rows("batches/mended_of", row_numbers=list(row_numbers), **values)
    return [number for (number,) in found]


def note(writer: Writer, values: dict) -> None:
    """Write the row of a batch; ``values`` has every column of ``batches`` but its status."""
    writer.run("batches/note", **values)


def note_rejects(writer: Writer, batch: int, rejects) -> None:
    """Keep the rows that were not taken: ``rejects`` yields (row_number, reason, cells)."""
    rows = list(rejects)
    if rows:
        numbers, reasons, cells = zip(*rows, strict=True)
        table = pa.table(
            {
                "batch": pa.array([batch] * len(rows), pa.int32()),
                "row_number": pa.array(numbers, pa.int64()),
                "reason": pa.array(reasons, pa.string()),
                "cells": pa.array([list(each) for each in cells], pa.list_(pa.string())),
            }
        )
        writer.append("rejects", table)


def next_number(writer: Writer) -> int:
    return writer.rows("batches/next")[0][0]


def none_loaded(writer: Writer) -> bool:
    """Whether no upload is held, undone ones aside."""
    return all(status == UNDONE for _, status in writer.rows("batches/statuses"))


def listed(database: Database):
    """One row per upload, the newest last."""
    return database.ask("batches/list")


def one(database: Database | Writer, batch: int) -> dict:
    """The row of one batch; raises ``Refused`` naming the ones there are."""
    found = database.ask("batches/one", batch=batch).to_dict("records")
    if not found:
        known = ", ".join(str(each) for each in listed(database)["batch"]) or "none yet"
        raise Refused(f"There is no batch {batch}; the batches are: {known}.")
    return found[0]


def rejects(database: Database, batch: int) -> tuple[list[str], list[list]]:
    """The rows of a file that were not taken, ready to be mended and uploaded again.

    Returns the header and the rows: row number, reason, then the file's own columns as written.
    """
    columns = list(one(database, batch)["columns"])
    rows = database.rows("batches/rejects", batch=batch)
    width = max([len(columns), *(len(cells) for _, _, cells in rows)])
    header = columns + [f"column {place}" for place in range(len(columns) + 1, width + 1)]
    return ["row_number", "reason", *header], [
        [number, reason, *cells, *[""] * (width - len(cells))] for number, reason, cells in rows
    ]


def clear(writer: Writer, batch: int) -> None:
    """As if this upload had not come: its lines go, and the ones it replaced stand again."""
    writer.run("batches/clear_lines", batch=batch)
    writer.run("batches/stand_again", batch=batch)
    writer.run("batches/clear_records", batch=batch)
    writer.run("batches/records_stand_again", batch=batch)
    writer.run("batches/clear_rejects", batch=batch)
