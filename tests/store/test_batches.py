"""What an upload brings when some of it is held already."""

from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.settings import Settings
from retention.store import IN_MEMORY, Database, batches
from tests.worlds import MONEY_FIELDS, TEXT_FIELDS, TIME_FIELDS


def upload(database, batch, lines, *, is_mended=False, source="till", replaces_period=False):
    """Take lines of (order, customer, day, amount[, other fields]) as batch ``batch``."""
    with database.writing("test", "upload") as writer:
        writer.raw.register("given", checked(lines))
        writer.raw.execute("create or replace temp table checked as from given").fetchall()
        counts = batches.take(
            writer, batch, source=source, is_mended=is_mended, replaces_period=replaces_period
        )
        writer.derive()
    return counts.accepted, counts.readable - counts.accepted, counts.updated


def checked(lines):
    rows = []
    for number, (order, customer, day, amount, *more) in enumerate(lines, 2):
        rows.append(
            dict.fromkeys((*TEXT_FIELDS, *MONEY_FIELDS, *TIME_FIELDS))
            | {"row_number": number, "order_id": order, "customer": customer,
               "ordered_at": datetime.fromisoformat(day), "amount": Decimal(amount),
               "is_return": Decimal(amount) < 0, "kind": "product", "reason": None}
            | (more[0] if more else {})
        )  # fmt: skip
    money = dict.fromkeys(MONEY_FIELDS, pa.decimal128(18, 4))
    text = dict.fromkeys((*TEXT_FIELDS, "reason", "kind"), pa.string())
    types = money | text | dict.fromkeys((*TIME_FIELDS, "ordered_at"), pa.timestamp("us"))
    names = rows[0] if rows else {}
    return pa.table({n: pa.array([r[n] for r in rows], types.get(n)) for n in names})


def held(database):
    """Every live line as (order, customer, day, amount)."""
    live = database._connection.execute(
        "select order_id, customer, ordered_at::date::text, amount::integer::text "
        "from sales_lines where superseded_by is null"
    )
    return sorted(live.fetchall(), key=str)


MAY = [("1", "anna", "2024-05-01", "10"), ("1", "anna", "2024-05-01", "5"),
       ("2", "bert", "2024-05-02", "7")]  # fmt: skip


@pytest.fixture
def database():
    return Database(IN_MEMORY)


def test_the_same_file_twice_changes_nothing(database):
    assert upload(database, 1, MAY) == (3, 0, 0)
    before = held(database)
    assert upload(database, 2, MAY) == (0, 3, 0)
    assert held(database) == before


def test_an_overlapping_file_brings_only_what_is_new(database):
    upload(database, 1, MAY)
    june = [("3", "anna", "2024-06-01", "4")]
    assert upload(database, 2, MAY[2:] + june) == (1, 1, 0)
    assert len(held(database)) == 4


def test_a_corrected_order_replaces_the_one_held_whole(database):
    upload(database, 1, MAY)
    assert upload(database, 2, [("1", "anna", "2024-05-01", "12")]) == (1, 0, 1)
    assert [line[3] for line in held(database) if line[0] == "1"] == ["12"]


def test_equal_lines_of_one_order_are_both_real(database):
    twice = [("1", "anna", "2024-05-01", "5"), ("1", "anna", "2024-05-01", "5")]
    assert upload(database, 1, twice) == (2, 0, 0)
    assert upload(database, 2, twice) == (0, 2, 0)


def test_order_numbers_of_another_source_are_other_orders(database):
    upload(database, 1, MAY)
    assert upload(database, 2, MAY, source="second till") == (3, 0, 0)


def test_an_order_number_used_again_on_another_day_is_another_order(database):
    upload(database, 1, MAY)
    assert upload(database, 2, [("1", "cleo", "2024-06-01", "3")]) == (1, 0, 0)
    assert len(held(database)) == 4


def test_without_order_numbers_the_second_of_two_equal_lines_is_new(database):
    one = [(None, "anna", "2024-05-01", "5")]
    assert upload(database, 1, one) == (1, 0, 0)
    assert upload(database, 2, one * 2) == (1, 1, 0)
    assert upload(database, 3, one * 2) == (0, 2, 0)


BAD = {"reason": 'the amount "5o" is not a number'}


@pytest.mark.parametrize("day", ["2024-05-01", "2062-05-01"])
def test_an_order_with_a_row_that_could_not_be_read_does_not_replace_the_one_held(database, day):
    upload(database, 1, MAY)
    again = [MAY[0], ("1", "anna", day, "5", BAD), ("2", "bert", "2024-05-02", "9")]
    assert upload(database, 2, again) == (1, 1, 1)
    assert held(database) == sorted([*MAY[:2], again[2]], key=str)


def test_an_order_that_could_not_be_read_is_not_missing_from_a_corrected_export(database):
    upload(database, 1, MAY)
    corrected = [("1", "anna", "2024-05-01", "10", BAD), *MAY[2:], ("3", "cleo", "2024-05-01", "1")]
    assert upload(database, 2, corrected, replaces_period=True) == (1, 1, 0)
    assert held(database) == sorted([*MAY, corrected[-1]], key=str)


@pytest.mark.parametrize("reason", [
    "this is a row of totals, not a sale", "this row repeats the header",
    'a row of the type "Payout" is not a sale',
])  # fmt: skip
def test_a_row_that_is_no_sale_holds_no_order_back(database, reason):
    upload(database, 1, MAY)
    order = ("1", "anna", "2024-05-01", "12")
    assert upload(database, 2, [order, (*order, {"reason": reason})]) == (1, 0, 1)


def addresses(database):
    live = "select distinct email, city from sales_lines where superseded_by is null"
    return set(database._connection.execute(live).fetchall())


def test_an_order_that_now_comes_with_an_address_brings_it(database):
    order = ("1", "anna", "2024-05-01", "10")
    upload(database, 1, [order])
    assert upload(database, 2, [(*order, {"email": "a@example.org"})]) == (1, 0, 1)
    assert addresses(database) == {("a@example.org", None)}
    assert upload(database, 3, [(*order, {"email": "b@example.org"})]) == (1, 0, 1)
    assert addresses(database) == {("b@example.org", None)}


def test_an_export_without_addresses_changes_no_order(database):
    order = ("1", "anna", "2024-05-01", "10")
    upload(database, 1, [(*order, {"email": "a@example.org", "city": "Cork"})])
    assert upload(database, 2, [order]) == (0, 1, 0)
    assert upload(database, 3, [(*order, {"city": "Cork"})]) == (0, 1, 0)
    assert addresses(database) == {("a@example.org", "Cork")}


def visit(**fields):
    return (None, "anna", "2024-05-01", "10", fields)


def test_a_line_without_a_number_that_now_comes_with_an_address_brings_it(database):
    upload(database, 1, [visit(store="North"), visit(store="North")])
    assert upload(database, 2, [visit(email="a@example.org"), visit()]) == (1, 1, 1)
    live = "select email, store from sales_lines where superseded_by is null order by all"
    assert database._connection.execute(live).fetchall() == [
        ("a@example.org", "North"),
        (None, "North"),
    ]
    assert upload(database, 3, [visit(email="a@example.org"), visit()]) == (0, 2, 0)


def test_an_export_without_addresses_changes_no_line(database):
    held = visit(email="a@example.org", city="Cork")
    upload(database, 1, [held])
    assert upload(database, 2, [visit()]) == (0, 1, 0)
    assert upload(database, 3, [visit(city="Cork")]) == (0, 1, 0)
    assert addresses(database) == {("a@example.org", "Cork")}


def test_a_corrected_export_takes_nothing_out_that_it_renews(database):
    upload(database, 1, [visit(), (None, "bert", "2024-05-01", "7")])
    renewed = [visit(email="a@example.org")]
    assert upload(database, 2, renewed, replaces_period=True) == (1, 0, 1)
    assert held(database) == [(None, "anna", "2024-05-01", "10")]


def cup(day="2024-05-01", **fields):
    return (None, None, day, "3", fields)


@pytest.mark.parametrize("field", ["store", "channel", "salesperson", "category"])
def test_equal_lines_of_two_shops_are_all_real(database, field):
    north, south = cup(**{field: "North"}), cup(**{field: "South"})
    assert upload(database, 1, [north, north]) == (2, 0, 0)
    assert upload(database, 2, [south, south, south]) == (3, 0, 0)
    assert upload(database, 3, [south, north, south, north]) == (0, 4, 0)


def test_a_list_of_receipts_and_one_of_their_items_count_once_whatever_comes_first():
    receipts = [("1", "anna", "2024-05-01", "15"), ("2", "bert", "2024-05-02", "7")]
    items = [
        ("1", "anna", "2024-05-01", "10", {"product": "tea"}),
        ("1", "anna", "2024-05-01", "5", {"product": "tin"}),
    ]
    one, other = Database(IN_MEMORY), Database(IN_MEMORY)
    assert upload(one, 1, receipts) == (2, 0, 0) and upload(one, 2, items) == (2, 0, 2)
    assert upload(other, 1, items) == (2, 0, 0) and upload(other, 2, receipts) == (1, 1, 0)
    assert held(one) == held(other) == [
        ("1", "anna", "2024-05-01", "10"),
        ("1", "anna", "2024-05-01", "5"),
        ("2", "bert", "2024-05-02", "7"),
    ]  # fmt: skip


def test_the_report_is_net_and_counts_an_order_once(database):
    lines = [
        ("17", "anna", "2024-05-01", "10"),
        ("17", "anna", "2024-05-01", "5"),
        (None, "17", "2024-05-01", "7"),  # a customer called like the order
        (None, None, "2024-05-01", "1"),
        ("18", "bert", "2024-05-01", "100", {"is_return": True, "status": "cancelled"}),
    ]
    with database.writing("test", "upload") as writer:
        writer.raw.register("given", checked(lines))
        writer.raw.execute("create or replace temp table checked as from given").fetchall()
        counts = batches.take(writer, 1, source="till", is_mended=False)
    assert (counts.orders, counts.amount) == (3, 23)


def test_without_order_numbers_every_customers_day_is_an_order(database):
    lines = [
        (None, "anna", "2024-05-01", "10"),
        (None, "anna", "2024-05-01", "5"),
        (None, "bert", "2024-05-01", "7"),
    ]
    with database.writing("test", "upload") as writer:
        writer.raw.register("given", checked(lines))
        writer.raw.execute("create or replace temp table checked as from given").fetchall()
        assert batches.take(writer, 1, source="till", is_mended=False).orders == 2


def test_equal_amounts_of_two_currencies_are_two_sales(database):
    database.change_settings(Settings(currency="EUR"))
    line = (None, "anna", "2024-05-01", "10")
    assert upload(database, 1, [line]) == (1, 0, 0)
    assert upload(database, 2, [(*line, {"currency": "EUR"})]) == (0, 1, 0)
    assert upload(database, 3, [(*line, {"currency": "USD"})]) == (1, 0, 0)


def test_a_product_that_moved_to_another_category_is_the_same_line(database):
    upload(database, 1, [cup(product="tea", category="Hot")])
    assert upload(database, 2, [cup(product="tea", category="Drinks")]) == (0, 1, 0)


@pytest.mark.parametrize("field", ["store", "channel", "salesperson", "category"])
def test_a_column_that_only_one_export_has_makes_no_line_new(database, field):
    assert upload(database, 1, [cup(), cup()]) == (2, 0, 0)
    assert upload(database, 2, [cup(**{field: "North"})] * 3) == (1, 2, 0)
    assert upload(database, 3, [cup()] * 3) == (0, 3, 0)


def test_a_line_that_tells_less_leaves_its_own_to_one_that_tells_all(database):
    upload(database, 1, [cup(store="North"), cup(store="South")])
    assert upload(database, 2, [cup(), cup(store="North")]) == (0, 2, 0)


def test_a_date_without_a_time_meets_the_time_of_its_day(database):
    ten, eleven = cup("2024-05-01T10:15"), cup("2024-05-01T11:00")
    assert upload(database, 1, [ten, eleven]) == (2, 0, 0)
    assert upload(database, 2, [cup(), cup(), cup("2024-05-02")]) == (1, 2, 0)
    assert upload(database, 3, [ten, eleven, cup("2024-05-01T12:00")]) == (1, 2, 0)
    assert upload(database, 4, [cup("2024-05-02T09:00")]) == (0, 1, 0)


def test_a_date_without_a_time_is_not_missing_from_a_corrected_export(database):
    upload(database, 1, [cup("2024-05-01T10:15"), cup("2024-05-01T11:00")])
    assert upload(database, 2, [cup(store="North")], replaces_period=True) == (0, 1, 0)
    assert len(held(database)) == 1


def test_a_mended_line_joins_its_order_instead_of_replacing_it(database):
    upload(database, 1, MAY[:1] + MAY[2:])
    assert upload(database, 2, MAY[1:2], is_mended=True) == (1, 0, 0)
    assert held(database) == sorted(MAY, key=str)
    assert upload(database, 3, MAY[1:2], is_mended=True) == (0, 1, 0)


lines = st.tuples(
    st.sampled_from(["1", "2", None]),
    st.sampled_from(["anna", "bert"]),
    st.sampled_from(["2024-05-01", "2024-05-02"]),
    st.sampled_from(["5", "7"]),
)


def slow_union(files):
    """The obvious way: orders replaced whole, lines without a number as a multiset union."""
    orders, loose = {}, {}
    for file in files:
        arriving = {}
        for order, customer, day, amount in file:
            line = (order, customer, day, amount)
            if order is None:
                arriving.setdefault(("loose", line), []).append(line)
            else:
                arriving.setdefault(("order", order, day), []).append(line)
        for key, found in arriving.items():
            if key[0] == "order":
                orders[key] = found
            else:
                loose[key] = max(loose.get(key, []), found, key=len)
    return sorted(
        (line for found in (*orders.values(), *loose.values()) for line in found), key=str
    )


@given(st.lists(st.lists(lines, min_size=1, max_size=6), min_size=1, max_size=4))
def test_any_sequence_of_files_equals_the_slow_union(files):
    database = Database(IN_MEMORY)
    for batch, file in enumerate(files, 1):
        accepted, duplicates, updated = upload(database, batch, file)
        assert accepted + duplicates == len(file) and updated <= accepted
    assert held(database) == slow_union(files)
