"""Workbooks read as a person sees them."""

import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from retention.errors import Refused
from retention.ingest.mapping import propose
from retention.ingest.reading import open_table
from retention.ingest.workbook import _filled_down
from tests.ingest.reading import all_rows, read_file


def _workbook(path, **sheets):
    """A workbook with one sheet per name, given as rows of values."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None:
                    sheet.write(at, column, value)
    book.close()
    return path


HEADER = ["Order", "Date", "Customer", "Amount"]


def test_cells_are_text_that_cannot_be_mistaken(tmp_path):
    rows = [
        ["Sales report"],
        [],
        HEADER,
        [1001, date(2024, 1, 5), "000123", 10],
        ["000124", datetime(2024, 1, 6, 9, 30), 17850, 1.234],
        [1003, date(2024, 1, 7), 12345678901234567890, 0.1 + 0.2],
    ]
    with open_table(_workbook(tmp_path / "sales.xlsx", Sales=rows)) as table:
        assert (table.format, table.sheet, table.header_row) == ("xlsx", "Sales", 3)
        assert all_rows(table) == {
            4: ["1001", "2024-01-05", "000123", "10"],
            5: ["000124", "2024-01-06 09:30:00", "17850", "1.2340"],
            6: ["1003", "2024-01-07", "1.23456789012346E+19", "0.3"],
        }


def test_amounts_dates_and_damaged_numbers_of_a_workbook(tmp_path):
    rows = [HEADER, [1, date(2024, 1, 5), "anna", 1.234], [2, date(2024, 1, 6), 1.5e19, 2]]
    read = read_file(_workbook(tmp_path / "sales.xlsx", Sales=rows))
    assert str(read.values("amount")[0]) == "1.2340"
    assert read.reasons() == {3: 'the customer "1.50000000000000E+19" was damaged by a spreadsheet'}


def test_several_sheets_are_a_question_and_an_empty_one_is_not(tmp_path):
    rows = [HEADER, [1, date(2024, 1, 5), "anna", 5]]
    with open_table(_workbook(tmp_path / "a.xlsx", One=rows, Empty=[])) as table:
        assert propose(table).questions == ()
    path = _workbook(tmp_path / "b.xlsx", One=rows, Two=rows)
    with open_table(path) as table:
        (question,) = propose(table).questions
        assert (question.field, question.candidates) == ("sheet", ("One", "Two"))
        assert question.flag == '--sheet "One"'
    with open_table(path, sheet="Two") as table:
        assert propose(table).questions == ()
    with pytest.raises(Refused, match="its sheets are One, Two"):
        open_table(path, sheet="Three")


def test_a_cell_far_out_is_refused(tmp_path):
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_000_000, 16_000, "b")
    book.close()
    with pytest.raises(Refused, match="far outside its table"):
        open_table(path)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("<c r='XFD1048576'>", "xl/worksheets/sheet1.xml"),
        ('<c\nr = "XFD1048576">', "xl/worksheets/sheet1.xml"),
        ('<c r="xfd1048576">', "xl/worksheets/sheet1.xml"),
        ('<c r="XFD1048576">', "xl/worksheets/sheet1.XML"),
        ('<c r="XFD1048576">', "xl/sheets/s.xml"),
        ('<c r="A99999999999">', "xl/worksheets/sheet1.xml"),
        (f'<c r="A{"9" * 5000}">', "xl/worksheets/sheet1.xml"),
        ('<c r="ZZZZ9">', "xl/worksheets/sheet1.xml"),
        ('<row r="99999999999"><c></row>', "xl/worksheets/sheet1.xml"),
        (f'<!--{" " * (1 << 20)}--><c r="XFD1048576">', "xl/worksheets/sheet1.xml"),
        (f'<c {" " * ((1 << 20) - 40)} r="XFD1048576">', "xl/worksheets/sheet1.xml"),
        (f'<c {" " * (3 << 20)} r="XFD1048576">', "xl/worksheets/sheet1.xml"),
        (
            f'<row r="1">{"<c><v>1</v></c>" * 16384}</row><row r="1048576"><c>',
            "xl/worksheets/s.xml",
        ),
        (f'<c {" " * ((1 << 20) - 60)} x=">" r="XFD1048576">', "xl/worksheets/sheet1.xml"),
        ('<!--\0--><c r="XFD1048576">', "xl/worksheets/sheet1.xml"),
    ],
    ids=range(15),
)
def test_a_cell_far_out_is_refused_however_it_is_written(tmp_path, place, name):
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr(name, f'<sheetData><c r="A1"/>{place}</c></sheetData>')
    with pytest.raises(Refused, match="far outside its table"):
        open_table(path)


def test_a_bomb_a_plain_zip_and_a_damaged_workbook_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("retention.ingest.workbook._SMALL_BYTES", 1 << 20)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (20 << 20))
    with pytest.raises(Refused, match="absurd size"):
        open_table(bomb)
    plain = tmp_path / "plain.xlsx"
    with zipfile.ZipFile(plain, "w") as packed:
        packed.writestr("sales.csv", "a,b\n1,2\n")
    with pytest.raises(Refused, match="is a ZIP archive"):
        open_table(plain)
    whole = _workbook(tmp_path / "whole.xlsx", One=[HEADER, [1, date(2024, 1, 5), "a", 5]])
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole.read_bytes()[:-400])
    with pytest.raises(Refused, match="cut.xlsx"):
        open_table(cut)


def test_a_merged_cell_says_the_same_in_each_of_its_rows(tmp_path):
    """… but an amount merged over the lines of an order is the order's, and stays on the first."""
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range("A1:E1", "Sales of May")
    for column, name in enumerate(["Order", "Date", "Customer", "Product", "Amount"]):
        sheet.write(1, column, name)
    for letter, value in {"A": 1001, "B": "05.05.2024", "C": "anna", "E": 30}.items():
        sheet.merge_range(f"{letter}3:{letter}4", value)
    for row, product in enumerate(["tea", "cup"], 2):
        sheet.write(row, 3, product)
    sheet.write_row(4, 0, [1002, "06.05.2024", "bert", "tea", 12.5])
    book.close()
    with open_table(path) as table:
        assert all_rows(table)[4] == ["1001", "05.05.2024", "anna", "cup", "30"]
    read = read_file(path)
    assert sum(read.values("amount")) == Decimal("42.5")
    assert read.reasons() == {4: "the amount is empty"}
    assert read.rows[4]["customer"] == "anna"


def test_a_header_of_two_rows_in_a_workbook(tmp_path):
    path = tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for letter, name in {"A": "Date", "B": "Customer"}.items():
        sheet.merge_range(f"{letter}1:{letter}2", name)
    sheet.merge_range("C1:D1", "Sales")
    sheet.merge_range("E1:F1", "Returns")
    sheet.write_row(1, 2, ["qty", "amount", "qty", "amount"])
    sheet.write_row(2, 0, ["2024-05-05", "anna", 1, 10.5, 0, 0])
    book.close()
    with open_table(path) as table:
        assert table.columns == (
            "Date", "Customer", "Sales qty", "Sales amount", "Returns qty", "Returns amount",
        )  # fmt: skip
        assert all_rows(table) == {3: ["2024-05-05", "anna", "1", "10.5", "0", "0"]}


def test_overlapping_merged_cells_fill_each_cell_once():
    """No spreadsheet writes them; 20,000 over one column would be filled 200 million times."""
    rows = CountingRows([str(number)] for number in range(2_000))
    carried = _filled_down(rows, [((0, 0), (1_999 - each, 0)) for each in range(1_500)])
    assert carried == {0: set(range(2, 2_001))}
    assert [row[0] for row in list.__iter__(rows)] == ["0"] * 2_000
    assert rows.asked < 10_000


class CountingRows(list):
    """Rows that count how often one was asked for."""

    asked = 0

    def __getitem__(self, at):
        self.asked += 1
        return super().__getitem__(at)
