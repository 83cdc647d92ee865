"""Files that a spreadsheet opens as data, never as a program."""

from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from retention.reports import tables

TABLE = pd.DataFrame(
    {
        "customer": ["000001", "anna", None],
        "amount": [1234.5, -3.0, float("nan")],
        "orders": [3, 1, 2],
        "retention": [0.5, 0.25, 1.0],
        "last": [date(2026, 10, 31), date(2026, 1, 1), None],
    }
)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", '=HYPERLINK("x")'],
)
def test_a_cell_that_would_run_is_defused(cell):
    frame = pd.DataFrame({"name": [cell]})
    assert tables.defused(frame)["name"][0] == "'" + cell
    assert "'" + cell[:1] in tables.to_csv(frame).decode("utf-8-sig")
    assert _read(tables.to_xlsx(frame))[1][0].startswith("'")


@pytest.mark.parametrize(
    "cell",
    [
        "x;=1+1",
        "x; =1+1;y",
        'x;"=1+1;y',
        "x\t@SUM(A1)",
        "x\n=1+1",
        "x\r\n-1+cmd",
        "=1;+cmd|' /C'!A0;",
    ],
)
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_split_elsewhere_than_at_commas_runs_nothing(cell, separator):
    for write in (tables.to_csv, tables.to_plain_csv):
        text = write(pd.DataFrame({"n": ["a"], cell: [cell]})).decode("utf-8-sig")
        cells = [each for row in csv.reader(io.StringIO(text), delimiter=separator) for each in row]
        assert not [each for each in cells if each.lstrip(' "').startswith(tuple("=+-@"))]


def test_signs_within_a_cell_stay_where_nothing_splits():
    frame = pd.DataFrame({"note": ["a+b; c - d, =e"]})
    assert b"a+b; c - d, =e" in tables.to_plain_csv(frame)
    assert _read(tables.to_xlsx(pd.DataFrame({"note": ["x;=1"]})))[1] == ["x;=1"]


def test_a_header_that_would_run_is_defused():
    assert list(tables.defused(pd.DataFrame({"=cmd": [1]})).columns) == ["'=cmd"]


def test_numbers_stay_numbers():
    assert tables.defused(pd.DataFrame({"amount": [-5.0]}))["amount"][0] == -5.0
    assert b"-3.0" in tables.to_csv(TABLE)
    assert _read(tables.to_xlsx(TABLE))[2][1] == -3


def test_a_negative_number_kept_as_text_stays_a_number():
    assert tables.defused(pd.DataFrame({"raw": ["-1.234,50", "-7"]}))["raw"][1] == "-7"


def test_a_plain_phone_number_may_stay_where_it_is_asked_for():
    frame = pd.DataFrame({"phone": ["+36301234567", "+1+cmd|x"], "name": ["+36301234567", "a"]})
    safe = tables.defused(frame, phone_columns=("phone",))
    assert list(safe["phone"]) == ["+36301234567", "'+1+cmd|x"]
    assert safe["name"][0] == "'+36301234567"


def test_csv_reads_right_in_excel():
    text = tables.to_csv(pd.DataFrame({"name": ["Győr"]}))
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig") == "name\r\nGyőr\r\n"


def test_a_sheet_keeps_text_dates_and_gaps():
    head, first, second, third = _read(tables.to_xlsx(TABLE))
    assert head == list(TABLE.columns)
    assert first == ["000001", 1234.5, 3, 0.5, date(2026, 10, 31)]
    assert second[:2] == ["anna", -3]
    assert third[:2] == ["", ""]


def test_formats_follow_the_documented_names():
    assert tables.number_format("retention", TABLE["retention"]) == "0.0%"
    assert tables.number_format("leak_rate", TABLE["retention"]) == "0.0%"
    assert tables.number_format("amount", TABLE["amount"]) == "#,##0.00"
    assert tables.number_format("revenue_at_risk", TABLE["amount"]) == "#,##0.00"
    assert tables.number_format("risk", TABLE["retention"]) == "0.0%"
    assert tables.number_format("orders", TABLE["orders"]) == "#,##0"
    assert tables.number_format("last", TABLE["last"]) == "yyyy-mm-dd"
    assert tables.number_format("customer", TABLE["customer"]) == "General"


def test_several_sheets_and_names_that_excel_refuses():
    book = tables.sheets_to_xlsx({"a/b": TABLE, "x" * 50: TABLE.head(0)})
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names == ["a b", "x" * 31]


def _read(book: bytes) -> list[list]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(book))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )


def test_words_stand_in_the_place_of_column_names():
    frame = pd.DataFrame({"risk": [0.25], "phone": ["+353209147982"]})
    words = {"risk": "Risk of leaving"}
    made = tables.to_csv(frame, phone_columns=("phone",), headers=words).decode("utf-8-sig")
    assert made.splitlines() == ["Risk of leaving,phone", "0.25,+353209147982"]
    assert _read(tables.to_xlsx(frame, headers=words))[0] == ["Risk of leaving", "phone"]
