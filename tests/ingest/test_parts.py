"""Items, orders, customers and products in files apart make the same sales in any order."""

from itertools import permutations

import pytest

from retention.ingest.importing import Request, import_file
from retention.ingest.known_layouts import Layout
from retention.ingest.undoing import rebuild, undo
from retention.store.checking import findings
from tests.uploads import NOW

ORDERS = """order_id,customer_id,order_status,order_purchase_timestamp,\
order_delivered_customer_date,order_estimated_delivery_date
o1,c1,delivered,2018-01-05 10:00:00,2018-01-12 09:00:00,2018-01-10 00:00:00
o2,c2,delivered,2018-02-09 11:00:00,,2018-02-20 00:00:00
o3,c3,canceled,2018-03-01 12:00:00,,2018-03-20 00:00:00
"""
ITEMS = """order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value
o1,1,p1,s1,2018-01-06 00:00:00,10.50,1.00
o1,2,p1,s1,2018-01-06 00:00:00,10.50,1.00
o2,1,p2,s1,2018-02-10 00:00:00,7.00,1.00
o3,1,p2,s1,2018-03-02 00:00:00,7.00,1.00
o9,1,p2,s1,2018-03-02 00:00:00,free,1.00
"""
CUSTOMERS = """customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state
c1,anna,01000,berlin,BE
c2,anna,01000,berlin,BE
c3,bert,01000,bonn,NW
"""
PRODUCTS = """product_id,product_category_name,product_weight_g
p1,toys,1
p2,books,2
"""
FILES = {"orders": ORDERS, "items": ITEMS, "customers": CUSTOMERS, "products": PRODUCTS}
SALES = [
    ("o1", "anna", "p1", "toys", "berlin", 10.5, "2018-01-05", "2018-01-12", False),
    ("o1", "anna", "p1", "toys", "berlin", 10.5, "2018-01-05", "2018-01-12", False),
    ("o2", "anna", "p2", "books", "berlin", 7.0, "2018-02-09", None, False),
    ("o3", "bert", "p2", "books", "bonn", 7.0, "2018-03-01", None, True),
]


def sales(database) -> list[tuple]:
    with database._cursor() as cursor:
        return cursor.execute(
            "select order_id, customer, product, category, city, amount::double,"
            " strftime(ordered_at, '%Y-%m-%d'), strftime(delivered_at, '%Y-%m-%d'), is_return"
            " from sales_lines where superseded_by is null order by order_id, row_number"
        ).fetchall()


# each file comes first, second and last once; `make check-long` has all six orders
_ORDERS = [
    pytest.param(order, marks=[] if number in (0, 3, 4) else pytest.mark.long, id="-".join(order))
    for number, order in enumerate(permutations(["orders", "items", "customers"]))
]


@pytest.mark.parametrize("order", _ORDERS)
def test_any_order_of_uploading_gives_the_same_sales(database, load, order):
    for name in (*order, "products"):
        report = load(FILES[name])
        assert report.rows == report.accepted + report.duplicates + report.rejected
    assert sales(database) == SALES
    assert report.warnings == ()
    assert findings(database).empty


def test_rows_that_wait_for_their_partner_are_told(database, load):
    report = load(ITEMS)
    assert (report.kind, report.accepted, report.rejected) == ("part", 4, 1)
    assert report.warnings == ("4 item rows wait for the orders file.",)
    assert sales(database) == [] and database.as_of is None
    told = load(ORDERS.replace("o3,", "o4,")).warnings
    assert told == (
        "1 item rows wait for the orders file.", "1 orders wait for the items file.",
        "3 sales wait for the customers file and count as anonymous.",
    )  # fmt: skip
    assert len(sales(database)) == 3


def test_what_waited_for_a_later_file_is_not_kept_with_the_upload(database, load):
    told = [load(FILES[name]).warnings for name in ("items", "orders", "customers")]
    assert [bool(each) for each in told] == [True, True, False]
    assert [each["warnings"] for each in database.archive.manifests()] == [[], [], []]


def test_undoing_one_table_takes_its_effect_back_and_uploading_it_again_restores_it(database, load):
    for text in FILES.values():
        load(text)
    undo(database, 1)
    assert sales(database) == [] and findings(database).empty
    assert load(ORDERS).accepted == 3
    assert sales(database) == SALES
    undo(database, 3)
    assert {row[1] for row in sales(database)} == {None}
    assert findings(database).empty


def test_a_rebuild_gives_the_same(database, load):
    for text in (*FILES.values(), ORDERS.replace("o2,c2,delivered", "o2,c2,canceled")):
        load(text)
    before = sales(database)
    assert [row[-1] for row in before] == [False, False, True, True]
    rebuild(database)
    assert sales(database) == before and findings(database).empty


def test_an_overlapping_file_brings_what_is_new_and_a_changed_order_replaces_it_whole(
    database, load
):
    for text in FILES.values():
        load(text)
    first, *rows = ITEMS.splitlines()
    cheaper = "\n".join([first, rows[0], rows[2].replace("7.00", "6.00"), rows[3]])
    report = load(cheaper)
    assert (report.accepted, report.duplicates, report.updated) == (2, 1, 2)
    assert [row[5] for row in sales(database)] == [10.5, 6.0, 7.0]
    undo(database, report.batch)
    assert sales(database) == SALES


def test_reviews_become_feedback_of_the_customer_of_their_order(database, load):
    for text in FILES.values():
        load(text)
    report = load(
        "review_id,order_id,review_score,review_comment_title,review_comment_message,"
        "review_creation_date,review_answer_timestamp\n"
        "r1,o1,5,,good,2018-01-13 00:00:00,2018-01-14 06:00:00\n"
    )
    assert report.kind == "feedback"
    with database._cursor() as cursor:
        row = cursor.execute(
            "select kind, customer, score::int, answered_after_hours::int from feedback"
        ).fetchone()
    assert row == ("survey", "anna", 5, 30)


SHOP = {
    "orders": "no,placed,buyer,total\nA1,2026-01-05,anna,30.00\nA2,2026-02-06,bert,8.00\n",
    "items": "no,article,pieces,each\nA1,cup,2,10.00\nA1,plate,1,10.00\n",
    "refunds": "no,given back on,given back\nA1,2026-01-20,10.00\n",
    "deliveries": "no,handed over\nA1,2026-01-09\nA2,2026-02-10\n",
}


def shop_layouts(files=SHOP) -> tuple[Layout, ...]:
    """The four files of a shop, as a person would describe them in four small files."""
    fields = {
        "orders": {"order_id": "no", "ordered_at": "placed", "customer": "buyer",
                   "amount": "total"},
        "items": {"order_id": "no", "product": "article", "quantity": "pieces",
                  "unit_price": "each", "currency": "money"},
        "refunds": {"order_id": "no", "ordered_at": "given back on", "amount": "given back"},
        "deliveries": {"delivered_at": "handed over"},
    }  # fmt: skip
    return tuple(
        Layout(
            f"shop-{part}", part, tuple((each,) for each in files[part].split("\n")[0].split(",")),
            {name: (column,) for name, column in columns.items() if column in files[part]},
            kind="part", family="shop", part=part, joins={"order": ("no",)},
        )
        for part, columns in fields.items()
    )  # fmt: skip


def test_money_that_no_currency_is_called_is_told(database, load, monkeypatch):
    files = SHOP | {"items": "no,article,each,pieces,money\nA1,cup,10.00,2,ABC\n"}
    monkeypatch.setattr("retention.ingest.known_layouts.layouts", lambda: shop_layouts(files))
    load(files["orders"])
    assert "“ABC”: no known currency" in load(files["items"]).warnings[-1]


@pytest.mark.parametrize(
    "order", [list(SHOP), list(reversed(SHOP)), ["refunds", "items", "deliveries", "orders"]]
)
def test_refunds_deliveries_and_orders_with_an_amount_of_their_own(
    database, load, monkeypatch, order
):
    monkeypatch.setattr("retention.ingest.known_layouts.layouts", shop_layouts)
    for part in order:
        load(SHOP[part])
    rows = [(row[0], row[1], row[2], row[5], row[6], row[7]) for row in sales(database)]
    assert sorted(rows, key=lambda row: (row[0], -row[3])) == [
        ("A1", "anna", "cup", 20.0, "2026-01-05", "2026-01-09"),
        ("A1", "anna", "plate", 10.0, "2026-01-05", "2026-01-09"),
        ("A1", "anna", None, -10.0, "2026-01-20", "2026-01-09"),
        ("A2", "bert", None, 8.0, "2026-02-06", "2026-02-10"),
    ]
    assert findings(database).empty


@pytest.mark.needs_shared_data
def test_the_tables_of_olist(shared_data, database):
    def load(table: str):
        (path,) = (shared_data / "olist").glob(f"*{table}*")
        return import_file(database, Request(path, NOW))

    assert load("items").warnings == ("34,763 item rows wait for the orders file.",)
    assert load("customers").customers == 96_096
    assert float(load("payments").amount) == 16_008_872.12
    orders = load("orders_dataset")
    assert (orders.accepted, orders.warnings) == (30_572, ("207 orders wait for the items file.",))
    reviews = load("reviews")
    assert (reviews.accepted, reviews.orders) == (6_866, 6_839)
    load("products")
    with database._cursor() as cursor:
        held = cursor.execute(
            "select count(*), count(distinct order_id), count(customer) from sales_lines"
        ).fetchone()
    assert held == (34_763, 30_365, 34_763)
