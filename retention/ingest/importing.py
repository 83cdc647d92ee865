"""Loading a file: read → map → check → take → derive → commit, all of it or nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from retention.errors import Refused
from retention.ingest import parts
from retention.ingest.bookkeeping import batch_row, manifest_of, source_of
from retention.ingest.checks import check, stage
from retention.ingest.currency import currencies_told, one_currency, read_in, unnamed
from retention.ingest.file_names import file_name
from retention.ingest.kinds import PART, SALES, taking
from retention.ingest.mapping import Mapping
from retention.ingest.mended import is_rejects_file, row_numbers
from retention.ingest.question import Question
from retention.ingest.reading import open_table
from retention.ingest.remembered import Answers, open_as_usual, recalled, remember, remember_sheet
from retention.ingest.table import TextTable
from retention.ingest.understanding import understand
from retention.ingest.warnings import again, oddities
from retention.store import batches
from retention.store.archive import Archive, sha256
from retention.store.database import Database
from retention.store.writer import Writer

# The steps of an import that take their time: name, where it begins and ends of the whole.
_READING = ("reading the rows", 0.06, 0.30)
_CHECKING = ("checking every row", 0.30, 0.52)
_COMPARING = ("comparing with what is held", 0.52, 0.68)
_COUNTING = ("counting anew", 0.68, 0.97)

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Request:
    """One file to load and what the person said about it.

    ``name`` is the file's own name where ``path`` is a copy; ``source`` the till, shop or system
    it comes from (default: the layout's name); ``fields`` maps a field to a column, or to ``None``
    for "not in this file"; ``dates`` is ``dmy`` or ``mdy``; ``decimal`` is ``,`` or ``.``;
    ``kind`` is sales, customers, feedback, costs or plans, and ``None`` where the header tells;
    ``received_at`` is the moment of the upload: later sales are rejected. ``replace_period`` tells
    that the file is a corrected export: what its source held within its days goes by it alone.
    """

    path: Path
    received_at: datetime
    name: str = ""
    source: str | None = None
    sheet: str | None = None
    dates: str | None = None
    decimal: str | None = None
    fields: dict[str, str | None] = field(default_factory=dict)
    who: str = "command line"
    dry_run: bool = False
    kind: str | None = None
    replace_period: bool = False

    @property
    def answers(self) -> Answers:
        """What the person said about the columns."""
        return Answers(self.kind, self.fields, self.dates, self.decimal)

    @property
    def file(self) -> str:
        return file_name(self.name or self.path.name)


@dataclass(frozen=True)
class Report:
    """What became of a file; ``rows = accepted + duplicates + rejected`` unless a question is
    open, and then nothing was loaded. ``batch`` is ``None`` then, and after a dry run. ``warnings``
    are sentences on what was decided and on cells that were left empty. ``removed`` lines were held
    before and are not in this corrected export. ``amount`` is the exact sum of the accepted rows,
    net of discounts and returns, in ``currency``, the file's own; both are ``None`` where the file
    is in several."""

    batch: int | None
    file: str
    kind: str
    layout: str
    rows: int
    accepted: int
    duplicates: int
    rejected: int
    anonymous_rows: int
    orders: int
    customers: int
    first_date: date | None
    last_date: date | None
    amount: Decimal | None
    updated: int
    mapping: dict[str, str]
    removed: int = 0
    currency: str | None = None
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """Plain JSON values: days as ISO text, the amount as a number (12.5 is 12.50 of it)."""
        values = asdict(self)
        for name in ("first_date", "last_date"):
            values[name] = values[name] and values[name].isoformat()
        values["amount"] = None if self.amount is None else float(self.amount)
        values["warnings"] = list(self.warnings)
        values["questions"] = [question.as_dict() for question in self.questions]
        return values


class _DryRun(Exception):
    """Ends a transaction that was only to be looked at."""


class _Open(Exception):
    """Ends a transaction in which the whole column left something to ask."""

    def __init__(self, report: Report):
        super().__init__("a question is open")
        self.report = report


def import_file(database: Database, request: Request, progress: Progress | None = None) -> Report:
    """Load one sales export; raises ``Refused`` where it cannot be read.

    ``progress`` is told each step and its share done, 0–1.
    """
    progress = progress or (lambda step, share: None)
    progress("opening the file", 0.0)
    with open_as_usual(database, request.path, request.sheet) as table:
        request = replace(request, sheet=table.sheet if table.sheet_chosen else None)
        mapping = understand(table, request.answers, recalled(database, table.columns))
        if mapping.questions:
            return _asking(request, mapping, mapping.questions)
        try:
            return _load(database, request, table, mapping, progress)
        except _Open as question:
            return question.report


def _load(database: Database, request: Request, table, mapping: Mapping, progress) -> Report:
    reports = []
    try:
        with (
            ThreadPoolExecutor(1, "sha256") as beside,
            database.writing(request.who, f"imported {request.file}") as writer,
        ):
            # a large file takes a while, and reading it leaves a processor free
            sha = beside.submit(sha256, request.path).result
            batch = batches.next_number(writer)
            mapping = read_in(writer, mapping)
            report, has_zones, passing = _into_batch(
                writer, batch, request, table, mapping, sha, progress
            )
            reports.append(replace(report, warnings=(*report.warnings, *passing)))
            if request.dry_run:
                raise _DryRun
            if report.accepted or report.removed:
                writer.derive(_part_of(progress, *_COUNTING))
            progress("keeping the original", 0.97)
            database.archive.keep(request.path, sha(), request.file)
            writer.note(manifest_of(report, request, mapping, sha(), has_zones))
            remember_sheet(writer, table, request.who)
            if request.answers:
                said = recalled(writer, table.columns).under(request.answers)
                remember(writer, table.columns, said, request.who)
    except _DryRun:
        return _without_batch(reports[0])
    progress("done", 1.0)
    return reports[0]


def _part_of(progress: Progress, step: str, begin: float, end: float) -> Callable[[float], None]:
    """What tells ``progress`` how much of one step is done, as a share of the whole."""
    progress(step, begin)
    return lambda share: progress(step, begin + (end - begin) * share)


def reload(writer: Writer, archive: Archive, manifest: dict) -> None:
    """Load an archived upload again under its own batch number, its columns as understood then, its
    "$" that of the shop of then, and its times by the time zone of now."""
    batch = manifest["batch"]
    with archive.told_of(batch):
        request = Request(
            path=archive.unchanged_file_of(manifest),
            name=manifest["file"],
            received_at=datetime.fromisoformat(manifest["received_at"]),
            source=manifest["source"],
            sheet=manifest["sheet"],
            who=manifest["who"],
            replace_period=manifest.get("replace_period", False),
        )
        mapping = Mapping.from_dict(manifest["mapping"])
        _check_names(request.source, mapping.layout)
    with open_table(request.path, sheet=request.sheet) as table:
        with archive.told_of(batch):
            mapping.check_columns(table.columns)
        _into_batch(
            writer, batch, request, table, mapping, lambda: manifest["sha256"],
            lambda step, share: None,
        )  # fmt: skip


def _check_names(*names) -> None:
    """Raise ``ValueError`` where a name of a manifest is no text: the database would take it."""
    if not all(isinstance(name, str) for name in names):
        raise ValueError("a name that is no text")


def _into_batch(
    writer, batch, request, table: TextTable, mapping, sha, progress
) -> tuple[Report, bool, tuple[str, ...]]:
    """The report of the lines taken, whether their times carried a zone, and what is to be told
    once: the next of several related files may change it. ``sha`` gives the SHA-256 of the file."""
    _refuse_to_replace_by_a_part(request, table, mapping)
    taken = _sales_taken if mapping.kind == SALES else _records_taken
    counts, rejects, checked, odd = taken(writer, batch, request, table, mapping, progress)
    batches.note_rejects(writer, batch, rejects)
    told = (
        *checked.notes,
        *checked.warnings,
        *odd,
        *again(writer, batch, source_of(request, mapping), sha(), counts),
    )
    report = _report(batch, request, mapping, counts, len(rejects), told)
    batches.note(writer, batch_row(report, request, table, mapping, sha(), writer.settings()))
    made = parts.make_sales(writer) if mapping.kind == PART else {}
    return report, checked.has_zones, made.get(mapping.family, ())


def _refuse_to_replace_by_a_part(request: Request, table: TextTable, mapping: Mapping) -> None:
    """Only a whole export of sales can stand for everything that was sold in its days."""
    if not request.replace_period:
        return
    if mapping.kind != SALES:
        raise Refused(f"{request.file} holds no sales of its own; leave out --replace-period.")
    if is_rejects_file(table.columns):
        raise Refused(
            f"{request.file} holds only the mended rows of an upload; leave out --replace-period."
        )


def _sales_taken(writer, batch, request, table: TextTable, mapping, progress):
    stage(writer, table, mapping, progress=_part_of(progress, *_READING))
    checked = check(
        writer, table, mapping, request.received_at, time_zone=writer.settings().time_zone,
        progress=_part_of(progress, *_CHECKING),
    )  # fmt: skip
    if checked.questions:
        raise _Open(_asking(request, mapping, checked.questions))
    currency = one_currency(writer, mapping)
    rejects = list(checked.rejects(writer))
    held_until = writer.rows("store/as_of")[0][0]
    source, is_mended = source_of(request, mapping), is_rejects_file(table.columns)
    mended_of = ()
    if is_mended:
        mended_of = batches.mended_of(writer, batch, source, table.columns[2:], row_numbers(table))
    counts = batches.take(
        writer, batch, source=source, is_mended=is_mended, mended_of=mended_of,
        replaces_period=request.replace_period, compared_in=currency,
        progress=_part_of(progress, *_COMPARING),
    )  # fmt: skip
    odd = oddities(writer, batch, source, counts, held_until)
    written = [currency for currency, _ in writer.rows("currencies/of_batch", batch=batch)]
    told = (*odd, *unnamed(writer, mapping), *currencies_told(writer, written))
    return counts, rejects, checked, told


def _records_taken(writer, batch, request, table: TextTable, mapping, progress):
    read = parts.read if mapping.kind == PART else taking.read
    checked = read(writer, table, mapping, request.received_at, _part_of(progress, *_READING))
    if checked.questions:
        raise _Open(_asking(request, mapping, checked.questions))
    counts = taking.take(
        writer, batch, source_of(request, mapping), mapping.kind, parts.part_of(mapping),
        is_mended=is_rejects_file(table.columns),
    )  # fmt: skip
    return counts, list(taking.rejects(writer, table)), checked, ()


def _report(batch, request, mapping, counts: batches.Counts, rejected: int, warnings) -> Report:
    return Report(
        batch=batch,
        file=request.file,
        kind=mapping.kind,
        layout=mapping.layout,
        rows=counts.readable + rejected,
        accepted=counts.accepted,
        duplicates=counts.readable - counts.accepted,
        rejected=rejected,
        anonymous_rows=counts.anonymous_rows,
        orders=counts.orders,
        customers=counts.customers,
        first_date=counts.first_date,
        last_date=counts.last_date,
        amount=counts.amount,
        updated=counts.updated,
        removed=counts.removed,
        mapping=dict(mapping.fields),
        currency=counts.currency,
        warnings=(*mapping.notes, *warnings),
    )


def _asking(request, mapping, questions) -> Report:
    return Report(
        batch=None, file=request.file, kind=mapping.kind, layout=mapping.layout, rows=0, accepted=0,
        duplicates=0, rejected=0, anonymous_rows=0, orders=0, customers=0, first_date=None,
        last_date=None, amount=None, updated=0, mapping=dict(mapping.fields),
        questions=tuple(questions),
    )  # fmt: skip


def _without_batch(report: Report) -> Report:
    return Report(**{**report.__dict__, "batch": None})
