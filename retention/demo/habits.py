"""Who the customers are: when they first come, how often they buy, where, and from whom."""

from dataclasses import dataclass

import numpy as np

from retention.demo import days
from retention.demo.catalogue import CONSUMABLES, Catalogue
from retention.demo.stories import CUSTOMERS, ENTRY, GIVEAWAY, KEEPER, SILENT

STORES = ("Harbour", "Old Town", "Station", "Online")  # Online: one depot, for people elsewhere
ONLINE_DEPOT = 3
SELLERS = ("Marta Nowak", "Jonas Weber", KEEPER.salesperson, "Tomáš Petrů", "Sophie Laurent")
STORE_SELLERS = ((0, 1), (2, 3), (4, 4))  # who stands in which of the three shops
STORE_SHARES = (0.40, 0.36, 0.24)
ONLINE_FIRST_SHARE = 0.38
ELSEWHERE_SHARE_OF_ONLINE = 0.40
# Rhythms: share of customers, mean days between purchases, chance to leave after each later one.
_RHYTHMS = np.array(
    [
        (0.02, 8.5, 0.030),  # weekly
        (0.06, 19.0, 0.050),  # every two or three weeks
        (0.57, 49.0, 0.060),  # monthly, some skipping one
        (0.35, 80.0, 0.075),  # quarterly
    ]
)
# Favourite category, and the share of first orders that begin in each, in the catalogue's order.
_ENTRY_SHARES = {
    "Loose tea": 0.24,
    "Herbal infusions": 0.12,
    "Coffee beans": 0.20,
    "Coffee gear": 0.08,
    "Teaware": 0.10,
    "Mugs & cups": 0.10,
    "Sweets & biscuits": 0.10,
    "Gift sets": 0.06,
}


@dataclass(frozen=True)
class Habits:
    """One row per customer, ordered by first day. Days are day numbers, gaps are in days."""

    first_day: np.ndarray
    gap_days: np.ndarray
    regularity: np.ndarray  # shape of the gamma-distributed gaps; 1 = pure chance
    leave_later: np.ndarray  # chance to leave after any purchase but the first
    last_possible_day: np.ndarray  # silent regulars stop here; others at the sample's end
    is_silent_regular: np.ndarray
    is_giveaway: np.ndarray
    online_first: np.ndarray
    online_share: np.ndarray  # of the later orders
    store: np.ndarray  # index into STORES
    seller: np.ndarray  # index into SELLERS; their own salesperson when they buy in a shop
    entry_category: np.ndarray
    favourite_category: np.ndarray
    basket_lines: np.ndarray  # mean number of lines beyond the first


def draw_habits(goods: Catalogue, rng: np.random.Generator) -> Habits:
    """Draw all customers. The planted groups differ only where their story says so."""
    first_day, silent, giveaway = _arrivals(rng)
    count = len(first_day)
    rhythm = rng.choice(len(_RHYTHMS), count, p=_RHYTHMS[:, 0])
    gap = _RHYTHMS[rhythm, 1] * rng.gamma(9, 1 / 9, count)
    leave = np.minimum(_RHYTHMS[rhythm, 2] * rng.gamma(2.5, 1 / 2.5, count), 0.6)
    online_first = (rng.random(count) < ONLINE_FIRST_SHARE) & ~giveaway & ~silent
    elsewhere = online_first & (rng.random(count) < ELSEWHERE_SHARE_OF_ONLINE)
    store = _stores(elsewhere, giveaway, rng)
    entry = _entry(goods, count, rng)
    stop = days.DAYS - 1 - SILENT.silent_from_days - 1  # a Sunday's order moves one day on
    return Habits(
        first_day=first_day,
        gap_days=np.where(silent, SILENT.gap_days, gap),
        regularity=np.where(silent, 9.0, rng.choice([1.5, 3.0, 8.0], count, p=[0.35, 0.4, 0.25])),
        leave_later=np.where(silent, 0.0, leave),
        last_possible_day=np.where(silent, stop, days.DAYS - 1),
        is_silent_regular=silent,
        is_giveaway=giveaway,
        online_first=online_first,
        online_share=np.select(
            [silent, elsewhere, online_first], [0.05, 1.0, 0.75], rng.beta(1.2, 4.8, count)
        ),
        store=store,
        seller=_sellers(store, rng),
        entry_category=entry,
        favourite_category=_favourites(goods, entry, rng),
        basket_lines=np.where(silent, 1.9, rng.gamma(3, 0.97, count)),
    )


def _arrivals(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First days in ascending order, with marks for silent regulars and the giveaway."""
    ordinary = CUSTOMERS - SILENT.customers - GIVEAWAY.customers
    usual = rng.choice(days.DAYS, ordinary, p=days.arrival_weights())
    early = rng.integers(120, 600, SILENT.customers)  # long enough ago to be old friends
    fair = rng.integers(
        days.number(GIVEAWAY.first), days.number(GIVEAWAY.last) + 1, GIVEAWAY.customers
    )
    first_day = np.concatenate([usual, early, fair])
    group = np.repeat([0, 1, 2], [ordinary, SILENT.customers, GIVEAWAY.customers])
    order = np.argsort(first_day, kind="stable")
    return first_day[order], group[order] == 1, group[order] == 2


def _stores(elsewhere: np.ndarray, giveaway: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    nearest = rng.choice(3, len(elsewhere), p=STORE_SHARES)
    return np.select([elsewhere, giveaway], [ONLINE_DEPOT, STORES.index(GIVEAWAY.store)], nearest)


def _sellers(store: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One of the two who work in the customer's store; the depot's customers have nobody (0)."""
    team = np.array([*STORE_SELLERS, (0, 0)])
    return team[store, rng.integers(2, size=len(store))]


def _entry(goods: Catalogue, count: int, rng: np.random.Generator) -> np.ndarray:
    shares = np.array([_ENTRY_SHARES[name] for name in goods.categories])
    return rng.choice(len(shares), count, p=shares)


def _favourites(goods: Catalogue, entry: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """People keep buying what is used up: the entry category, or tea for those who began with
    a thing; only a tenth of the others turns to the category that makes regulars."""
    used_up = np.array([goods.categories.index(name) for name in CONSUMABLES])
    coffee = goods.categories.index(ENTRY.category)
    other = rng.choice(used_up, len(entry), p=np.where(used_up == coffee, 0.1, 0.3))
    return np.where(np.isin(entry, used_up), entry, other)
