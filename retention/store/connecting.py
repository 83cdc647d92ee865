"""Opening a database file: safely, with bounded memory, or one plain sentence why not."""

import os
import re
import shutil
from pathlib import Path

import duckdb

from retention.errors import Refused
from retention.store import exchange, full_disk, temporary

IN_MEMORY = ":memory:"
# how much memory the database takes before it puts intermediate results aside on disk
_MEMORY = "RETENTION_MEMORY"
_USUAL_MEMORY = "700MB"
_SIZE = re.compile(r"\d+(\.\d+)? ?[KMGT]i?B", re.IGNORECASE)
ENDED = (duckdb.ConnectionException, duckdb.FatalException)
"""What somebody meets who still asks over a connection that a failure ended: asked again, the
database has opened its file anew."""
_HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")


class Held(Refused):
    """Another process has the database open; files can be handed to it."""


def connect(path: str | Path) -> duckdb.DuckDBPyConnection:
    if path != IN_MEMORY:
        path.parent.mkdir(parents=True, exist_ok=True)
        exchange.finish(path)
        if path.is_file() and not is_duckdb(path):
            raise _foreign(path)
    memory = os.environ.get(_MEMORY) or _USUAL_MEMORY
    if not _SIZE.fullmatch(memory):
        raise Refused(f"{_MEMORY} is “{memory}”, which is no size; write it as 700MB or 4GB.")
    config = {"python_enable_replacements": False, "memory_limit": memory}
    if path != IN_MEMORY:
        config["temp_directory"] = str(_spill_folder(path))
    try:
        connection = duckdb.connect(str(path), config=config)
    except duckdb.IOException as error:
        raise _not_opened(path, error) from None
    except duckdb.FatalException:  # somebody in this process still has what ended
        raise
    except duckdb.Error:
        raise _foreign(path) from None
    if path != IN_MEMORY:
        # the file is ours alone now, so what lies there is of a process that was killed
        shutil.rmtree(_spill_folder(path), ignore_errors=True)
        exchange.sweep(path)
        temporary.sweep()
    connection.execute("set autoinstall_known_extensions = false")
    connection.execute("set autoload_known_extensions = false")
    connection.execute("set timezone = 'UTC'")
    # nothing but the database itself is ever read or written by SQL: files come in through Arrow
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _spill_folder(path: Path) -> Path:
    """Where intermediate results too large for the memory go while a query runs."""
    return path.with_name(path.name + ".tmp")


def is_duckdb(path: Path) -> bool:
    """Whether a file begins as DuckDB's do; it would read a CSV as a database of its own."""
    with open(path, "rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _foreign(path) -> Refused:
    return Refused(f"{path} is not a database of Regulars; choose another file with --db.")


def _not_opened(path, error: duckdb.IOException) -> Refused:
    if full_disk.ended(error):
        return full_disk.refusal(path)
    holder = _HOLDER.search(str(error))
    if holder:
        return Held(
            f"{path} is in use by {Path(holder['program']).name} (process {holder['pid']}); "
            "stop it, or do this in the dashboard."
        )
    return Refused(f"{path} could not be opened; check that it is a file you may read and write.")
