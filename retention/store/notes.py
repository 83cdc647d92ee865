"""Notes on customers: entered by people, and archived."""

from datetime import datetime

import pandas as pd

from retention.errors import Refused
from retention.store.archive import Archive
from retention.store.database import Database
from retention.store.writer import Writer

LONGEST = 500


def write(database: Database, customer: str, text: str, *, who: str, at: datetime) -> None:
    """Keep a note on the customer; ``Refused`` for an empty or a long one."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise Refused(f"A note has from 1 to {LONGEST} letters; this one has {len(text)}.")
    _change(database, {"note": {"customer": customer, "text": text}}, "wrote a note", who, at)


def remove(database: Database, customer: str, written: datetime, *, who: str, at: datetime) -> None:
    """Take the note that was written at that moment away."""
    record = {"no_note": {"customer": customer, "at": written.isoformat()}}
    _change(database, record, "removed a note", who, at)


def of_customer(database: Database, customer: str) -> pd.DataFrame:
    """One row per note on the person, the newest first: ``customer`` (the number under which it was
    written), ``text``, ``who``, ``entered_at``."""
    return database.ask("notes/of_customer", customer=customer)


def restore(writer: Writer, archive: Archive) -> None:
    """The notes as the archive has them."""
    writer.run("notes/clear")
    for record in archive.entered():
        _replay(writer, record)


def _change(database: Database, told: dict, what: str, who: str, at: datetime) -> None:
    record = told | {"who": who, "at": at.isoformat()}
    with database.writing(who, what) as writer:
        _replay(writer, record)
        writer.enter(record)


def _replay(writer: Writer, record: dict) -> None:
    if "note" in record:
        at = datetime.fromisoformat(record["at"])
        writer.run("notes/put", **record["note"], who=record["who"], entered_at=at)
    if "no_note" in record:
        told = record["no_note"]
        at = datetime.fromisoformat(told["at"])
        writer.run("notes/drop", customer=told["customer"], entered_at=at)
