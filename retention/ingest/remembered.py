"""What a person said about a header, so that the next file with it is read alike without asking.

Kept in the table ``remembered_layouts`` and in the archive's ``entered.jsonl``, from which a
rebuild takes it again.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from retention.ingest.fields import WORDS
from retention.ingest.names import normal
from retention.ingest.reading import open_table
from retention.ingest.table import TextTable
from retention.store.archive import Archive
from retention.store.database import Database
from retention.store.writer import Writer


@dataclass(frozen=True)
class Answers:
    """What was said: ``kind`` of the file, ``fields`` (field → column, or ``None`` for "not in this
    file"), ``dates`` (dmy, mdy, ymd), ``decimal``, and of a workbook the ``sheet``. Nothing said is
    ``None`` or absent."""

    kind: str | None = None
    fields: dict[str, str | None] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    sheet: str | None = None

    def __bool__(self) -> bool:
        return bool(self.kind or self.fields or self.dates or self.decimal or self.sheet)

    def under(self, newer: "Answers") -> "Answers":
        """These with ``newer`` ones put over them: a column said anew is no other field any more,
        and answers about another kind of file go."""
        if newer.kind and newer.kind != (self.kind or "sales"):
            return newer
        taken = {column for column in newer.fields.values() if column}
        kept = {name: column for name, column in self.fields.items() if column not in taken}
        return Answers(
            newer.kind or self.kind,
            kept | newer.fields,
            newer.dates or self.dates,
            newer.decimal or self.decimal,
            newer.sheet or self.sheet,
        )

    def note(self, words: dict[str, str] = WORDS) -> str:
        """One sentence on what is read as last time."""
        told = [
            f"{words.get(name, name)} " + (f"is “{column}”" if column else "is not in the file")
            for name, column in self.fields.items()
        ]
        told += [f"dates are {self.dates}"] if self.dates else []
        told += [f"the decimal mark is “{self.decimal}”"] if self.decimal else []
        return f"As last time: {', '.join(told)}." if told else ""


def open_as_usual(source: Database, path: Path, sheet: str | None = None) -> TextTable:
    """``open_table``; where a workbook has several sheets and none is named, the one that was named
    for a workbook of these sheets last time."""
    table = open_table(path, sheet=sheet)
    usual = None if table.sheet_chosen else recalled(source, _workbook_of(table.sheets)).sheet
    if usual is None:
        return table
    table.close()
    table = open_table(path, sheet=usual)
    table.notes = (*table.notes, f"As last time: the sheet is “{usual}”.")
    return table


def remember_sheet(writer: Writer, table: TextTable, who: str) -> None:
    """Keep which of several sheets was read, unless that is known."""
    if len(table.sheets) < 2 or not table.sheet_chosen:
        return
    workbook, said = _workbook_of(table.sheets), Answers(sheet=table.sheet)
    if recalled(writer, workbook) != said:
        remember(writer, workbook, said, who)


def _workbook_of(sheets: tuple[str, ...]) -> tuple[str, ...]:
    """Sheets are kept like a header, under a name of their own."""
    return ("(workbook with the sheets)", *sheets)


def header_of(columns) -> str:
    """The header as it is compared: names without case, accents, blanks and punctuation."""
    return "|".join(normal(column) for column in columns)


def recalled(source: Database | Writer, columns) -> Answers:
    """What was said about this header, its columns by the names they have now."""
    found = source.rows("layouts/remembered", header=header_of(columns))
    if not found:
        return Answers()
    then, answers = found[0][0], Answers(**json.loads(found[0][1]))
    now = dict(zip(then, columns, strict=True))
    return replace(
        answers, fields={name: column and now[column] for name, column in answers.fields.items()}
    )


def remember(writer: Writer, columns, answers: Answers, who: str) -> None:
    """Keep ``answers`` for this header, in the place of what was kept before."""
    record = {"columns": list(columns), "answers": asdict(answers)}
    _put(writer, record)
    writer.enter({"layout": record, "who": who})


def forget(database: Database, columns, *, who: str = "command line") -> None:
    """Say no more about this header: the next file with it is guessed and asked about anew."""
    with database.writing(who, "forgot how a header is read") as writer:
        writer.run("layouts/forget", header=header_of(columns))
        writer.enter({"layout": {"columns": list(columns), "answers": None}, "who": who})


def restore(writer: Writer, archive: Archive) -> None:
    """Everything remembered, as the archive has it; what the database held is replaced."""
    writer.run("layouts/forget_all")
    for record in archive.entered():
        if "layout" in record:
            _put(writer, record["layout"])


def _put(writer: Writer, record: dict) -> None:
    header = header_of(record["columns"])
    writer.run("layouts/forget", header=header)
    if record["answers"] is not None:
        writer.run(
            "layouts/remember", header=header, columns=record["columns"],
            answers=json.dumps(record["answers"], ensure_ascii=False),
        )  # fmt: skip
