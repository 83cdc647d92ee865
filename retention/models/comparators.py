"""What the model has to beat: rules that anyone can follow, and learners that know no rules.

A rule is one number per customer. It gets its probabilities from a logistic regression on that
number alone, fitted on the same training cut-offs as the model. The learners get the ten features.
"""

import numpy as np
import pandas as pd

from retention.models.features import log_features
from retention.models.logistic import ConstrainedLogistic

# Enough for a forest's average to settle; each tree sees so many rows at most.
_TREES, _ROWS_PER_TREE = 100, 5_000


def recency(frame: pd.DataFrame) -> np.ndarray:
    """Who has been silent longest leaves: log days since the last purchase."""
    return np.log1p(frame["days_since"].to_numpy(dtype=float))


def overdue_ratio(frame: pd.DataFrame) -> np.ndarray:
    """Who is furthest behind her own pace leaves: log overdue ratio."""
    return np.log1p(frame["overdue_ratio"].to_numpy(dtype=float))


def rfm(frame: pd.DataFrame) -> np.ndarray:
    """Who scores low on recency, frequency and money leaves: minus the sum of three scores 1-5
    by mid-rank quintile among the customers of the frame."""
    money = frame["orders"] * frame["mean_amount"]
    return -(_quintile(-frame["days_since"]) + _quintile(frame["orders"]) + _quintile(money))


RULES = {"recency": recency, "overdue_ratio": overdue_ratio, "rfm": rfm}


def rule_risks(training: list[pd.DataFrame], test: pd.DataFrame) -> dict[str, np.ndarray]:
    """Name -> risk of each row of `test`, every rule fitted on the training frames."""
    churned = _churned(training)
    risks = {}
    for name, rule in RULES.items():
        seen = np.concatenate([rule(frame) for frame in training])[:, None]
        fitted = ConstrainedLogistic(signs=(1,)).fit(seen, churned)
        risks[name] = fitted.predict_proba(rule(test)[:, None])[:, 1]
    return risks


def learner_risks(
    training: list[pd.DataFrame], test: pd.DataFrame, *, seed: int = 0
) -> dict[str, np.ndarray]:
    """Name -> risk of each row of `test` by boosting and by a forest of scikit-learn."""
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier

    rows = np.concatenate([log_features(frame) for frame in training])
    churned = _churned(training)
    learners = {
        "hist_gradient_boosting": HistGradientBoostingClassifier(
            learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=40, random_state=seed
        ),
        "random_forest": RandomForestClassifier(
            _TREES,
            min_samples_leaf=20,
            max_samples=min(len(rows), _ROWS_PER_TREE),
            random_state=seed,
            n_jobs=1,
        ),
    }
    seen = log_features(test)
    return {
        name: learner.fit(rows, churned).predict_proba(seen)[:, 1]
        for name, learner in learners.items()
    }


def _quintile(values: pd.Series) -> np.ndarray:
    """Score 1 (lowest) to 5 by mid-rank; ties share a score."""
    ranks = values.rank(method="average").to_numpy()
    return np.minimum(5, np.floor((ranks - 0.5) * 5 / len(values)) + 1)


def _churned(frames: list[pd.DataFrame]) -> np.ndarray:
    return np.concatenate([frame["churned"].to_numpy(dtype=bool) for frame in frames])
