"""Cells as people write them: amounts, dates, codes, contacts; and every reason to reject a row."""

from datetime import datetime
from decimal import Decimal

import pytest

from tests.ingest.reading import read_text


def _amounts(tmp_path, *cells: str, **answers):
    rows = [f"2024-01-05\tanna\t{cell}" for cell in cells]
    return read_text(tmp_path, "\n".join(["date\tclient\tamount", *rows]), **answers)


def _dates(tmp_path, *cells: str, **answers):
    rows = [f"{cell}\tanna\t5.00" for cell in cells]
    return read_text(tmp_path, "\n".join(["date\tclient\tamount", *rows]), **answers)


AMOUNTS = {
    "10": "10",
    "10.50": "10.50",
    "10,50": "10.50",
    "1 234,50": "1234.50",
    "1\u00a0234,50": "1234.50",
    "1\u202f234.50": "1234.50",
    "1.234,50": "1234.50",
    "1,234.50": "1234.50",
    "1'234.50": "1234.50",
    "1’234’567.50": "1234567.50",
    "1,234,567": "1234567",
    "1.234.567": "1234567",
    "12,34,567.50": "1234567.50",
    "-10.50": "-10.50",
    "−10,50": "-10.50",
    "10.50-": "-10.50",
    "(10.50)": "-10.50",
    "($33.62)": "-33.62",
    "-$45.00": "-45.00",
    "$-45.00": "-45.00",
    "$1,149.00 ": "1149.00",
    "116,99 €": "116.99",
    "€ 116,99": "116.99",
    "1000 руб.": "1000",
    "1 234,50 zł": "1234.50",
    "EUR 12.00": "12.00",
    "12.00 USD": "12.00",
    "R$ 12,00": "12.00",
    "5 990 Ft": "5990",
    ".5": "0.5",
    ",5": "0.5",
    "1.5E+3": "1500",
    "0.0005": "0.0005",
    "0": "0",
}


def test_amounts(tmp_path):
    read = _amounts(tmp_path, *AMOUNTS)
    assert dict(zip(AMOUNTS, read.values("amount"), strict=True)) == {
        cell: Decimal(value) for cell, value in AMOUNTS.items()
    }


NO_AMOUNTS = ["abc", "1,2,3", "12.34.5", "1 2 3", "(5", "5)", "--5", "-5-", "1.234,5.6", "12 34"]


def test_what_is_no_amount_is_rejected_with_its_words(tmp_path):
    read = _amounts(tmp_path, *NO_AMOUNTS, *["1.00"] * 20)
    assert read.reasons() == {
        row_number: f'the amount "{cell}" is not a number'
        for row_number, cell in enumerate(NO_AMOUNTS, 2)
    }


def test_empty_and_absurd_amounts(tmp_path):
    read = _amounts(tmp_path, "1.00", "", "nan", "1000000000001", "99999999999999999999")
    assert read.reasons() == {
        3: "the amount is empty",
        4: "the amount is empty",
        5: "the amount 1000000000001.0000 is too large to be true",
        6: 'the amount "99999999999999999999" is not a number of a bearable size',
    }
    assert (read.checked.rows, read.checked.accepted, read.checked.rejected) == (5, 1, 4)


def test_one_thousand_or_a_bit_more_than_one_is_asked(tmp_path):
    read = _amounts(tmp_path, "1,234", "5,678", "12")
    (question,) = read.checked.questions
    assert (question.field, question.candidates) == ("decimal", (",", "."))
    assert "“1,234”" in question.text
    assert _amounts(tmp_path, "1,234", decimal=",").values("amount") == [Decimal("1.234")]
    assert _amounts(tmp_path, "1,234", decimal=".").values("amount") == [1234]


def test_the_rest_of_the_column_answers_what_one_cell_leaves_open(tmp_path):
    assert _amounts(tmp_path, "1,234", "5.50").values("amount")[0] == 1234
    assert _amounts(tmp_path, "1,234", "5,50").values("amount")[0] == Decimal("1.234")
    assert _amounts(tmp_path, "1.234", "5,50").values("amount")[0] == 1234
    assert _amounts(tmp_path, "1.234", "1,234,567").values("amount")[0] == Decimal("1.234")


DATES = {
    "2024-01-25": datetime(2024, 1, 25),
    "2024-01-25 08:26:00": datetime(2024, 1, 25, 8, 26),
    "2024-01-25T08:26:00Z": datetime(2024, 1, 25, 8, 26),
    "2024-01-25 08:26:16 -0400": datetime(2024, 1, 25, 8, 26, 16),
    "2024-01-25T08:26:16.123+02:00": datetime(2024, 1, 25, 8, 26, 16),
    "2024/1/25": datetime(2024, 1, 25),
    "2024. 01. 25.": datetime(2024, 1, 25),
    "2024.01.25 8:26": datetime(2024, 1, 25, 8, 26),
    "25.01.2024": datetime(2024, 1, 25),
    "25.01.2024 г.": datetime(2024, 1, 25),
    "25.1.24": datetime(2024, 1, 25),
    "25/01/2024 23:59": datetime(2024, 1, 25, 23, 59),
    "25-01-2024": datetime(2024, 1, 25),
    "20240125": datetime(2024, 1, 25),
    "2024012508": datetime(2024, 1, 25, 8),
    "20240125082600": datetime(2024, 1, 25, 8, 26),
    "25 Jan 2024": datetime(2024, 1, 25),
    "25-Jan-24": datetime(2024, 1, 25),
    "January 25, 2024": datetime(2024, 1, 25),
    "Jan 25, 2024 8:26:00 PM": datetime(2024, 1, 25, 20, 26),
    "25. Januar 2024": datetime(2024, 1, 25),
    "25 janvier 2024": datetime(2024, 1, 25),
    "25 de enero de 2024": datetime(2024, 1, 25),
    "25 января 2024 г.": datetime(2024, 1, 25),
    "25 stycznia 2024": datetime(2024, 1, 25),
    "2024. január 25.": datetime(2024, 1, 25),
    "25 януари 2024": datetime(2024, 1, 25),
}
DATES_MONTH_FIRST = {
    "1/25/2024 8:26 PM": datetime(2024, 1, 25, 20, 26),
    "1/25/2024 12:05 AM": datetime(2024, 1, 25, 0, 5),
}


@pytest.mark.parametrize("dates", [DATES, DATES_MONTH_FIRST])
def test_dates(tmp_path, dates):
    read = _dates(tmp_path, *dates)
    assert dict(zip(dates, read.values("ordered_at"), strict=True)) == dates


NO_DATES = ["32.13.2024", "2024-02-30", "30.02.2024", "soon", "2024-01", "2024-01-05 what",
            "infinity", "epoch"]  # fmt: skip


def test_what_is_no_date_is_rejected_with_its_words(tmp_path):
    read = _dates(tmp_path, *NO_DATES, *["2024-01-05", "25.01.2024"] * 10)
    assert read.reasons() == {
        row_number: f'the date "{cell}" is not a date'
        for row_number, cell in enumerate(NO_DATES, 2)
    }


def test_day_or_month_first_is_decided_over_the_whole_column(tmp_path):
    assert _dates(tmp_path, "03/04/2024", "25/12/2024").values("ordered_at")[0].month == 4
    assert _dates(tmp_path, "03/04/2024", "12/25/2024").values("ordered_at")[0].month == 3
    # The 1,500 rows below are more than the sample that is looked at first.
    cells = ["03/04/2024"] * 1500
    assert _dates(tmp_path, *cells, "12/25/2024").checked.dates == "mdy"


def test_where_both_fit_it_is_asked(tmp_path):
    (question,) = _dates(tmp_path, "03/04/2024", "05/06/2024").checked.questions
    assert (question.field, question.candidates) == ("dates", ("dmy", "mdy"))
    assert question.flag == "--dates dmy"
    read = _dates(tmp_path, "03/04/2024", dates="mdy")
    assert read.values("ordered_at") == [datetime(2024, 3, 4)]


def test_dates_with_dots_are_day_first(tmp_path):
    assert _dates(tmp_path, "03.04.2024").values("ordered_at") == [datetime(2024, 4, 3)]


def test_contradicting_dates_are_asked_about_and_one_slip_is_not(tmp_path):
    (question,) = _dates(tmp_path, "25/12/2024", "12/25/2024").checked.questions
    assert question.field == "dates"
    days = [f"{day}/{month}/2024" for day in range(13, 29) for month in range(1, 13)]
    read = _dates(tmp_path, *days, "12/25/2024")
    assert list(read.reasons()) == [len(days) + 2]


def test_two_digit_years_first_are_asked_about(tmp_path):
    (question,) = _dates(tmp_path, "24-01-15", "24-01-16", "24-01-17").checked.questions
    assert question.candidates[0] == "ymd"
    read = _dates(tmp_path, "24-01-15", dates="ymd")
    assert read.values("ordered_at") == [datetime(2024, 1, 15)]


def test_sales_after_the_upload_and_long_ago_are_rejected(tmp_path):
    text = "date,client,sum\n2024-01-05,a,5\n2024-01-06,a,5\n2062-01-05,a,5\n0024-01-05,a,5\n"
    read = read_text(tmp_path, text, received_at=datetime(2024, 1, 5, 18, 0))
    assert read.reasons() == {
        3: 'the date "2024-01-06" lies after the day of the upload',
        4: 'the date "2062-01-05" lies after the day of the upload',
        5: 'the date "0024-01-05" is too long ago to be true',
    }


def test_all_problems_of_a_row_are_named_at_once(tmp_path):
    good = "05.01.2024;a;1;1,5;1,5\n"
    text = f"date;client;qty;price;amount\n{good}{good}32.13.2024;a;x;1,5;\n"
    read = read_text(tmp_path, text)
    assert read.reasons() == {
        4: 'the date "32.13.2024" is not a date; the quantity "x" is not a number; '
        "the amount is empty"
    }
    assert read.rejects[0].cells == ("32.13.2024", "a", "x", "1,5", "")


def test_a_missing_amount_is_quantity_times_price_less_discount(tmp_path):
    text = (
        "date,client,qty,price,discount\n"
        "2024-01-05,a,3,2.50,\n2024-01-05,a,3,2.50,0.50\n2024-01-05,a,-3,2.50,0.50\n"
        "2024-01-05,a,2,10.00,10%\n2024-01-05,a,,10.00,\n2024-01-05,a,2,,\n"
    )
    read = read_text(tmp_path, text)
    assert read.values("amount") == [
        Decimal("7.50"), Decimal("7.00"), Decimal("-7.00"), Decimal("18.00")
    ]  # fmt: skip
    assert read.values("is_return") == [False, False, True, False]
    assert read.reasons() == {6: "the quantity is empty", 7: "the price is empty"}


def test_ids_stay_text_and_damaged_ones_are_rejected(tmp_path):
    text = (
        "date,order id,customer id,sum\n"
        "2024-01-05,000123,00042,5\n2024-01-05,12345678901234567890,17850.0,5\n"
        "2024-01-05,1.03293E+19,a,5\n"
    )
    read = read_text(tmp_path, text)
    assert read.values("order_id") == ["000123", "12345678901234567890"]
    assert read.values("customer") == ["00042", "17850"]
    assert read.reasons() == {4: 'the order number "1.03293E+19" was damaged by a spreadsheet'}


def test_who_the_customer_is(tmp_path):
    text = (
        "date;customer id;email;phone;sum\n"
        "2024-01-05;c1;anna@example.org;;5\n"
        "2024-01-05;;Anna@Example.org;;5\n"
        "2024-01-05;;;+33 1 46 62 75 55;5\n"
        "2024-01-05;;;0033146627555;5\n"
        "2024-01-05;;;(555) 123-45-67;5\n"
        "2024-01-05;;;12;5\n"
        "2024-01-05;Guest;;;5\n"
    )
    assert read_text(tmp_path, text).values("customer") == [
        "c1", "anna@example.org", "+33146627555", "+33146627555", "5551234567", None, None
    ]  # fmt: skip


def test_blanks_around_and_inside_texts(tmp_path):
    text = (
        "date;client;item;sum\n2024-01-05;  Anna \u00a0 Bell ;\tTea  cup ;5\n2024-01-05; ;NaN;5\n"
    )
    read = read_text(tmp_path, text)
    assert read.values("customer") == ["Anna Bell", None]
    assert read.values("product_name") == ["Tea cup", None]


def test_totals_are_rejected_for_what_they_are(tmp_path):
    text = (
        "Дата;Клиент;Товар;Сумма\n25.01.2024;Анна;Чай;5,00\n;;Итого:;5,00\nВсего;;;5,00\n"
        "25.01.2024;Анна;Total;7,00\n"
    )
    read = read_text(tmp_path, text)
    totals = "this is a row of totals, not a sale"
    assert read.reasons() == {3: totals, 4: totals}
    assert read.values("amount") == [5, 7]  # with a date, "Total" is the name of a product


def test_returns_and_cancelled_orders(tmp_path):
    text = (
        "date;client;status;qty;sum\n2024-01-05;a;paid;1;5\n2024-01-05;a;Cancelled;1;5\n"
        "2024-01-05;a;Отменён;1;5\n2024-01-05;a;paid;-1;-5\n"
    )
    read = read_text(tmp_path, text)
    assert read.values("is_return") == [False, True, True, True]
    assert read.values("amount") == [5, 5, 5, -5]


def test_lines_that_are_no_product(tmp_path):
    text = (
        "date;client;sku;item;sum\n2024-01-05;a;1;Tea;5\n2024-01-05;a;2;Shipping;5\n"
        "2024-01-05;a;3;Доставка;5\n2024-01-05;a;POST;;5\n2024-01-05;a;4;Postage stamp album;5\n"
    )
    assert read_text(tmp_path, text).values("kind") == [
        "product", "fee", "fee", "fee", "product"
    ]  # fmt: skip


def test_unreadable_side_fields_are_left_empty_with_a_word(tmp_path):
    text = "date;client;sum;cost;delivery date\n" + "2024-01-05;a;5;1.00;2024-01-07\n" * 4
    read = read_text(tmp_path, text + "2024-01-05;a;5;?;soon\n")
    assert read.checked.accepted == 5
    assert read.values("unit_cost")[-1] is None
    assert len(read.checked.warnings) == 2
    assert "in 1 rows (such as “?”)" in read.checked.warnings[1]


def test_rejected_and_broken_rows_come_in_the_order_of_the_file(tmp_path):
    good = "2024-01-05,a,5\n"
    text = f"date,client,sum\n{good}2024-01-05,a,5,9\nx,a,5\n2024-01-05,b,5,7\n,a,\n{good}"
    read = read_text(tmp_path, text)
    assert [reject.row_number for reject in read.rejects] == [3, 4, 5, 6]
    assert read.rejects[0].cells == ("2024-01-05", "a", "5", "9")
    assert read.rejects[1].cells == ("x", "a", "5")
    assert (read.checked.rows, read.checked.accepted, read.checked.rejected) == (6, 2, 4)
