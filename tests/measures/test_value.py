"""What a customer is worth: worked by hand, against a slow mean, and adding up over the groups."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.measures import value
from retention.store import Filters
from tests.worlds import world, world_of

# Bert's month one is over on 31 January 2024 (31 days are a twelfth of a year, rounded up).
SHOP = """
anna 2024-01-01 10 unit_cost=4 quantity=1 channel=web
anna 2024-02-15 20 unit_cost=4 quantity=2 channel=shop
bert 2024-01-01 30 unit_cost=10 quantity=2 channel=shop
cleo 2024-03-25 50 unit_cost=9 quantity=1 channel=web
dora 2024-03-31 1 unit_cost=1 quantity=1 channel=shop
"""


def many(visits: str, times: int = 5) -> str:
    """The same visits of several customers each: fewer than five have no curve."""
    return "\n".join(
        f"{line.split()[0]}{n} {line.split(maxsplit=1)[1]}"
        for line in visits.strip().splitlines()
        for n in range(times)
    )


def test_what_customers_have_brought_so_far_by_hand():
    # 10 + 20 + 30 + 50 + 1 = 111 of four; margins 6 + 12 + 10 + 41 + 0 = 69
    row = value.historic(world(SHOP).snapshot()).iloc[0]
    assert (row["customers"], row["amount"], row["margin"]) == (4, 111, 69)
    assert row["amount_each"] == 111 / 4
    assert row["margin_each"] == 69 / 4


def test_groups_are_those_of_the_first_purchase():
    # Anna began on the web and is of it, with what she bought in the shop.
    table = value.historic(world(SHOP).snapshot(), by="channel").set_index("group")
    assert table.loc["web", ["customers", "amount"]].tolist() == [2, 80]
    assert table.loc["shop", ["customers", "amount"]].tolist() == [2, 31]


def test_a_curve_by_hand():
    # as of 31 March. Over for Anna and Bert: months one, two and (from 31 March on) not the third:
    # 91 days are 2.99 twelfths of a year. Month one: (10 + 30) / 2 = 20. Month two, 31 January to
    # 1 March: 20 of Anna, 0 of Bert. Cleo and Dora have lived through no month of theirs.
    table = value.curve(world(many(SHOP)).snapshot())
    assert table["month"].tolist() == [1, 2]
    assert table["n"].tolist() == [10, 10]
    assert table["amount"].tolist() == pytest.approx([20, 30])
    assert table["margin"].tolist() == pytest.approx([(6 + 10) / 2, (6 + 10) / 2 + 12 / 2])


def test_a_cost_that_is_missing_leaves_the_margin_untold_without_a_share_of_the_settings():
    visits = SHOP + "emil 2024-03-31 9"
    assert value.historic(world(visits).snapshot())["margin"].isna().all()
    told = value.historic(world(visits, margin_share="0.5").snapshot())["margin"].iloc[0]
    assert told == 69 + 4.5


def test_visits_without_amounts_have_no_value_and_are_no_zero():
    rows = [{"customer": f"c{n}", "ordered_at": date(2024, 1, 1 + n), "amount": None}
            for n in range(9)]  # fmt: skip
    snapshot = world_of([*rows, rows[0] | {"ordered_at": date(2024, 5, 1)}]).snapshot()
    assert value.historic(snapshot)["amount"].isna().all()
    assert value.curve(snapshot)["amount"].isna().all()


def test_an_unknown_way_to_tell_apart_is_refused():
    with pytest.raises(Refused, match="cannot be told apart by “zodiac”"):
        value.curve(world(SHOP).snapshot(), by="zodiac")


def test_a_filter_keeps_who_began_inside_it():
    table = value.historic(world(SHOP).snapshot(filters=Filters(channel=("web",))))
    # Anna's 20 in the shop are outside
    assert table.loc[0, ["customers", "amount"]].tolist() == [2, 60]


def slow_curve(rows, as_of):
    """Month by month: the mean over those whose month is over, added up."""
    first = {}
    for customer, day, _ in rows:
        first[customer] = min(first.get(customer, day), day)
    means, total, month = [], Decimal(0), 0
    while True:
        over = [c for c, day in first.items() if ((as_of - day).days + 1) * 12 // 365 > month]
        if len(over) < value.LEAST_RESAMPLED:
            return means
        spent = sum(
            (a for c, d, a in rows if c in over and (d - first[c]).days * 12 // 365 == month),
            Decimal(0),
        )
        total += spent / len(over)
        means.append((month + 1, len(over), pytest.approx(float(total))))
        month += 1


purchases = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.dates(date(2024, 1, 1), date(2024, 6, 30)),
        st.decimals(Decimal("0.01"), Decimal("60"), places=2),
    ),
    min_size=1,
    max_size=30,
)


@given(purchases, st.integers(0, 200))
def test_the_curve_equals_the_slow_mean(rows, later):
    as_of = max(day for _, day, _ in rows) + timedelta(days=later)
    held = [{"customer": c, "ordered_at": d, "amount": str(a)} for c, d, a in rows]
    held.append({"customer": None, "ordered_at": as_of, "amount": "1"})
    table = value.curve(world_of(held).snapshot())
    wanted = slow_curve(rows, as_of)
    assert list(zip(table["month"], table["n"], table["amount"], strict=True)) == wanted


@given(purchases)
def test_the_groups_add_up_to_all(rows):
    held = [{"customer": c, "ordered_at": d, "amount": str(a), "store": "NS"[d.day % 2]}
            for c, d, a in rows]  # fmt: skip
    snapshot = world_of(held).snapshot()
    whole = value.historic(snapshot).iloc[0]
    for by in ("store", "year"):
        parts = value.historic(snapshot, by=by)
        assert parts["customers"].sum() == whole["customers"]
        assert round(parts["amount"].sum(), 4) == whole["amount"]
