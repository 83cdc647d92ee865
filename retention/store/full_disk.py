"""A full disk, told in one plain sentence."""

import errno
from pathlib import Path

import duckdb

from retention.errors import Refused

_FAILURES = (
    duckdb.FatalException,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)
_NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# DuckDB tells it in words: the system's own, and those of its folder for intermediate results
_WORDS = (
    "No space left on device",
    "Disk quota exceeded",
    "File too large",
    "not enough space on the disk",
    "max_temp_directory_size",
)


def ended(error: BaseException) -> bool:
    """Whether this failed because the disk has no room left."""
    if isinstance(error, OSError):
        return error.errno in _NUMBERS
    return isinstance(error, _FAILURES) and any(words in str(error) for words in _WORDS)


def refusal(path: Path | str) -> Refused:
    """The sentence; ``path`` is that of the database."""
    folder = Path(path).resolve().parent
    return Refused(
        f"There is no room left on the disk that holds {folder}, so nothing was changed; "
        "make room there and do it again."
    )
