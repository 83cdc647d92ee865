"""Which sale a return is of: what is said of any day never depends on what came after it."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import world, world_of

FIRST = date(2026, 1, 1)


def links(database) -> dict[int, int]:
    """The row of the sale by the row of its return."""
    found = database._connection.execute("select row_number, sale_row from return_links")
    return dict(found.fetchall())


def purchases(snapshot):
    question = "select day::text, amount::integer from purchases order by day"
    return snapshot._cursor.execute(question).fetchall()


STORY = """
    ann 2026-01-01 10 product=p order_id=Y
    ann 2026-01-02 10 product=p order_id=X
    ann 2026-01-03 -10 product=p
    ann 2026-01-04 -10 product=p
    ann 2026-01-05 -10 product=p order_id=Y
    ann 2026-02-20 10 product=q
"""


def test_a_later_return_that_names_its_order_takes_no_sale_that_an_earlier_one_had_found():
    assert links(world(STORY)) == {3: 2, 4: 1}
    assert purchases(world(STORY).snapshot(date(2026, 1, 4))) == []
    assert purchases(world(STORY).snapshot()) == [("2026-02-20", 10)]


def test_as_many_returns_as_there_were_sales_find_one_each():
    sales = [f"ann 2026-01-{day:02d} 10 product=p" for day in range(1, 9)]
    backs = [f"ann 2026-02-{day:02d} -10 product=p" for day in range(1, 9)]
    found = links(world("\n".join([*backs, *sales])))
    assert found == {back: 17 - back for back in range(1, 9)}


def test_after_midnight_a_bars_day_goes_before_a_date_without_a_time():
    shop = world(
        """
        ann 2026-01-01 10 product=p
        ann 2026-01-07 -10 product=p
        ann 2026-01-07T01:30 -10 product=p
        """,
        day_starts_at=3,
    )
    assert links(shop) == {3: 1}


lines = st.tuples(
    st.integers(0, 5),
    st.sampled_from([10, 5, -10, -5, -5]),
    st.sampled_from([None, None, "X", "Y"]),
)


def known(drawn, until: int) -> list[dict]:
    """The lines up to a day, as those of a customer of their own, numbered from 100 × that day."""
    return [
        {"row_number": 100 * until + at, "customer": f"ann of day {until}", "product": "p",
         "order_id": order, "ordered_at": FIRST + timedelta(day), "amount": str(amount)}
        for at, (day, amount, order) in enumerate(drawn, 1)
        if day <= until
    ]  # fmt: skip


def slow_links(drawn) -> dict[int, int]:
    """One return after the other, as they came in: each takes the best sale with enough left."""
    left = {at: amount for at, (_, amount, _) in enumerate(drawn, 1) if amount > 0}
    found = {}
    for at in sorted(range(1, len(drawn) + 1), key=lambda at: (drawn[at - 1][0], at)):
        day, amount, order = drawn[at - 1]
        fitting = [
            sale for sale in left
            if amount < 0 and drawn[sale - 1][0] <= day and left[sale] >= -amount
        ]  # fmt: skip
        if fitting:
            found[at] = max(
                fitting,
                key=lambda s: (order is not None and drawn[s - 1][2] == order, drawn[s - 1][0], s),
            )
            left[found[at]] += amount
    return found


@settings(max_examples=15, deadline=None)
@given(st.lists(lines, min_size=3, max_size=9))
def test_on_any_day_the_links_are_those_of_a_database_that_knew_nothing_later(drawn):
    # who knows the lines up to a day is another customer, so that one world holds all of them
    found = links(world_of([row for until in range(6) for row in known(drawn, until)]))
    slow = slow_links(drawn)
    for until in range(6):
        begin, end = 100 * until, 100 * until + 100
        then = {back - begin: found[back] - begin for back in found if begin < back < end}
        assert then == {back: sale for back, sale in slow.items() if drawn[back - 1][0] <= until}
