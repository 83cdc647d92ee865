"""Loading files: ``import``, ``template`` and ``demo``."""

import json
from pathlib import Path

from retention.commands.common import (
    add,
    database_of,
    moment,
    pair,
    path_of,
    progress,
    say,
    write_table,
)
from retention.commands.common import shared_options as shared
from retention.commands.common import table_options as table
from retention.errors import Refused
from retention.formatting import exact
from retention.store import Database, Held, open_database

SAMPLE_DATABASE = Path("data/sample.duckdb")


def describe(commands) -> None:
    _describe_import(add(commands, "import", _import, [shared()], "load sales exports"))
    sentence = "a file to fill in: customers, feedback, costs or plans"
    add(commands, "template", _template, [table()], sentence).add_argument("kind", metavar="KIND")
    sentence = "load the sample data into a database of its own"
    add(commands, "demo", _demo, [shared()], sentence).add_argument(
        "--seed", type=int, default=2026
    )


def _describe_import(parser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="exports, archives of them (ZIP, TAR.GZ) or folders",
    )  # fmt: skip
    parser.add_argument(
        "--kind", choices=("sales", "customers", "feedback", "costs", "plans"),
        help="what the files hold; the header tells it where this is left out",
    )  # fmt: skip
    parser.add_argument("--source", help="the till, shop or system the files come from")
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_argument("--dates", choices=("dmy", "mdy", "ymd"), help="the order of day and month")
    parser.add_argument("--decimal", choices=(",", "."), help="the decimal mark")
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN",
        help="which column is which field; an empty column means it is not in the file",
    )  # fmt: skip
    parser.add_argument(
        "--replace-period", action="store_true",
        help="a corrected export: what it no longer has of its days is taken out",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="say what would be, load nothing")


def _import(options) -> int:
    """Each file on its own: one that is refused does not stop the others."""
    for text in options.map:
        pair(text, "--map")
    files, missing = _files(options.files)
    if not files:
        return 1
    try:
        database = database_of(options, create=not options.dry_run)
    except Held:
        if options.dry_run:
            raise
        database = None
    statuses = [_import_file(database, path, options) for path in files]
    return max([*statuses, int(missing)])


def _files(named: list[Path]) -> tuple[list[Path], bool]:
    """The files of ``named``, a folder giving those in it; and whether something was missing."""
    files, missing = [], False
    for path in named:
        found = [path] if path.is_file() else []
        if path.is_dir():
            found = sorted(
                each for each in path.iterdir() if each.is_file() and each.name[0] != "."
            )
            if not found:
                say(f"The folder {path} holds no files; put the exports there.")
        elif not found:
            say(f"There is no file {path}; check the name and the folder.")
        missing = missing or not found
        files += found
    return files, missing


def _import_file(database: Database | None, path: Path, options) -> int:
    """Import a file, or each file an archive packs; returns the exit status. Without a
    ``database``, because another process holds it, they are handed to that."""
    from retention.ingest.packed import files_in

    try:
        with files_in(path) as inside:
            many = len(inside) > 1 or len(options.files) > 1 or options.files[0].is_dir()
            return max(_import_one(database, each, options, many) for each in inside)
    except Refused as refusal:
        return _refused(path.name, refusal, len(options.files) > 1 or options.files[0].is_dir())


def _import_one(database: Database | None, inside, options, many: bool) -> int:
    from retention.ingest.importing import import_file
    from retention.ingest.queue import leave

    request = _request(inside, options)
    if inside.refusal:
        return _refused(inside.name, inside.refusal, many)
    if database is None:
        leave(path_of(options), request)
        print(json.dumps({"file": request.file, "status": "queued"}, ensure_ascii=False))
        return 0
    try:
        report = import_file(database, request, progress=progress)
    except Refused as refusal:
        return _refused(request.file, str(refusal).replace(request.path.name, request.file), many)
    print(_in_json(report, database.settings.currency), flush=True)
    for warning in report.warnings:
        say(f"{request.file}: {warning}")
    for question in report.questions:
        say(f"{request.file}: {question.text} Answer with {question.flag}.")
    return 1 if report.questions else 0


def _refused(file: str, refusal, many: bool) -> int:
    """Say why a file is refused; among many, a line of JSON tells which one it was."""
    say(str(refusal))
    if many:
        line = {"file": file, "status": "refused", "reason": str(refusal)}
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return 1


def _in_json(report, currency: str | None) -> str:
    """The report as JSON, its amount with all its digits: a float would lose some."""
    text = json.dumps(report.as_dict() | {"amount": None}, ensure_ascii=False)
    written_in = report.currency or currency
    amount = "null" if report.amount is None else exact(report.amount, written_in)
    return text.replace('"amount": null', f'"amount": {amount}', 1)


def _request(inside, options):
    from retention.ingest.importing import Request

    return Request(
        path=inside.path,
        name=inside.name,
        received_at=moment(),
        source=options.source,
        sheet=options.sheet,
        dates=options.dates,
        decimal=options.decimal,
        fields=dict(pair(text, "--map") for text in options.map),
        dry_run=options.dry_run,
        replace_period=options.replace_period,
        kind=options.kind,
    )


def _template(options) -> int:
    from retention.ingest.kinds.templates import template

    if options.out and options.out.suffix.lower() == ".xlsx":
        options.format = "xlsx"
    return write_table(template(options.kind), options)


def _demo(options) -> int:
    from retention.demo.loading import load

    path = Path(getattr(options, "db", None) or SAMPLE_DATABASE)
    report = load(open_database(path), seed=options.seed, received_at=moment())
    say(f"{path} holds the sample shop: {report.rows} lines of {report.customers} customers.")
    return 0
