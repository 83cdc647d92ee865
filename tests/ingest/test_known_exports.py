"""Every real export in the folder of headers is recognised, or asked about sensibly."""

from datetime import datetime
from decimal import Decimal

import pytest

from retention.errors import Refused
from retention.ingest.mapping import propose
from retention.ingest.reading import open_table
from tests.ingest.reading import read_file

pytestmark = pytest.mark.needs_shared_data

# file: layout, mapping as a person would draw it, fields that must be asked
EXPECTED = {
    "amazon_orders_short_sample.txt": (
        "amazon",
        {
            "order_id": "amazon-order-id",
            "ordered_at": "purchase-date",
            "product": "sku",
            "product_name": "product-name",
            "quantity": "quantity",
            "discount": "item-promotion-discount",
            "amount": "item-price",
            "currency": "currency",
            "country": "ship-country",
            "city": "ship-city",
            "channel": "sales-channel",
            "status": "item-status",
        },
        (),
    ),
    "etsy_sold_order_items.csv": (
        "etsy-items",
        {
            "order_id": "Order ID",
            "ordered_at": "Sale Date",
            "customer": "Buyer",
            "customer_name": "Ship Name",
            "product": "SKU",
            "product_name": "Item Name",
            "quantity": "Quantity",
            "unit_price": "Price",
            "discount": "Discount Amount",
            "amount": "Item Total",
            "currency": "Currency",
            "country": "Ship Country",
            "city": "Ship City",
            "channel": "Order Type",
            "store": "InPerson Location",
            "coupon_code": "Coupon Code",
        },
        (),
    ),
    "etsy_sold_orders.csv": (
        "etsy-orders",
        {
            "order_id": "Order ID",
            "ordered_at": "Sale Date",
            "customer": "Buyer User ID",
            "customer_name": "Full Name",
            "quantity": "Number of Items",
            "discount": "Discount Amount",
            "amount": "Order Value",
            "currency": "Currency",
            "country": "Ship Country",
            "city": "Ship City",
            "channel": "Order Type",
            "store": "InPerson Location",
            "coupon_code": "Coupon Code",
            "status": "Status",
        },
        (),
    ),
    "excel_resaved_us_dates_with_trailing_blank_rows_olist.csv": (
        "plain",
        {
            "order_id": "order_id",
            "ordered_at": "order_purchase_timestamp",
            "customer": "customer_id",
            "promised_at": "order_estimated_delivery_date",
            "delivered_at": "order_delivered_customer_date",
            "status": "order_status",
        },
        ("amount",),
    ),
    "hu_pizza_orders_semicolon_utf8.csv": (
        "plain",
        {"order_id": "id", "product_name": "Típus", "quantity": "darab", "unit_price": "ár"},
        ("ordered_at",),
    ),
    "kpmg_title_row_above_header.csv": (
        "plain",
        {
            "order_id": "transaction_id",
            "ordered_at": "transaction_date",
            "customer": "customer_id",
            "product": "product_id",
            "category": "product_line",
            "unit_price": "list_price",
            "unit_cost": "standard_cost",
            "status": "order_status",
        },
        ("amount",),
    ),
    "ru_sales_cp1251_semicolon.csv": (
        "plain",
        {
            "ordered_at": "Дата",
            "customer": "Заказчик",
            "city": "Город",
            "category": "Категория товара",
            "product_name": "Товар",
            "unit_price": "Цена за упаковку",
            "quantity": "Количество",
            "amount": "Итого",
        },
        (),
    ),
    "sales_data_sample_latin1.csv": (
        "plain",
        {
            "order_id": "ORDERNUMBER",
            "ordered_at": "ORDERDATE",
            "customer_name": "CUSTOMERNAME",
            "phone": "PHONE",
            "product": "PRODUCTCODE",
            "category": "PRODUCTLINE",
            "quantity": "QUANTITYORDERED",
            "unit_price": "PRICEEACH",
            "amount": "SALES",
            "country": "COUNTRY",
            "city": "CITY",
            "status": "STATUS",
        },
        (),
    ),
    "shopify_orders_export_devstore.csv": (
        "shopify",
        {
            "order_id": "Name",
            "ordered_at": "Created at",
            "customer_name": "Billing Name",
            "email": "Email",
            "phone": "Phone",
            "product": "Lineitem sku",
            "product_name": "Lineitem name",
            "quantity": "Lineitem quantity",
            "unit_price": "Lineitem price",
            "discount": "Lineitem discount",
            "currency": "Currency",
            "country": "Billing Country",
            "city": "Billing City",
            "channel": "Source",
            "store": "Location",
            "salesperson": "Employee",
            "coupon_code": "Discount Code",
            "status": "Financial Status",
        },
        (),
    ),
    "square_items_detail.csv": (
        "square-items",
        {
            "order_id": "Transaction ID",
            "ordered_at": "Date",
            "customer": "Customer ID",
            "customer_name": "Customer Name",
            "product": "SKU",
            "product_name": "Item",
            "category": "Category",
            "quantity": "Qty",
            "discount": "Discounts",
            "amount": "Net Sales",
            "store": "Location",
            "salesperson": "Employee",
            "status": "Event Type",
        },
        (),
    ),
    "square_transactions_2018.csv": (
        "square-transactions",
        {
            "order_id": "Transaction ID",
            "ordered_at": "Date",
            "customer": "Customer ID",
            "customer_name": "Customer Name",
            "discount": "Discounts",
            "amount": "Net Sales",
            "channel": "Source",
            "store": "Location",
            "salesperson": "Staff Name",
            "status": "Event Type",
        },
        (),
    ),
    "stripe_unified_payments_REDACTED.csv": (
        "stripe",
        {
            "order_id": "id",
            "ordered_at": "Created date (UTC)",
            "customer": "Customer ID",
            "customer_name": "Card Name",
            "email": "Customer Email",
            "phone": "Customer Phone",
            "product_name": "Description",
            "amount": "Amount",
            "currency": "Currency",
            "country": "Card Address Country",
            "city": "Card Address City",
            "status": "Status",
        },
        (),
    ),
    "woocommerce_analytics_orders_fr.csv": (
        "woocommerce",
        {
            "order_id": "Commande n°",
            "ordered_at": "Date",
            "customer": "Client",  # by name alone, which the note says
            "customer_name": "Client",
            "quantity": "Articles vendus",
            "amount": "Ventes nettes",
            "channel": "Attribution",
            "coupon_code": "Code(s) promo",
            "status": "État",
        },
        (),
    ),
}
HEADER_ONLY = {
    "magento2_sales_order_grid_header_only.csv": "magento2",
    "paypal_activity_header_only.csv": "paypal",
    "stripe_charges_2021_header_only.csv": "stripe",
}


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
