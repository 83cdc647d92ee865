"""A ranking sorted once, so that each draw of a bootstrap is measured without sorting again.

`times` says how often each customer counts: 1 for all, or a row of `resamples`. Tied customers
stand together: a list that ends among them takes their average, and those who churned are found
together, so no figure depends on how the rows happen to lie.
"""

import numpy as np


class Ranking:
    """Customers from the highest `score` (n,) down."""

    def __init__(self, score):
        score = np.asarray(score, float)
        self._order = np.argsort(-score, kind="stable")
        self._ends = np.flatnonzero(np.append(np.diff(score[self._order]) != 0, True))

    def average_precision(self, churned, times=1.0) -> float:
        """Mean precision over the churners found, going down; unknown (NaN) without one."""
        found = self._so_far(np.asarray(churned, float) * times)
        looked_at = self._so_far(np.broadcast_to(times, len(self._order)))
        if not found[-1]:
            return np.nan
        precision = found / np.maximum(looked_at, 1)
        return float(np.diff(found, prepend=0.0) @ precision / found[-1])

    def caught(self, amounts, shares, times=1.0) -> np.ndarray:
        """Share of the sum of `amounts` (n,) that the top `shares` (k,) of the list hold; NaN
        where that sum is not above 0."""
        held = self._so_far(np.asarray(amounts, float) * times)
        if not held[-1] > 0:
            return np.full(len(shares), np.nan)
        customers = np.append(0.0, self._so_far(np.broadcast_to(times, len(self._order))))
        wanted = np.asarray(shares) * customers[-1]
        return np.interp(wanted, customers, np.append(0.0, held)) / held[-1]

    def _so_far(self, amounts) -> np.ndarray:
        """The sum down to the end of each group of tied customers."""
        return np.cumsum(amounts[self._order])[self._ends]
