"""How right a ranking and its probabilities were: AUC, log-loss, Brier score.

Everywhere `churned` is a boolean array (n,), `risk` a probability of churning (n,), and `score`
any number that is higher where churn is likelier. Customers are independent rows, so standard
errors are those of one cut-off; several cut-offs of the same customers are not pooled.
"""

from typing import NamedTuple

import numpy as np

# A probability of exactly 0 that is wrong once would make any log-loss infinite.
_SMALLEST = 1e-6


class Estimate(NamedTuple):
    """A figure and its standard error; both NaN where the data cannot tell."""

    value: float
    se: float

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """The figure minus and plus z standard errors (95 % unless told)."""
        return self.value - z * self.se, self.value + z * self.se


_UNKNOWN = Estimate(np.nan, np.nan)


def auc(churned, score) -> Estimate:
    """P(a churner's score > a stayer's), ties counted half, with the standard error of DeLong,
    DeLong and Clarke-Pearson (Biometrics 44, 1988). Unknown without both classes."""
    return _from_placements([_placements(churned, score)], [1.0])


def auc_gain(churned, score, other) -> Estimate:
    """AUC of `score` minus AUC of `other` on the same customers, with the paired DeLong error."""
    both = [_placements(churned, score), _placements(churned, other)]
    return _from_placements(both, [1.0, -1.0])


def log_loss(churned, risk) -> Estimate:
    """Mean of -ln(probability given to what happened); lower is better."""
    return _mean(_surprise(churned, risk))


def log_loss_gain(churned, risk, other) -> Estimate:
    """Log-loss of `other` minus that of `risk`, paired: above 0 where `risk` is better."""
    return _mean(_surprise(churned, other) - _surprise(churned, risk))


def brier(churned, risk) -> Estimate:
    """Mean of (risk - outcome)^2; lower is better."""
    return _mean((np.asarray(risk, float) - np.asarray(churned, float)) ** 2)


def _placements(churned, score):
    """Each churner's share of stayers below her; each stayer's share of churners above him."""
    churned, score = _arrays(churned, score)
    churners, stayers = score[churned], score[~churned]
    if not len(churners) or not len(stayers):
        return None
    ranks = _midranks(score)
    above = (ranks[churned] - _midranks(churners)) / len(stayers)
    below = 1 - (ranks[~churned] - _midranks(stayers)) / len(churners)
    return above, below


def _from_placements(pairs, signs) -> Estimate:
    if any(pair is None for pair in pairs):
        return _UNKNOWN
    above = sum(sign * pair[0] for sign, pair in zip(signs, pairs, strict=True))
    below = sum(sign * pair[1] for sign, pair in zip(signs, pairs, strict=True))
    if min(len(above), len(below)) < 2:
        return Estimate(float(above.mean()), np.nan)
    variance = above.var(ddof=1) / len(above) + below.var(ddof=1) / len(below)
    return Estimate(float(above.mean()), float(np.sqrt(variance)))


def _midranks(values) -> np.ndarray:
    """Ranks from 1; tied values share the middle of their ranks."""
    _, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[index]


def _surprise(churned, risk) -> np.ndarray:
    churned, risk = _arrays(churned, risk)
    risk = np.clip(risk, _SMALLEST, 1 - _SMALLEST)
    return -np.where(churned, np.log(risk), np.log1p(-risk))


def _mean(rows) -> Estimate:
    if not len(rows):
        return _UNKNOWN
    se = rows.std(ddof=1) / np.sqrt(len(rows)) if len(rows) > 1 else np.nan
    return Estimate(float(rows.mean()), float(se))


def _arrays(churned, score):
    churned, score = np.asarray(churned, dtype=bool), np.asarray(score, dtype=float)
    if churned.shape != score.shape or churned.ndim != 1:
        raise ValueError(f"shapes {churned.shape} and {score.shape}; both must be (n,)")
    if np.isnan(score).any():
        raise ValueError("a score is missing (NaN)")
    return churned, score
