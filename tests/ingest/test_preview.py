"""The preview shows the rows as they would be read, and asks what the file leaves open."""

from datetime import datetime
from decimal import Decimal

from retention.ingest.mapping import propose
from retention.ingest.preview import try_sample
from tests.ingest.reading import opened_text


def test_rows_as_they_would_be_read(tmp_path):
    text = "date;client;qty;price\n25.01.2024;anna;2;1,50\nx;bert;1;2,00\n25.01.2024;c;1;2,00\n"
    with opened_text(tmp_path, text) as table:
        rows = try_sample(table, propose(table)).rows
    assert rows[0] == {
        "row_number": 2,
        "ordered_at": datetime(2024, 1, 25),
        "customer": "anna",
        "quantity": Decimal(2),
        "unit_price": Decimal("1.5"),
        "amount": Decimal(3),
        "reason": None,
    }
    assert rows[1]["reason"] == 'the date "x" is not a date'


def test_an_open_question_leaves_the_cells_as_written(tmp_path):
    text = "date;client;amount\n03/04/2024;anna;5\n"
    with opened_text(tmp_path, text) as table:
        trial = try_sample(table, propose(table))
        answered = try_sample(table, propose(table, dates="mdy"))
    assert trial.rows[0]["ordered_at"] == "03/04/2024"
    assert [question.field for question in trial.questions] == ["dates"]
    assert answered.rows[0]["ordered_at"] == datetime(2024, 3, 4)


def test_what_only_the_sample_leaves_open_is_not_asked(tmp_path):
    text = "date;client;amount\n" + "03/04/2024;anna;5\n" * 1500 + "12/25/2024;anna;5\n"
    with opened_text(tmp_path, text) as table:
        assert try_sample(table, propose(table)).questions == ()
