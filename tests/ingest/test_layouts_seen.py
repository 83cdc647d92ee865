"""Exports whose header was seen in public: known by name, read to the right amounts."""

from datetime import datetime
from decimal import Decimal

from tests.ingest.reading import read_text

SQUARESPACE = """Order ID,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,\
Subtotal,Shipping,Taxes,Amount Refunded,Total,Discount Code,Discount Amount,Shipping Method,\
Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing City,\
Billing Country,Cancelled at
1,anna@example.com,PAID,7/25/2018 21:06,pending,,USD,18,10,0,0,28,SUMMER,2,Flat rate,\
7/25/2018 21:06,1,Coffee,10,SQ1,Anna A.,Sunnyvale,United States,
1,,,,,,,,,,,,,,,,1,Tea,10,SQ2,,,,
2,bert@example.com,refunded,7/26/2018 22:12,cancelled,,USD,10,10,0,20,20,,0,Flat rate,\
7/26/2018 22:12,1,Coffee,10,SQ1,Bert B.,Portland,United States,7/27/2018 12:32
"""
EBAY = """Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Buyer City,\
Buyer Country,Item Number,Item Title,Custom Label,Quantity,Sold For,Total Price,Sale Date
7,01-1,anna_a,Anna A.,anna@example.com,Berlin,Germany,i1,Cup,CUP,2,$5.00,$14.00,3 May 2026
7,01-1,,,,,,i2,Plate,PLATE,1,$8.00,,
"""
PRESTASHOP = """ID;Reference;"New client";Delivery;Customer;Total;Payment;Status;Date
5;XKBKNABJK;1;France;"J. DOE";61,80 €;"Bank wire";"Payment accepted";"2026-03-20 11:02:33"
4;OHSATSERP;0;France;"A. DOE";69,90 €;"Bank wire";Canceled;"2026-03-19 11:02:33"
"""
TIKTOK = """Order ID,Order Status,SKU ID,Seller SKU,Product Name,Quantity,SKU Unit Original Price,\
SKU Subtotal After Discount,Created Time,Cancelled Time,Buyer Username,Country
Platform unique order ID.,Current order status.,,,,,,,Order created time.,,,
577001,Completed,1729,CUP,Cup,2,5.00,9.00,06/23/2026 10:11:12 AM,,anna,Germany
577002,Canceled,1729,CUP,Cup,1,5.00,5.00,06/24/2026 10:11:12 AM,06/24/2026,bert,Germany
"""
BITRIX24 = """ID;Название сделки;Стадия сделки;Сумма;Валюта;Контакт;Ответственный;Дата начала;\
Источник
12;Поставка;Сделка успешна;12 500,50;RUB;Анна Иванова;Клара;23.05.2026;Звонок
"""

WIX = """Order number,Date created,Time,Fulfill by,Total order quantity,Contact email,Item,SKU,\
Qty,Quantity refunded,Price,Delivery city,Billing name,Payment status,Coupon code,Total,Currency
10001,"Dec 8, 2024",9:15:51 AM,,3,anna@example.com,Cup,CUP,2,0,19.99,Berlin,Anna A.,Paid,,45.98,EUR
10001,"Dec 8, 2024",9:15:51 AM,,3,anna@example.com,Tea,TEA,1,0,1.00,Berlin,Anna A.,Paid,,45.98,EUR
10002,"Dec 21, 2024",10:00:00 PM,,1,bert@example.com,Tea,TEA,1,1,1.00,Bonn,Bert B,Refunded,,6.00,EUR
"""


def test_wix_is_quantity_times_price(tmp_path):
    read = read_text(tmp_path, WIX)
    assert (read.mapping.layout, read.mapping.questions) == ("wix", ())
    assert read.values("amount") == [Decimal("39.98"), 1, 1]
    assert read.values("ordered_at")[2] == datetime(2024, 12, 21, 22)
    assert read.values("is_return") == [False, False, True]


def test_squarespace_carries_the_first_line_down_and_shares_the_subtotal(tmp_path):
    read = read_text(tmp_path, SQUARESPACE)
    assert read.mapping.layout == "squarespace"
    assert read.values("amount") == [9, 9, 10]
    assert read.values("email") == ["anna@example.com"] * 2 + ["bert@example.com"]
    assert read.values("is_return") == [False, False, True]


def test_ebay_carries_the_buyer_and_the_date_down(tmp_path):
    read = read_text(tmp_path, EBAY)
    assert read.mapping.layout == "ebay"
    assert read.values("amount") == [10, 8]
    assert read.values("customer") == ["anna_a", "anna_a"]
    assert len(set(read.values("ordered_at"))) == 1


def test_prestashop_tells_customers_by_their_names(tmp_path):
    read = read_text(tmp_path, PRESTASHOP)
    assert read.mapping.layout == "prestashop"
    assert read.values("amount") == [Decimal("61.80"), Decimal("69.90")]
    assert read.values("customer") == ["J. DOE", "A. DOE"]
    assert read.values("is_return") == [False, True]


def test_tiktok_rejects_its_row_of_descriptions(tmp_path):
    read = read_text(tmp_path, TIKTOK)
    assert read.mapping.layout == "tiktok"
    assert (read.checked.rows, read.checked.accepted) == (3, 2)
    assert read.values("amount") == [9, 5] and read.values("is_return") == [False, True]


def test_a_deal_of_bitrix24(tmp_path):
    read = read_text(tmp_path, BITRIX24)
    assert read.mapping.layout == "bitrix24" and read.mapping.questions == ()
    assert read.values("amount") == [Decimal("12500.50")]
    assert (read.values("customer"), read.values("salesperson")) == (["Анна Иванова"], ["Клара"])
