"""RFM: scores by hand and against a slow ranking; 125 combinations, each in one segment."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.measures import segments
from retention.store import Filters
from tests.worlds import world, world_of

# One letter a segment; a row is m = 1 … 5, a block of rows is f = 1 … 5, a block is r.
LETTERS = dict(zip("CLPNMADXRHO", segments.SEGMENTS, strict=True))
RULES = {
    1: ("OOORR", "OOORR", "OOORR", "RRRRX", "RRRRX"),
    2: ("HHHRR", "HHHRR", "HHHRR", "RRRRX", "RRRRX"),
    3: ("DDDDD", "DDDDD", "AAAAA", "LLLLL", "LLLLL"),
    4: ("MMMMM", "MMMMM", "PPPPP", "LLLCC", "LLLCC"),
    5: ("NNNNN", "NNNNN", "PPPPP", "LLLCC", "LLLCC"),
}


def test_each_of_the_125_combinations_has_the_segment_of_the_table_above():
    rows = world("anna 2024-01-01").snapshot().rows("segments/rules")
    told = {(r, f, m): segment for r, f, m, segment in rows}
    expected = {
        (r, f, m): LETTERS[RULES[r][f - 1][m - 1]] for r, f, m in product(range(1, 6), repeat=3)
    }
    assert len(rows) == 125
    assert told == expected
    assert set(told.values()) == set(segments.SEGMENTS)


def test_quintiles_by_hand():
    # Five customers, all of one purchase, 1 to 5 days apart, 10 to 50 in money. f: all tie at the
    # middle rank 3, so floor((3 − 0.5)·5/5) + 1 = 3. r and m: ranks 1 … 5 are scores 1 … 5.
    visits = "\n".join(f"{name} 2024-01-0{n} {10 * n}" for n, name in enumerate("abcde", 1))
    table = segments.rfm(world(visits).snapshot())
    assert table[["customer", "r", "f", "m"]].values.tolist() == [
        ["a", 1, 3, 1], ["b", 2, 3, 2], ["c", 3, 3, 3], ["d", 4, 3, 4], ["e", 5, 3, 5],
    ]  # fmt: skip


def test_the_cuts_span_what_was_scored():
    # Ten customers, 1 to 10 January, 10 to 100 in money, two to a score: r 1 are those who bought
    # nine and eight days ago. All bought once, so f is 3 alone.
    visits = "\n".join(f"{name} 2024-01-{n:02d} {10 * n}" for n, name in enumerate("abcdefghij", 1))
    database = world(visits)
    told = segments.rfm_cuts(database.snapshot())[["scale", "score", "from", "to", "n"]]
    assert told.values.tolist() == (
        [["r", n, 10 - 2 * n, 11 - 2 * n, 2] for n in range(1, 6)] + [["f", 3, 1, 1, 10]]
        + [["m", n, 20 * n - 10, 20 * n, 2] for n in range(1, 6)]
    )  # fmt: skip
    row = segments.window(database.snapshot()).iloc[0]
    assert row["customers"] == 10
    assert [str(row[day])[:10] for day in ("from_day", "to_day")] == ["2024-01-01", "2024-01-10"]


def test_a_segments_share_of_the_money_has_its_interval():
    # Twenty old customers of 10 each and twenty of today of 30: 200 and 600. A resample holds
    # each side 20 ± √20 times, so the share of 0.25 moves by about 0.25·0.75·√(1/20 + 1/20)·1.96.
    visits = "\n".join(
        [f"old{n} 2024-01-01 10" for n in range(20)] + [f"new{n} 2024-03-30 30" for n in range(20)]
    )
    table = segments.summary(world(visits).snapshot()).set_index("amount_share")
    assert table.loc[0.25, ["low", "high"]].tolist() == pytest.approx([0.148, 0.376], abs=0.03)
    assert (table["low"] <= table.index).all() and (table.index <= table["high"]).all()
    # 20 of 40 customers: Wilson gives 0.352 to 0.648
    counted = table.loc[0.25, ["share", "n", "share_low", "share_high"]].tolist()
    assert counted == pytest.approx([0.5, 40, 0.352, 0.648], abs=0.001)


def test_ties_share_the_score_of_their_middle_rank():
    # Ten customers; seven bought once, three twice. The seven share rank (1 + 7)/2 = 4:
    # floor(3.5·5/10) + 1 = 2. The three share rank 9: floor(8.5·5/10) + 1 = 5.
    visits = "\n".join(f"{name} 2024-01-01" for name in "abcdefghij")
    visits += "\n" + "\n".join(f"{name} 2024-01-02" for name in "abc")
    table = segments.rfm(world(visits).snapshot()).set_index("customer")
    assert table.loc[list("abc"), "f"].tolist() == [5, 5, 5]
    assert set(table.loc[list("defghij"), "f"]) == {2}
    # They bought the day before: with the seven of ten oldest at rank 4, r is 2 as well.
    assert set(table.loc[list("defghij"), "r"]) == {2}


def test_one_time_buyers_of_today_are_new_also_where_most_bought_once():
    visits = "\n".join(f"old{n} 2024-01-{n:02d}" for n in range(1, 15))
    visits += "\n" + "\n".join(f"old{n} 2024-02-{n:02d}" for n in range(1, 7))
    visits += "\nanna 2024-02-20"
    table = segments.rfm(world(visits).snapshot()).set_index("customer")
    assert table.loc["anna", ["r", "f", "segment"]].tolist() == [5, 2, "New"]


VISITS = """
    anna 2024-01-05 10 store=North
    anna 2024-02-07 30 store=South
    bert 2024-01-20 40 store=South
    cleo 2024-02-11 15 store=North
    -    2024-02-11 99 store=North
"""


def test_the_summary_counts_everybody_and_their_money_once():
    table = segments.summary(world(VISITS).snapshot())
    assert table["customers"].sum() == 3
    assert table["amount"].sum() == 95
    assert table["share"].sum() == pytest.approx(1)
    assert table["amount_share"].sum() == pytest.approx(1)
    assert table["orders"].sum() == 4
    grid = segments.grid(world(VISITS).snapshot())
    assert len(grid) == 25 and grid["customers"].sum() == 3 and grid["amount"].sum() == 95


def test_amounts_of_the_stores_add_up_and_segments_stay():
    database = world(VISITS)
    whole = segments.rfm(database.snapshot()).set_index("customer")["segment"]
    total = 0
    for store in ("North", "South"):
        snapshot = database.snapshot(filters=Filters(store=(store,)))
        part = segments.rfm(snapshot).set_index("customer")["segment"]
        assert (part == whole[part.index]).all()
        total += segments.summary(snapshot)["amount"].sum()
    assert total == 95


def test_a_filter_by_segment_keeps_its_customers():
    database = world(VISITS)
    wanted = segments.rfm(database.snapshot()).iloc[0]
    table = segments.rfm(database.snapshot(filters=Filters(segment=(wanted["segment"],))))
    assert set(table["segment"]) == {wanted["segment"]} and wanted["customer"] in set(
        table["customer"]
    )


def slow_scores(values):
    """Mid-rank quintiles by counting: how many are below, how many are equal."""
    scores = []
    for value in values:
        below = sum(other < value for other in values)
        equal = sum(other == value for other in values)
        middle = below + (equal + 1) / 2
        scores.append(min(5, int((middle - 0.5) * 5 / len(values)) + 1))
    return scores


visit_lists = st.lists(
    st.tuples(
        st.sampled_from("abcdefghijkl"),
        st.dates(date(2024, 1, 1), date(2024, 1, 20)),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=40,
)


@given(visit_lists)
def test_scores_equal_the_slow_ranking(visits):
    rows = [{"customer": c, "ordered_at": d, "amount": str(a)} for c, d, a in visits]
    table = segments.rfm(world_of(rows).snapshot())
    mine = {c: [(d, a) for who, d, a in visits if who == c] for c in table["customer"]}
    assert table["r"].tolist() == slow_scores([max(d for d, _ in v) for v in mine.values()])
    assert table["f"].tolist() == slow_scores([len({d for d, _ in v}) for v in mine.values()])
    assert table["m"].tolist() == slow_scores([sum(a for _, a in v) for v in mine.values()])
