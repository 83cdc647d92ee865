"""Small files, written and read the way the import does it."""

from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from retention.ingest.checks import Checked, check, stage
from retention.ingest.mapping import Mapping, propose
from retention.ingest.reading import open_table
from retention.store import IN_MEMORY, Database

RECEIVED_AT = datetime(2030, 1, 1)


class ReadFile:
    """What a file came to: ``mapping``, ``checked``, ``rejects``, and ``rows`` of the table
    ``checked`` as dictionaries by row number."""

    def __init__(self, mapping: Mapping, checked: Checked, rows: dict[int, dict], rejects: list):
        self.mapping, self.checked, self.rows, self.rejects = mapping, checked, rows, rejects

    def values(self, name: str) -> list:
        """The values of one field in the rows that can be taken."""
        return [row[name] for row in self.rows.values() if row["reason"] is None]

    def reasons(self) -> dict[int, str]:
        return {reject.row_number: reject.reason for reject in self.rejects}


@cache
def _database() -> Database:
    return Database(IN_MEMORY)


def read_file(
    path: Path, received_at: datetime = RECEIVED_AT, time_zone: str | None = None, **answers
) -> ReadFile:
    """Read ``path``; ``answers`` go to ``propose``."""
    with open_table(path) as table, _database().writing("test", "read a file") as cursor:
        mapping = propose(table, **answers)
        stage(cursor, table, mapping)
        checked = check(cursor, table, mapping, received_at, time_zone=time_zone)
        if checked.questions:
            return ReadFile(mapping, checked, {}, [])
        return ReadFile(mapping, checked, _rows(cursor), list(checked.rejects(cursor)))


def summed_up(path: Path, *expressions: str) -> tuple:
    """Rows, accepted rows, and SQL ``expressions`` over the table ``checked`` of a big file."""
    with open_table(path) as table, _database().writing("test", "read a file") as cursor:
        mapping = propose(table)
        stage(cursor, table, mapping)
        checked = check(cursor, table, mapping, RECEIVED_AT)
        values = cursor.raw.execute(f"select {', '.join(expressions)} from checked").fetchone()
    return checked.rows, checked.accepted, values


def read_text(folder: Path, text: str, name: str = "sales.csv", **answers) -> ReadFile:
    """The same for a file that holds ``text``."""
    path = folder / name
    path.write_bytes(text.encode())
    return read_file(path, **answers)


@contextmanager
def opened_text(folder: Path, text: str, encoding: str = "utf-8", name: str = "sales.csv"):
    """The table of a file that holds ``text``."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    with open_table(path) as table:
        yield table


def all_rows(table) -> dict[int, list[str]]:
    """Every row of ``table`` by its number; a number seen twice fails."""
    rows: dict[int, list[str]] = {}
    for batch in table.batches():
        for number, *cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            assert number not in rows
            rows[number] = cells
    return dict(sorted(rows.items()))


def _rows(cursor) -> dict[int, dict]:
    result = cursor.raw.execute("select * from checked order by row_number")
    names = [column[0] for column in result.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in result.fetchall()}
