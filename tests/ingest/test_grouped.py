"""Rows that are sums of the rows below them, in reports with groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.ingest.grouped import sums_of_rows_below


def told(*amounts: float) -> list[int]:
    return sorted(sums_of_rows_below([[amount] for amount in amounts]))


def test_groups_and_groups_of_groups():
    assert told(30, 10, 20, 5, 2, 3) == [0, 3]
    assert told(35, 30, 10, 20, 5, 2, 3) == [0, 1, 4]


def test_a_group_of_one_is_one_beside_a_group_of_several():
    assert told(30, 10, 20, 5, 5) == [0, 3]


@pytest.mark.parametrize(
    "amounts",
    [
        (5, 5, 7, 7),  # equal rows in pairs prove nothing
        (30, 10, 20, 8),  # the last row stands in no group
        (10, 20, 30),  # sums below what they sum up are totals, told by their name
        (),
    ],
)
def test_what_is_no_report_with_groups(amounts):
    assert told(*amounts) == []


def test_every_month_must_add_up():
    assert sums_of_rows_below([[30, 1], [10, 1], [20, 1]]) == frozenset()
    assert sums_of_rows_below([[30, -1], [10, 1], [20, -2]]) == {0}


@given(st.lists(st.integers(2, 6), min_size=1, max_size=7))
def test_exactly_what_was_put_above_the_groups_is_found(sizes):
    # powers of two: no row is by chance the sum of others
    rows, heads, power = [], set(), 0
    for size in sizes:
        group = [2.0**at for at in range(power, power + size)]
        power += size
        heads.add(len(rows))
        rows += [sum(group), *group]
    assert sums_of_rows_below([[row] for row in rows]) == heads
