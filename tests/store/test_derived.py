"""The derived tables: what counts as a purchase, whose day it is, and as known on which day."""

from datetime import date, timedelta

import pytest

from retention.store import Filters
from tests.worlds import world, world_of


def rows(snapshot, question):
    """A look into the derived tables, which no measure hands out as they are."""
    return snapshot._cursor.execute(question).fetchall()


def purchases(snapshot):
    found = rows(snapshot, "select day, amount from shown order by day, customer_key")
    return [(str(day), float(amount)) for day, amount in found]


def test_three_receipts_of_one_day_are_one_purchase():
    shop = world("anna 2024-01-05T10:00 5\nanna 2024-01-05T12:00 7\nanna 2024-01-06 1")
    assert purchases(shop.snapshot()) == [("2024-01-05", 12), ("2024-01-06", 1)]


def test_a_bars_day_ends_when_it_closes_but_a_date_alone_stays_on_its_day():
    shop = world("anna 2024-01-06T01:30 5\nanna 2024-01-08 7", day_starts_at=3)
    assert purchases(shop.snapshot()) == [("2024-01-05", 5), ("2024-01-08", 7)]


def test_the_hour_at_which_the_day_starts_is_of_the_new_day():
    shop = world("anna 2024-01-06T02:59 5\nanna 2024-01-07T03:00 7", day_starts_at=3)
    assert purchases(shop.snapshot()) == [("2024-01-05", 5), ("2024-01-07", 7)]
    days = rows(shop.snapshot(), "select day, purchase_day from lines order by day")
    assert [[str(each) for each in pair] for pair in days] == [
        ["2024-01-05"] * 2, ["2024-01-07"] * 2
    ]  # fmt: skip


def test_contact_fields_and_product_names_are_those_last_written():
    # Each field on its own: the last line names no city and no category. Of two at one time the
    # later in the alphabet.
    shop = world("""
        anna 2024-01-05 city=Cork email=old@example.org product=t product_name=Tea category=Hot
        anna 2024-02-05 email=new@example.org product=t product_name=Green_tea
        bert 2024-02-05 city=Cork product=u product_name=Cup
        bert 2024-02-05 city=Galway product=u product_name=Big_cup
        cleo 2024-02-05
    """)
    found = rows(shop.snapshot(), "select customer, email, city from people order by customer")
    assert found == [
        ("anna", "new@example.org", "Cork"), ("bert", None, "Galway"), ("cleo", None, None)
    ]  # fmt: skip
    named = rows(shop.snapshot(), "select product, product_name, category from products")
    assert named == [("t", "Green tea", "Hot"), ("u", "Cup", None)]


def test_the_horizon_is_the_fourth_fifth_of_the_gaps_rounded_up():
    # Gaps of 10, 20, 30, 58 and 70 days: 0.8 lies a fifth of the way from 58 to 70, at 60.4 days.
    days = [0, 10, 30, 60, 118, 188]
    shop = world_of(
        [{"customer": "anna", "ordered_at": date(2024, 1, 1) + timedelta(days=n), "amount": "5"}
         for n in days], horizon_days=None,
    )  # fmt: skip
    assert shop.settings.horizon_days == 90


def test_a_return_counts_against_its_sale_from_its_own_day_on():
    shop = world("anna 2024-01-05 10 product=tea\nanna 2024-02-01 -4 product=tea")
    assert purchases(shop.snapshot()) == [("2024-01-05", 6)]
    assert purchases(shop.snapshot(as_of=date(2024, 1, 31))) == [("2024-01-05", 10)]


def test_a_line_is_never_returned_more_than_whole():
    # the second return of 8 does not fit into what is left of 10: it counts on its own day
    shop = world(
        "anna 2024-01-05 10 product=tea\nanna 2024-02-01 -8 product=tea\n"
        "anna 2024-02-02 -8 product=tea\nanna 2024-02-02 20 product=cups"
    )
    assert purchases(shop.snapshot()) == [("2024-01-05", 2), ("2024-02-02", 12)]


def test_a_later_return_never_takes_an_earlier_ones_sale():
    # written in the file before the earlier return, it must not change what was known in January
    shop = world(
        "anna 2024-01-05 10 product=tea\nanna 2024-02-02 -8 product=tea\n"
        "anna 2024-01-10 -8 product=tea\nanna 2024-02-02 20 product=cups"
    )
    assert purchases(shop.snapshot(as_of=date(2024, 1, 31))) == [("2024-01-05", 2)]
    assert purchases(shop.snapshot()) == [("2024-01-05", 2), ("2024-02-02", 12)]


def test_two_returns_of_two_equal_sales_take_back_both():
    shop = world(
        "anna 2024-01-05 10 product=tea\nanna 2024-01-20 10 product=tea\n"
        "anna 2024-02-01 -10 product=tea\nanna 2024-02-02 -10 product=tea\nbert 2024-02-03"
    )
    assert purchases(shop.snapshot()) == [("2024-02-03", 10)]


def test_a_return_that_does_not_fit_leaves_room_for_one_that_does():
    # of 10 the first 8 is taken back; the second 8 does not fit, the last 2 do
    shop = world(
        "anna 2024-01-05 10 product=tea\nanna 2024-02-01 -8 product=tea\n"
        "anna 2024-02-02 -8 product=tea\nanna 2024-02-03 -2 product=tea\nbert 2024-02-03"
    )
    assert purchases(shop.snapshot()) == [("2024-02-03", 10)]


def test_a_cancelled_order_is_no_purchase():
    shop = world("anna 2024-01-05 10 status=cancelled\nanna 2024-01-09 4")
    assert purchases(shop.snapshot()) == [("2024-01-09", 4)]


def test_what_came_to_nothing_has_no_number_in_the_customers_history():
    # cancelled, given away, and taken back whole: the one purchase left is Anna's first
    shop = world(
        "anna 2024-01-03 10 status=cancelled\nanna 2024-01-04 0\n"
        "anna 2024-01-05 10 product=tea\nanna 2024-01-06 -10 product=tea\nanna 2024-01-09 4"
    )
    found = rows(shop.snapshot(), "select number, day, first_day from purchases")
    assert [(number, str(day), str(first)) for number, day, first in found] == [
        (1, "2024-01-09", "2024-01-09")
    ]


def test_visits_without_amounts_are_purchases():
    days = [date(2024, 1, 5), date(2024, 2, 5)]
    shop = world_of([{"customer": "anna", "ordered_at": day} for day in days])
    assert purchases(shop.snapshot()) == [("2024-01-05", 0), ("2024-02-05", 0)]


def test_a_cancelled_visit_did_not_happen_and_takes_nothing_from_the_others_of_its_day():
    book = [
        {"customer": "anna", "ordered_at": date(2024, 1, 5)},
        {"customer": "anna", "ordered_at": date(2024, 1, 5), "status": "cancelled"},
        {"customer": "anna", "ordered_at": date(2024, 2, 5), "status": "cancelled"},
        {"customer": "bert", "ordered_at": date(2024, 2, 6), "status": "cancelled"},
    ]
    snapshot = world_of(book).snapshot()
    assert purchases(snapshot) == [("2024-01-05", 0)]
    assert [row[0] for row in rows(snapshot, "select customer from customers_now")] == ["anna"]


def test_a_file_without_discounts_does_not_say_that_the_first_order_had_none():
    told = "select first_discounted from customers_now order by customer_key"
    assert rows(world("anna 2024-01-05").snapshot(), told) == [(None,)]
    zeros = world("anna 2024-01-05 10 discount=0\nbert 2024-01-06 10 discount=2")
    assert rows(zeros.snapshot(), told) == [(False,), (True,)]


def test_amounts_of_the_parts_add_up_to_the_whole_under_filters():
    shop = world("anna 2024-01-05 10 store=North\nanna 2024-01-05 5 store=South\n- 2024-01-06 2")
    north = purchases(shop.snapshot(filters=Filters(store=("North",))))
    south = purchases(shop.snapshot(filters=Filters(store=("South",))))
    assert north == [("2024-01-05", 10)] and south == [("2024-01-05", 5)]


def test_a_status_is_the_first_that_holds():
    # H = 30: lapsed after 60 days. Bert came back after 90 days of silence; Dora is new.
    shop = world(
        "anna 2024-01-05\nanna 2024-01-15\n"
        "bert 2024-01-05\nbert 2024-04-04\n"
        "cleo 2024-03-06\ncleo 2024-03-16\ncleo 2024-03-26\ncleo 2024-04-05\n"
        "dora 2024-04-06"
    )
    found = dict(rows(shop.snapshot(), "select customer, status from customers_now"))
    assert found == {"anna": "lapsed", "bert": "reactivated", "cleo": "on time", "dora": "new"}


@pytest.mark.parametrize(("as_of", "status"), [("11", "new"), ("21", "broken")])
def test_new_is_who_began_within_one_usual_gap_however_often_they_came(as_of, status):
    # ln gaps: 5 of 20 days, 2 of 1 day: the usual gap is exp(5/7 ln 20) = 8.5 days. On the 11th
    # Dora began 8 days ago and has come three times; on the 21st she is broken off.
    shop = world(
        "\n".join(f"anna {day}" for day in ("2024-01-01", "2024-01-21", "2024-02-10",
                                            "2024-03-01", "2024-03-21", "2024-04-10"))
        + "\ndora 2024-04-03\ndora 2024-04-04\ndora 2024-04-05"
        + f"\n- 2024-04-{as_of}"
    )  # fmt: skip
    found = dict(rows(shop.snapshot(), "select customer, status from customers_now"))
    assert found["dora"] == status
