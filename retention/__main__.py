"""The command line: ``python -m retention …``, the same functions as the pages.

Tables go to stdout as CSV, progress and messages to stderr. Exit 0 done, 1 refused, 2 usage.
"""

import argparse
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from retention.errors import Refused
from retention.formatting import exact
from retention.store import Database, Filters, Held, open_database
from retention.store.outputs import refuse_to_overwrite

DEFAULT_DATABASE = Path("data/retention.duckdb")
SAMPLE_DATABASE = Path("data/sample.duckdb")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.run is not _show:
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        return options.run(options)
    except Refused as refusal:
        _say(str(refusal))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - lives until the process ends
    except KeyboardInterrupt:
        _say("Stopped; nothing was changed.")
    except OSError as error:
        _say(f"{error.filename or 'A file'} could not be used: {error.strerror or 'I/O error'}.")
    except Exception as error:  # the last resort: a person is owed a sentence, not a traceback
        _say(
            f"This went wrong inside ({type(error).__name__}); nothing was changed. "
            "Run `python -m retention check`, and report it with what you did."
        )
    return 1


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", default=argparse.SUPPRESS, metavar="PATH", help="the database")
    table = argparse.ArgumentParser(add_help=False, parents=[shared])
    table.add_argument("--format", choices=("csv", "json", "xlsx"), default="csv")
    table.add_argument("--out", metavar="FILE", type=Path, help="write there instead of stdout")
    view = argparse.ArgumentParser(add_help=False, parents=[table])
    view.add_argument("--as-of", type=_day, metavar="DATE", help="as known on that day")
    view.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")

    parser = argparse.ArgumentParser(
        prog="python -m retention", parents=[shared], description="See who comes back."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name, run, parents, sentence):
        each = commands.add_parser(
            name, parents=parents, help=sentence, description=sentence, allow_abbrev=False
        )
        each.set_defaults(run=run)
        return each

    _describe_import(command("import", _import, [shared], "load sales exports"))
    command("batches", _batches, [table], "list the uploads")
    each = command("rejects", _rejects, [table], "the rows of an upload that were not taken")
    each.add_argument("batch", type=int)
    each = command("undo", _undo, [shared], "take an upload back")
    each.add_argument("batch", type=int)
    command("rebuild", _rebuild, [shared], "build the database anew from its archive")
    command("check", _check, [table], "verify that everything adds up")
    each = command("show", _show, [view], "show a measure as a table; alone, list them")
    each.add_argument("measure", nargs="?")
    each = command("contacts", _contacts, [view], "whom to contact today")
    each.add_argument("--top", type=_count, default=None, metavar="N")
    each.add_argument("--channel", choices=("email", "phone"))
    each = command("backtest", _backtest, [table], "how well the risk score did on the past")
    each.add_argument("--seed", type=int, default=0)
    each = command("demo", _demo, [shared], "load the sample data into a database of its own")
    each.add_argument("--seed", type=int, default=2026)
    return parser


def _describe_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--kind", choices=("sales",), default="sales")
    parser.add_argument("--source", help="the till, shop or system the files come from")
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_argument("--dates", choices=("dmy", "mdy", "ymd"), help="the order of day and month")
    parser.add_argument("--decimal", choices=(",", "."), help="the decimal mark")
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN",
        help="which column is which field; an empty column means it is not in the file",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="say what would be, load nothing")


def _import(options) -> int:
    from retention.ingest.importing import import_file
    from retention.ingest.queue import leave

    requests = [_request(path, options) for path in options.files]
    try:
        database = _database(options, create=not options.dry_run)
    except Held:
        if options.dry_run:
            raise
        for request in requests:
            leave(_path(options), request)
            print(json.dumps({"file": request.file, "status": "queued"}, ensure_ascii=False))
        return 0
    statuses = [_import_one(import_file, database, request) for request in requests]
    return max(statuses)


def _import_one(import_file, database: Database, request) -> int:
    try:
        report = import_file(database, request, progress=_progress)
    except Refused as refusal:
        _say(str(refusal))
        return 1
    print(_in_json(report, database.settings.currency), flush=True)
    for warning in report.warnings:
        _say(f"{request.file}: {warning}")
    for question in report.questions:
        _say(f"{request.file}: {question.text} Answer with {question.flag}.")
    return 1 if report.questions else 0


def _in_json(report, currency: str | None) -> str:
    """The report as JSON, its amount with all its digits: a float would lose some."""
    text = json.dumps(report.as_dict() | {"amount": None}, ensure_ascii=False)
    amount = "null" if report.amount is None else exact(report.amount, currency)
    return text.replace('"amount": null', f'"amount": {amount}', 1)


def _request(path: Path, options):
    from retention.ingest.importing import Request

    if not path.is_file():
        raise Refused(f"There is no file {path}; check the name and the folder.")
    return Request(
        path=path,
        received_at=_moment(),
        source=options.source,
        sheet=options.sheet,
        dates=options.dates,
        decimal=options.decimal,
        fields=dict(_pair(text, "--map") for text in options.map),
        dry_run=options.dry_run,
    )


def _batches(options) -> int:
    from retention.store import batches

    return _table(batches.listed(_database(options)), options)


def _rejects(options) -> int:
    from retention.store import batches

    header, rows = batches.rejects(_database(options), options.batch)
    return _table(pd.DataFrame(rows, columns=header), options)


def _undo(options) -> int:
    from retention.ingest.undoing import undo

    later = undo(_database(options), options.batch)
    again = f"; loaded again after it: {', '.join(map(str, later))}" if later else ""
    _say(f"Batch {options.batch} is undone{again}.")
    return 0


def _rebuild(options) -> int:
    from retention.ingest.undoing import rebuild

    count = rebuild(_database(options, create=True))
    _say(f"Built anew from {count} uploads.")
    return 0


def _check(options) -> int:
    from retention.store.checking import findings

    breaches = findings(_database(options))
    _table(breaches, options)
    _say("Everything adds up." if breaches.empty else f"{len(breaches)} things do not add up.")
    return 0 if breaches.empty else 1


def _show(options) -> int:
    from retention.measures.catalogue import CATALOGUE

    if options.measure is None:
        rows = [(name, measure.sentence) for name, measure in CATALOGUE.items()]
        return _table(pd.DataFrame(rows, columns=["measure", "sentence"]), options)
    if options.measure not in CATALOGUE:
        raise Refused(
            f"There is no measure “{options.measure}”; there are {', '.join(CATALOGUE)}."
        )
    measure = CATALOGUE[options.measure]
    chosen = _measure_options(options.measure, measure, options.rest)
    filters = _filters(options)
    database = _database(options)
    if database.as_of is None:
        return _table(pd.DataFrame(), options)
    return _table(measure.function(database.snapshot(options.as_of, filters), **chosen), options)


def _measure_options(name: str, measure, words: list[str]) -> dict:
    parser = argparse.ArgumentParser(prog=f"python -m retention show {name}", allow_abbrev=False)
    for option, (kind, default) in measure.options.items():
        parser.add_argument(f"--{option.replace('_', '-')}", type=kind, default=default)
    return vars(parser.parse_args(words))


def _contacts(options) -> int:
    from retention.actions import contacts

    filters = _filters(options)
    database = _database(options)
    if database.as_of is None:
        return _table(pd.DataFrame(), options)
    snapshot = database.snapshot(options.as_of, filters)
    return _table(contacts.today(snapshot, top=options.top, channel=options.channel), options)


def _backtest(options) -> int:
    from retention.models.backtest import backtest

    database = _database(options)
    if database.as_of is None:
        raise Refused("There are no sales yet; import a sales export first.")
    result = backtest(database.snapshot(), seed=options.seed)
    if options.format == "json":
        return _write(result.to_json().encode() + b"\n", options)
    _say(result.gate.why)
    return _table(result.table(), options)


def _demo(options) -> int:
    from retention.demo.loading import load

    path = Path(getattr(options, "db", None) or SAMPLE_DATABASE)
    report = load(open_database(path), seed=options.seed, received_at=_moment())
    _say(f"{path} holds the sample shop: {report.rows} lines of {report.customers} customers.")
    return 0


def _path(options) -> Path:
    named = getattr(options, "db", None) or os.environ.get("RETENTION_DB")
    return Path(named or DEFAULT_DATABASE)


def _database(options, *, create: bool = False) -> Database:
    return open_database(_path(options), create=create)


def _filters(options) -> Filters:
    known = {"channel", "store", "category", "salesperson", "segment"}
    chosen: dict[str, tuple] = {}
    for text in options.where:
        name, value = _pair(text, "--where")
        if name not in known:
            raise Refused(
                f"There is no field “{name}” to filter by; there are {', '.join(sorted(known))}."
            )
        chosen[name] = (*chosen.get(name, ()), value or "")
    return Filters(**chosen)


def _table(frame: pd.DataFrame, options) -> int:
    from retention.reports import tables

    if options.format == "json":
        return _write(tables.to_json(frame), options)
    if options.format == "xlsx":
        if options.out is None:
            raise Refused("An XLSX file needs a place; say where with --out FILE.")
        return _write(tables.to_xlsx(frame), options)
    return _write(tables.to_plain_csv(frame), options)


def _write(content: bytes, options) -> int:
    if options.out:
        refuse_to_overwrite(options.out, _path(options))
        options.out.write_bytes(content)
        _say(f"Written to {options.out}.")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return 0


def _pair(text: str, flag: str) -> tuple[str, str | None]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Refused(f"{flag} {text} has no “=”; write it as {flag} field=value.")
    return name.strip(), value.strip() or None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-10-31") from None


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return number


def _moment() -> datetime:
    """The one clock, at the door: when a file was received, to the second."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


def _progress(step: str, share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{step} … {share:4.0%} ", end="\n" if share >= 1 else "", file=sys.stderr)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
