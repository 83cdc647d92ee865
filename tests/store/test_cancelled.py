"""A sale cancelled on a later day that the file tells: it was a sale until then."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import world, world_of

STORY = """
    ann 2026-01-01 10 status=cancelled cancelled_at=2026-01-11
    ann 2026-01-01 5
    bea 2026-01-02 20 quantity=2 status=cancelled cancelled_at=2026-01-12
    cleo 2026-01-03 30 status=cancelled
    dora 2026-01-04 40 status=cancelled cancelled_at=2026-01-04
    emma 2026-01-15 50
    fay 2026-01-14 60 status=cancelled cancelled_at=2026-02-01
"""


def purchases(snapshot) -> list[tuple[str, str, int]]:
    question = """select k.customer, p.day::text, p.amount::integer from purchases as p
        inner join customer_keys as k on k.customer_key = p.customer_key order by all"""
    return snapshot._cursor.execute(question).fetchall()


def amounts(snapshot) -> dict[str, int]:
    """For stories in which nobody has two purchases."""
    told = purchases(snapshot)
    assert len({customer for customer, _, _ in told}) == len(told)
    return {customer: amount for customer, _, amount in told}


def lines(snapshot) -> list[tuple]:
    question = """select day::text, amount::integer, quantity::integer, is_return from lines
        where customer_key is not null order by line_key"""
    return snapshot._cursor.execute(question).fetchall()


def test_who_holds_the_file_counts_no_cancelled_sale():
    # also not fay's, whose cancelling came after the last sale
    assert amounts(world(STORY).snapshot()) == {"ann": 5, "emma": 50}
    assert sum(amount for _, amount, _, _ in lines(world(STORY).snapshot())) == 55


def test_until_the_day_of_the_cancelling_it_was_a_sale():
    database = world(STORY)
    # without a told day, or with that of the sale, it never was one
    assert amounts(database.snapshot(date(2026, 1, 10))) == {"ann": 15, "bea": 20}
    assert lines(database.snapshot(date(2026, 1, 10)))[2] == ("2026-01-02", 20, 2, False)
    assert amounts(database.snapshot(date(2026, 1, 11))) == {"ann": 5, "bea": 20}
    assert amounts(database.snapshot(date(2026, 1, 12))) == {"ann": 5}
    assert lines(database.snapshot(date(2026, 1, 12)))[2] == ("2026-01-02", 0, 0, True)
    assert amounts(database.snapshot(date(2026, 1, 14))) == {"ann": 5, "fay": 60}


def test_what_a_customer_is_said_to_have_met_is_what_was_known_then():
    database = world(
        """
        ann 2026-01-01 10 store=Quay status=cancelled cancelled_at=2026-01-20
        ann 2026-01-05 10 store=Mall
        bea 2026-03-01 10
        """
    )
    asked = {"cutoff": date(2026, 1, 10), "horizon_days": 30}
    (met,) = database.snapshot().ask("drivers/exposures", **asked).to_dict("records")
    assert met["first_store"] == "Quay"
    asked["cutoff"] = date(2026, 1, 25)
    (met,) = database.snapshot().ask("drivers/exposures", **asked).to_dict("records")
    assert met["first_store"] == "Mall"


def test_an_hour_of_the_night_belongs_to_the_day_before():
    database = world(
        """
        ann 2026-01-02T02:00 10 status=cancelled cancelled_at=2026-01-02T15:00
        bea 2026-01-01T23:00 20 status=cancelled cancelled_at=2026-01-02T01:00
        cleo 2026-01-03 30
        """,
        day_starts_at=3,
    )
    # ann's of the first was cancelled on the second; bea's on the very day of its sale
    assert amounts(database.snapshot(date(2026, 1, 1))) == {"ann": 10}
    assert amounts(database.snapshot(date(2026, 1, 2))) == {}


def test_on_the_last_day_of_the_file_every_cancelling_in_it_is_known():
    database = world(
        """
        ann 2026-01-01 10 store=Quay
        ann 2026-01-05 10 store=Mall
        ann 2026-01-20 10 store=Late status=cancelled cancelled_at=2026-02-15
        bea 2026-01-25 10
        """
    )
    asked = {"cutoff": date(2026, 1, 25), "horizon_days": 30}
    met = database.snapshot().ask("drivers/exposures", **asked).set_index("customer_key")
    (ann, _) = met.to_dict("records")
    assert (ann["last_store"], ann["lines_bought"]) == ("Mall", 2)
    asked["cutoff"] = date(2026, 1, 24)
    (ann,) = database.snapshot().ask("drivers/exposures", **asked).to_dict("records")
    assert (ann["last_store"], ann["lines_bought"]) == ("Late", 3)


FIRST = date(2026, 1, 1)
sales = st.tuples(
    st.sampled_from(["ann", "bea"]),
    st.integers(0, 20 * 24),  # sold, in hours
    st.integers(1, 9),  # amount
    st.one_of(st.none(), st.integers(1, 3)),  # quantity
    st.one_of(st.none(), st.integers(0, 30 * 24)),  # cancelled so many hours later
)


def moment(hours: int) -> datetime:
    return datetime(2026, 1, 1) + timedelta(hours=hours)


def business_day(when: datetime, day_starts_at: int) -> date:
    """A time of exactly midnight is a date."""
    return (when if when.hour == 0 else when - timedelta(hours=day_starts_at)).date()


def rows(drawn, day_starts_at: int, evening: date = date.max) -> list[dict]:
    """The sales as a file written on that evening would tell them."""
    told = []
    for customer, sold, amount, quantity, later in drawn:
        row = {"customer": customer, "ordered_at": moment(sold), "amount": str(amount)}
        row["quantity"] = None if quantity is None else str(quantity)
        if later is not None and business_day(moment(sold + later), day_starts_at) <= evening:
            row |= {"status": "cancelled", "cancelled_at": moment(sold + later).isoformat()}
        if business_day(moment(sold), day_starts_at) <= evening:
            told.append(row)
    return told


@settings(max_examples=12)
@given(st.lists(sales, min_size=2, max_size=8), st.integers(0, 20), st.sampled_from([0, 3]))
def test_any_day_is_seen_as_by_a_file_of_that_evening(drawn, day, day_starts_at):
    evening = FIRST + timedelta(day)
    anchor = {"customer": "zoe", "ordered_at": evening, "amount": "1"}  # both reach that evening
    after = {"customer": "zoe", "ordered_at": date(2026, 3, 1), "amount": "1"}
    told = [*rows(drawn, day_starts_at, evening), anchor]
    then = world_of(told, day_starts_at=day_starts_at).snapshot()
    whole = [*rows(drawn, day_starts_at), anchor, after]
    later = world_of(whole, day_starts_at=day_starts_at).snapshot(evening)
    assert purchases(later) == purchases(then)
    assert sorted(lines(later), key=str) == sorted(lines(then), key=str)
