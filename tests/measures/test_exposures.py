"""What customers had met before they left or stayed: exposures as known on the day."""

from datetime import date, datetime, timedelta
from functools import cache

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.measures import exposures
from retention.store import Filters
from tests.worlds import world, world_of

CUTOFF = date(2024, 3, 31)
TO_THE_END = "zoe 2024-05-15"  # so that the 30 days after the cut-off are over


@cache
def snapshot_of(visits):
    return world(f"{visits}\n{TO_THE_END}").snapshot()


def known(visits, customer="anna", cutoff=CUTOFF):
    """What the file knew of one customer at the cut-off."""
    snapshot = snapshot_of(visits)
    table = snapshot.ask("drivers/exposures", cutoff=cutoff)
    keys = snapshot.ask("features/customers").set_index("customer")["customer_key"]
    rows = table[table["customer_key"] == keys[customer]].to_dict("records")
    return rows[0] if rows else None


def test_the_first_purchase_is_told_by_its_largest_line():
    row = known("""
        anna 2024-02-10 5 product=tin category=Tins channel=web
        anna 2024-02-10 20 product=tea category=Tea store=North salesperson=Ida channel=shop
        anna 2024-03-20 90 product=pot category=Pots store=South salesperson=Jo channel=web
    """)
    assert [row[name] for name in (
        "first_product", "first_category", "first_channel", "first_store", "first_salesperson",
        "last_store", "last_salesperson",
    )] == ["tea", "Tea", "shop", "North", "Ida", "South", "Jo"]  # fmt: skip


def test_a_first_order_sent_back_later_was_the_first_order_until_then():
    visits = """
        anna 2024-02-10 20 product=tea category=Tea
        anna 2024-03-20 90 product=pot category=Pots
        anna 2024-03-25 -20 product=tea category=Tea
    """
    assert known(visits, cutoff=date(2024, 3, 24))["first_category"] == "Tea"
    assert known(visits, cutoff=date(2024, 3, 25))["first_category"] == "Pots"


def test_usual_is_where_most_days_were_and_somebody_else_is_told_from_two_on():
    visits = """
        anna 2024-02-10 salesperson=Ida store=North
        anna 2024-02-20 salesperson=Ida store=North
        anna 2024-03-20 salesperson=Jo store=South
        bert 2024-03-01 salesperson=Ida
    """
    row = known(visits)
    assert (row["usual_salesperson"], row["usual_store"]) == ("Ida", "North")
    assert row["other_salesperson"]
    assert pd.isna(known(visits, "bert")["other_salesperson"])


def test_discount_and_coupon_are_those_of_the_first_order():
    visits = """
        anna 2024-02-10 10 discount=2 coupon_code=HELLO
        anna 2024-03-10 10 discount=0
        bert 2024-02-10 10 discount=0
        bert 2024-03-10 10 discount=2 coupon_code=HELLO
        cleo 2024-03-10 10
    """
    assert known(visits)["first_discounted"]
    assert known(visits)["first_coupon"] == "HELLO"
    assert not known(visits, "bert")["first_discounted"]
    assert pd.isna(known(visits, "bert")["first_coupon"])
    assert pd.isna(known(visits, "cleo")["first_discounted"])


def test_returns_count_from_the_day_they_came_back():
    # 3 of 13 is 23 % of what she bought; before the return there is none
    visits = """
        anna 2024-03-01 10 product=tea
        anna 2024-03-02 3 product=tin
        anna 2024-03-20 -3 product=tin
    """
    before, after = (known(visits, cutoff=date(2024, 3, day)) for day in (19, 20))
    assert not before["any_return"] and not before["returned_a_fifth"]
    assert after["any_return"] and after["returned_a_fifth"]
    little = known(visits.replace(" 10 ", " 13 "))  # 3 of 16 is 19 %
    assert little["any_return"] and not little["returned_a_fifth"]


def test_a_file_without_discounts_does_not_say_that_nobody_got_one():
    visits = "anna 2024-02-10 10 discount=0\nbert 2024-03-01 10 discount=0"
    assert pd.isna(known(visits)["first_discounted"])
    later = f"{visits}\nbert 2024-03-20 10 discount=2"
    assert pd.isna(known(later, cutoff=date(2024, 3, 19))["first_discounted"])
    assert not known(later)["first_discounted"]


def test_who_returns_what_the_file_never_sold_is_older_than_it_knows():
    # H is 30 and the file begins on 1 January: what comes back until 29 February without its sale
    # was sold before; later its sale was made in the file's time, under another name
    visits = """
        cleo 2024-01-01
        anna 2024-02-10 10 product=tea
        anna 2024-02-{} -5 product=pot
        anna 2024-03-20 10 product=tea
    """
    older, later = (known(visits.format(day)) for day in ("28", "29"))
    assert pd.isna(older["any_return"]) and pd.isna(older["returned_a_fifth"])
    assert pd.isna(later["any_return"])
    march = known(visits.replace("2024-02-{}", "2024-03-02"))
    assert march["any_return"] and march["returned_a_fifth"]
    assert known(visits.format("28").replace("product=pot", "product=tea"))["any_return"]


def test_a_cancelled_order_is_no_return():
    visits = "anna 2024-03-01 10 product=tea\nanna 2024-03-05 10 product=pot status=cancelled"
    assert not known(visits)["any_return"]


def test_a_discount_written_as_a_line_is_no_return():
    # 5 of 10 off, as a line of the kind fee: nothing came back; postage is nothing bought
    visits = """
        anna 2024-03-01 10 product=tea
        anna 2024-03-01 -5 product=Discount kind=fee
        anna 2024-03-01 90 product=Postage kind=fee
    """
    told = known(visits)
    assert not told["any_return"] and not told["returned_a_fifth"]
    told = known(f"{visits}\nanna 2024-03-02 -3 product=tea")  # 3 of the 10 of goods, not of 100
    assert told["any_return"] and told["returned_a_fifth"]


def test_what_there_was_to_return_is_held_equal():
    visits = "anna 2024-03-01 10 product=tea\nanna 2024-03-01 3 product=tin\nanna 2024-03-20 -3"
    assert known(visits)["lines_bought"] == 2
    beside = {each.column: each.beside for each in exposures.QUESTIONS}
    assert "lines_bought" in beside["any_return"] and "lines_bought" in beside["returned_a_fifth"]


def test_a_delivery_is_late_once_the_promised_day_is_over():
    visits = "anna 2024-03-10 promised_at=2024-03-14 delivered_at=2024-03-22\nbert 2024-03-10"
    assert pd.isna(known(visits, cutoff=date(2024, 3, 14))["ever_late"])
    assert known(visits, cutoff=date(2024, 3, 15))["ever_late"]
    assert pd.isna(known(visits, "bert")["ever_late"])


def test_late_lately_is_about_deliveries_of_the_last_two_horizons():
    # H is 30: on 31 March the last 60 days begin on 1 February
    late, in_time = "promised_at=2024-02-01 delivered_at={}", "promised_at={0} delivered_at={0}"
    visits = "\n".join([
        "anna 2024-01-20 " + late.format("2024-02-03"),
        "anna 2024-03-10 " + in_time.format("2024-03-12"),
    ])  # fmt: skip
    row = known(visits)
    assert row["ever_late"] and not row["late_lately"] and row["deliveries"] == 2


def test_own_products_are_dearer_by_what_everybody_pays_now():
    # tea rose from 10 to 12, tin stayed at 10: spent 20 and 30, so +8 %; 9 and 30 make +4.6 %
    base = """
        anna 2024-02-10 {} product=tea unit_price=10
        anna 2024-02-10 30 product=tin unit_price=10
        bert 2024-03-20 10 product=tin unit_price=10
        bert 2024-03-21 12 product=tea unit_price=12
    """
    assert known(base.format(20))["price_rise"]
    assert not known(base.format(9))["price_rise"]
    assert pd.isna(known("anna 2024-02-10 10 product=pot unit_price=1")["price_rise"])


def test_the_price_last_paid_is_of_the_last_day_whatever_was_uploaded_last():
    visits = ["anna 2024-01-30 10 product=tea unit_price=10",
              "anna 2024-02-10 12 product=tea unit_price=12"]  # fmt: skip
    now = "bert 2024-03-20 12 product=tea unit_price=12"
    assert not known("\n".join([*visits, now]))["price_rise"]
    assert not known("\n".join([*reversed(visits), now]))["price_rise"]


def test_one_product_and_one_category():
    visits = """
        anna 2024-03-01 product=tea category=Tea
        anna 2024-03-20 product=chai category=Tea
        bert 2024-03-01 product=tea
    """
    assert known(visits)["one_category"] and not known(visits)["one_product"]
    assert known(visits, "bert")["one_product"] and pd.isna(known(visits, "bert")["one_category"])


def test_only_customers_active_then_are_asked():
    visits = "anna 2024-01-20\nbert 2024-03-01\ncleo 2024-04-02"
    assert known(visits) is None and known(visits, "cleo") is None and known(visits, "bert")


VISIT = st.tuples(
    st.integers(0, 150),
    st.sampled_from("abcd"),
    st.sampled_from([10, 4, -4]),
    st.sampled_from(["tea", "tin"]),
    st.sampled_from(["North", "South", None]),
    st.integers(0, 9),
)


@settings(max_examples=6, deadline=None)
@given(st.lists(VISIT, min_size=4, max_size=20))
def test_what_happens_later_changes_nothing_that_was_known(visits):
    # lines in the order of time, as tills write them: of two returns the earlier finds its sale
    start, cutoff = date(2024, 1, 1), date(2024, 3, 1)
    rows = [
        {
            "customer": customer, "ordered_at": start + timedelta(days=day), "amount": str(amount),
            "product": product, "category": product, "store": store, "unit_price": "2",
            "promised_at": datetime(2024, 1, 1) + timedelta(days=day + 2),
            "delivered_at": datetime(2024, 1, 1) + timedelta(days=day + wait),
        }
        for day, customer, amount, product, store, wait in sorted(visits, key=lambda row: row[0])
    ]  # fmt: skip
    end = {"customer": "end", "ordered_at": date(2024, 7, 1), "amount": "1"}
    first = {"customer": "a", "ordered_at": start, "amount": "7"}  # keys by first appearance
    told = []
    for known_rows in (rows, [row for row in rows if row["ordered_at"] <= cutoff]):
        database = world_of([first, *known_rows, end])
        table = database.snapshot().ask("drivers/exposures", cutoff=cutoff)
        names = database.ask("features/customers").set_index("customer_key")["customer"]
        told.append(table.assign(customer_key=table["customer_key"].map(names)))
    told = [each.sort_values("customer_key", ignore_index=True).astype(str) for each in told]
    pd.testing.assert_frame_equal(*told)


def test_levels_need_thirty_leavers_and_mirrors_and_repeats_are_left_out():
    # 40 customers began in the North and 40 in the South, all buying where they began; 40 more
    # have no store; of 35 who took a coupon all left
    count = 120
    rows = pd.DataFrame({
        "customer_key": np.arange(count), "left": [True] * 80 + [False] * 40,
        "first_store": ["North", "South"] * 40 + [None] * 40,
        "first_coupon": ["HI"] * 35 + ["YO"] * 5 + [""] * 80,
        "other_salesperson": [None] * count,
    })  # fmt: skip
    rows["usual_store"] = rows["first_store"]
    listed = [
        (each.question.column, each.level, each.among.sum())
        for each in exposures.exposures(rows, 0)
    ]
    smaller = listed[0][1]
    assert smaller in ("North", "South")
    assert listed == [
        ("first_store", smaller, 80), ("first_coupon", "HI", 120), ("placebo", "", 120),
    ]  # fmt: skip


def test_a_filter_asks_those_who_had_bought_inside_it_by_then():
    visits = """
        anna 2024-02-10 store=North
        anna 2024-03-10 store=South
        bert 2024-03-20 store=South
        bert 2024-04-10 store=North
    """
    north = world(f"{visits}\n{TO_THE_END}").snapshot(filters=Filters(store=("North",)))
    rows = exposures.everybody(north, [CUTOFF])
    assert len(rows) == 2
    assert len(exposures.panel(north, rows)) == 1  # Bert comes to North only later


def test_a_first_day_leaves_the_cut_offs_from_then_on():
    database = world(f"anna 2024-01-01\nanna 2024-02-10\nanna 2024-04-10\n{TO_THE_END}")
    rows = exposures.everybody(database.snapshot())
    newest = rows["cutoff"].max()
    since = database.snapshot(filters=Filters(since=newest))
    assert rows["cutoff"].nunique() > 1
    assert set(exposures.panel(since, rows)["cutoff"]) == {newest}
