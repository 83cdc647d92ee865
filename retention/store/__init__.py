"""The one door to the database."""

import threading
from pathlib import Path

from retention.store.connecting import ENDED, IN_MEMORY, Held
from retention.store.database import Database
from retention.store.snapshot import Filters, Snapshot

__all__ = ["ENDED", "IN_MEMORY", "Database", "Filters", "Held", "Snapshot", "open_database"]

_opened: dict[Path, Database] = {}
_ABSENT = Path(IN_MEMORY)
_lock = threading.Lock()


def open_database(path: str | Path, *, create: bool = True) -> Database:
    """The one ``Database`` of ``path`` in this process; a new one each time for ``:memory:``.

    With ``create=False`` an absent file is an empty database that leaves no file behind.
    """
    if str(path) == IN_MEMORY:
        return Database(IN_MEMORY)
    path = Path(path).resolve()
    with _lock:
        if path in _opened:
            return _opened[path]
        if not create and not path.exists():
            if _ABSENT not in _opened:
                _opened[_ABSENT] = Database(IN_MEMORY)
            return _opened[_ABSENT]
        _opened[path] = Database(path)
        return _opened[path]


def close_database(path: str | Path) -> None:
    """Close ``path`` in this process, so that the file may be moved or deleted."""
    with _lock:
        database = _opened.pop(Path(path).resolve(), None)
    if database:
        database.close()
