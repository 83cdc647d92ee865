"""Every real export in the folder of headers is recognised, or asked about sensibly."""

from datetime import datetime
from decimal import Decimal

import pytest

from retention.errors import Refused
from retention.ingest.mapping import propose
from retention.ingest.reading import open_table
from tests.ingest.known_exports import EXPECTED, HEADER_ONLY
from tests.ingest.reading import read_file

pytestmark = pytest.mark.needs_shared_data


def test_every_file_of_the_folder_is_expected_here(shared_data):
    names = {path.name for path in (shared_data / "headers").iterdir()}
    assert names == set(EXPECTED) | set(HEADER_ONLY)


@pytest.mark.parametrize("name", EXPECTED)
def test_mapping_or_question(shared_data, name):
    layout, fields, asked = EXPECTED[name]
    with open_table(shared_data / "headers" / name) as table:
        mapping = propose(table)
    assert mapping.layout == layout
    assert mapping.fields == fields
    assert tuple(question.field for question in mapping.questions) == asked


@pytest.mark.parametrize("name", HEADER_ONLY)
def test_a_header_without_rows_is_refused_and_known_with_a_row(shared_data, tmp_path, name):
    path = shared_data / "headers" / name
    with pytest.raises(Refused, match="has a header but no rows"):
        open_table(path)
    with_row = tmp_path / name
    header = path.read_text(encoding="utf-8").rstrip()
    with_row.write_text(f"{header}\n{',' * header.count(',')}x\n", encoding="utf-8")
    with open_table(with_row) as table:
        mapping = propose(table)
    assert mapping.layout == HEADER_ONLY[name]
    assert mapping.questions == ()
    assert {"ordered_at", "amount", "order_id"} <= set(mapping.fields)


def _read(shared_data, name, **answers):
    return read_file(shared_data / "headers" / name, **answers)


def test_the_price_of_a_bicycle_can_be_said_to_be_the_amount(shared_data):
    read = _read(shared_data, "kpmg_title_row_above_header.csv", overrides={"amount": "list_price"})
    assert (read.checked.rows, read.checked.accepted) == (29, 29)
    assert read.values("amount")[0] == Decimal("71.49")


def test_dates_of_the_united_states_resaved_by_a_spreadsheet(shared_data):
    name = "excel_resaved_us_dates_with_trailing_blank_rows_olist.csv"
    read = _read(shared_data, name, overrides={"amount": None})
    assert (read.checked.dates, read.checked.rows, read.checked.accepted) == ("mdy", 19, 19)
    assert read.values("ordered_at")[:2] == [
        datetime(2017, 10, 2, 10, 56),
        datetime(2018, 7, 24, 20, 41),
    ]
    assert set(read.values("amount")) == {None}


def test_a_russian_till(shared_data):
    read = _read(shared_data, "ru_sales_cp1251_semicolon.csv")
    assert read.checked.accepted == read.checked.rows == 30
    assert read.values("customer")[:3] == ["Лента", "Ашан", "О'КЕЙ"]
    assert read.values("amount")[:2] == [6500, 117480]
    assert set(read.values("ordered_at")) == {datetime(2020, 1, 1), datetime(2020, 1, 2)}


def test_shopify_orders_add_up_to_their_subtotals(shared_data):
    read = _read(shared_data, "shopify_orders_export_devstore.csv")
    assert read.checked.accepted == 40
    first = [row for row in read.rows.values() if row["order_id"] == "#1001"]
    assert [row["amount"] for row in first] == [10, Decimal("24.95"), 600, 1025]
    assert {row["salesperson"] for row in first} == {"Person 1"}  # stands on the first line only
    assert read.rows[6]["ordered_at"] == datetime(2025, 5, 11, 9, 56, 23)  # as written, not UTC


def test_square_money_with_signs_brackets_and_a_refund(shared_data):
    items = _read(shared_data, "square_items_detail.csv")
    assert items.values("amount") == [45, 40, 12, -45]
    assert items.values("is_return") == [False, False, False, True]
    assert items.values("ordered_at")[0] == datetime(2026, 10, 5, 10, 15)
    receipts = _read(shared_data, "square_transactions_2018.csv")
    assert receipts.values("amount") == [1149, 150, 540, 595]
    assert receipts.checked.dates == "mdy"


def test_etsy_and_amazon_take_the_discount_off(shared_data):
    assert _read(shared_data, "etsy_sold_order_items.csv").values("amount") == [
        10, 3, Decimal("4.50")
    ]  # fmt: skip
    amazon = _read(shared_data, "amazon_orders_short_sample.txt")
    assert amazon.values("amount") == [Decimal("79.90"), 42, 16]
    assert amazon.values("ordered_at")[0] == datetime(2026, 4, 10, 9, 15)


def test_a_cancelled_order_of_woocommerce_is_no_sale(shared_data):
    read = _read(shared_data, "woocommerce_analytics_orders_fr.csv")
    assert read.values("is_return") == [False, False, False, True]
    assert read.values("amount") == [150, 50, 75, 100]


def test_the_motor_dealer(shared_data):
    read = _read(shared_data, "sales_data_sample_latin1.csv")
    assert read.checked.accepted == 30
    assert read.checked.dates == "mdy"
    assert read.values("customer")[2] == "+33146627555"  # the phone, of +33 1 46 62 7555
