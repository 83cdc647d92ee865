"""Two columns of one name: asked about where they differ, answered by their place."""

import pytest

from retention.errors import Refused
from retention.ingest.mapping import propose
from tests.ingest.reading import opened_text, read_text

HEADER = "date,client,product,amount,city,note,amount"
APART = [f"2024-01-{day:02d},anna,tea,{day}.00,Ghent,x,{day + 1}.50" for day in range(1, 6)]


def _proposed(tmp_path, *rows: str, header: str = HEADER, **answers):
    with opened_text(tmp_path, "\n".join([header, *rows])) as table:
        return propose(table, **answers)


def test_two_amounts_that_differ_are_asked_about_and_told_apart(tmp_path):
    mapping = _proposed(tmp_path, *APART)
    (question,) = mapping.questions
    assert (question.field, question.candidates) == (
        "amount", ("amount (column 4)", "amount (column 7)"),
    )  # fmt: skip
    assert question.flag == '--map amount="amount (column 4)"'
    assert "amount" not in mapping.fields


def test_the_answer_is_the_column_that_is_read(tmp_path):
    said = {"amount": "amount (column 7)"}
    read = read_text(tmp_path, "\n".join([HEADER, *APART]), overrides=said)
    assert read.mapping.questions == ()
    assert [str(value) for value in read.values("amount")[:2]] == ["2.5000", "3.5000"]


def test_a_bare_name_that_two_columns_have_is_no_answer(tmp_path):
    with pytest.raises(Refused, match="say “amount .column 4.” or “amount .column 7.”"):
        _proposed(tmp_path, *APART, overrides={"amount": "amount"})


def test_two_columns_that_say_the_same_need_no_question(tmp_path):
    rows = [f"2024-01-{day:02d},anna,tea,{day}.00,Ghent,x,{day}.00" for day in range(1, 6)]
    mapping = _proposed(tmp_path, *rows)
    assert mapping.questions == () and mapping.fields["amount"] == "amount (column 4)"


def test_columns_that_part_only_far_down_are_asked_about(tmp_path):
    rows = ["2024-01-05,anna,tea,5.00,Ghent,x,5.00"] * 1500
    assert _proposed(tmp_path, *rows).questions == ()
    (question,) = _proposed(tmp_path, *rows, APART[0]).questions
    assert question.field == "amount"


def test_an_empty_twin_is_no_candidate(tmp_path):
    rows = [f"2024-01-{day:02d},anna,tea,,Ghent,x,{day}.00" for day in range(1, 6)]
    mapping = _proposed(tmp_path, *rows)
    assert mapping.questions == () and mapping.fields["amount"] == "amount (column 7)"


def test_a_field_that_may_be_missing_is_asked_about_too(tmp_path):
    mapping = _proposed(
        tmp_path, "2024-01-05,anna,Ghent,5.00,Bruges", header="date,client,city,amount,city"
    )
    (question,) = mapping.questions
    assert question.field == "city"
    assert question.candidates == ("city (column 3)", "city (column 5)")


def test_prices_are_asked_about_in_any_spelling(tmp_path):
    mapping = _proposed(
        tmp_path, "2024-01-05,anna,2,5.00,7.00", header="date,client,quantity,Price,PRICE"
    )
    (question,) = mapping.questions
    assert (question.field, question.candidates) == ("unit_price", ("Price", "PRICE"))


def test_a_known_export_with_a_column_twice_is_asked_about(tmp_path):
    header = "Date,Time,Gross,Fee,Net,From Email Address,Transaction ID,Gross"
    row = "25/01/2024,10:00:00,5.00,0,5.00,anna@example.org,T1,6.00"
    mapping = _proposed(tmp_path, row, header=header)
    (question,) = mapping.questions
    assert mapping.layout == "paypal" and question.field == "amount"
    assert question.candidates == ("Gross (column 3)", "Gross (column 8)")
