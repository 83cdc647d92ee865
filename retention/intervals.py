"""95 % intervals: of shares, of their differences, and of money by resampling the customers."""

import numpy as np
from scipy.sparse import coo_matrix

Z95 = 1.959963984540054
SMALL_N = 20  # a rate of fewer is shown grey: its interval is too wide to act on


def wilson(events, n):
    """Wilson's score interval of a share.

    ``events`` and ``n`` are numbers or arrays of one shape; returns ``(low, high)`` of that shape,
    NaN where n is 0. Wilson (1927), formula 4 of Newcombe, Statistics in Medicine 17 (1998) 857.
    """
    events, n = np.asarray(events, dtype=float), np.asarray(n, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = events / n
        centre = share + Z95**2 / (2 * n)
        half = Z95 * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
        scale = 1 + Z95**2 / n
        low, high = (centre - half) / scale, (centre + half) / scale
    # at 0 and at n the bound is the share itself, which rounding would miss by a hair
    low = np.where((events == 0) & (n > 0), 0.0, low)
    return low, np.where((events == n) & (n > 0), 1.0, high)


def newcombe(events_a, n_a, events_b, n_b):
    """Interval of the difference of two independent shares, a − b, from their Wilson intervals.

    Newcombe's method 10, Statistics in Medicine 17 (1998) 873; returns ``(low, high)``.
    """
    a, b = np.asarray(events_a) / n_a, np.asarray(events_b) / n_b
    low_a, high_a = wilson(events_a, n_a)
    low_b, high_b = wilson(events_b, n_b)
    low = a - b - np.sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    high = a - b + np.sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    return low, high


def resampled_sums(groups, customers, amounts, *, count: int, seed: int) -> np.ndarray:
    """Sums of money by group in resamples of the customers: the bootstrap by customer.

    ``groups`` (``count`` of them) and ``customers`` number the rows of ``amounts`` from 0 on; a
    customer may have rows in several groups, and each resample takes all of them 0, 1, 2 … times
    together, by Poisson weights of mean 1 (Hanley and MacGibbon, American Journal of Epidemiology
    164 (2006) 294).
    Returns groups × resamples; groups of one call are drawn together, so that ratios of them are
    resampled as a whole. The same ``seed`` gives the same draws.
    """
    groups, customers = np.asarray(groups), np.asarray(customers)
    people = int(customers.max()) + 1 if len(customers) else 0
    held = coo_matrix(
        (np.asarray(amounts, dtype=np.float32), (groups, customers)), shape=(count, people)
    ).tocsr()
    return np.hstack([held @ weights for weights in resample_weights(people, seed=seed)])


def resample_weights(customers: int, *, seed: int):
    """How often each resample takes each customer: arrays of customers × some resamples, of at
    most ``_WEIGHTS_AT_ONCE`` numbers each, so that a large base does not fill the memory."""
    rng = np.random.default_rng(seed)
    resamples = _RESAMPLES if customers <= _MANY else _RESAMPLES_OF_MANY
    at_once = min(resamples, max(1, _WEIGHTS_AT_ONCE // max(customers, 1)))
    for begin in range(0, resamples, at_once):
        shape = (customers, min(at_once, resamples - begin))
        yield _POISSON[rng.integers(0, len(_POISSON), size=shape, dtype=np.uint16)]


def middle_95(draws) -> tuple[np.ndarray, np.ndarray]:
    """The 2.5 % and 97.5 % points along the last axis of resampled figures, those that could not
    be told (NaN) left out; NaN where more than half could not."""
    draws = np.sort(np.asarray(draws, dtype=float), axis=-1)  # NaN comes last
    known = np.isfinite(draws).sum(axis=-1, keepdims=True)
    ends = [
        np.take_along_axis(draws, np.maximum(place, 0).astype(int), axis=-1)[..., 0]
        for place in (np.floor(0.025 * (known - 1)), np.ceil(0.975 * (known - 1)))
    ]
    enough = known[..., 0] * 2 > draws.shape[-1]
    return tuple(np.where(enough, end, np.nan) for end in ends)


_RESAMPLES, _RESAMPLES_OF_MANY = 400, 200
_MANY = 50_000  # customers from which fewer resamples do: their interval is narrow
_WEIGHTS_AT_ONCE = 1_000_000


def _poisson_table(size: int = 2**16) -> np.ndarray:
    """Poisson(1) by inverse distribution: a draw of 16 bits looks its weight up, which is several
    times faster than drawing it."""
    steps = np.concatenate([[1.0], 1 / np.cumprod(np.arange(1.0, 9.0))]) * np.exp(-1)
    return np.searchsorted(np.cumsum(steps), (np.arange(size) + 0.5) / size).astype(np.float32)


_POISSON = _poisson_table()
