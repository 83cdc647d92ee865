"""What the layouts say beyond columns: order totals, refunds, cancelled orders, other rows."""

from datetime import datetime
from decimal import Decimal

import pytest

from retention.ingest.known_layouts import source_of
from tests.ingest.reading import read_text

SHOPIFY = (
    "Name,Email,Financial Status,Created at,Subtotal,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem discount,Cancelled at,Refunded Amount"
)


def _shopify(tmp_path, *rows: str):
    return read_text(tmp_path, "\n".join([SHOPIFY, *rows]))


def test_a_discount_on_the_order_is_shared_out_to_the_cent(tmp_path):
    read = _shopify(
        tmp_path,
        "#1,a@example.org,paid,2024-01-05 10:00:00 +0100,90.00,1,Tea,50.00,0.00,,0.00",
        "#1,,,2024-01-05 10:00:00 +0100,,1,Cup,25.00,0.00,,",
        "#1,,,2024-01-05 10:00:00 +0100,,1,Pot,25.00,0.00,,",
        "#2,a@example.org,paid,2024-01-06 10:00:00 +0100,10.00,3,Tea,5.00,0.00,,0.00",
        "#3,a@example.org,paid,2024-01-07 10:00:00 +0100,10.00,1,Tea,1.00,0.00,,0.00",
        "#3,,,2024-01-07 10:00:00 +0100,,1,Cup,1.00,0.00,,",
        "#3,,,2024-01-07 10:00:00 +0100,,1,Pot,1.00,0.00,,",
    )
    assert read.mapping.layout == "shopify"
    amounts = read.values("amount")
    assert amounts[:4] == [45, Decimal("22.50"), Decimal("22.50"), 10]
    assert sum(amounts[4:]) == 10  # thirds of ten, and nothing lost
    assert set(read.values("customer")) == {"a@example.org"}


def test_refunds_and_cancelled_orders_of_a_shop(tmp_path):
    read = _shopify(
        tmp_path,
        "#1,a@example.org,partially_refunded,2024-01-05,90.00,1,Tea,60.00,0.00,,30.00",
        "#1,,,2024-01-05,,1,Cup,30.00,0.00,,",
        "#2,a@example.org,voided,2024-01-06,10.00,1,Tea,10.00,0.00,,0.00",
        "#3,a@example.org,paid,2024-01-07,10.00,1,Tea,10.00,0.00,2024-01-08,0.00",
        "#3,,,2024-01-07,,1,Free gift,0.00,0.00,,",
    )
    assert read.values("amount") == [40, 20, 10, 10, 0]
    assert read.values("is_return") == [False, False, True, True, True]


def test_the_day_of_a_cancelling_is_kept_and_its_refund_is_not_taken_off_twice(tmp_path):
    read = _shopify(
        tmp_path,
        "#1,a@example.org,refunded,2024-01-05 10:00:00 +0000,90.00,1,Tea,60.00,0.00,"
        "2024-01-09 08:30:00 +0000,90.00",
        "#1,,,2024-01-05 10:00:00 +0000,,1,Cup,30.00,0.00,,",
        "#2,a@example.org,paid,2024-01-06 10:00:00 +0000,10.00,1,Tea,10.00,0.00,"
        "0000-00-00 00:00:00,0.00",
        "#3,a@example.org,paid,2024-01-07 10:00:00 +0000,10.00,1,Tea,10.00,0.00,yes,0.00",
    )
    assert read.values("amount") == [60, 30, 10, 10]
    assert read.values("is_return") == [True, True, False, True]
    day = datetime(2024, 1, 9, 8, 30)
    assert read.values("cancelled_at") == [day, day, None, None]


def test_a_cancelled_order_that_begins_with_a_gift_keeps_what_it_was_worth(tmp_path):
    read = _shopify(
        tmp_path,
        "#1,a@example.org,refunded,2024-01-05,90.00,1,Gift,0.00,0.00,2024-01-09,90.00",
        "#1,,,2024-01-05,,1,Tea,90.00,0.00,,",
    )
    assert read.values("amount") == [0, 90]
    assert read.values("is_return") == [True, True]


@pytest.mark.parametrize(
    "zeros", ["0000-00-00", "00.00.0000", "00/00/0000", "0000-00-00T00:00:00Z", "-", "0"]
)
def test_zeros_are_no_day_of_cancelling(tmp_path, zeros):
    row = "#1,a@example.org,paid,2024-01-05,10.00,1,Tea,10.00,0.00,"
    read = _shopify(tmp_path, f"{row}{zeros},0.00", f"{row.replace('#1', '#2')}2024-01-06,0.00")
    assert read.values("is_return") == [False, True]


def test_an_order_with_a_row_that_cannot_be_taken_keeps_its_lines(tmp_path):
    read = _shopify(
        tmp_path,
        "#1,a@example.org,paid,2024-01-05,45.00,1,Tea,50.00,0.00,,0.00",
        "#1,,,2024-01-05,,x,Cup,25.00,0.00,,",
        "#2,a@example.org,paid,2024-01-05,9.00,1,Tea,10.00,0.00,,0.00",
        "#3,a@example.org,paid,2024-01-05,9.00,1,Tea,10.00,0.00,,0.00",
    )
    assert read.values("amount") == [50, 9, 9]
    assert read.reasons() == {3: 'the quantity "x" is not a number'}


def test_withdrawals_of_a_payment_account_are_no_sales(tmp_path):
    header = (
        "Date,Time,Time zone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,"
        "Transaction ID"
    )
    read = read_text(
        tmp_path,
        f"{header}\n"
        '12/25/2023,10:00:00,PST,Anna Bell,Express Checkout Payment,Completed,USD,"1,250.00",-2,'
        "1248,Anna@example.org,T1\n"
        '12/26/2023,11:00:00,PST,,General Withdrawal,Completed,USD,"-1,000.00",0,-1000,,T2\n'
        "12/27/2023,12:30:00,PST,Anna Bell,Payment Refund,Completed,USD,-50.00,0,-50,"
        "anna@example.org,T3\n",
    )
    assert read.mapping.layout == "paypal"
    assert read.values("amount") == [1250, -50]
    assert read.values("customer") == ["anna@example.org"] * 2
    assert str(read.values("ordered_at")[0]) == "2023-12-25 10:00:00"
    assert read.reasons() == {3: 'a row of the type "General Withdrawal" is not a sale'}


def test_a_partly_refunded_charge_brings_what_is_left(tmp_path):
    header = (
        "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,"
        "Payment Source Type,Status,Customer ID"
    )
    read = read_text(
        tmp_path,
        f"{header}\nch_1,2024-06-07 02:38:54,15.00,0.00,usd,15,card,Paid,cus_1\n"
        "ch_2,2024-06-08 02:38:54,15.00,5.00,usd,15,card,Paid,cus_1\n"
        "ch_3,2024-06-09 02:38:54,15.00,0.00,usd,15,card,Failed,cus_1\n"
        "ch_4,2024-06-10 02:38:54,15.00,15.00,usd,15,card,Refunded,cus_1\n",
    )
    # of a charge given back whole, the amount stays and it is no sale
    assert read.values("amount") == [15, 10, 15, 15]
    assert read.values("is_return") == [False, False, True, True]
    assert set(read.values("currency")) == {"USD"}


def test_a_salon_without_amounts(tmp_path):
    text = "date,client,service,stylist\n2024-01-05,anna,Cut,Eva\n,bert,Cut,Eva\n"
    read = read_text(tmp_path, text + "2024-01-06,carl,Cut,Eva\n", overrides={"amount": None})
    assert read.values("amount") == [None, None]
    assert read.values("salesperson") == ["Eva", "Eva"]
    assert read.reasons() == {3: "the date is empty"}


def test_the_largest_order_is_shared_out_without_losing_a_digit(tmp_path):
    read = _shopify(
        tmp_path,
        "#1,a@example.org,paid,2024-01-05,999999999999.9907,1,Tea,300000000000.0001,0.00,,0.00",
        "#1,,,2024-01-05,,1,Cup,300000000000.0001,0.00,,",
        "#1,,,2024-01-05,,1,Pot,300000000000.0001,0.00,,",
    )
    assert sum(read.values("amount")) == Decimal("999999999999.9907")
    assert read.values("amount") == [
        Decimal("333333333333.3302"), Decimal("333333333333.3302"), Decimal("333333333333.3303")
    ]  # fmt: skip


def test_exports_of_one_shop_share_its_source():
    assert {source_of(name) for name in ("etsy-orders", "etsy-items")} == {"etsy"}
    assert {source_of(name) for name in ("square-items", "square-transactions")} == {"square"}
    assert source_of("shopify") == "shopify" and source_of("plain") == "plain"
