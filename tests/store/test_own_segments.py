"""Segments of one's own: who meets the conditions; kept, rebuilt, and a filter like others."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention import store
from retention.errors import Refused
from retention.ingest.undoing import rebuild
from retention.measures import customers, filters, overview, under_filter
from retention.store import Filters, open_database, own_segments
from retention.store.own_segments import FIELDS, OPERATORS, condition
from tests.uploads import NOW, upload
from tests.worlds import world, world_of

SHOP = """
anna 2024-01-05 30 city=Cork store=North product=tea
anna 2024-03-05 30 city=Cork store=South product=mug
bert 2024-02-01 10 city=York store=North product=tea
cleo 2024-04-01 99 store=South product=mug
- 2024-04-02 7
"""


def save(database, name, *conditions):
    made = [condition(*each) for each in conditions]
    own_segments.save(database, name, made, who="ida", at=NOW)


def inside(database, *names) -> set[str]:
    return set(customers.customers(database.snapshot(filters=Filters(own=names)))["customer"])


@pytest.mark.parametrize(("conditions", "who"), [
    ([("orders", "at least", "2")], {"anna"}),
    ([("amount", "at most", "60")], {"anna", "bert"}),
    ([("amount", "is", "99,0")], {"cleo"}),
    ([("city", "is", "cork")], {"anna"}),
    ([("city", "is not", "Cork")], {"bert", "cleo"}),  # who has no town is of another one, too
    ([("first_product", "contains", "EA")], {"anna", "bert"}),
    ([("first", "at least", "2024-02-01")], {"bert", "cleo"}),
    ([("last", "is", "2024-03-05")], {"anna"}),
    ([("days_since", "at most", "1")], {"cleo"}),
    ([("city", "is", "Cork"), ("amount", "at least", "100")], set()),
    ([("first_store", "is", "North"), ("amount", "at least", "60")], {"anna"}),
])  # fmt: skip
def test_who_meets_all_conditions_by_hand(conditions, who):
    database = world(SHOP)
    save(database, "these", *conditions)
    assert inside(database, "these") == who


def test_two_segments_hold_whoever_is_in_one_of_them():
    database = world(SHOP)
    save(database, "much", ("amount", "at least", "90"))
    save(database, "often", ("orders", "at least", "2"))
    assert inside(database, "much", "often") == {"anna", "cleo"}


def test_one_of_the_same_name_is_replaced_and_one_removed_holds_nobody():
    database = world(SHOP)
    save(database, "these", ("orders", "at least", "2"))
    save(database, " these ", ("amount", "at least", "90"))
    assert inside(database, "these") == {"cleo"}
    own_segments.remove(database, "these", who="ida", at=NOW)
    assert own_segments.held(database).empty
    assert inside(database, "these") == set()
    with pytest.raises(Refused, match="no segment of your own called “these”"):
        own_segments.remove(database, "these", who="ida", at=NOW)


def test_it_is_offered_as_a_filter_and_said_under_it():
    database = world(SHOP)
    save(database, "these", ("orders", "at least", "2"))
    offered = filters.choices(database.snapshot())
    assert list(offered.loc[offered["field"] == "own", "value"]) == ["these"]
    assert (
        under_filter.told(Filters(own=("these",)), under_filter.FIRST) == "customers now in these"
    )


def test_on_an_earlier_day_it_holds_who_met_it_then():
    database = world(SHOP)
    save(database, "these", ("orders", "at least", "2"))
    then = database.snapshot(date(2024, 2, 28), Filters(own=("these",)))
    assert customers.customers(then).empty


def test_customers_partition_under_it_and_money_adds_up():
    database = world(SHOP)
    save(database, "these", ("orders", "at least", "2"))
    save(database, "others", ("orders", "at most", "1"))
    whole = overview.history(database.snapshot())["amount_customers"].sum()
    parts = [overview.history(database.snapshot(filters=Filters(own=(name,))))["amount_customers"]
             for name in ("these", "others")]  # fmt: skip
    assert sum(part.sum() for part in parts) == whole


@pytest.mark.parametrize(("said", "why"), [
    (("zodiac", "is", "fish"), "no “zodiac” to choose by"),
    (("orders", "contains", "3"), "cannot be “contains”"),
    (("orders", "at least", "many"), "is not a number"),
    (("orders", "at least", "nan"), "is not a number"),
    (("amount", "at least", "1,234"), "is not a number"),
    (("first", "at least", "spring"), "write it as 2026-03-31"),
    (("city", "is", " "), "wants a value"),
    (("city", None, "Cork"), "cannot be"),
])  # fmt: skip
def test_a_condition_that_nobody_could_meet_is_refused(said, why):
    with pytest.raises(Refused, match=why):
        condition(*said)


def test_a_segment_needs_a_name_and_a_condition():
    for name, conditions in (("", [condition("orders", "is", "1")]), ("x", []), ("x" * 41, [])):
        with pytest.raises(Refused):
            own_segments.save(world(SHOP), name, conditions, who="ida", at=NOW)


def test_a_name_and_a_value_are_never_run():
    database = world(SHOP)
    save(database, "'; drop table own_segments; --", ("city", "is", "' or 1=1 --"))
    assert inside(database, "'; drop table own_segments; --") == set()
    assert len(own_segments.held(database)) == 1


def test_a_lost_database_gets_its_segments_again(tmp_path):
    path = tmp_path / "shop.duckdb"
    upload(open_database(path), tmp_path, "order,date,customer,amount\n1,2026-01-05,anna,10\n"
           "2,2026-02-05,anna,10\n3,2026-02-09,bert,10\n", name="a.csv", source="till")  # fmt: skip
    save(open_database(path), "these", ("orders", "at least", "2"))
    store.close_database(path)
    path.unlink()
    database = open_database(path)
    rebuild(database)
    assert inside(database, "these") == {"anna"}
    store.close_database(path)


visits = st.lists(
    st.tuples(st.sampled_from("abcde"), st.integers(0, 300), st.integers(1, 50)),
    min_size=1, max_size=20,
)  # fmt: skip
rules = st.lists(
    st.tuples(
        st.sampled_from(["orders", "amount", "days_since"]),
        st.sampled_from(OPERATORS["number"]), st.integers(0, 80),
    ),
    min_size=1, max_size=3,
)  # fmt: skip
_HOLDS = {
    "at least": lambda a, b: a >= b, "at most": lambda a, b: a <= b, "is": lambda a, b: a == b,
    "is not": lambda a, b: a != b,
}  # fmt: skip


@given(visits, rules)
def test_the_members_equal_the_slow_look_at_each_customer(bought, conditions):
    first = date(2024, 1, 1)
    rows = [{"customer": c, "ordered_at": first + timedelta(days=d), "amount": str(a)}
            for c, d, a in bought]  # fmt: skip
    database = world_of(rows)
    save(
        database, "these", *((field, operator, str(value)) for field, operator, value in conditions)
    )
    last = max(d for _, d, _ in bought)
    wanted = set()
    for customer in {c for c, _, _ in bought}:
        mine = [(d, a) for c, d, a in bought if c == customer]
        facts = {"orders": len({d for d, _ in mine}), "amount": Decimal(sum(a for _, a in mine)),
                 "days_since": last - max(d for d, _ in mine)}  # fmt: skip
        if all(_HOLDS[operator](facts[field], value) for field, operator, value in conditions):
            wanted.add(customer)
    assert inside(database, "these") == wanted


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_asked_for(field):
    database = world(SHOP)
    value = {"number": "1", "day": "2024-01-05", "text": "x"}[FIELDS[field]]
    save(database, "not these", (field, "is not", value))
    assert inside(database, "not these")
