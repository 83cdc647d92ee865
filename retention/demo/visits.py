"""The orders of known customers: when each comes, what happens, and whether she comes again.

Customers walk in rounds: round n holds everybody's n-th order, so that what happened in it
(late, returned, discounted …) can move the chance to leave before the next gap is drawn.
"""

from dataclasses import dataclass, fields

import numpy as np

from retention.demo import days
from retention.demo.catalogue import Catalogue
from retention.demo.habits import ONLINE_DEPOT, SELLERS, STORE_SELLERS, STORES, Habits
from retention.demo.stories import (
    ENTRY,
    FRAGILE,
    GIVEAWAY,
    KEEPER,
    LATE_SPRING,
    LEAVE_AFTER_FIRST,
    SALE,
    SILENT,
    WELCOME,
)

NOBODY = -1
SHOP_DELIVERY_SHARE = 0.20
OWN_SELLER_SHARE = 0.80
CANCELLED_SHARE = 0.012  # of later online orders
COUPONS = ("", WELCOME.code, "SPRING10", "FRIEND10", "BIRTHDAY15")
COUPON_PERCENT = np.array([0, WELCOME.percent, 10, 10, 15])
_CARD_PERCENT, _CARD_SHARE = 5, 0.07  # a small reduction by hand for known faces


@dataclass(frozen=True)
class Visits:
    """One row per order of a known customer; indexes refer to Habits and the catalogue."""

    customer: np.ndarray
    number: np.ndarray  # 1 = the first order
    day: np.ndarray
    online: np.ndarray
    store: np.ndarray
    seller: np.ndarray  # NOBODY online
    promised_day: np.ndarray  # NOBODY where nothing is delivered
    delivered_day: np.ndarray
    coupon: np.ndarray  # index into COUPONS
    percent_off: np.ndarray
    fragile: np.ndarray  # the order holds the fragile product
    returned: np.ndarray  # one line of the order comes back
    cancelled: np.ndarray


def draw_visits(habits: Habits, goods: Catalogue, rng: np.random.Generator) -> Visits:
    """All orders until the last day, in rounds; rows ordered by round, then customer."""
    who = np.arange(len(habits.first_day))
    day = habits.first_day
    rounds = []
    while len(who):
        visit = _happen(len(rounds) + 1, who, day, habits, rng)
        rounds.append(visit)
        stays = rng.random(len(who)) >= _leave(visit, habits, goods)
        gap = _gaps(who, visit.day, habits, rng)
        who, day = who[stays], (visit.day + gap)[stays]
        in_time = day <= habits.last_possible_day[who]
        who, day = who[in_time], day[in_time]
    return Visits(
        *(
            np.concatenate([getattr(visit, column.name) for visit in rounds])
            for column in fields(Visits)
        )
    )


def _gaps(who: np.ndarray, day: np.ndarray, habits: Habits, rng: np.random.Generator) -> np.ndarray:
    """Days to the next order: gamma-distributed around the own gap, shorter in busy months."""
    shape = habits.regularity[who]
    gap = rng.gamma(shape, habits.gap_days[who] / shape) / days.season(day)
    longest = np.where(habits.is_silent_regular[who], SILENT.longest_gap_days, days.DAYS)
    return np.clip(np.rint(gap), 1, longest).astype(int)


def _happen(
    number: int, who: np.ndarray, day: np.ndarray, habits: Habits, rng: np.random.Generator
) -> Visits:
    """What happens in everybody's order of that number."""
    count = len(who)
    online = rng.random(count) < habits.online_share[who]
    if number == 1:
        online = habits.online_first[who]
    day = day + (days.is_sunday(day) & ~online)
    store = habits.store[who]
    delivered = online | (rng.random(count) < SHOP_DELIVERY_SHARE)
    promised, arrived = _delivery(day, store, delivered, rng)
    coupon, percent = _reductions(number, who, day, online, habits, rng)
    fragile = (rng.random(count) < FRAGILE.share_of_orders) & ~habits.is_silent_regular[who]
    return_share = np.where(fragile, FRAGILE.return_share, FRAGILE.usual_return_share)
    return Visits(
        customer=who,
        number=np.full(count, number),
        day=day,
        online=online,
        store=store,
        seller=np.where(online, NOBODY, _served_by(number, who, habits, rng)),
        promised_day=promised,
        delivered_day=arrived,
        coupon=coupon,
        percent_off=percent,
        fragile=fragile,
        returned=rng.random(count) < return_share,
        cancelled=online & (number > 1) & (rng.random(count) < CANCELLED_SHARE),
    )


def _served_by(number: int, who: np.ndarray, habits: Habits, rng: np.random.Generator):
    """The own salesperson at the first order and mostly later, else whoever is there."""
    team = np.array([*STORE_SELLERS, (0, 0)])[habits.store[who]]
    anyone = team[np.arange(len(who)), rng.integers(2, size=len(who))]
    own = (number == 1) | (rng.random(len(who)) < OWN_SELLER_SHARE)
    return np.where(own, habits.seller[who], anyone)


def _delivery(day, store, delivered, rng) -> tuple[np.ndarray, np.ndarray]:
    """Promised and real day of delivery; story 1 makes one store late for one spring."""
    bad = (store == STORES.index(LATE_SPRING.store)) & days.between(
        day, LATE_SPRING.first, LATE_SPRING.last
    )
    late_share = np.where(bad, LATE_SPRING.late_share, LATE_SPRING.usual_late_share)
    late = rng.random(len(day)) < late_share
    promised = day + rng.integers(2, 5, len(day)) + 2 * (store == ONLINE_DEPOT)
    delay = np.where(bad, rng.integers(3, 11, len(day)), rng.integers(1, 6, len(day)))
    arrived = np.where(late, promised + delay, promised - rng.integers(0, 2, len(day)))
    return np.where(delivered, promised, NOBODY), np.where(delivered, arrived, NOBODY)


def _reductions(number, who, day, online, habits, rng) -> tuple[np.ndarray, np.ndarray]:
    """Coupon (index) and per cent off. A coupon is never added to a sale."""
    chance, kind = rng.random((2, len(who)))
    if number == 1:
        advert = online & days.between(day, WELCOME.first, WELCOME.last)
        welcome = advert & (chance < WELCOME.share_of_online_first_orders)
        coupon = np.select([welcome, chance > 0.97], [1, 3], 0)
    else:
        spring = np.isin(days.month(day), (4, 5)) & (chance < 0.10)
        coupon = np.select([spring, chance > 0.985], [2, 4], 0)
    sale = days.in_yearly_window(day, SALE.windows) & (kind < SALE.share_of_orders)
    card = (number > 1) & (kind > 1 - _CARD_SHARE)
    percent = np.select(
        [coupon > 0, sale, card],
        [COUPON_PERCENT[coupon], rng.choice(SALE.percents, len(who)), _CARD_PERCENT],
        0,
    )
    percent[habits.is_giveaway[who] & (number == 1)] = 0
    return np.where(habits.is_giveaway[who] & (number == 1), 0, coupon), percent


def _leave(visit: Visits, habits: Habits, goods: Catalogue) -> np.ndarray:
    """Chance that each customer never comes again after this order; the stories add up here."""
    who = visit.customer
    late = visit.delivered_day > visit.promised_day
    kept = (habits.seller[who] == SELLERS.index(KEEPER.salesperson)) & ~habits.online_first[who]
    kept &= habits.store[who] != ONLINE_DEPOT
    if visit.number[0] == 1:
        coffee = habits.entry_category[who] == goods.categories.index(ENTRY.category)
        sale = (visit.coupon == 0) & (visit.percent_off >= min(SALE.percents))
        chance = (
            LEAVE_AFTER_FIRST
            - KEEPER.leave_less_after_first * kept
            - ENTRY.leave_less_after_first * coffee
            + SALE.leave_more * sale
            + WELCOME.leave_more * (visit.coupon == COUPONS.index(WELCOME.code))
            + GIVEAWAY.leave_more * habits.is_giveaway[who]
        )
    else:
        chance = habits.leave_later[who] * np.where(kept, KEEPER.later_leave_factor, 1.0)
    chance = chance + LATE_SPRING.leave_more * late + FRAGILE.leave_more * visit.returned
    return np.where(habits.is_silent_regular[who], 0.0, np.clip(chance, 0.005, 0.97))
