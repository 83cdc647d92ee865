"""What lies in each basket: product lines, and the lines that come back."""

from dataclasses import dataclass

import numpy as np

from retention.demo import days
from retention.demo.catalogue import Catalogue
from retention.demo.habits import Habits
from retention.demo.receipts import Receipts
from retention.demo.stories import FRAGILE, GIVEAWAY, PAIR
from retention.demo.visits import NOBODY

_MOST_LINES = 8
_USUAL_PRODUCT_SHARE = 0.62  # of lines that repeat the customer's usual product of the category
_WALK_IN_LINES = 0.75  # mean beyond the first
_GLOBAL_SHARES = np.array([0.22, 0.12, 0.18, 0.08, 0.09, 0.10, 0.17, 0.04])
_CHRISTMAS_SHARES = np.array([0.17, 0.09, 0.14, 0.08, 0.09, 0.12, 0.17, 0.14])


@dataclass(frozen=True)
class Lines:
    """One row per product line: receipt row, product index, quantity; sorted by receipt."""

    receipt: np.ndarray
    product: np.ndarray
    quantity: np.ndarray


def draw_lines(
    receipts: Receipts, habits: Habits, goods: Catalogue, rng: np.random.Generator
) -> Lines:
    """Fill every basket; a product stands once in a receipt."""
    sale = receipts.sale
    receipt = np.repeat(np.arange(len(sale.day)), _sizes(receipts, habits, rng))
    category = _categories(receipt, receipts, habits, rng)
    product = goods.pick(category, _chances(sale.customer[receipt], category, habits, rng))
    box = _first_lines(receipt) & _giveaway(receipts, habits)[receipt]
    product[box] = goods.product(GIVEAWAY.product)

    pair = rng.random(len(product)) < PAIR.together_share
    pair &= product == goods.product(PAIR.product)
    broken = np.flatnonzero(sale.fragile)
    receipt = np.concatenate([receipt, broken, receipt[pair]])
    product = np.concatenate(
        [
            product,
            np.full(len(broken), goods.product(FRAGILE.product)),
            np.full(pair.sum(), goods.product(PAIR.companion)),
        ]
    )
    _, kept = np.unique(receipt * len(goods.names) + product, return_index=True)
    kept = kept[np.lexsort((kept, receipt[kept]))]
    receipt, product = receipt[kept], product[kept]
    return Lines(receipt, product, _quantities(len(receipt), rng))


def returned_lines(
    receipts: Receipts, lines: Lines, goods: Catalogue, rng: np.random.Generator
) -> np.ndarray:
    """Row numbers of the lines that come back: the fragile product, else any one of the order."""
    coming = receipts.sale.returned & ~receipts.sale.cancelled
    chance = rng.random(len(lines.receipt)) + 1
    chance[lines.product == goods.product(FRAGILE.product)] = 0
    candidates = np.flatnonzero(coming[lines.receipt])
    order = candidates[np.lexsort((chance[candidates], lines.receipt[candidates]))]
    return order[_first_lines(lines.receipt[order])]


def _sizes(receipts: Receipts, habits: Habits, rng: np.random.Generator) -> np.ndarray:
    customer = receipts.sale.customer
    mean = np.where(customer == NOBODY, _WALK_IN_LINES, habits.basket_lines[customer])
    mean = np.where(receipts.split, 0.0, mean)
    mean = np.where(_giveaway(receipts, habits), 0.15, mean)
    return np.minimum(1 + rng.poisson(mean), _MOST_LINES)


def _giveaway(receipts: Receipts, habits: Habits) -> np.ndarray:
    sale = receipts.sale
    return (sale.number == 1) & habits.is_giveaway[sale.customer]


def _first_lines(receipt: np.ndarray) -> np.ndarray:
    """Marks the first row of each run of equal receipts."""
    return np.concatenate(([True], receipt[1:] != receipt[:-1]))


def _categories(
    receipt: np.ndarray, receipts: Receipts, habits: Habits, rng: np.random.Generator
) -> np.ndarray:
    """First orders begin in the entry category; later ones lean to the favourite."""
    sale = receipts.sale
    customer, first_order = sale.customer[receipt], sale.number[receipt] == 1
    christmas = np.isin(days.month(sale.day[receipt]), (11, 12))
    chance = rng.random(len(receipt))
    anything = np.where(
        christmas,
        np.searchsorted(np.cumsum(_CHRISTMAS_SHARES), chance),
        np.searchsorted(np.cumsum(_GLOBAL_SHARES), chance),
    ).clip(max=len(_GLOBAL_SHARES) - 1)
    kind = rng.random(len(receipt))
    entry = first_order & (_first_lines(receipt) | (kind < 0.75))
    favourite = (customer != NOBODY) & ~first_order & (kind < 0.60)
    return np.select(
        [entry, favourite],
        [habits.entry_category[customer], habits.favourite_category[customer]],
        anything,
    )


def _chances(
    customer: np.ndarray, category: np.ndarray, habits: Habits, rng: np.random.Generator
) -> np.ndarray:
    """A customer's usual product of a category is a fixed chance; otherwise anything goes."""
    usual = rng.random((len(habits.first_day), len(_GLOBAL_SHARES)))[customer, category]
    any_product = rng.random(len(customer))
    as_usual = (customer != NOBODY) & (rng.random(len(customer)) < _USUAL_PRODUCT_SHARE)
    return np.where(as_usual, usual, any_product)


def _quantities(count: int, rng: np.random.Generator) -> np.ndarray:
    return rng.choice([1, 2, 3, 4], count, p=[0.76, 0.17, 0.05, 0.02])
