"""A made-up shop in which being late once adds a known amount to the chance of leaving."""

from datetime import date, timedelta

import numpy as np
from scipy.special import expit

from retention.store import Database
from tests.worlds import world_of

START = date(2024, 1, 1)
HORIZON = 30
WINDOWS = 8
CUSTOMERS = 700
# Every thirty days each active customer decides; the first two windows only make a history.
DECISIONS = [START + timedelta(days=HORIZON * place) for place in range(2, WINDOWS)]


def build(*, seed: int, effect: float, pull: float) -> Database:
    """The shop, horizon 30 days. With `pull` > 0 those with many orders, who leave less, are late
    more often; with `pull` < 0 less often."""
    random = np.random.default_rng(seed)
    bought = [[] for _ in range(CUSTOMERS)]  # day of each purchase, from 0
    late = [set() for _ in range(CUSTOMERS)]  # those that came late
    for window in range(WINDOWS):
        begins = window * HORIZON
        for days, late_days in zip(bought, late, strict=True):
            if not days:
                wants = random.random() < 0.5
            elif begins - days[-1] >= 2 * HORIZON:
                wants = False
            else:
                wants = random.random() >= _leaves(len(days), begins - days[-1]) + effect * bool(
                    late_days
                )
            if wants:
                days += _purchases(begins, random)
                if random.random() < expit(-1.6 + pull * (np.log(len(days)) - 1)):
                    late_days.add(days[-1])
    rows = [_line(str(who), day, day in late[who]) for who, days in enumerate(bought)
            for day in days]  # fmt: skip
    end = START + timedelta(days=HORIZON * WINDOWS)
    return world_of([*rows, _line("end", (end - START).days, False)], horizon_days=HORIZON)


def _leaves(orders: int, days_since: int) -> float:
    return 0.7 * expit(1.2 - 1.1 * np.log1p(orders) + 0.4 * np.log1p(days_since))


def _purchases(begins: int, random) -> list[int]:
    """One to four days of the window, its last one left free so that what is promised for that
    day is known to be late by the decision."""
    count = min(4, 1 + random.poisson(0.7))
    return sorted(begins + random.choice(np.arange(1, HORIZON - 1), count, replace=False))


def _line(customer: str, day: int, is_late: bool) -> dict:
    ordered = START + timedelta(days=int(day))
    return {
        "customer": customer, "ordered_at": ordered, "amount": "10.00",
        "promised_at": ordered.isoformat(),
        "delivered_at": (ordered + timedelta(days=5 if is_late else 0)).isoformat(),
    }  # fmt: skip
