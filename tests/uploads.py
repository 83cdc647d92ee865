"""Files as somebody uploads them: a text becomes a file, and the file is imported."""

from datetime import datetime
from pathlib import Path

from retention.ingest.importing import Report, Request, import_file
from retention.store import Database

NOW = datetime(2026, 6, 1, 9)


def upload(
    database: Database,
    folder: Path,
    text: str,
    *,
    name: str = "export.csv",
    received_at: datetime = NOW,
    **said,
) -> Report:
    """``said`` is what the person said about the file, by the names of ``Request``."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_file(database, Request(path, received_at, **said))
