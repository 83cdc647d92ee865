"""Rows as a whole: customers, codes, returns, totals, and every reason to reject one."""

from datetime import datetime
from decimal import Decimal

from tests.ingest.reading import read_text


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


def test_what_comes_back_is_negative_in_pieces_and_in_money(tmp_path):
    text = "date;client;qty;sum\n2024-01-05;a;-2;10\n2024-01-06;a;3;-15\n2024-01-07;a;1;5\n"
    read = read_text(tmp_path, text)
    assert read.values("quantity") == [-2, -3, 1]
    assert read.values("amount") == [-10, -15, 5]
    assert read.values("is_return") == [True, True, False]


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


def test_a_discount_in_per_cent_is_exact_to_the_last_decimal(tmp_path):
    # 15 % of 1.509 is 0.22635: the half of a ten-thousandth is rounded up, as on paper
    read = read_text(
        tmp_path,
        "date\tclient\tqty\tprice\tdiscount\n2024-01-05\tanna\t3\t0.5030\t15%\n"
        "2024-01-07\tcleo\t1\t1.15\t15%\n",
    )
    assert read.values("discount") == [Decimal("0.2264"), Decimal("0.1725")]


def test_quantity_times_price_above_ten_billion_is_a_number_too(tmp_path):
    read = read_text(
        tmp_path,
        "date\tclient\tqty\tprice\tdiscount\n2024-01-05\tanna\t100000\t199999.95\t10%\n"
        "2024-01-05\tbert\t99999999999999\t99999999999999\t10%\n",
    )
    assert read.values("amount") == [Decimal("17999995500.0000")]
    assert read.reasons() == {3: "quantity times price is too large to be true"}
