"""Whether percentages mean what they say: of those given 70 %, do about 70 % churn?

`churned` is a boolean array (n,), `risk` a probability (n,). Bins hold equally many customers, in
the order of risk; customers of one risk are never split between bins.
"""

import numpy as np
import pandas as pd

from retention.intervals import wilson

BINS = 10


def bin_of(risk, bins: int = BINS) -> np.ndarray:
    """The bin of each customer, 0 first, by the middle of the ranks that her risk covers."""
    _, index, counts = np.unique(np.asarray(risk, float), return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    return np.minimum((middle * bins / max(counts.sum(), 1)).astype(int), bins - 1)[index]


def calibration_table(churned, risk, bins: int = BINS) -> pd.DataFrame:
    """One row per bin: bin (1 = lowest risk), n, predicted (mean risk), churned (share), low and
    high (Wilson, 95 %)."""
    frame = pd.DataFrame(
        {
            "bin": bin_of(risk, bins),
            "risk": np.asarray(risk, float),
            "churned": np.asarray(churned, float),
        }
    )
    table = (
        frame.groupby("bin")
        .agg(n=("risk", "size"), predicted=("risk", "mean"), churned=("churned", "mean"))
        .reset_index()
    )
    table["bin"] = np.arange(1, len(table) + 1)
    low, high = wilson(table["churned"] * table["n"], table["n"])
    return table.assign(low=low, high=high)


def ece(churned, risk, bins: int = BINS) -> float:
    """Expected calibration error: mean |share churned - mean risk| over bins, weighted by n."""
    risk = np.asarray(risk, float)
    return ece_in(bin_of(risk, bins), np.asarray(churned, float) - risk)


def ece_in(bin_of_each, errors) -> float:
    """The same error from each customer's bin and its churned - risk (n,)."""
    return float(np.abs(np.bincount(bin_of_each, errors)).sum() / len(errors))


def ece_floor(risk, bins: int = BINS, *, runs: int = 100, seed: int = 0) -> float:
    """The ECE that chance alone leaves: its mean where outcomes are drawn from the risks."""
    risk = np.asarray(risk, float)
    random = np.random.default_rng(seed)
    index = bin_of(risk, bins)
    drawn = ((random.random(len(risk)) < risk) - risk for _ in range(runs))
    return float(np.mean([ece_in(index, errors) for errors in drawn]))


def psi(expected, actual, bins: int = BINS) -> float:
    """Population stability index of `actual` against `expected` over the latter's quantiles:
    sum (a - e) ln(a / e), half a customer added to each bin. Under 0.1 is usually called stable,
    over 0.25 shifted. NaN where one of them is empty."""
    expected, actual = np.asarray(expected, float), np.asarray(actual, float)
    if not len(expected) or not len(actual):
        return np.nan
    edges = np.unique(np.quantile(expected, np.linspace(0, 1, bins + 1)[1:-1]))
    shares = []
    for values in (expected, actual):
        counts = np.bincount(np.searchsorted(edges, values, side="left"), minlength=len(edges) + 1)
        shares.append((counts + 0.5) / (len(values) + 0.5 * (len(edges) + 1)))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))
