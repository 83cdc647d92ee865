"""What was said about a header is taken again, survives a rebuild, and can be forgotten."""

from datetime import datetime

import pytest
import xlsxwriter

from retention.ingest.importing import Request, import_file
from retention.ingest.reading import open_table
from retention.ingest.remembered import Answers, forget, recalled
from retention.ingest.understanding import understand
from retention.ingest.undoing import rebuild, undo
from retention.store import close_database, open_database
from tests.uploads import upload

# no column is called an amount, and no date tells day from month
MAY = "No.,Day,Card,Alpha,Beta\n1,03/05/2026,anna,5.00,6.00\n2,04/05/2026,bert,7.00,8.00\n"
JUNE = "no,DAY,card,alpha,beta\n3,03/06/2026,anna,5.00,6.00\n4,04/06/2026,bert,7.00,8.00\n"
ANSWERS = {"fields": {"amount": "Alpha", "customer": "Card"}, "dates": "dmy"}
LATER = datetime(2026, 12, 1)


@pytest.fixture
def load(path, tmp_path):
    def load(text: str, **said):
        return upload(open_database(path), tmp_path, text, received_at=LATER, **said)

    return load


def asked(report) -> list[str]:
    return [question.field for question in report.questions]


def test_the_next_file_with_the_same_header_is_not_asked_about(load):
    assert "amount" in asked(load(MAY))
    assert load(MAY, **ANSWERS).accepted == 2
    report = load(JUNE)
    assert report.questions == () and report.accepted == 2
    assert (float(report.amount), report.last_date.isoformat()) == (12.0, "2026-06-04")
    assert report.warnings[0].startswith("As last time: the amount is “alpha”")


def test_another_header_is_asked_about(load):
    load(MAY, **ANSWERS)
    assert "amount" in asked(load(JUNE.replace("card", "name of guest")))


def test_a_date_that_tells_its_order_is_believed_before_last_time(load):
    load(MAY, **ANSWERS)
    report = load(JUNE.replace("03/06/2026", "06/23/2026").replace("04/06/2026", "06/24/2026"))
    assert report.last_date.isoformat() == "2026-06-24"


def test_what_is_said_now_goes_before_last_time_and_is_remembered_instead(load):
    load(MAY, **ANSWERS)
    assert float(load(JUNE, fields={"amount": "beta"}).amount) == 14.0
    report = load(JUNE.replace("3,03", "5,13").replace("4,04", "6,14"))
    assert (report.mapping["amount"], report.mapping["customer"]) == ("beta", "card")


def _workbook(path, *months: int):
    with xlsxwriter.Workbook(str(path)) as book:
        cover, sales = book.add_worksheet("Summary"), book.add_worksheet("Sales")
        for at, row in enumerate([["Month", "Amount"], *([month, 10] for month in months)]):
            cover.write_row(at, 0, row)
        rows = [["order", "date", "customer", "amount"]]
        rows += [[month, f"2026-{month:02d}-13", "anna", 5] for month in months]
        for at, row in enumerate(rows):
            sales.write_row(at, 0, row)
    return path


def test_the_sheet_of_a_workbook_is_asked_once_and_survives_a_rebuild(path, tmp_path):
    def load(month: int, **said):
        file = _workbook(tmp_path / f"{month}.xlsx", month)
        return import_file(open_database(path), Request(file, LATER, **said))

    assert "sheet" in asked(load(1))
    assert load(1, sheet="Sales").accepted == 1
    report = load(2)
    assert (report.accepted, report.questions) == (1, ())
    assert "As last time: the sheet is “Sales”." in report.warnings
    close_database(path)
    path.unlink()
    rebuild(open_database(path))
    assert load(3).accepted == 1
    assert open_database(path).rows("batches/statuses") == [(at, "loaded") for at in (1, 2, 3)]


def test_a_dry_run_and_an_open_question_teach_nothing(load, path):
    load(MAY, **ANSWERS, dry_run=True)
    load(MAY, dates="dmy")
    assert not open_database(path).rows("layouts/remembered", header="no|day|card|alpha|beta")


@pytest.mark.parametrize("database_is_lost", [False, True])
def test_a_rebuild_and_an_undone_upload_keep_it(load, path, database_is_lost):
    load(MAY, **ANSWERS)
    undo(open_database(path), 1)
    if database_is_lost:
        close_database(path)
        path.unlink()
    rebuild(open_database(path))
    assert load(JUNE).questions == ()


def test_it_can_be_forgotten_for_good(load, path, tmp_path):
    load(MAY, **ANSWERS)
    with open_table(tmp_path / "export.csv") as table:
        forget(open_database(path), table.columns)
        assert not recalled(open_database(path), table.columns)
        assert understand(table, Answers()).questions
    rebuild(open_database(path))
    assert "amount" in asked(load(JUNE))
