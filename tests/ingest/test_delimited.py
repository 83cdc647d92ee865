"""The header, the separator and the rows of delimited text."""

import pytest

from retention.errors import Refused
from tests.ingest.reading import all_rows, opened_text

ROWS = [["day", "client", "sum"], ["2024-01-05", "Anna", "1.50"], ["2024-01-06", "Bert", "2.50"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators(tmp_path, delimiter):
    text = "\n".join(delimiter.join(row) for row in ROWS)
    with opened_text(tmp_path, text) as table:
        assert table.delimiter == delimiter
        assert list(table.columns) == ROWS[0]
        assert all_rows(table) == {2: ROWS[1], 3: ROWS[2]}


def test_a_decimal_comma_is_no_separator(tmp_path):
    text = "day;price;sum\n" + "05.01.2024;1,50;3,00\n" * 30
    with opened_text(tmp_path, text) as table:
        assert table.delimiter == ";"
        assert table.columns == ("day", "price", "sum")


def test_commas_in_quotes_are_no_separator(tmp_path):
    text = 'day;items;sum\n2024-01-05;"a, b, c";5\n2024-01-06;"d, e, f";6\n'
    with opened_text(tmp_path, text) as table:
        assert all_rows(table)[2] == ["2024-01-05", "a, b, c", "5"]


def test_columns_kept_apart_by_spaces(tmp_path):
    text = " id  date  sum\n 00001 19970101   11.77\n 00002 19970112   12.00\n"
    with opened_text(tmp_path, text, name="log.txt") as table:
        assert table.columns == ("id", "date", "sum")
        assert all_rows(table) == {2: ["00001", "19970101", "11.77"],
                                   3: ["00002", "19970112", "12.00"]}  # fmt: skip


def test_columns_at_fixed_places(tmp_path):
    text = (
        "day         client          sum\n"
        "2024-01-05  Anna Bell      1.50\n"
        "2024-01-06                12.50\n"
        "2024-01-07  Bert            3.00\n"
    )
    with opened_text(tmp_path, text, name="log.txt") as table:
        assert table.columns == ("day", "client", "sum")
        assert all_rows(table)[2] == ["2024-01-05", "Anna Bell", "1.50"]
        assert all_rows(table)[3] == ["2024-01-06", "", "12.50"]


def test_title_rows_and_blank_rows_above_the_header(tmp_path):
    text = (
        "Sales report;;\nPeriod: January;;\n\n;;\n"
        "day;client;sum\n2024-01-05;Anna;5\n\n;;\n2024-01-06;Bert;6\n;;\n;;\n"
    )
    with opened_text(tmp_path, text) as table:
        assert table.header_row == 5
        assert table.columns == ("day", "client", "sum")
        assert all_rows(table) == {6: ["2024-01-05", "Anna", "5"], 9: ["2024-01-06", "Bert", "6"]}


def test_a_table_without_a_header(tmp_path):
    text = "00001,19970101,2,29.33\n00002,19970118,2,29.73\n"
    with opened_text(tmp_path, text) as table:
        assert table.header_row == 0
        assert table.columns == ("column 1", "column 2", "column 3", "column 4")
        assert list(all_rows(table)) == [1, 2]


def test_repeated_and_missing_names_are_made_unique(tmp_path):
    text = "day,sum,sum,,sum\n2024-01-05,1,2,x,3\n"
    with opened_text(tmp_path, text) as table:
        assert table.columns == (
            "day", "sum (column 2)", "sum (column 3)", "column 4", "sum (column 5)",
        )  # fmt: skip


def test_nameless_empty_columns_at_the_right_are_left_out(tmp_path):
    text = "day,sum,,,\n2024-01-05,1,,,\n2024-01-06,2,,,\n"
    with opened_text(tmp_path, text) as table:
        assert table.columns == ("day", "sum")
        assert all_rows(table) == {2: ["2024-01-05", "1"], 3: ["2024-01-06", "2"]}


def test_rows_of_a_wrong_width(tmp_path):
    text = (
        "day,client,sum\n2024-01-05,Anna\n2024-01-06,Bert,6,,\n"
        "2024-01-07,Carl,7,9\n2024-01-08,Dora,8\n"
    )
    with opened_text(tmp_path, text) as table:
        assert all_rows(table) == {
            2: ["2024-01-05", "Anna", ""],
            3: ["2024-01-06", "Bert", "6"],
            5: ["2024-01-08", "Dora", "8"],
        }
        (broken,) = table.broken
        assert (broken.row_number, broken.cells) == (4, ("2024-01-07", "Carl", "7", "9"))
        assert broken.reason == "the row has 4 cells where the header has 3"


def test_every_row_ends_in_a_separator_but_the_header(tmp_path):
    text = "day,client,sum\n" + "2024-01-05,Anna,5,\n" * 5
    with opened_text(tmp_path, text) as table:
        assert len(all_rows(table)) == 5
        assert table.broken == []


def test_quotation_marks_inside_unquoted_text(tmp_path):
    text = 'day\titem\tsum\n2024-01-05\t"Big" box\t5\n2024-01-06\t5" pipe\t6\n2024-01-07\t"odd\t7\n'
    with opened_text(tmp_path, text, name="log.txt") as table:
        assert [cells[2] for cells in all_rows(table).values()] == ["5", "6", "7"]


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("retention.ingest.delimited.BLOCK_BYTES", 1 << 16)
    line = "2024-01-05,Anna Bell,5\n"
    text = "day,client,sum\n" + line * 60_000 + '2024-01-05,"Bert,5\n' + line * 10_000
    with opened_text(tmp_path, text) as table, pytest.raises(Refused, match="never closed"):
        all_rows(table)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n  \n", "holds no table"),
        (b"day,client,sum\n", "has a header but no rows"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PAR1....", "is a Parquet file"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b'{"a": 1}', "is JSON"),
        (b"a\x00b\x01\x00\x02\xff" * 50, "is not a text file"),
    ],
)
def test_what_is_no_table_gets_one_plain_sentence(tmp_path, content, said):
    from retention.ingest.reading import open_table

    path = tmp_path / "sales.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=said) as refusal:
        open_table(path)
    assert "sales.csv" in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_an_absent_file_and_a_folder(tmp_path):
    from retention.ingest.reading import open_table

    with pytest.raises(Refused, match="There is no file"):
        open_table(tmp_path / "nothing.csv")
    with pytest.raises(Refused, match="is a folder"):
        open_table(tmp_path)


@pytest.mark.parametrize("upper", [";;Sales;;Returns;", "Date;Customer;Sales;;Returns;"])
def test_a_header_of_two_rows_names_each_column_by_both(tmp_path, upper):
    under = "Date;Customer;qty;amount;qty;amount" if upper[0] == ";" else ";;qty;amount;qty;amount"
    rows = "05.01.2024;anna;1;10,00;0;0,00\n06.01.2024;bert;2;20,00;1;5,00\n"
    with opened_text(tmp_path, f"Report of January\n\n{upper}\n{under}\n{rows}") as table:
        assert table.columns == (
            "Date", "Customer", "Sales qty", "Sales amount", "Returns qty", "Returns amount",
        )  # fmt: skip
        assert list(all_rows(table)) == [5, 6]


@pytest.mark.parametrize("title", ["Report;;;", "Report;May;;"])
def test_a_title_is_not_half_of_a_header(tmp_path, title):
    text = f"{title}\nDate;Customer;Product;Sum\n05.01.2024;anna;tea;10,00\n06.01.2024;b;x;1,50\n"
    with opened_text(tmp_path, text) as table:
        assert table.columns == ("Date", "Customer", "Product", "Sum")
        assert list(all_rows(table)) == [3, 4]
