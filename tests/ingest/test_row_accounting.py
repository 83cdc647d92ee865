"""Every row of a delimited file is read exactly once, under its own number."""

import csv
import io
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retention.errors import Refused
from retention.ingest import delimited
from retention.ingest.reading import open_table
from retention.ingest.staging import stage_staged
from retention.store import IN_MEMORY, Database
from tests.ingest.reading import summed_up

SETTINGS = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

cell = st.text(alphabet='ab1 ,;"\n\r\tж', max_size=6)
rows = st.lists(st.lists(cell, min_size=1, max_size=5), min_size=1, max_size=30)


def _written(rows, delimiter, line_end) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(["day", "who", "sum"])
    writer.writerow(["2024-01-05", "first row", "10.00"])
    writer.writerows(rows)
    return out.getvalue().encode()


def _expected(data: bytes, delimiter: str, width: int) -> tuple[dict, dict]:
    """What Python's own csv reader makes of it: the rows that fit, and those too wide."""
    fit, broken = {}, {}
    reader = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, 1):
        if number == 1 or not any(text.strip() for text in cells):
            continue
        if any(text.strip() for text in cells[width:]):
            broken[number] = tuple(cells)
        else:
            fit[number] = (cells + [""] * width)[:width]
    return fit, broken


def _read(path) -> tuple[dict, dict]:
    read: dict[int, list[str]] = {}
    with open_table(path) as table:
        for batch in table.batches():
            columns = [column.to_pylist() for column in batch.columns]
            for number, *cells in zip(*columns, strict=True):
                assert number not in read
                read[number] = cells
        return read, {row.row_number: row.cells for row in table.broken}


@SETTINGS
@given(
    rows=rows,
    delimiter=st.sampled_from(",;\t"),
    line_end=st.sampled_from(["\n", "\r\n"]),
    block=st.sampled_from([150, 400, 1 << 22]),
)
def test_rows_equal_pythons_own(rows, delimiter, line_end, block, tmp_path, monkeypatch):
    data = _written(rows, delimiter, line_end)
    path = tmp_path / "rows.csv"
    path.write_bytes(data)
    monkeypatch.setattr(delimited, "BLOCK_BYTES", block)
    text = delimited.Utf8Text(path, "utf-8")
    dialect = delimited._read_as(delimited._beginning(text), delimiter)
    monkeypatch.setattr(delimited, "_dialect", lambda beginning: dialect)
    monkeypatch.setattr(delimited, "_fit", lambda dialect: 1.0)
    width = len(dialect.header.kept)
    if dialect.header.index != 0:
        return
    fit, broken = _expected(data, delimiter, width)
    assert _read(path) == (fit, broken)


@pytest.mark.parametrize("rows", [121_000, 300_000])
def test_no_row_of_a_long_file_is_lost_on_its_way(tmp_path, rows):
    path = tmp_path / "long.csv"
    lines = (f"o{at},2026-03-{1 + at % 28:02d},c{at % 900},0.5\n" for at in range(rows))
    path.write_text("order,date,customer,amount\n" + "".join(lines))
    told = summed_up(path, "count(*)", "count(distinct row_number)", "sum(amount)")
    assert told == (rows, rows, (rows, rows, Decimal(rows) / 2))


def test_rows_that_do_not_arrive_are_no_import(monkeypatch):
    batch = pa.RecordBatch.from_pydict({"row_number": [1, 2], "amount": ["1", "2"]})
    with Database(IN_MEMORY).writing("test", "staged") as cursor:
        monkeypatch.setattr(type(cursor), "rows", lambda self, question: [(1,)])
        with pytest.raises(RuntimeError, match="2 rows were read and 1 arrived"):
            stage_staged(cursor, batch, [batch])
        monkeypatch.undo()


def test_what_the_reading_refuses_is_said_and_not_what_the_database_makes_of_it():
    batch = pa.RecordBatch.from_pydict({"row_number": [1], "amount": ["1"]})

    def broken():
        yield batch
        raise Refused("sales.csv ends in the middle.")

    with (
        pytest.raises(Refused, match="ends in the middle"),
        Database(IN_MEMORY).writing("test", "staged") as cursor,
    ):
        stage_staged(cursor, batch, broken())
