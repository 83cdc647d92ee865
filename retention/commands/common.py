"""What every command shares: which database, how a table is written, what is said on the way."""

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from retention.errors import Refused
from retention.store import Database, open_database
from retention.store.archive import archive_of
from retention.store.outputs import refuse_to_overwrite

DEFAULT_DATABASE = Path("data/retention.duckdb")


def shared_options() -> argparse.ArgumentParser:
    """The options of every command."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", default=argparse.SUPPRESS, metavar="PATH", help="the database")
    return shared


def table_options() -> argparse.ArgumentParser:
    """The options of a command that gives a table."""
    options = argparse.ArgumentParser(add_help=False, parents=[shared_options()])
    options.add_argument("--format", choices=("csv", "json", "xlsx"), default="csv")
    options.add_argument("--out", metavar="FILE", type=Path, help="write there instead of stdout")
    return options


def add(commands, name: str, run, parents: list, sentence: str) -> argparse.ArgumentParser:
    """Add the command ``name``, which is done by ``run(options)`` and described by ``sentence``."""
    each = commands.add_parser(
        name, parents=parents, help=sentence, description=sentence, allow_abbrev=False
    )
    each.set_defaults(run=run)
    return each


def path_of(options) -> Path:
    """Where the database of this call is."""
    named = getattr(options, "db", None) or os.environ.get("RETENTION_DB")
    return Path(named or DEFAULT_DATABASE)


def database_of(options, *, create: bool = False) -> Database:
    path = path_of(options)
    # an archive without its database is no empty one
    database = open_database(path, create=create or bool(archive_of(path).manifests()))
    if database.is_lost and not create:
        say(database.loss)
    return database


def write_table(frame: pd.DataFrame, options) -> int:
    """Write a table in the format asked for; returns the exit status."""
    from retention.reports import tables

    if options.format == "json":
        return write(tables.to_json(frame), options)
    if options.format == "xlsx":
        if options.out is None:
            raise Refused("An XLSX file needs a place; say where with --out FILE.")
        return write(tables.to_xlsx(frame), options)
    return write(tables.to_plain_csv(frame), options)


def write(content: bytes, options) -> int:
    if options.out:
        refuse_to_overwrite(options.out, path_of(options))
        options.out.write_bytes(content)
        say(f"Written to {options.out}.")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return 0


def pair(text: str, flag: str) -> tuple[str, str | None]:
    """``field=value`` in two; an empty value is ``None``."""
    name, sign, value = text.partition("=")
    if not sign:
        raise Refused(f"{flag} {text} has no “=”; write it as {flag} field=value.")
    return name.strip(), value.strip() or None


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-10-31") from None


def count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return number


def moment() -> datetime:
    """The one clock, at the door: when a file was received, to the second."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


def progress(step: str, share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{step} … {share:4.0%} ", end="\n" if share >= 1 else "", file=sys.stderr)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
