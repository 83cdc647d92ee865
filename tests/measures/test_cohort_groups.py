"""Cohorts by what the first purchase was like: worlds worked by hand, and a slow walk."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.intervals import newcombe
from retention.measures import cohort_groups, cohorts, customers
from retention.store import Filters
from tests.measures.test_cohorts import counts, start, step
from tests.worlds import world, world_of

VISITS = """
    anna 2024-01-05 channel=web
    anna 2024-02-07 channel=shop
    bert 2024-01-20 channel=shop
    cleo 2024-02-11 channel=web
    cleo 2024-03-12 channel=web
    dora 2024-02-14
    - 2024-03-31
"""


def groups(table, column="active"):
    return {(g, k): v for g, k, v in table[["group", "period", column]].values}


def test_each_group_adds_up_its_own_part_of_the_cohorts_observed():
    # Web: Anna (January) and Cleo (February); shop: Bert; of Dora the file does not say it.
    # Period 1 is over for both cohorts: Anna and Cleo bought in it. Period 2 for January only.
    table = cohort_groups.cohort_groups(world(VISITS).snapshot(), by="channel")
    assert groups(table) == {
        ("web", 0): 2, ("web", 1): 2, ("web", 2): 0,
        ("", 0): 1, ("", 1): 0,
        ("shop", 0): 1, ("shop", 1): 0, ("shop", 2): 0,
    }  # fmt: skip
    assert groups(table, "size")["web", 1] == 2 and groups(table, "size")["web", 2] == 1
    assert groups(table, "cohorts")["web", 1] == 2
    assert table["group"].iloc[0] == "web"  # the largest first


def test_a_group_waits_for_the_newest_member_of_the_whole_cohort():
    # Own windows of 30 days: Anna's second ends on 4 March, but Bert, who began with her in
    # January, is seen for two windows only on 19 March.
    visits = "anna 2024-01-05 channel=web\nbert 2024-01-20 channel=shop\n- 2024-03-{}"
    for last, periods in (("18", 1), ("19", 2)):
        snapshot = world(visits.format(last)).snapshot()
        table = cohort_groups.cohort_groups(snapshot, by="channel", clock="elapsed")
        assert len(table[table["group"] == "web"]) == periods


def test_the_size_of_the_first_purchase_is_cut_at_thirds_of_two_digits():
    # Of 10.00 … 19.00 the thirds are 13 and 16: three are below 13, three from 13, four from 16.
    visits = "\n".join(f"c{n} 2024-01-05 {10 + n}" for n in range(10))
    snapshot = world(visits + "\nc0 2024-01-31 99").snapshot()
    bands = cohort_groups.basket_bands(snapshot)
    assert bands["band"].tolist() == ["small", "middle", "large"]
    assert bands["below_amount"].tolist()[:2] == [13, 16]
    assert bands["from_amount"].tolist()[1:] == [13, 16]
    assert bands["customers"].tolist() == [3, 3, 4]
    # what the customer spends later does not make the first purchase large
    table = cohort_groups.cohort_groups(snapshot)
    assert groups(table, "size") == {("large", 0): 4, ("middle", 0): 3, ("small", 0): 3}


def test_the_cut_points_are_the_whole_bases_under_a_filter_too():
    visits = "\n".join(f"c{n} 2024-01-05 {10 + n} store={'NS'[n % 2]}" for n in range(10))
    filtered = world(visits).snapshot(filters=Filters(store=("N",)))
    assert cohort_groups.basket_bands(filtered)["below_amount"].tolist()[:2] == [13, 16]


def test_a_discount_at_the_first_purchase():
    visits = """
        anna 2024-01-05 10 discount=2
        bert 2024-01-06 10 discount=0
        bert 2024-01-31 10 discount=1
    """
    table = cohort_groups.cohort_groups(world(visits).snapshot(), by="discount")
    assert set(table["group"]) == {"with a discount", "without a discount"}


@pytest.mark.parametrize(("by", "file"), [
    ("store", "a sales file with a column store"),
    ("discount", "a sales file with a column discount"),
    ("acquired_via", "a file of customers with a column acquired_via"),
])  # fmt: skip
def test_what_no_file_says_is_refused_with_the_file_that_would(by, file):
    with pytest.raises(Refused, match=file):
        cohort_groups.cohort_groups(world("anna 2024-01-31").snapshot(), by=by)


def test_an_unknown_way_to_split_is_refused_with_the_known_ones():
    with pytest.raises(Refused, match="basket, product, category"):
        cohort_groups.cohort_groups(world(VISITS).snapshot(), by="weather")


def two(web: int, shop: int):
    """Forty who began on the web and forty in the shop; so many of each come back in February."""
    rows = [f"{where[0]}{n} 2024-01-05 channel={where}" for where in ("web", "shop")
            for n in range(40)]  # fmt: skip
    rows += [f"w{n} 2024-02-05" for n in range(web)] + [f"s{n} 2024-02-05" for n in range(shop)]
    return world("\n".join([*rows, "- 2024-02-29"])).snapshot()


def test_two_groups_beside_each_other():
    # 20 of 40 less 10 of 40 is 25 points; Newcombe's interval of the two shares
    table = cohort_groups.cohort_contrast(two(20, 10), by="channel", first="web", second="shop")
    row = table.set_index("period").loc[1]
    assert row["difference"] == 0.25
    assert (row["low"], row["high"]) == tuple(map(float, newcombe(20, 40, 10, 40)))
    turned = cohort_groups.cohort_contrast(two(20, 10), by="channel", first="shop", second="web")
    assert turned["difference"].tolist() == [0, -0.25]


def test_without_names_the_two_largest_are_compared():
    table = cohort_groups.cohort_contrast(world(VISITS).snapshot(), by="channel", second="shop")
    assert table[["first", "second"]].drop_duplicates().values.tolist() == [["web", "shop"]]


def test_two_calendar_cohorts_are_compared_where_both_are_observed():
    # January: Anna of two in period 1, nobody in 2; February: Cleo of two in period 1.
    table = cohort_groups.cohort_contrast(
        world(VISITS).snapshot(), by="cohort", first="2024-01-01", second="2024-02-01"
    )
    assert table["period"].tolist() == [0, 1]
    assert table["first_active"].tolist() == [2, 1] and table["second_active"].tolist() == [2, 1]


def test_a_group_that_nobody_began_with_is_refused_with_the_known_ones():
    with pytest.raises(Refused, match="there are web, .not told., shop"):
        cohort_groups.cohort_contrast(world(VISITS).snapshot(), by="channel", first="fax")


NAMES = "abcdef"
CHANNELS = ("web", "shop", None)
days = st.dates(date(2023, 11, 1), date(2024, 6, 10))
visit_lists = st.lists(
    st.tuples(st.sampled_from(NAMES), days, st.sampled_from(CHANNELS)), min_size=1, max_size=25
)


def slow_groups(visits, grain, kind, as_of):
    """The obvious way: cohort by cohort and customer by customer."""
    known = sorted((v for v in visits if v[1] <= as_of), key=lambda visit: visit[1])
    first, began = {}, {}
    for customer, day, channel in known:
        if customer not in first:
            first[customer], began[customer] = day, channel or ""
    found = {}
    for cohort in {start(day, grain) for day in first.values()}:
        begin, k = cohort, 0
        while (end := step(begin, grain) - timedelta(days=1)) <= as_of:
            for member, day in first.items():
                if start(day, grain) == cohort:
                    bought = sorted({d for c, d, _ in known if c == member})
                    size, active = found.get((began[member], k), (0, 0))
                    came = counts(bought, begin, end, kind)
                    found[began[member], k] = (size + 1, active + came)
            begin, k = step(begin, grain), k + 1
    return found


def world_and_day(visits, data):
    rows = [{"customer": c, "ordered_at": d, "amount": "1", "channel": channel}
            for c, d, channel in visits]  # fmt: skip
    newest = max(day for _, day, _ in visits)
    as_of = data.draw(st.dates(min(day for _, day, _ in visits), newest))
    return world_of(rows).snapshot(as_of=as_of), as_of


@given(visit_lists, st.sampled_from(cohorts.GRAINS), st.sampled_from(cohorts.KINDS), st.data())
def test_every_kind_and_grain_equals_the_slow_walk_and_adds_up(visits, grain, kind, data):
    snapshot, as_of = world_and_day(visits, data)
    line = cohorts.pooled(snapshot, grain=grain, kind=kind)
    slow = slow_groups(visits, grain, kind, as_of)
    if slow and {name for name, _ in slow} == {""}:
        with pytest.raises(Refused):
            cohort_groups.cohort_groups(snapshot, by="channel", grain=grain, kind=kind)
        return
    table = cohort_groups.cohort_groups(snapshot, by="channel", grain=grain, kind=kind)
    fast = {(g, k): (size, active) for g, k, size, active in
            table[["group", "period", "size", "active"]].values}  # fmt: skip
    assert fast == slow
    together = table.groupby("period")[["size", "active"]].sum()
    assert together.reset_index().equals(line[["period", "size", "active"]])


def test_behind_a_point_are_those_who_began_so():
    mark = {"kind": "cohort_group", "split": "channel", "period": 1}
    snapshot = world(VISITS).snapshot()
    for group, names in (("web", ["anna", "cleo"]), ("shop", []), ("", [])):
        assert sorted(customers.behind(snapshot, **mark, group=group)["customer"]) == names
    assert len(customers.behind(snapshot, **mark | {"period": 0}, group="")) == 1  # Dora


@given(visit_lists, st.sampled_from(cohorts.CLOCKS), st.sampled_from(cohorts.KINDS), st.data())
def test_behind_each_point_are_those_it_counts(visits, clock, kind, data):
    snapshot, _ = world_and_day(visits, data)
    try:
        table = cohort_groups.cohort_groups(snapshot, by="channel", clock=clock, kind=kind)
    except Refused:
        return
    for row in table.itertuples():
        who = customers.behind(
            snapshot, kind="cohort_group", split="channel", group=row.group, period=row.period,
            counted=kind, clock=clock,
        )  # fmt: skip
        assert len(who) == row.active


@given(visit_lists, st.sampled_from(("amount", "orders", "margin")), st.data())
def test_other_units_add_up_too(visits, unit, data):
    rows = [{"customer": c, "ordered_at": d, "amount": "3", "quantity": "1", "unit_cost": "1",
             "channel": channel or "post"} for c, d, channel in visits]  # fmt: skip
    as_of = data.draw(st.dates(min(d for _, d, _ in visits), max(d for _, d, _ in visits)))
    snapshot = world_of(rows).snapshot(as_of=as_of)
    line = cohorts.pooled(snapshot, unit=unit)
    table = cohort_groups.cohort_groups(snapshot, by="channel", unit=unit)
    assert list(table.columns) == ["group", *line.columns]
    together = table.groupby("period")[unit].sum()
    assert together.tolist() == line[unit].tolist()
    assert (pd.Series(table["low"]).isna() | (table["low"] <= table["retention"] + 1e-6)).all()
