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


ORDER = """
    ann 2026-01-01 10 product=p order_id=A
    ann 2026-01-01 20 product=q order_id=A
    ann 2026-01-09 30 product=q order_id=B
"""


def test_a_refund_of_a_whole_order_in_one_line_finds_it():
    assert purchases(world(ORDER + "ann 2026-02-01 -30 order_id=A").snapshot()) == [
        ("2026-01-09", 30)
    ]
    assert purchases(world(ORDER + "ann 2026-02-01 -12 order_id=A").snapshot()) == [
        ("2026-01-01", 18),
        ("2026-01-09", 30),
    ]


def test_a_refund_of_no_order_or_of_more_than_the_order_came_to_counts_on_its_own_day():
    for refund in ("-30", "-31 order_id=A", "-30 order_id=C"):
        assert links(world(f"{ORDER}ann 2026-02-01 {refund}")) == {}


def test_a_refund_finds_no_order_of_that_number_in_another_till():
    rows = [("a", "X", "10", "p"), ("a", "X", "5", "q"), ("b", "X", "-15", None)]
    days = [1, 1, 3]
    told = [
        {
            "customer": "ann",
            "source": till,
            "order_id": order,
            "amount": amount,
            "product": product,
            "ordered_at": FIRST + timedelta(days=day),
        }
        for (till, order, amount, product), day in zip(rows, days, strict=True)
    ]
    assert links(world_of(told)) == {}
    assert list(links(world_of([row | {"source": "a"} for row in told]))) == [3]


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


# sales come first and are few, so that returns often want the same one
sales = st.tuples(st.integers(0, 2), st.sampled_from([10, 5]), st.sampled_from(["X", "Y"]))
backs = st.tuples(st.integers(2, 6), st.sampled_from([-10, -5]), st.sampled_from([None, "X", "Y"]))
lives = st.tuples(
    st.lists(sales, min_size=2, max_size=3), st.lists(backs, min_size=3, max_size=5)
).map(lambda both: [*both[0], *both[1]])


def known(drawn, until: int, begin: int) -> list[dict]:
    """The lines up to a day, as those of a customer of their own, numbered after ``begin``."""
    return [
        {"row_number": begin + at, "customer": f"ann {begin}", "product": "p",
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


@settings(max_examples=8, deadline=None)
@given(st.lists(lives, min_size=12, max_size=12))
def test_on_any_day_the_links_are_those_of_a_database_that_knew_nothing_later(twelve):
    # who knows the lines of a life up to a day is another customer: one world holds all of them
    found = links(world_of([
        row for at, drawn in enumerate(twelve) for until in range(7)
        for row in known(drawn, until, 100 * (7 * at + until))
    ]))  # fmt: skip
    for at, drawn in enumerate(twelve):
        slow = slow_links(drawn)
        for until in range(7):
            begin = 100 * (7 * at + until)
            then = {b - begin: found[b] - begin for b in found if begin < b < begin + 100}
            assert then == {b: s for b, s in slow.items() if drawn[b - 1][0] <= until}
