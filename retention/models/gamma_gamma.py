"""Gamma-Gamma: the mean value of a customer's purchases, learnt from few of them.

The value of a purchase is Gamma(p, nu) around the customer's own mean, and nu is Gamma(q, v) over
the customers (Fader and Hardie, "The Gamma-Gamma model of monetary value", 2013). For a customer
with x purchases of mean value m the log-likelihood is

    ln Gamma(px+q) - ln Gamma(px) - ln Gamma(q) + q ln v + (px-1) ln m + px ln x - (px+q) ln(xm+v)

It assumes that value and frequency are independent; check their correlation before use.
"""

import numpy as np
from scipy.special import digamma, gammaln

from retention.models.estimator import Estimator, positive_weights
from retention.models.searching import best_of

_STARTS = np.log([[5.0, 3.0, 1.0], [1.0, 2.0, 1.0], [20.0, 10.0, 1.0]])
_BOUND = 12.0


class GammaGamma(Estimator):
    """fit(X) takes X of shape (n, 2): purchases (>= 1) and their mean value (> 0).

    ridge: weight of the sum of squared logs of p, q and v / mean value beside the mean negative
    log-likelihood; None means 1/n, 0 gives maximum likelihood.
    Fitted: p_, q_, v_ (in the money of X), log_likelihood_, n_customers_.
    """

    def __init__(self, ridge: float | None = None):
        self.ridge = ridge

    def fit(self, X, y=None, sample_weight=None):
        """Find the parameters; sample_weight = customers per row."""
        x, mean = _two_columns(X)
        weights = positive_weights(sample_weight, len(x))
        customers = weights.sum()
        scale = float(np.average(mean, weights=weights))
        ridge = 1.0 / customers if self.ridge is None else self.ridge
        share = weights / customers

        def loss(theta):
            value, slope = _mean_log_likelihood(theta, x, mean / scale, share)
            return ridge * theta @ theta - value, 2 * ridge * theta - slope

        best = best_of(loss, _STARTS, bound=_BOUND)
        self.p_, self.q_, v = (float(value) for value in np.exp(best))
        self.v_ = v * scale
        self.n_customers_ = float(customers)
        self.log_likelihood_ = self.log_likelihood(X, weights)
        return self

    def log_likelihood(self, X, sample_weight=None) -> float:
        """Sum of the rows' log-likelihoods under the fitted parameters."""
        self._require_fitted()
        x, mean = _two_columns(X)
        rows = _row_log_likelihood(self.p_, self.q_, self.v_, x, mean)
        return float(positive_weights(sample_weight, len(x)) @ rows)

    def population_mean(self) -> float:
        """Mean value of a purchase over all customers, v p / (q - 1); infinite for q <= 1."""
        self._require_fitted()
        return self.v_ * self.p_ / (self.q_ - 1) if self.q_ > 1 else np.inf

    def expected_mean_value(self, x, mean) -> np.ndarray:
        """The customer's own mean value given x purchases of that mean: her mean drawn towards
        everybody's, p (v + x m) / (p x + q - 1). Where x = 0 it is everybody's."""
        self._require_fitted()
        x, mean = np.broadcast_arrays(np.asarray(x, float), np.asarray(mean, float))
        bottom = self.p_ * x + self.q_ - 1
        known = self.p_ * (self.v_ + x * np.where(x > 0, mean, 0.0))
        return np.where(bottom > 0, known / np.where(bottom > 0, bottom, 1.0), np.inf)


def _mean_log_likelihood(theta, x, mean, share):
    """The mean log-likelihood and its slope in theta, the logs of p, q and v."""
    p, q, v = np.exp(theta)
    log_total = np.log(x * mean + v)
    value = share @ _row_log_likelihood(p, q, v, x, mean)
    both = digamma(p * x + q)
    in_p = x * (both - digamma(p * x) + np.log(mean) + np.log(x) - log_total)
    in_q = both - digamma(q) + np.log(v) - log_total
    in_v = q / v - (p * x + q) / (x * mean + v)
    slope = np.array([share @ part for part in (in_p, in_q, in_v)])
    return value, slope * np.array([p, q, v])


def _row_log_likelihood(p, q, v, x, mean):
    front = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)
    values = (p * x - 1) * np.log(mean) + p * x * np.log(x)
    return front + values - (p * x + q) * np.log(x * mean + v)


def _two_columns(X):
    values = np.asarray(X, dtype=float)
    if values.ndim != 2 or values.shape[1] != 2:
        raise ValueError(f"X has shape {values.shape}, expected (n, 2): purchases, mean value")
    if not np.isfinite(values).all() or (values[:, 0] < 1).any() or (values[:, 1] <= 0).any():
        raise ValueError("purchases must be 1 or more and their mean value above 0")
    return values.T
