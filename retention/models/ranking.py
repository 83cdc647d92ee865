"""A ranking sorted once, so that each draw of a bootstrap is measured without sorting again.

Tied customers stand together: a list that ends among them takes their average, and those who
churned are found together, so no figure depends on how the rows happen to lie.
"""

from typing import NamedTuple

import numpy as np


class Found(NamedTuple):
    """What lies above each place of the list, down to the end of each group of tied customers:
    `customers` looked at, and what they `held` (arrays of one shape)."""

    customers: np.ndarray
    held: np.ndarray

    def average_precision(self) -> float:
        """Mean of held / customers over all that is held, where that is 1 for each churner;
        unknown (NaN) without one."""
        if not self.held[-1]:
            return np.nan
        precision = self.held / np.maximum(self.customers, 1)
        return float(np.diff(self.held, prepend=0.0) @ precision / self.held[-1])

    def caught(self, shares) -> np.ndarray:
        """Share of all that is held that the top `shares` (k,) of the list hold; NaN where that is
        not above 0."""
        if not self.held[-1] > 0:
            return np.full(len(shares), np.nan)
        wanted = np.asarray(shares) * self.customers[-1]
        places = np.append(0.0, self.customers)
        return np.interp(wanted, places, np.append(0.0, self.held)) / self.held[-1]


class Ranking:
    """Customers from the highest `score` (n,) down, each holding an amount (n,): money, or 1 if
    she churned."""

    def __init__(self, score, amounts):
        score = np.asarray(score, float)
        self._order = np.argsort(-score, kind="stable")
        self._amounts = np.asarray(amounts, float)[self._order]
        self._ends = np.flatnonzero(np.append(np.diff(score[self._order]) != 0, True))

    def found(self, times=None) -> Found:
        """`times` (n,): how often each customer counts; once unless given."""
        times = np.ones(len(self._order)) if times is None else times[self._order]
        return Found(np.cumsum(times)[self._ends], np.cumsum(times * self._amounts)[self._ends])
