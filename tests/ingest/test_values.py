"""Amounts and dates as people write them, and what a whole column decides."""

from datetime import datetime
from decimal import Decimal

import pytest

from retention.ingest import currency
from retention.ingest.months import every_name
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
    "1\u2009234,50": "1234.50",
    "5,00- €": "-5.00",
    "€(5.00)": "-5.00",
    "\u20115.00": "-5.00",
    "100,-": "100",
    "5.990,- Ft": "5990",
    "500,00 рублей": "500.00",
    "0": "0",
}


def test_amounts(tmp_path):
    read = _amounts(tmp_path, *AMOUNTS)
    assert dict(zip(AMOUNTS, read.values("amount"), strict=True)) == {
        cell: Decimal(value) for cell, value in AMOUNTS.items()
    }


CURRENCIES = {
    "116,99 €": "EUR", "EUR 12,00": "EUR", "12,00 SEK": "SEK", "5.990,- Ft": "HUF", "£5": "GBP",
    "R$ 12,00": "BRL", "1 234,50 zł": "PLN", "500,00 грн": "UAH", "12 forint": "HUF",
    "12,00": None, "12,00 шт": None,  # pieces
    "$1,00": None, "100 kr": None, "1000 руб.": None,  # of several countries
}  # fmt: skip


def test_the_currency_beside_an_amount(tmp_path):
    read = _amounts(tmp_path, *CURRENCIES, decimal=",")
    assert dict(zip(CURRENCIES, read.values("currency"), strict=True)) == CURRENCIES


def test_a_column_of_currencies_wins_over_the_sign_beside_the_amount(tmp_path):
    text = "order;date;customer;amount;currency\n" + "".join(
        f"{at};2024-01-25;anna;{amount};{currency}\n"
        for at, (amount, currency) in enumerate([("5 €", "gbp"), ("5 €", ""), ("5", "£")])
    )
    read = read_text(tmp_path, text)
    assert read.values("currency") == ["GBP", "EUR", "GBP"]


@pytest.mark.parametrize(
    ("own", "meant"), [("CAD", "CAD"), ("USD", "USD"), ("EUR", "USD"), (None, None)]
)
def test_a_dollar_is_the_shops_own_if_it_has_dollars(own, meant):
    assert currency.meant(["USD", "CAD", "AUD"], own) == meant


NO_AMOUNTS = ["abc", "1,2,3", "12.34.5", "1 2 3", "(5", "5)", "--5", "-5-", "1.234,5.6", "12 34",
              "1,-5", "12 %"]  # fmt: skip


def test_what_is_no_amount_is_rejected_with_its_words(tmp_path):
    read = _amounts(tmp_path, *NO_AMOUNTS, *["1.00"] * 20)
    assert read.reasons() == {
        row_number: f'the amount "{cell}" is not a number'
        for row_number, cell in enumerate(NO_AMOUNTS, 2)
    }


@pytest.mark.parametrize(
    ("quantity", "price", "amount", "read_as"),
    [
        ("-1", "10", "10", (-1, -10)),  # a return whose money has no sign
        ("1", "10", "-10", (-1, -10)),  # one whose pieces have none
        ("-1", "10", "-10", (-1, -10)),
        ("1", "-10", "-10", (1, -10)),  # a voucher: the price is what is negative
        ("-1", "-10", "10", (-1, 10)),  # a voucher taken back
        ("2", "10", "20", (2, 20)),
    ],
)
def test_what_comes_back_is_negative_in_pieces_and_in_money(
    tmp_path, quantity, price, amount, read_as
):
    text = f"date\tclient\tquantity\tprice\tamount\n2024-01-05\tanna\t{quantity}\t{price}\t{amount}"
    read = read_text(tmp_path, text)
    assert (read.values("quantity")[0], read.values("amount")[0]) == read_as


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
    "25 ян. 2024 г.": datetime(2024, 1, 25),
    "25 вер. 2024 р.": datetime(2024, 9, 25),
    "Jan-25-2024": datetime(2024, 1, 25),
    "2024. marcius 25.": datetime(2024, 3, 25),
    "Thu, 25 Jan 2024 08:26:00 +0200": datetime(2024, 1, 25, 8, 26),
    "Thursday, January 25, 2024": datetime(2024, 1, 25),
    "Thu Jan 25 2024": datetime(2024, 1, 25),
    "четверг, 25 января 2024 г.": datetime(2024, 1, 25),
    "Do. 25.01.2024": datetime(2024, 1, 25),
    "20240125T082600Z": datetime(2024, 1, 25, 8, 26),
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


def test_every_month_name_means_one_month(tmp_path):
    months, names = every_name()
    read = _dates(tmp_path, *[f"7 {name} 2024" for name in names])
    assert read.values("ordered_at") == [datetime(2024, month, 7) for month in months]


def test_a_spreadsheets_count_of_days_is_a_date_where_the_header_says_so(tmp_path):
    read = _dates(tmp_path, "45321", "45322,5", "45323.25")
    assert read.values("ordered_at") == [
        datetime(2024, 1, 30), datetime(2024, 1, 31, 12), datetime(2024, 2, 1, 6)
    ]  # fmt: skip
    stray = _dates(tmp_path, "45321", *["2024-01-25"] * 3)
    assert stray.reasons() == {2: 'the date "45321" is not a date'}
    unnamed = read_text(tmp_path, "code\tclient\tamount\n45321\tanna\t5.00\n45322\tanna\t5.00")
    assert [question.field for question in unnamed.mapping.questions] == ["ordered_at"]


@pytest.mark.parametrize("label", [
    "Итого", "ИТОГО:", "Всего", "Total", "Grand total", "Summe", "Gesamt", "Összesen", "Suma",
    "Razem", "Totaal", "Общо", "Разом", "Summa", "Итого по складу", "Total January", "Anna Total",
])  # fmt: skip
@pytest.mark.parametrize("row", ["{};;;11,00", ";{};;11,00", ";;{};11,00"])
def test_totals_are_no_sales(tmp_path, label, row):
    rows = ["Order;Date;Customer;Amount", "1;05.01.2024;anna;5,00", "2;06.01.2024;bert;6,00"]
    read = read_text(tmp_path, "\n".join([*rows, row.format(label)]))
    assert read.reasons() == {4: "this is a row of totals, not a sale"}


def test_totals_of_a_day_are_no_sales_and_a_product_called_total_is_one(tmp_path):
    rows = ["Order;Date;Customer;Product;Amount", "1;05.01.2024;anna;Total;5,00",
            "Итого;05.01.2024;;;5,00", ";05.01.2024;Total;;5,00",
            "2;06.01.2024;Summa;tea;6,00"]  # fmt: skip
    read = read_text(tmp_path, "\n".join(rows))
    assert list(read.reasons()) == [3, 4]
    assert set(read.reasons().values()) == {"this is a row of totals, not a sale"}


def test_a_header_printed_again_is_told_as_such(tmp_path):
    header = "Order;Date;Customer;Amount"
    sales = [f"{at};0{at}.01.2024;anna;5,00" for at in range(1, 5)]
    rows = [header, *sales[:2], header, *sales[2:], header]
    read = read_text(tmp_path, "\n".join(rows))
    assert read.reasons() == dict.fromkeys((4, 7), "this row repeats the header")
    assert (read.checked.rows, read.checked.accepted) == (6, 4)


def test_codes_stay_as_written_and_damaged_ones_are_told(tmp_path):
    rows = ["Order;Date;Customer;Amount", "12345678901234567890;05.01.2024;000123;5,00",
            "1,03293E+19;06.01.2024;000124;6,00"]  # fmt: skip
    read = read_text(tmp_path, "\n".join(rows))
    assert (read.values("order_id"), read.values("customer")) == (
        ["12345678901234567890"], ["000123"],
    )  # fmt: skip
    assert read.reasons() == {3: 'the order number "1,03293E+19" was damaged by a spreadsheet'}
