"""A table as wide as a person makes it is read; one of absurd width is refused at once."""

import pytest

from retention.errors import Refused
from retention.ingest.header import MOST_COLUMNS
from retention.ingest.reading import open_table
from tests.ingest.reading import opened_text


def csv_of(width):
    head = ["date", "customer", "amount", *(f"column {at}" for at in range(3, width))]
    row = ["2026-01-05", "anna", "5.00", *"1" * (width - 3)]
    return f"{','.join(head)}\n" + f"{','.join(row)}\n" * 3


def refused(path):
    with pytest.raises(Refused) as refusal:
        open_table(path)
    return str(refusal.value)


def test_too_many_columns_are_refused_in_one_sentence(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(csv_of(MOST_COLUMNS + 1))
    assert refused(path) == (
        "wide.csv has more than 2,000 columns; export it again with those that tell of sales or "
        "customers."
    )


def test_so_are_those_of_a_sheet(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(tmp_path / "wide.xlsx") as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(csv_of(MOST_COLUMNS + 1).splitlines()):
            sheet.write_row(number, 0, line.split(","))
    assert refused(tmp_path / "wide.xlsx").startswith("wide.xlsx has more than 2,000 columns;")


def test_many_columns_are_read(tmp_path):
    with opened_text(tmp_path, csv_of(MOST_COLUMNS)) as table:
        assert len(table.columns) == MOST_COLUMNS


def test_a_note_full_of_commas_is_no_wide_table(tmp_path):
    notes = "," * 2 * MOST_COLUMNS
    lines = [f"2026-01-05;anna;5,00;{note}" for note in (notes, notes, "", "")]
    with opened_text(tmp_path, "\n".join(["date;customer;amount;note", *lines])) as table:
        assert table.columns == ("date", "customer", "amount", "note")
    wide = csv_of(MOST_COLUMNS + 1).replace("anna", "anna; bert", 1)
    (tmp_path / "wide.csv").write_text(wide)
    assert "more than 2,000 columns" in refused(tmp_path / "wide.csv")


EDGE = "," * MOST_COLUMNS


@pytest.mark.parametrize(
    ("edge", "last"), [(EDGE, ""), ("", "x" + EDGE.replace(",", ",x"))], ids=["empty", "broken row"]
)
def test_empty_columns_at_the_edge_and_one_broken_row_count_for_nothing(tmp_path, edge, last):
    lines = [line + edge for line in csv_of(4).splitlines()]
    with opened_text(tmp_path, "\n".join([*lines, last])) as table:
        assert len(table.columns) == 4
