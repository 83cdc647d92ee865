"""95 % intervals of shares and of their differences."""

import numpy as np

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
