"""A filter beside the rest, and norms beside the shop, worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.intervals import newcombe
from retention.measures import beside, ladder, norms, overview
from retention.store import Filters
from tests.worlds import world, world_of

# H is 30 days. Two began in the North, both came back; three in the South, one came back there.
SHOP = """
anna 2024-01-05 10 store=North
anna 2024-02-01 10 store=South
bert 2024-01-06 20 store=North
bert 2024-03-01 20 store=North
cleo 2024-01-07 30 store=South
cleo 2024-06-20 30 store=South
dora 2024-01-08 40 store=South
emil 2024-01-09 50 store=South
"""
NORTH = Filters(store=("North",))


def test_the_north_beside_the_rest_by_hand():
    table = beside.rest(world(SHOP).snapshot(filters=NORTH)).set_index("figure")
    # the longest horizon up to 180 days that the first purchases are old enough for is 90 days:
    # Anna and Bert came within it, of the others nobody (Cleo after 165 days)
    second = table.loc["second_order"]
    assert (second["within"], second["n"], second["rest_n"]) == (90, 2, 3)
    assert (second["inside"], second["rest"]) == (1.0, 0.0)
    assert (second["low"], second["high"]) == pytest.approx(
        [float(each) for each in newcombe(2, 2, 0, 3)]
    )
    # both sides by all their purchases: Anna's in the South counts for the North
    assert table.loc["amount_per_customer", ["inside", "rest"]].tolist() == [30, 50]
    assert table.loc["purchases_per_customer", ["inside", "rest"]].tolist() == [2, 4 / 3]
    assert table.loc["amount_per_customer", ["low", "high"]].isna().all()  # of so few


def test_what_was_brought_back_without_a_sale_is_not_spent():
    # Anna brought back 4 that no sale is known of: 10 + 10 − 4 of her, 40 of Bert, of two
    table = beside.rest(world(SHOP + "anna 2024-04-01 -4").snapshot(filters=NORTH))
    assert table.set_index("figure").loc["amount_per_customer", "inside"] == 28


def test_without_a_filter_nothing_stands_beside_anything():
    assert beside.rest(world(SHOP).snapshot()).empty
    assert beside.rest(world(SHOP).snapshot(filters=Filters(since=date(2024, 2, 1)))).empty


def test_a_filter_that_holds_everybody_has_no_rest():
    visits = SHOP.replace("South", "North")
    table = beside.rest(world(visits).snapshot(filters=NORTH))
    assert (table["rest_n"] == 0).all()
    assert table[["rest", "difference", "low", "high"]].isna().all().all()


visit_lists = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"), st.dates(date(2023, 1, 1), date(2024, 6, 30)),
        st.sampled_from(["North", "South"]),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@given(visit_lists)
def test_inside_and_rest_are_everybody(visits):
    rows = [{"customer": c, "ordered_at": d, "amount": "1", "store": s} for c, d, s in visits]
    database = world_of(rows)
    table = beside.rest(database.snapshot(filters=NORTH)).set_index("figure")
    whole = database.snapshot()
    within = int(table.loc["second_order", "within"])
    rungs = ladder.ladder(whole, within=within)
    first = rungs[rungs["order_number"] == 1]
    n = table.loc["second_order", ["n", "rest_n"]].sum()
    assert n == (first["eligible"].iloc[0] if len(first) else 0)
    active = overview.history(whole)
    assert table.loc["regulars_share", ["n", "rest_n"]].sum() <= len({c for c, _, _ in visits})
    assert active.empty or active["customers"].max() <= len({c for c, _, _ in visits})


def test_norms_stand_beside_the_own_figure():
    # Two of the four first purchases at least a year old were followed within one: 50 %.
    visits = """
    anna 2022-01-01
    anna 2022-06-01
    bert 2022-01-01
    bert 2023-06-01
    cleo 2022-02-01
    cleo 2022-03-01
    dora 2022-03-01
    emil 2024-01-01
    """
    table = norms.beside_norms(world(visits).snapshot())
    first = table.iloc[0]
    assert (first["published"], first["own"], first["n"]) == (0.32, 0.5, 4)
    assert first["year"] == 2015
    trades = table.dropna(subset=["trade"])
    assert set(trades["own"]) == {3 / 5}  # Anna, Bert and Cleo, of five, have bought again by now
    assert trades["published"].min() == 0.21 and trades["published"].max() == 0.36


def test_norms_without_a_year_of_history_stand_alone():
    table = norms.beside_norms(world("anna 2024-01-01").snapshot())
    assert table["own"].isna()[:3].all() and (table["n"][:3] == 0).all()
