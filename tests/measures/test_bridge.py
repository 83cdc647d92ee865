"""The revenue bridge: worked by hand, against a slow sum by customer, exact to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.intervals import wilson
from retention.measures import bridge, customers
from retention.measures.bridge import STEPS
from retention.store import Filters
from tests.worlds import world, world_of

# Two whole calendar years up to 31 December 2024, and one customer from before.
YEARS = """
anna 2023-01-05 100 store=North
anna 2024-01-05 10 store=North
bert 2023-02-06 5 store=North
bert 2024-03-01 9 store=South
cleo 2023-03-03 7
dora 2024-03-03 8
emil 2022-01-01 30
emil 2024-03-03 8
frit 2024-12-31 -8
- 2024-06-01 50
"""


def amounts(table):
    return dict(zip(table["step"], table["amount"], strict=True))


def test_two_years_by_hand():
    # before: Anna 100, Bert 5, Cleo 7. Anna spends 90 less, Bert 4 more, Cleo nothing; Dora is new,
    # Emil bought in 2022 only; Fritz brought back 8 that no sale is known of. After: 10 + 9 + 8 + 8
    # − 8 = 27. The anonymous 50 are in neither year.
    table = bridge.bridge(world(YEARS).snapshot())
    assert amounts(table) == {
        "before": 112, "new": 8, "reactivated": 8, "expansion": 4, "contraction": -90, "lost": -7,
        "returns_without_spend": -8, "after": 27,
    }  # fmt: skip
    assert table["customers"].tolist() == [3, 1, 1, 1, 1, 1, 1, 5]
    windows = table.set_index("step")[["begins", "ends"]]
    assert [str(day.date()) for day in windows.loc["before"]] == ["2023-01-01", "2023-12-31"]
    assert [str(day.date()) for day in windows.loc["after"]] == ["2024-01-01", "2024-12-31"]
    assert table["low"].isna()[:-1].all()  # of fewer than five customers a resample tells nothing


def test_what_is_kept_by_hand():
    # Of those who spent in 2023, 10 + 9 + 0 = 19 of 112 came in 2024; without Bert's four more it
    # is 10 + 5 = 15. Two of the three spent again.
    table = bridge.retained(world(YEARS).snapshot()).set_index("figure")
    assert table["share"].tolist() == pytest.approx([19 / 112, 15 / 112, 2 / 3])
    assert table["kept"].tolist() == [19, 15, 2]
    assert table["before"].tolist() == [112, 112, 3]
    kept = table.loc["customers"]
    assert (kept["low"], kept["high"]) == pytest.approx([float(each) for each in wilson(2, 3)])
    assert table["whole"].all()


def test_a_short_history_is_halved():
    # Ten days: five and five. Anna: 4 then 6.
    snapshot = world("anna 2024-01-01 4\nanna 2024-01-06 1\nanna 2024-01-10 5").snapshot()
    table = bridge.bridge(snapshot)
    assert amounts(table)["before"] == 4
    assert amounts(table)["expansion"] == 2
    assert str(table["begins"].iloc[-1].date()) == "2024-01-06"
    assert not bridge.retained(snapshot)["whole"].any()


def test_one_day_has_no_two_windows():
    snapshot = world("anna 2024-01-01 4").snapshot()
    assert bridge.bridge(snapshot).empty
    assert bridge.retained(snapshot).empty


def test_visits_without_amounts_have_no_bridge():
    rows = [{"customer": "a", "ordered_at": date(2024, n, 1), "amount": None} for n in (1, 2, 3)]
    snapshot = world_of(rows).snapshot()
    assert bridge.bridge(snapshot).empty and bridge.retained(snapshot).empty


def test_a_filter_keeps_the_money_inside_it_and_who_is_new_to_the_shop():
    # In the South Bert spends 9 and nothing before; he is not new, he came in 2023.
    table = bridge.bridge(world(YEARS).snapshot(filters=Filters(store=("South",))))
    assert amounts(table)["reactivated"] == 9
    assert amounts(table)["new"] == 0


def test_impossible_windows_are_refused():
    with pytest.raises(Refused, match="from 1 to 60"):
        bridge.bridge(world(YEARS).snapshot(), months=0)


def test_an_interval_stands_around_the_money_and_the_seed_fixes_it():
    visits = (
        "\n".join(
            f"c{n} {year}-0{1 + n % 9}-05 {10 + n % 7}" for n in range(40) for year in (2023, 2024)
        )
        + "\nlast 2024-12-31 1"
    )
    snapshot = world(visits).snapshot()
    first, second = (bridge.bridge(snapshot, seed=3) for _ in range(2))
    assert first.equals(second)
    row = first.set_index("step").loc["before"]
    assert row["low"] < row["amount"] < row["high"]
    net = bridge.retained(snapshot, seed=3).set_index("figure").loc["net"]
    assert net["low"] <= net["share"] <= net["high"]


def slow_bridge(rows, as_of):
    """Customer by customer, in decimals."""

    def within(customer, first, last):
        return sum((a for c, d, a in rows if c == customer and first <= d <= last), Decimal(0))

    sums = dict.fromkeys(STEPS, Decimal(0))
    begins, before_begins = (date(as_of.year - n, 1, 1) for n in (0, 1))
    for customer in {c for c, _, _ in rows}:
        before = within(customer, before_begins, date(as_of.year - 1, 12, 31))
        after = within(customer, begins, as_of)
        day_sums = {d: within(customer, d, d) for c, d, _ in rows if c == customer}
        bought = [d for d, amount in day_sums.items() if amount > 0]
        sums["before"] += before
        sums["after"] += after
        if before <= 0 < after:
            sums["new" if min(bought) >= begins else "reactivated"] += after
        elif after <= 0 < before:
            sums["lost"] -= before
        elif before > 0 and after > 0:
            sums["expansion" if after > before else "contraction"] += after - before
        sums["returns_without_spend"] += min(after, 0) - min(before, 0)
    return {step: float(amount) for step, amount in sums.items()}


lines = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.dates(date(2022, 1, 1), date(2024, 12, 31)),
        st.decimals(Decimal("-20"), Decimal("60"), places=2),
    ),
    max_size=30,
)


@given(lines, st.sampled_from([date(2023, 12, 31), date(2024, 12, 31)]))
def test_the_bridge_equals_the_slow_sum_and_adds_up(rows, as_of):
    rows = [(c, d, a) for c, d, a in rows if d <= as_of]
    held = [{"customer": c, "ordered_at": d, "amount": str(a), "product": "p"} for c, d, a in rows]
    held.append({"customer": None, "ordered_at": date(2021, 12, 31), "amount": "1"})
    held.append({"customer": None, "ordered_at": as_of, "amount": "1"})
    database = world_of(held)
    table = amounts(bridge.bridge(database.snapshot()))
    if not table:  # nobody known has spent anything in either window
        assert not any(slow_bridge(rows, as_of).values())
        return
    changes = sum(table[step] for step in STEPS[1:-1])
    assert round(table["before"] + changes, 4) == table["after"]
    # a return finds its sale and moves to its day; the slow sum knows lines alone
    if all(a >= 0 for _, _, a in rows):
        assert table == pytest.approx(slow_bridge(rows, as_of), abs=1e-9)


@pytest.mark.parametrize("step", STEPS)
def test_behind_a_step_are_its_customers(step):
    snapshot = world(YEARS).snapshot()
    table = bridge.bridge(snapshot).set_index("step")
    behind = customers.behind(snapshot, kind="bridge", step=step)
    wanted = table.loc[step, "customers"]
    assert len(behind) == wanted - (
        step in ("returns_without_spend", "after")
    )  # Fritz bought nothing
