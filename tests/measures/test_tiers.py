"""Tiers by the amount of twelve months: by hand and against a slow ranking."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.measures import concentration, tiers
from retention.store import Filters, own_segments
from tests.worlds import world, world_of


def told(table):
    return dict(zip(table["tier"], table["customers"], strict=True))


def test_twenty_customers_by_hand():
    # 10, 20 … 200 in money, together 2,100. Nobody brought more than c20 (0 of 20 < 5 %): she alone
    # is the top; 1, 2 and 3 of 20 are less than 20 %: three in the next; 4 … 9 are less than half:
    # six; ten are the other half. 190 + 180 + 170 = 540, 160 + … + 110 = 810, 100 + … + 10 = 550.
    visits = "\n".join(f"c{number:02d} 2024-03-01 {10 * number}" for number in range(1, 21))
    table = tiers.tiers(world(visits).snapshot())
    assert told(table) == {"Top 5%": 1, "Next 15%": 3, "Next 30%": 6, "Other half": 10}
    assert table["amount"].tolist() == [200, 540, 810, 550]
    assert table["from_amount"].tolist() == [200, 170, 110, 10]
    assert table["amount_share"].tolist()[0] == pytest.approx(200 / 2100)
    # 1 of 20: Wilson gives 0.009 to 0.236
    assert table.loc[0, ["share", "share_low", "share_high"]].tolist() == pytest.approx(
        [0.05, 0.009, 0.236], abs=0.001
    )
    assert table[["ranked_then", "was_higher"]].isna().all(axis=None)  # one day of sales


def test_who_brought_the_same_is_in_the_same_tier():
    # Of ten, three brought 50 and seven 10: nobody brought more than the three; three of ten
    # brought more than the seven, which is less than half.
    visits = "\n".join(f"c{n} 2024-03-01 {50 if n < 3 else 10}" for n in range(10))
    assert told(tiers.tiers(world(visits).snapshot())) == {"Top 5%": 3, "Next 30%": 7}


def test_only_the_last_365_days_count_and_who_brought_it_all_back_is_in_none():
    # 1 March 2024 is the last day: 3 March 2023 is 364 days before, 2 March 2023 is 365 before.
    visits = """
        anna 2023-03-02 900
        bert 2023-03-03 20
        bert 2024-03-01 5
        cleo 2024-02-01 30 order_id=7 product=mug quantity=1
        cleo 2024-02-09 -30 order_id=7 product=mug quantity=-1
    """
    table = tiers.tiers(world(visits).snapshot())
    assert table[["customers", "amount", "purchases_per_customer"]].values.tolist() == [[1, 25, 2]]


def test_who_stood_higher_a_year_before():
    # Two years: anna brought 100 and then 10, bert 10 and then 100, cleo 50 each year, dora is of
    # this year alone. Then: anna, cleo (1 of 3 brought more), bert (2 of 3). Now, of four: bert
    # (top), cleo (1 of 4: next 30 %), dora and anna (2 and 3 of 4: other half).
    visits = """
        anna 2022-03-03 100
        bert 2023-03-02 10
        cleo 2022-06-01 50
        anna 2023-06-01 10
        bert 2023-06-01 100
        cleo 2023-06-01 50
        dora 2024-03-01 20
    """
    snapshot = world(visits).snapshot()
    table = tiers.tiers(snapshot).set_index("tier")
    assert table["was_higher"].to_dict() == {"Top 5%": 0, "Next 30%": 0, "Other half": 1}
    assert table["ranked_then"].to_dict() == {"Top 5%": 1, "Next 30%": 1, "Other half": 1}
    higher = tiers.behind(snapshot, was_higher=True)
    keys = snapshot.ask("segments/standing").merge(snapshot.ask("customers/table"))
    assert keys.loc[keys["customer_key"].isin(higher), "customer"].tolist() == ["anna"]
    # a day less of sales, and a year before has no whole year behind it
    later = world(visits.replace("2022-03-03", "2022-03-04")).snapshot()
    assert tiers.tiers(later)["was_higher"].isna().all()


def test_under_a_filter_the_amounts_inside_count_and_a_segment_keeps_the_ranking():
    visits = """
        anna 2024-01-05 100 store=North
        anna 2024-02-05 1 store=South
        bert 2024-02-10 50 store=South
        cleo 2024-03-01 20 store=South
    """
    database = world(visits)
    south = tiers.tiers(database.snapshot(filters=Filters(store=("South",))))
    assert south["amount"].tolist() == [50, 20, 1]
    everybody = database.snapshot()
    for (segment,) in {row[:1] for row in everybody.rows("segments/summary")}:
        chosen = tiers.tiers(database.snapshot(filters=Filters(segment=(segment,))))
        assert set(chosen["tier"]) <= set(tiers.tiers(everybody)["tier"])
        for tier in chosen["tier"]:
            keys = tiers.behind(database.snapshot(filters=Filters(segment=(segment,))), tier=tier)
            assert set(keys) <= set(tiers.behind(everybody, tier=tier))


def test_a_tier_that_is_none_is_refused():
    with pytest.raises(Refused, match="There is no tier"):
        tiers.behind(world("anna 2024-01-05").snapshot(), tier="Gold")


visit_lists = st.lists(
    st.tuples(
        st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
        st.dates(date(2022, 1, 1), date(2024, 6, 30)),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=60,
)


def slow_tiers(visits, day):
    """customer → (tier, amount, days of buying), each counted against everybody."""
    recent = [v for v in visits if day - timedelta(days=365) < v[1] <= day]
    amounts = {who: sum(a for c, _, a in recent if c == who) for who, _, _ in recent}
    found = {}
    for who, mine in amounts.items():
        more = sum(other > mine for other in amounts.values())
        n = len(amounts)
        place = 0 if 20 * more < n else 1 if 5 * more < n else 2 if 2 * more < n else 3
        days = len({d for c, d, _ in recent if c == who})
        found[who] = (place, mine, days)
    return found


@given(visit_lists, st.integers(0, 60))
def test_the_tiers_equal_the_slow_ranking(visits, back):
    database = world_of([
        {"customer": c, "ordered_at": d, "amount": str(a)} for c, d, a in visits
    ])  # fmt: skip
    day = max(max(d for _, d, _ in visits) - timedelta(days=back), min(d for _, d, _ in visits))
    table = tiers.tiers(database.snapshot(day)).set_index("tier")
    now, then = slow_tiers(visits, day), slow_tiers(visits, day - timedelta(days=365))
    covered = min(d for _, d, _ in visits) <= day - timedelta(days=729)
    for place, name in enumerate(tiers.TIERS):
        mine = {who: row for who, row in now.items() if row[0] == place}
        assert (name in table.index) == bool(mine)
        if not mine:
            continue
        row = table.loc[name]
        assert row["customers"] == len(mine)
        assert row["amount"] == sum(amount for _, amount, _ in mine.values())
        assert row["from_amount"] == min(amount for _, amount, _ in mine.values())
        purchases = sum(days for _, _, days in mine.values())
        assert row["purchases_per_customer"] == pytest.approx(purchases / len(mine))
        if covered:
            assert row["ranked_then"] == sum(who in then for who in mine)
            assert row["was_higher"] == sum(who in then and then[who][0] < place for who in mine)
        else:
            assert pd.isna(row["was_higher"])
    assert table["customers"].sum() == len(now)


def test_the_tiers_add_up_to_the_whole_and_the_top_is_the_top_share():
    visits = "\n".join(
        f"c{n} 2024-03-{1 + n % 28:02d} {1 + n * n % 101 + n / 100}" for n in range(100)
    )
    snapshot = world(visits).snapshot()
    table = tiers.tiers(snapshot)
    top = concentration.top_share(snapshot, share=0.05).iloc[0]
    assert table["customers"].sum() == table["n"].iloc[0] == 100
    assert table["amount_share"].sum() == pytest.approx(1)
    assert table["amount"].iloc[0] == top["amount"]
    assert (table["low"] <= table["amount_share"]).all()
    assert (table["amount_share"] <= table["high"]).all()


def test_under_a_segment_of_ones_own_everybody_is_ranked():
    visits = "\n".join(f"c{n} 2024-01-{1 + n % 28:02d} {1 + n}" for n in range(100))
    database = world(visits)
    few = [own_segments.condition("amount", "at most", "10")]
    own_segments.save(database, "small", few, who="ida", at=datetime(2024, 6, 1))
    table = tiers.tiers(database.snapshot(filters=Filters(own=("small",))))
    assert table["customers"].tolist() == [10] and table["tier"].iloc[0] == "Other half"
