"""When to remind: worked by hand, and against a slow walk from day to day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import Refused
from retention.intervals import wilson
from retention.measures import ladder, reminders
from tests.worlds import world, world_of

FIRST = date(2024, 1, 1)
LAST = date(2024, 12, 31)


def shop(waits, *, category="tea", last=LAST):
    """Customers who all begin on one day and come back after so many days; None is never."""
    rows = []
    for number, wait in enumerate(waits):
        visits = [0] if wait is None else [0, wait]
        rows += [{"customer": f"{category}{number}", "ordered_at": FIRST + timedelta(days=day),
                  "amount": "10", "category": category} for day in visits]  # fmt: skip
    return [*rows, {"customer": None, "ordered_at": last, "amount": "1"}]


def test_the_best_weeks_by_hand():
    # 100 begin. Two come back in each of the weeks 1 to 4, ten in each of the weeks 5, 6 and 7, and
    # nobody later. When week 5 begins 92 wait, then 82, then 72: 30 of 246 customer-weeks.
    waits = [7 * week + 3 for week in range(4) for _ in range(2)]
    waits += [7 * week + 3 for week in (4, 5, 6) for _ in range(10)]
    table = reminders.reminders(world_of(shop(waits + [None] * 62)).snapshot())
    row = table.iloc[0]
    assert row[["group", "n", "returned"]].tolist() == ["all", 100, 38]
    assert row[["remind_from", "remind_to"]].tolist() == [29, 49]
    assert row["rate"] == pytest.approx(30 / 246)
    assert (row["low"], row["high"]) == pytest.approx([float(each) for each in wilson(30, 246)])
    # the 37th of 38 is the first beyond 95 % (36.1); all of the seventh week come on day 45
    assert row["unlikely_after"] == 45
    assert (row["waiting"], row["still_to_come"]) == (62, 0)
    # weeks 1 to 7: 38 of 100 + 98 + 96 + 94 + 92 + 82 + 72
    assert row["usual_rate"] == pytest.approx(38 / 634)


def test_who_came_later_than_unlikely():
    # 97 come on day 10, three on day 200 of whom none is nobody: 3 of the 103 waiting then
    waits = [10] * 97 + [200] * 3 + [None] * 100
    row = reminders.reminders(world_of(shop(waits)).snapshot()).iloc[0]
    assert (row["unlikely_after"], row["waiting"]) == (10, 103)
    assert row["still_to_come"] == pytest.approx(3 / 103)


def test_groups_have_a_row_each_and_few_tell_nothing():
    rows = shop([5] * 20 + [None] * 10) + shop([5] * 3 + [None] * 3, category="mug")
    table = reminders.reminders(world_of(rows).snapshot()).set_index("group")
    assert table["n"].to_dict() == {"all": 36, "tea": 30, "mug": 6}
    assert table.loc["mug", ["remind_from", "rate", "unlikely_after"]].isna().all()


def test_nobody_back_tells_nothing_and_an_unknown_way_is_refused():
    snapshot = world("anna 2024-01-01\nbert 2024-02-01").snapshot()
    row = reminders.reminders(snapshot).iloc[0]
    assert (row["n"], row["returned"]) == (2, 0) and row[["rate", "unlikely_after"]].isna().all()
    with pytest.raises(Refused, match="cannot be told apart"):
        reminders.reminders(snapshot, by="zodiac")


def slow(waits, seen):
    """(remind_from, rate, unlikely_after), one customer and one week at a time."""
    times = [(wait if wait is not None else seen, wait is not None) for wait in waits]
    left, curve = 1.0, {}
    for day in sorted({day for day, came in times if came}):
        at_risk = sum(each >= day for each, _ in times)
        left *= 1 - sum(came and each == day for each, came in times) / at_risk
        curve[day] = 1 - left
    last = max(curve.values())
    unlikely = next(day for day, share in curve.items() if share >= 0.95 * last - 1e-12)
    best = None
    for week in range(max(unlikely // 7 + 1, 3) - 2):
        starts = [7 * each + 1 for each in range(week, week + 3)]
        waiting = [sum(day >= start for day, _ in times) for start in starts]
        came = sum(came and starts[0] <= day < starts[0] + 21 for day, came in times)
        if waiting[-1] >= 20 and (best is None or came / sum(waiting) > best[1] + 1e-12):
            best = (starts[0], came / sum(waiting))
    return best, unlikely


@given(st.lists(st.one_of(st.none(), st.integers(1, 120)), min_size=30, max_size=60),
       st.integers(121, 200))  # fmt: skip
def test_the_best_weeks_equal_the_slow_walk(waits, seen):
    if not any(wait is not None for wait in waits):
        return
    database = world_of(shop(waits, last=FIRST + timedelta(days=seen)))
    row = reminders.reminders(database.snapshot()).iloc[0]
    best, unlikely = slow(waits, seen)
    assert row["unlikely_after"] == unlikely
    if best is None:
        assert row[["remind_from", "rate"]].isna().all()
    else:
        assert (row["remind_from"], row["rate"]) == (best[0], pytest.approx(best[1]))


def test_the_second_purchase_of_all_is_that_of_the_ladder():
    rows = shop([10, 20, 30, None] * 10)
    snapshot = world_of(rows).snapshot()
    second = ladder.second_order(snapshot).set_index("within")
    row = reminders.reminders(snapshot).iloc[0]
    assert row["returned"] == second.loc[365 if 365 in second.index else 180, "returned"]
