"""Logistic regression that cannot learn a wrong sign.

A shop has few customers and correlated features, so that a free fit may say "the longer she is
silent, the safer". A sign fixed in advance costs nothing where it is right, and keeps the reasons
given to a salesperson the right way round.
"""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from retention.models.estimator import Estimator, positive_weights, two_classes


class ConstrainedLogistic(Estimator):
    """P(y) = 1 / (1 + exp(-(intercept + coef . z))), z the features made mean 0 and spread 1.

    signs: for each feature +1 (coefficient >= 0), -1 (<= 0) or 0 (free); None leaves all free.
    l2: penalty l2/2 * sum(coef^2) beside the summed log-loss; 1 is scikit-learn's C = 1.
    Fitted: coef_ (1, features) and intercept_ (1,) on the features as given, classes_ (2,),
    n_features_in_.
    """

    def __init__(self, signs=None, l2: float = 1.0):
        self.signs = signs
        self.l2 = l2

    def fit(self, X, y, sample_weight=None):
        """Fit on X (n, features) and y (n,) of two classes, the greater one being the event."""
        X = self._checked_features(X, fitting=True)
        self.classes_, target = two_classes(y, len(X))
        weights = positive_weights(sample_weight, len(X))
        if len(np.unique(target[weights > 0])) < 2:
            raise ValueError("Classifier can't train when only one class is present.")
        total = weights.sum()
        mean = weights @ X / total
        spread = np.sqrt(weights @ (X - mean) ** 2 / total)
        # A feature without spread says nothing: its coefficient stays 0.
        spread = np.where(spread > 1e-12 * (1 + np.abs(mean)), spread, np.inf)
        z = np.column_stack([np.ones(len(X)), (X - mean) / spread])
        found = minimize(
            _penalised_loss,
            np.zeros(z.shape[1]),
            (z, target, weights / total, self.l2 / total),
            jac=True,
            method="L-BFGS-B",
            bounds=[(None, None), *self._bounds(X.shape[1])],
            options={"maxiter": 1000, "ftol": 1e-12, "gtol": 1e-7},
        )
        self.n_iter_ = int(found.nit)
        self.coef_ = (found.x[1:] / spread)[None, :]
        self.intercept_ = np.array([found.x[0] - float(self.coef_[0] @ mean)])
        return self

    def decision_function(self, X) -> np.ndarray:
        """Log-odds of the event, shape (n,)."""
        self._require_fitted()
        X = self._checked_features(X)
        return X @ self.coef_[0] + self.intercept_[0]

    def predict_proba(self, X) -> np.ndarray:
        """Probability of each class, shape (n, 2), the event last."""
        event = expit(self.decision_function(X))
        return np.column_stack([1 - event, event])

    def predict(self, X) -> np.ndarray:
        """The likelier class, shape (n,)."""
        event = self.decision_function(X) > 0
        return self.classes_[event.astype(int)]

    def score(self, X, y, sample_weight=None) -> float:
        """Share of rows whose class is predicted."""
        return float(np.average(self.predict(X) == np.asarray(y), weights=sample_weight))

    def __sklearn_tags__(self):
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(multi_class=False),
            input_tags=InputTags(),
        )

    def _bounds(self, features: int):
        signs = np.zeros(features) if self.signs is None else np.asarray(self.signs)
        if signs.shape != (features,):
            raise ValueError(f"{len(signs)} signs for {features} features")
        return [(0 if sign > 0 else None, 0 if sign < 0 else None) for sign in signs]


def _penalised_loss(theta, z, target, weights, l2):
    """Mean log-loss + l2/2 sum(coef^2), the intercept being free, and its slope."""
    score = z @ theta
    loss = weights @ (np.logaddexp(0, score) - target * score)
    slope = z.T @ (weights * (expit(score) - target))
    coefficients = np.append(0.0, theta[1:])
    return loss + l2 / 2 * coefficients @ coefficients, slope + l2 * coefficients
