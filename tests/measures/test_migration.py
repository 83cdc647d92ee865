"""Moves between segments: by hand, and against a slow reckoning of both days."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.measures import customers, migration, segments
from retention.store import Filters
from tests.measures.test_segments import LETTERS, RULES, slow_scores
from tests.worlds import world, world_of

# Ten customers, one purchase each, on the odd days of January, 10 to 100 in money. r and m are 1,
# 1, 2, 2 … 5, 5 for a … j, and f is 3 for all: a and b are Lost, c and d Hibernating, e and f Needs
# attention, g, h, i and j Potential loyalists.
TEN = "\n".join(
    f"{name} 2024-01-{2 * number - 1:02d} {10 * number}"
    for number, name in enumerate("abcdefghij", 1)
)


def moves(table):
    """{(from, to): customers}."""
    return {(row[0], row[1]): row[2] for row in table[["from", "to", "customers"]].values.tolist()}


def test_who_came_who_moved_and_what_they_had_brought():
    # By the fifths of 19 January the last purchase is 18, 16 | 14, 12 | 10, 8 | 6, 4 | 2, 0 days
    # ago and brought 10, 20 | 30, 40 | 50, 60 | 70, 80 | 90, 100. On the 25th a has bought again:
    # f was cut at 3 alone, so two purchases are 3 too; 100 in all is m = 5 and 0 days are r = 5:
    # from Lost up to Potential loyalists. The others are six days older: b 22 (r 1), c 20 and d 18
    # (1), e 16 (over 14: 1), f 14 (2), g 12 (2), h 10 and i 8 (3), j 6 (4); m stands: b 1, c d 2,
    # e f 3, g h 4, i j 5. So b is Lost as before; c and d are Lost, were Hibernating; e is Lost and
    # f Hibernating, both were Needs attention; g is At risk (m is 4), h and i Needs attention, j a
    # Potential loyalist, all four were that. k is new: 0 days, f 3, m 2: a Potential loyalist.
    database = world(TEN + "\na 2024-01-25 90\nk 2024-01-25 40")
    table = migration.migration(database.snapshot(), before="2024-01-19")
    assert moves(table) == {
        ("Lost", "Potential loyalists"): 1, ("Lost", "Lost"): 1,
        ("Hibernating", "Lost"): 2,
        ("Needs attention", "Lost"): 1, ("Needs attention", "Hibernating"): 1,
        ("Potential loyalists", "At risk"): 1, ("Potential loyalists", "Needs attention"): 2,
        ("Potential loyalists", "Potential loyalists"): 1,
        ("Not yet a customer", "Potential loyalists"): 1,
    }  # fmt: skip
    table = table.set_index(["from", "to"])
    row = table.loc[("Potential loyalists", "Needs attention")]
    # h and i, of four: 80 and 90 in the year before, as known on the 19th
    assert row[["n", "share", "amount", "direction"]].tolist() == [4, 0.5, 170, "down"]
    # Wilson for 2 of 4: 0.150 to 0.850
    assert row[["low", "high"]].tolist() == pytest.approx([0.150, 0.850], abs=0.001)
    # a had brought 10 by then; the 90 came later
    assert table.loc[("Lost", "Potential loyalists"), ["amount", "direction"]].tolist() == [
        10, "up",
    ]  # fmt: skip
    joined = table.loc[("Not yet a customer", "Potential loyalists")]
    assert joined["direction"] == "joined" and pd.isna(joined["amount"])
    # sales began on 1 January, not 365 days before
    assert set(table["since"]) == {pd.Timestamp("2024-01-01")}


def test_with_frozen_cuts_nobody_moves_because_others_bought():
    # The four oldest of ten brought the most: r 1 or 2, f 3, m 5 or 4 is At risk. The day after,
    # forty newcomers of 500: by that day's fifths the four are among the poorest, m 1, Lost.
    ten = "\n".join(
        f"{name} 2024-01-{2 * number - 1:02d} {110 - 10 * number}"
        for number, name in enumerate("abcdefghij", 1)
    )
    crowd = "\n".join(f"x{number} 2024-01-20 500" for number in range(40))
    snapshot = world(ten + "\n" + crowd).snapshot()
    options = {"was": "At risk", "before": "2024-01-19"}
    assert migration.behind(snapshot, **options, now="Lost", cuts="own").size == 4
    assert migration.behind(snapshot, **options, now="At risk").size == 4


def test_the_365_days_are_those_up_to_the_earlier_day():
    visits = "anna 2023-01-01 7\nanna 2023-01-02 10\nanna 2024-01-01 20\nanna 2024-02-01 40"
    snapshot = world(visits).snapshot()
    (row,) = migration.migration(snapshot, before="2024-01-01").to_dict("records")
    # from 2 January 2023, 364 days before, to 1 January 2024; the first purchase lies beyond them
    assert row["amount"] == 30 and row["direction"] == "same" and pd.isna(row["since"])


def test_what_was_brought_back_since_counts_then_and_not_now():
    visits = """
        anna 2024-01-10 30 order_id=1 product=mug quantity=1
        anna 2024-02-20 -30 order_id=1 product=mug quantity=-1
        bert 2024-01-12 10
        bert 2024-03-01 10
    """
    snapshot = world(visits).snapshot()
    table = migration.migration(snapshot, before="2024-01-31").set_index("to")
    assert table.loc["No longer a customer", ["customers", "amount", "direction"]].tolist() == [
        1, 30, "gone",
    ]  # fmt: skip


def test_new_and_promising_are_one_step_and_the_rest_is_the_order_of_the_segments():
    names = pd.Series([*segments.SEGMENTS])
    for place, name in enumerate(segments.SEGMENTS):
        told = migration._directions(names, pd.Series([name] * len(names)))
        for other, direction in enumerate(told):
            pair = {name, names[other]}
            wanted = "up" if place < other else "down" if place > other else "same"
            assert direction == ("same" if pair == {"New", "Promising"} else wanted)


def test_before_the_first_sale_nothing_was_observed():
    table = migration.migration(world(TEN).snapshot(), before="2023-06-01")
    assert table.empty and table.columns.tolist() == migration.COLUMNS


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"before": "2024-01-19"}, "must lie before"),
        ({"before": "last year"}, "is not a day"),
        ({"before": "2024-01-10", "cuts": "melted"}, "no cuts"),
    ],
)
def test_impossible_options_are_refused(options, why):
    with pytest.raises(Refused, match=why):
        migration.migration(world(TEN).snapshot(), **options)


def test_the_default_is_90_days_before():
    snapshot = world(TEN + "\nz 2024-06-01").snapshot()
    table = migration.migration(snapshot)
    assert set(table["before"]) == {pd.Timestamp("2024-03-03")}


def test_a_filter_keeps_its_customers_with_all_they_bought():
    database = world("""
        anna 2024-01-05 10 store=North
        anna 2024-02-07 30 store=South
        bert 2024-01-20 40 store=South
        cleo 2024-02-11 15 store=North
    """)
    snapshot = database.snapshot(filters=Filters(store=("North",)))
    table = migration.migration(snapshot, before="2024-01-31")
    assert table["customers"].sum() == 2  # Anna and Cleo; Bert never bought in North
    assert table["amount"].sum() == 10  # Anna's by 31 January, wherever
    segment = segments.rfm(database.snapshot()).set_index("customer").loc["anna", "segment"]
    chosen = database.snapshot(filters=Filters(segment=(segment,)))
    assert set(migration.migration(chosen, before="2024-01-31", cuts="own")["to"]) == {segment}


visit_lists = st.lists(
    st.tuples(
        st.sampled_from("abcdefghijkl"),
        st.dates(date(2023, 1, 1), date(2024, 6, 30)),
        st.integers(1, 9),
    ),
    min_size=2,
    max_size=40,
)


def slow_facts(visits, day):
    """customer → (last day, purchases, amount) by a day."""
    known = {}
    for who, when, amount in visits:
        if when <= day:
            known.setdefault(who, []).append((when, amount))
    return {who: (max(d for d, _ in v), len({d for d, _ in v}), sum(a for _, a in v))
            for who, v in sorted(known.items())}  # fmt: skip


def slow_segment(r, f, m):
    return LETTERS[RULES[r][f - 1][m - 1]]


def slow_own(facts):
    columns = [slow_scores([each[place] for each in facts.values()]) for place in range(3)]
    return dict(zip(facts, zip(*columns, strict=True), strict=True))


def slow_frozen(then, day, now, today):
    """Each customer of now has the best score of anybody then whom they reach, else the worst."""
    own = slow_own(then)

    def good(facts, as_of, place):
        return -(as_of - facts[0]).days if place == 0 else facts[place]

    scores = {}
    for who, facts in now.items():
        told = []
        for place in range(3):
            mine = good(facts, today, place)
            reached = [own[other][place] for other in then if good(then[other], day, place) <= mine]
            told.append(max(reached) if reached else min(own[other][place] for other in then))
        scores[who] = tuple(told)
    return scores


@given(visit_lists, st.integers(0, 60), st.integers(1, 400))
def test_the_moves_equal_the_slow_reckoning(visits, back, between):
    database = world_of([
        {"customer": c, "ordered_at": d, "amount": str(a)} for c, d, a in visits
    ])  # fmt: skip
    today = max(d for _, d, _ in visits) - timedelta(days=back)
    day = today - timedelta(days=between)
    snapshot = database.snapshot(today)
    then, now = slow_facts(visits, day), slow_facts(visits, today)
    for cuts in ("frozen", "own"):
        table = migration.migration(snapshot, before=day, cuts=cuts)
        if not then:
            assert table.empty
            continue
        was = {who: slow_segment(*scores) for who, scores in slow_own(then).items()}
        scored = slow_own(now) if cuts == "own" else slow_frozen(then, day, now, today)
        pairs = [(was.get(who, "Not yet a customer"), slow_segment(*scored[who])) for who in now]
        assert moves(table) == {pair: pairs.count(pair) for pair in pairs}
        year = sum(a for who, d, a in visits if day - timedelta(days=365) < d <= day)
        assert table["amount"].sum() == pytest.approx(year)
        # both sides add up to the segments as that day itself tells them
        earlier = segments.summary(database.snapshot(day)).set_index("segment")["customers"]
        left = table[table["from"] != "Not yet a customer"].groupby("from")["customers"].sum()
        assert left.to_dict() == earlier.to_dict()
        assert table["customers"].sum() == len(now)
        if cuts == "own":
            here = segments.summary(snapshot).set_index("segment")["customers"]
            assert table.groupby("to")["customers"].sum().to_dict() == here.to_dict()


def test_those_behind_a_move_are_as_many_as_it_counts():
    database = world(TEN + "\na 2024-01-25 90\nk 2024-01-25 40")
    snapshot = database.snapshot()
    table = migration.migration(snapshot, before="2024-01-19")
    for row in table.to_dict("records"):
        keys = migration.behind(snapshot, before="2024-01-19", was=row["from"], now=row["to"])
        assert len(set(keys)) == row["customers"]
    down = migration.behind(snapshot, before="2024-01-19", direction="down")
    listed = customers.customers(snapshot)
    assert sorted(listed.loc[listed["customer_key"].isin(down), "customer"]) == list("cdefghi")
