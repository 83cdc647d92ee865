"""The bootstrap by customer: whole customers are drawn, so that their rows stand and fall
together."""

from collections.abc import Iterator

import numpy as np


def resampled(customers: int, times: int, seed: int) -> Iterator[np.ndarray]:
    """`times` draws, one after the other: how often each customer is drawn, shape (customers,)."""
    random = np.random.default_rng(seed)
    for _ in range(times):
        drawn = random.integers(0, customers, size=customers)
        yield np.bincount(drawn, minlength=customers).astype(float)


def resamples(customers: int, times: int, seed: int) -> np.ndarray:
    """The same draws all at once, shape (times, customers)."""
    return np.stack(list(resampled(customers, times, seed)))
