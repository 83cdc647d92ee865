"""Every sale of the shop in the order of time: known customers, passers-by, split baskets."""

from dataclasses import dataclass, fields, replace

import numpy as np

from retention.demo import days
from retention.demo.habits import STORE_SELLERS, STORE_SHARES
from retention.demo.visits import NOBODY, Visits

WALK_INS = 1_900  # receipts without a customer card
SPLIT_SHARE = 0.012  # of shop orders followed by a second receipt the same day


@dataclass(frozen=True)
class Receipts:
    """`sale` holds one row per receipt, `minute` its minute of the day, `split` marks a second
    receipt of the same customer on the same day. Sorted by day and minute."""

    sale: Visits
    minute: np.ndarray
    split: np.ndarray


def draw_receipts(known: Visits, rng: np.random.Generator) -> Receipts:
    """Known customers' orders, joined by walk-ins and second receipts, sorted by time."""
    first = _join(known, _walk_ins(rng))
    minute = np.where(
        first.online,
        rng.integers(7 * 60, 23 * 60, len(first.day)),
        rng.integers(9 * 60, 19 * 60, len(first.day)),
    )
    again = np.flatnonzero(
        ~first.online & (first.customer != NOBODY) & (rng.random(len(first.day)) < SPLIT_SHARE)
    )
    sale = _join(first, _plain(_take(first, again)))
    minute = np.concatenate([minute, minute[again] + 20])
    split = np.arange(len(sale.day)) >= len(first.day)
    order = np.lexsort((np.arange(len(minute)), minute, sale.day))
    return Receipts(_take(sale, order), minute[order], split[order])


def _walk_ins(rng: np.random.Generator) -> Visits:
    """Shop receipts of people without a card, spread like the season."""
    weights = days.season(np.arange(days.DAYS)) * ~days.is_sunday(np.arange(days.DAYS))
    day = rng.choice(days.DAYS, WALK_INS, p=weights / weights.sum())
    store = rng.choice(3, WALK_INS, p=STORE_SHARES)
    seller = np.array(STORE_SELLERS)[store, rng.integers(2, size=WALK_INS)]
    no, nobody = np.zeros(WALK_INS, dtype=bool), np.full(WALK_INS, NOBODY)
    zero = np.zeros(WALK_INS, dtype=int)
    return Visits(
        customer=nobody,
        number=zero,
        day=day,
        online=no,
        store=store,
        seller=seller,
        promised_day=nobody,
        delivered_day=nobody,
        coupon=zero,
        percent_off=zero,
        fragile=no,
        returned=no,
        cancelled=no,
    )


def _plain(sale: Visits) -> Visits:
    """The same people and days, with nothing special: no delivery, reduction or return."""
    zero, no = np.zeros_like(sale.day), np.zeros(len(sale.day), dtype=bool)
    return replace(
        sale,
        number=zero,
        promised_day=zero + NOBODY,
        delivered_day=zero + NOBODY,
        coupon=zero,
        percent_off=zero,
        fragile=no,
        returned=no,
    )


def _take(sale: Visits, rows: np.ndarray) -> Visits:
    return Visits(*(getattr(sale, column.name)[rows] for column in fields(Visits)))


def _join(one: Visits, other: Visits) -> Visits:
    return Visits(
        *(
            np.concatenate([getattr(one, column.name), getattr(other, column.name)])
            for column in fields(Visits)
        )
    )
