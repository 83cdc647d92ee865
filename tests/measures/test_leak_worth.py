"""Where it leaks and what a point of leak is worth, worked by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.errors import Refused
from retention.intervals import newcombe, wilson
from retention.measures import bucket, leak_worth
from retention.store import Filters
from tests.worlds import world, world_of

# H is 30 days. March and April 2024: Anna and Bert of the North and Cleo of the South are active
# when March begins; Anna lapses on 10 March, Cleo on 25 April, Bert keeps coming.
VISITS = """
anna 2024-01-10 10 store=North
bert 2024-01-05 10 store=North
bert 2024-02-20 10 store=South
bert 2024-04-01 10 store=North
cleo 2024-01-08 10 store=South
cleo 2024-02-25 10 store=South
emil 2023-11-01 10
dora 2024-04-30 10
"""


def test_where_it_leaks_by_hand():
    table = leak_worth.leak_by(world(VISITS).snapshot(), by="store", months=2).set_index("group")
    assert table.loc["North", ["at_start", "lapsed"]].tolist() == [2, 1]
    assert table.loc["South", ["at_start", "lapsed"]].tolist() == [1, 1]
    north = table.loc["North"]
    assert (north["leak_rate"], north["rest_rate"], north["difference"]) == (0.5, 1.0, -0.5)
    assert (north["low"], north["high"]) == pytest.approx([float(each) for each in wilson(1, 2)])
    assert (north["difference_low"], north["difference_high"]) == pytest.approx(
        [float(each) for each in newcombe(1, 2, 1, 1)]
    )


def test_a_leak_before_anybody_could_lapse_is_not_told():
    assert leak_worth.leak_by(world(VISITS).snapshot(), by="store").empty  # twelve months


def test_an_impossible_question_is_refused():
    snapshot = world(VISITS).snapshot()
    for options in ({"by": "zodiac"}, {"months": 0}):
        with pytest.raises(Refused):
            leak_worth.leak_by(snapshot, **options)


def test_a_group_alone_has_no_rest():
    row = leak_worth.leak_by(world(VISITS).snapshot(), by="all", months=2).iloc[0]
    assert row[["rest_rate", "difference", "difference_low"]].isna().all()


visit_lists = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.dates(date(2023, 1, 1), date(2024, 12, 31))),
    min_size=1,
    max_size=30,
)


@given(visit_lists, st.integers(1, 12))
def test_the_groups_add_up_to_the_leak_of_all(visits, months):
    rows = [{"customer": c, "ordered_at": d, "amount": "1"} for c, d in visits]
    snapshot = world_of(rows).snapshot()
    parts = leak_worth.leak_by(snapshot, by="year", months=months)
    whole = bucket.leak(snapshot, months=months)
    if whole.empty or not whole["settled"].iloc[-1]:
        assert parts.empty
    else:
        newest = whole.iloc[-1]
        assert parts["at_start"].sum() == newest["at_start"]
        assert parts["lapsed"].sum() == newest["lapsed"]


def steady(months: int = 14):
    """Forty customers who come every month and spend 10, ten others who come once in each month."""
    first = date(2023, 1, 15)
    rows = []
    for month in range(months):
        day = (first.replace(day=1) + timedelta(days=31 * month)).replace(day=15)
        rows += [{"customer": f"r{n}", "ordered_at": day, "amount": "10"} for n in range(40)]
        rows += [{"customer": f"m{month}-{n}", "ordered_at": day, "amount": "10"}
                 for n in range(10)]  # fmt: skip
    return world_of([*rows, rows[-1] | {"ordered_at": date(2024, 2, 29), "customer": "r0"}])


def test_what_a_point_is_worth_by_hand():
    snapshot = steady().snapshot()
    table = leak_worth.worth(snapshot).set_index("points")
    months = bucket.months(snapshot)
    months = months[months["settled"]].tail(12)
    leak = months["lapsed"].sum() / months["at_start"].sum()
    came = (months["new"] + months["reactivated"]).mean()
    # active at the end of each of the last months: 40 regulars and those of the last two months
    now, spend_of_month = months["at_end"].iloc[-1], 500
    spend = (spend_of_month * len(months) + 10) / months["at_end"].sum()

    def year(leak):
        active, months_of = now, 0
        for _ in range(12):
            active = active * (1 - leak) + came
            months_of += active
        return months_of * spend

    assert table.loc[0.0, "amount"] == pytest.approx(year(leak), rel=1e-9)
    assert table.loc[-0.01, "change"] == pytest.approx(year(leak - 0.01) - year(leak), rel=1e-9)
    assert table.loc[0.01, "change"] < 0 == table.loc[0.0, "change"]
    point = table.loc[-0.01]
    assert point["low"] <= point["change"] <= point["high"]
    assert table["margin"].isna().all()


def test_no_leak_below_nothing_is_imagined():
    table = leak_worth.worth(steady().snapshot())
    assert (table["leak_rate"] >= 0).all()


def test_too_little_is_told_as_nothing():
    assert leak_worth.worth(world(VISITS).snapshot()).empty


@settings(max_examples=20)
@given(st.sampled_from(["North", "South"]))
def test_a_filter_is_no_error(store):
    leak_worth.worth(world(VISITS).snapshot(filters=Filters(store=(store,))))
