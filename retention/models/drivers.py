"""How much more often the exposed left than the others: crude, and adjusted for how they buy.

Rows are customers at cut-offs, so one customer gives several. Differences are in shares of 1.

The adjusted one is the standardised risk difference (g-computation, Robins 1986; Hernán and
Robins, Causal Inference: What If, chapter 13): a logistic model of leaving over exposure and
confounders says how likely each row is to leave with the exposure and without it, all else equal;
the means of the two are compared. That is an association: what was not measured is not adjusted
for.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, stdtr, stdtrit

# Enough to tell confounders apart that say the same, too little to leave any of them in
_L2 = 0.1
_ROUNDS = 30
_CLOSE_ENOUGH = 1e-5  # of a coefficient
_MOST_LEVERAGE = 0.9  # a customer who alone decides a coefficient would surprise without end


@dataclass(frozen=True)
class Difference:
    """Leaving among the exposed minus leaving among the others; ``se`` is of the adjusted one,
    known as well as ``draws`` bootstrap samples tell it (hence Student's t below)."""

    crude: float
    adjusted: float
    se: float
    draws: int

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval of the adjusted difference."""
        return self.adjusted - float(stdtrit(self.draws - 1, 0.975)) * self.se

    @property
    def high(self) -> float:
        """The upper end."""
        return self.adjusted + float(stdtrit(self.draws - 1, 0.975)) * self.se

    @property
    def p(self) -> float:
        """Chance of a difference at least so large if there were none (two-sided)."""
        return float(2 * stdtr(self.draws - 1, -abs(self.adjusted) / self.se))


class Comparison:
    """Many exposures compared on the same rows, over the same confounders.

    ``left`` boolean (n,); ``confounders`` float (n, k); ``customer`` the row's customer as an index
    (n,) into the columns of ``draws``, which are those of ``resampling.resamples``.
    """

    def __init__(self, left, confounders, customer, draws):
        self._left = np.asarray(left, dtype=bool)
        constant = np.ones((len(self._left), 1))
        self._rest = np.hstack([constant, _standardised(confounders)])
        self._customer = np.asarray(customer)
        self._draws = draws
        # the constant and the exposure go free: shrinking them would hide a difference
        self._penalty = np.full(self._rest.shape[1] + 1, _L2)
        self._penalty[[0, -1]] = 0.0
        start = np.zeros(self._rest.shape[1])
        self._start = np.append(_fit(self._rest, self._left, start, self._penalty[:-1]), 0.0)

    def difference(self, exposed, among=None) -> Difference:
        """The difference of the ``exposed`` (boolean, n) from the others, in the rows ``among``
        (boolean, n; all of them unless given).

        Needs leavers and stayers among the exposed and among the others: with one of the four
        empty there is nothing to compare, and ValueError is raised.
        """
        rows = slice(None) if among is None else np.flatnonzero(among)
        left, exposed = self._left[rows], np.asarray(exposed, dtype=bool)[rows]
        if min(np.bincount(2 * left + exposed, minlength=4)) == 0:
            raise ValueError("leavers and stayers are needed among the exposed and the others")
        columns, customer = np.column_stack([self._rest[rows], exposed]), self._customer[rows]
        theta = _fit(columns, left, self._start, self._penalty)
        adjusted, parts = _standardise(columns, left, theta, self._penalty, customer)
        se = _bootstrap_error(parts, customer, self._draws)
        return Difference(crude_difference(left, exposed), adjusted, se, len(self._draws))


def crude_difference(left, exposed) -> float:
    """Share that left among the exposed minus among the others; NaN without both."""
    left, exposed = np.asarray(left, dtype=bool), np.asarray(exposed, dtype=bool)
    if exposed.all() or not exposed.any():
        return np.nan
    return float(left[exposed].mean() - left[~exposed].mean())


def false_discovery(p) -> np.ndarray:
    """q of each p: the smallest share of false discoveries at which it would be counted as one.

    Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289. A NaN is not
    part of the list and stays NaN.
    """
    p = np.asarray(p, dtype=float)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(-p[tested], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    q[order] = np.minimum.accumulate(np.minimum(1.0, p[order] * len(order) / ranks))
    return q


def _standardised(columns) -> np.ndarray:
    """Each column with mean 0 and spread 1; one without spread says nothing and is left out."""
    columns = np.asarray(columns, dtype=float)
    mean, spread = columns.mean(axis=0), columns.std(axis=0)
    varies = spread > 1e-12 * (1 + np.abs(mean))
    return (columns[:, varies] - mean[varies]) / spread[varies]


def _fit(columns, left, start, penalty) -> np.ndarray:
    """Logistic regression by Newton's method, from ``start`` on. The curvature, which costs most,
    is only taken anew where steps stop shrinking fast."""
    theta, curvature, largest = start, None, np.inf
    for _ in range(_ROUNDS):
        risk = expit(columns @ theta)
        if curvature is None:
            curvature = _curvature(columns, risk, penalty)
        step = np.linalg.solve(curvature, columns.T @ (left - risk) - penalty * theta)
        before, largest = largest, np.abs(step).max()
        # far from the top the curve is flat, and a whole step would leap past it
        theta = theta + step / max(1.0, largest / 3)
        if largest < _CLOSE_ENOUGH:
            break
        if largest > before / 3:
            curvature = None
    return theta


def _curvature(columns, risk, penalty) -> np.ndarray:
    return columns.T @ (columns * (risk * (1 - risk))[:, None]) + np.diag(penalty)


@dataclass(frozen=True)
class _Parts:
    """What each row adds (n,): to the mean difference itself, to the pull on it by way of the
    confounders' coefficients, and to score and curvature of the exposure's own coefficient; and
    how much the mean difference moves with that coefficient."""

    gained: np.ndarray
    pull: np.ndarray
    score: np.ndarray
    curvature: np.ndarray
    per_coefficient: float


def _standardise(columns, left, theta, penalty, customer) -> tuple[float, _Parts]:
    """The mean risk with the exposure (the last column) minus without it, and its parts."""
    others, risk = columns[:, :-1], expit(columns @ theta)
    odds = others @ theta[:-1]
    without, exposed = expit(odds), expit(odds + theta[-1])
    gained, spread = exposed - without, risk * (1 - risk)
    with_slope = exposed * (1 - exposed)
    inverse = np.linalg.inv(_curvature(columns, risk, penalty))
    toward = inverse[:, :-1] @ (others.T @ (with_slope - without * (1 - without)) / len(left))
    # what the confounders do not explain of the exposure
    unexplained = columns @ (inverse[:, -1] / inverse[-1, -1])
    surprise = (left - risk) / (1 - _leverage(columns, spread, inverse, customer))
    return float(gained.mean()), _Parts(
        gained=gained,
        pull=surprise * (columns @ toward),
        score=surprise * unexplained,
        curvature=spread * unexplained * columns[:, -1],
        per_coefficient=float(with_slope.mean()),
    )


def _leverage(columns, spread, inverse, customer) -> np.ndarray:
    """How far each row's customer pulls the fit toward herself, shape (n,), from 0 to below 1. What
    she does surprises a model fitted without her by so much more (the jackknife by customer: Bell
    and McCaffrey, Survey Methodology 28 (2002) 169)."""
    pull = spread * np.einsum("ij,ij->i", columns @ inverse, columns)
    return np.minimum(np.bincount(customer, pull), _MOST_LEVERAGE)[customer]


def _bootstrap_error(parts: _Parts, customer, draws) -> float:
    """Standard deviation of the difference over the draws, each one step from the fit instead of a
    fit of its own (the score bootstrap: Kline and Santos, Journal of Econometric Methods 1 (2012)
    23). For the exposure's coefficient the curvature is that of the draw, since with few exposed
    leavers it is what varies most."""
    rows = (parts.gained, np.ones(len(customer)), parts.pull, parts.score, parts.curvature)
    customers = draws.shape[1]
    sums = np.column_stack([np.bincount(customer, row, customers) for row in rows])
    gained, n, pull, score, curvature = (draws @ sums).T
    whole = sums.sum(axis=0)
    drawn = gained / n + (pull - whole[2]) + parts.per_coefficient * (score - whole[3]) / curvature
    return float(drawn.std(ddof=1))
