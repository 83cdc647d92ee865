"""Sharp rises and falls: against a slow reckoning, and what must not count as one."""

import itertools
import math
import random
import statistics
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.measures import swings
from retention.store import Filters
from tests.worlds import world_of


def rows_of(seed, customers=36):
    """Customers who buy 10 to 14 times, about every ten days; c0 lately for five times as much."""
    chance, rows = random.Random(seed), []
    for number in range(customers):
        day, times = date(2024, 1, 1), chance.randint(10, 14)
        for turn in range(times):
            day += timedelta(days=chance.randint(7, 13))
            amount = round(math.exp(chance.gauss(3, 0.2)), 2)
            amount = round(amount * 5, 2) if number == 0 and turn >= times - 3 else amount
            for product in range(chance.randint(1, 3)):
                rows.append({"customer": f"c{number}", "ordered_at": day, "product": f"p{product}",
                             "amount": f"{amount if product == 0 else 0:.2f}", "quantity": 1,
                             "store": ("North", "South")[number % 2]})  # fmt: skip
    return rows


def slow(rows, today, horizon_days):
    """(customer, habit) → (before, now, z), counted customer by customer."""
    visits = {}
    for row in rows:
        if row["ordered_at"] <= today:
            of = visits.setdefault(row["customer"], {}).setdefault(row["ordered_at"], [0.0, set()])
            of[0] += float(row["amount"])
            of[1].add(row["product"])
    found = {}
    for what in ("order size", "frequency", "assortment"):
        told = {}
        for who, days in visits.items():
            gaps = [(b - a).days for a, b in itertools.pairwise(sorted(days))]
            if (today - max(days)).days >= 2 * horizon_days:
                continue
            in_turn = sorted(days)
            values = {
                "order size": [math.log(days[day][0]) for day in in_turn],
                "frequency": [-math.log(gap) for gap in gaps],
                "assortment": [math.log(len(days[day][1])) for day in in_turn],
            }[what]  # fmt: skip
            if len(values) >= 8:
                told[who] = values[:-3], values[-3:]
        if len(told) < 30:
            continue
        squares = {who: statistics.variance(old) * (len(old) - 1) for who, (old, _) in told.items()}
        free = sum(len(old) - 1 for old, _ in told.values())
        everybody = sum(squares.values()) / free
        units = {}
        for who, (old, new) in told.items():
            own = math.sqrt((squares[who] + 5 * everybody) / (len(old) - 1 + 5))
            moved = statistics.mean(new) - statistics.mean(old)
            units[who] = moved / (own * math.sqrt(1 / 3 + 1 / len(old)))
        middle = statistics.median(units.values())
        scale = 1.4826 * statistics.median(abs(each - middle) for each in units.values())
        for who, (old, new) in told.items():
            moved = statistics.mean(new) - statistics.mean(old)
            z = (units[who] - middle) / scale
            if abs(z) >= 3 and abs(moved) >= math.log(1.5) and z * moved > 0:
                sign = -1 if what == "frequency" else 1
                found[who, what] = tuple(
                    math.exp(sign * statistics.mean(part)) for part in (old, new)
                ) + (z,)
    return found


@given(st.integers(0, 10**6), st.integers(0, 25))
@settings(max_examples=12, deadline=None)
def test_the_swings_equal_the_slow_reckoning(seed, back):
    rows = rows_of(seed)
    today = max(row["ordered_at"] for row in rows) - timedelta(days=back)
    table = swings.swings(world_of(rows).snapshot(today))
    wanted = slow(rows, today, 30)
    assert set(zip(table["customer"], table["what"], strict=True)) == set(wanted)
    for row in table.to_dict("records"):
        told = [row[name] for name in ("before", "now", "z")]
        assert told == pytest.approx(wanted[row["customer"], row["what"]])


def test_who_buys_for_five_times_as_much_has_risen():
    rows = rows_of(1)
    table = swings.swings(world_of(rows).snapshot()).set_index(["customer", "what"])
    row = table.loc[("c0", "order size")]
    assert row["direction"] == "rise" and row["now"] > 3 * row["before"]
    assert row["change"] == pytest.approx(row["now"] / row["before"] - 1)
    assert row["compared"] == 36


def test_what_moves_everybody_is_no_swing():
    rows = [row for row in rows_of(2) if row["customer"] != "c0"]
    last = {}
    for row in rows:
        last.setdefault(row["customer"], set()).add(row["ordered_at"])
    for row in rows:  # all prices rise fivefold for everybody's newest three purchases
        if row["ordered_at"] in sorted(last[row["customer"]])[-3:]:
            row["amount"] = f"{5 * float(row['amount']):.2f}"
    table = swings.swings(world_of(rows).snapshot())
    assert (table["what"] == "order size").sum() <= 1


def test_a_filter_tells_its_customers_by_all_they_bought():
    database = world_of(rows_of(1))
    everybody = swings.swings(database.snapshot()).set_index(["customer", "what"])["z"]
    north = swings.swings(database.snapshot(filters=Filters(store=("North",))))
    north = north.set_index(["customer", "what"])["z"]
    assert ("c0", "order size") in north.index
    assert (north == everybody[north.index]).all()


def test_few_customers_tell_no_variation():
    assert swings.swings(world_of(rows_of(1, customers=20)).snapshot()).empty
