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
    """The sentence for a change; ``path`` is that of the database."""
    return _refusal(path, "nothing was changed; make room there and do it again.")


def refusal_to_answer(path: Path | str) -> Refused:
    """The sentence for a question, whose intermediate results found no room."""
    return _refusal(path, "this could not be counted; make room there and look again.")


def _refusal(path: Path | str, outcome: str) -> Refused:
    folder = Path(path).resolve().parent
    return Refused(f"There is no room left on the disk that holds {folder}, so {outcome}")
