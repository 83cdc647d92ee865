"""MBG/NBD and BG/NBD: how often somebody buys, and whether she still does.

While a customer is alive she buys as a Poisson process whose rate is Gamma(r, alpha) over the
customers. She may drop out for good right after a purchase, with a probability that is Beta(a, b)
over the customers. In BG/NBD this can happen after every repeat purchase (Fader, Hardie and Lee,
Marketing Science 24, 2005); in MBG/NBD also after the very first one (Batislam, Denizel and
Filiztekin, International Journal of Research in Marketing 24, 2007; Hoppe and Wagner, 2007).

A customer is told by three numbers in one unit of time (days, or weeks):
    frequency x   repeat purchases: purchases after the first
    recency   tx  time from the first purchase to the last one (0 when x = 0)
    age       T   time from the first purchase to the end of observation
The likelihood of x purchases, the last at tx, none in (tx, T], is

    Gamma(r+x)/Gamma(r) alpha^r  B(a, b+x+m)/B(a, b)
        [ (alpha+T)^-(r+x)  +  drop  a/(b+x+m-1) (alpha+tx)^-(r+x) ]

with m = 1 and drop = 1 in MBG/NBD; m = 0 and drop = [x > 0] in BG/NBD. All sums are in logs.
"""

import numpy as np
import pandas as pd
from scipy.special import digamma, expit, gammaln, hyp2f1

from retention.models.estimator import Estimator, positive_weights
from retention.models.searching import best_of

# Logarithms of the parameters (alpha in units of the mean age) from which the search starts:
# slow and loyal, quick and fickle, few repeats. The best optimum of the three is kept.
_STARTS = np.log([[0.5, 0.3, 0.8, 2.0], [2.0, 1.0, 0.3, 3.0], [0.1, 0.1, 1.5, 1.0]])
_BOUND = 12.0


class MBGNBD(Estimator):
    """MBG/NBD. fit(X) takes X of shape (n, 3): frequency, recency, age.

    ridge: weight of sum(theta^2) beside the mean negative log-likelihood, theta being the logs of
    r, alpha / mean age, a and b. None means 1/n, which keeps parameters finite where a small shop
    does not tell them apart; 0 gives maximum likelihood, as published.
    Fitted: r_, alpha_ (in the time unit of X), a_, b_, log_likelihood_, n_customers_.
    """

    _first_purchase_drop = 1

    def __init__(self, ridge: float | None = None):
        self.ridge = ridge

    def fit(self, X, y=None, sample_weight=None):
        """Find the parameters. Equal rows are counted once, with their weights added up; grouped
        rows with `sample_weight` = customers per row give the same answer as one row each."""
        x, tx, age = _three_columns(X)
        weights = positive_weights(sample_weight, len(x))
        x, tx, age, weights = _grouped(x, tx, age, weights)
        customers = weights.sum()
        scale = max(float(np.average(age, weights=weights)), 1e-12)
        ridge = 1.0 / customers if self.ridge is None else self.ridge
        share = weights / customers

        def loss(theta):
            value, slope = self._mean_log_likelihood(theta, x, tx / scale, age / scale, share)
            return ridge * theta @ theta - value, 2 * ridge * theta - slope

        best = best_of(loss, _STARTS, bound=_BOUND)
        self.r_, alpha, self.a_, self.b_ = (float(value) for value in np.exp(best))
        self.alpha_ = alpha * scale
        self.n_customers_ = float(customers)
        self.log_likelihood_ = float(weights @ self._row_log_likelihood(x, tx, age))
        return self

    def log_likelihood(self, X, sample_weight=None) -> float:
        """Sum of the rows' log-likelihoods under the fitted parameters."""
        self._require_fitted()
        x, tx, age = _three_columns(X)
        return float(positive_weights(sample_weight, len(x)) @ self._row_log_likelihood(x, tx, age))

    def p_no_purchase(self, x, tx, age, horizon) -> np.ndarray:
        """P(no purchase in the `horizon` after `age`) = L(x, tx, T+H) / L(x, tx, T)."""
        self._require_fitted()
        x, tx, age = _broadcast(x, tx, age)
        later = self._log_survival(x, tx, age + horizon)
        return np.exp(np.minimum(later - self._log_survival(x, tx, age), 0.0))

    def p_alive(self, x, tx, age) -> np.ndarray:
        """P(not dropped out by `age`)."""
        self._require_fitted()
        x, tx, age = _broadcast(x, tx, age)
        alive, gone = self._log_terms(x, tx, age)
        return expit(alive - gone)

    def expected_purchases(self, x, tx, age, horizon) -> np.ndarray:
        """Expected number of purchases in the `horizon` after `age`.

        Euler's transformation of the published formula: it keeps the hypergeometric function's
        arguments small, where the published form overflows for frequent buyers."""
        self._require_fitted()
        x, tx, age = _broadcast(x, tx, age)
        # At a = 1 the formula is 0/0; its limit is reached smoothly.
        a = self.a_ if abs(self.a_ - 1) > 1e-6 else 1 + 1e-6
        c = a + self.b_ + x - 1 + self._first_purchase_drop
        z = horizon / (self.alpha_ + age + horizon)
        left = (1 - z) ** (a - 1) * hyp2f1(c - self.r_ - x, a - 1, c, z)
        return c / (a - 1) * (1 - left) * self.p_alive(x, tx, age)

    def _log_terms(self, x, tx, age):
        """Logs of the two summands in the bracket: still alive; dropped out after the last one."""
        alive = -(self.r_ + x) * np.log(self.alpha_ + age)
        chance = _log_drop(self.a_, self.b_, x, self._first_purchase_drop)
        return alive, chance - (self.r_ + x) * np.log(self.alpha_ + tx)

    def _log_survival(self, x, tx, age):
        return np.logaddexp(*self._log_terms(x, tx, age))

    def _row_log_likelihood(self, x, tx, age):
        m = self._first_purchase_drop
        front = gammaln(self.r_ + x) - gammaln(self.r_) + self.r_ * np.log(self.alpha_)
        front += gammaln(self.a_ + self.b_) - gammaln(self.b_)
        front += gammaln(self.b_ + x + m) - gammaln(self.a_ + self.b_ + x + m)
        return front + self._log_survival(x, tx, age)

    def _mean_log_likelihood(self, theta, x, tx, age, share):
        """The mean log-likelihood and its slope in theta, the logs of the four parameters."""
        r, alpha, a, b = np.exp(theta)
        m = self._first_purchase_drop
        # Special functions are dear and x has few distinct values.
        counts, index = np.unique(x, return_inverse=True)
        front = gammaln(r + counts) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) - gammaln(b)
        front += gammaln(b + counts + m) - gammaln(a + b + counts + m)
        log_age, log_last = np.log(alpha + age), np.log(alpha + tx)
        alive = -(r + x) * log_age
        gone = _log_drop(a, b, counts, m)[index] - (r + x) * log_last
        value = share @ (front[index] + np.logaddexp(alive, gone))
        g = expit(gone - alive)
        in_r = (digamma(r + counts) - digamma(r) + np.log(alpha))[index]
        in_r -= (1 - g) * log_age + g * log_last
        in_alpha = r / alpha - (r + x) * ((1 - g) / (alpha + age) + g / (alpha + tx))
        both = digamma(a + b) - digamma(a + b + counts + m)
        in_a = both[index] + g / a
        in_b = (both + digamma(b + counts + m) - digamma(b))[index]
        in_b -= g / np.maximum(b + x + m - 1, b)
        slope = np.array([share @ part for part in (in_r, in_alpha, in_a, in_b)])
        return value, slope * np.array([r, alpha, a, b])


class BGNBD(MBGNBD):
    """BG/NBD: as MBGNBD, but nobody drops out before her first repeat purchase. Its published
    parameters are the witness of the likelihood that the two share."""

    _first_purchase_drop = 0


def _log_drop(a, b, x, m):
    """Log of the odds factor a / (b + x + m - 1); minus infinity where one cannot have dropped."""
    chance = np.log(a) - np.log(np.maximum(b + x + m - 1, b))
    return chance if m else np.where(x > 0, chance, -np.inf)


def _grouped(x, tx, age, weights):
    rows = pd.DataFrame({"x": x, "tx": tx, "age": age, "weight": weights})
    rows = rows.groupby(["x", "tx", "age"], as_index=False)["weight"].sum()
    return tuple(rows[name].to_numpy() for name in ("x", "tx", "age", "weight"))


def _broadcast(x, tx, age):
    return np.broadcast_arrays(*(np.asarray(part, dtype=float) for part in (x, tx, age)))


def _three_columns(X):
    """Frequency, recency, age as float arrays; ValueError says which rule a row breaks."""
    values = np.asarray(X, dtype=float)
    if values.ndim != 2 or values.shape[1] != 3:
        raise ValueError(f"X has shape {values.shape}, expected (n, 3): frequency, recency, age")
    x, tx, age = values.T
    if not np.isfinite(values).all():
        raise ValueError("frequency, recency and age must be finite numbers")
    if (x < 0).any() or (x != np.floor(x)).any():
        raise ValueError("frequency must be a whole number of repeat purchases, not negative")
    if (tx < 0).any() or (tx > age).any():
        raise ValueError("recency must lie between 0 and age")
    if ((x == 0) & (tx > 0)).any():
        raise ValueError("recency must be 0 for a customer without repeat purchases")
    return x, tx, age
