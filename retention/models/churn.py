"""The model of churn risk: sign-constrained logistic regression blended with MBG/NBD.

MBG/NBD knows how purchases come about and needs few customers; the logistic regression knows this
shop (its season of the label, its big spenders) and needs many. The blend moves from the one to
the other as customers grow: on the scale of log-odds, w of the logistic and 1 - w of MBG/NBD with
w = min(0.7, n/(n+300)), n the customers it was trained on.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from retention.models.features import log_features
from retention.models.history import History
from retention.models.logistic import ConstrainedLogistic
from retention.models.mbg_nbd import MBGNBD

TRAINING_CUTOFFS = 6
MIN_OF_A_CLASS = 8
# What a larger value may do to the risk of staying away, all else equal: +1 raise, -1 lower.
SIGNS = {
    "orders": -1,  # who bought often comes back
    "days_since": 1,  # silence never reassures
    "tenure_days": 0,  # an old customer is loyal or worn out; the shop decides
    "gap_days": 1,  # slow buyers are likelier to miss a window of H days
    "overdue_ratio": 1,  # silence beyond her own pace never reassures
    "gap_spread": 0,  # an irregular silence alarms less, an irregular customer more
    "orders_h": -1,  # recent purchases never alarm
    "orders_before_h": -1,  # nor do those before them
    "mean_amount": 0,  # a large basket is devotion, or a full larder
    "last_ratio": -1,  # a last order larger than usual never alarms
    "mbg_logit": 1,  # MBG/NBD's own verdict
}
# A customer stands in up to six training cut-offs, so her rows count about six times; a penalty
# of six times the usual one undoes that.
_L2 = float(TRAINING_CUTOFFS)
_LARGEST_WEIGHT = 0.7
_HALF_OF_IT_AT = 300
_CERTAIN = 1e-6


@dataclass(frozen=True)
class ChurnModel:
    """A trained model and what it was trained on. `known`: the last day it saw."""

    horizon_days: int
    known: date
    cutoffs: tuple[date, ...]
    customers: int
    rows: int
    churned: int
    purchases: MBGNBD
    logistic: ConstrainedLogistic | None
    weight: float

    @property
    def base_rate(self) -> float:
        """Share of training rows that churned, one of each class added."""
        return (self.churned + 1) / (self.rows + 2)

    def risk(self, frame: pd.DataFrame) -> np.ndarray:
        """P(no purchase in the next H days) of each row of a frame of features."""
        log_odds = logit(self.mbg_risk(frame))
        if self.logistic is not None:
            own = logit(self.logistic_risk(frame))
            log_odds = self.weight * own + (1 - self.weight) * log_odds
        return expit(log_odds)

    def mbg_risk(self, frame: pd.DataFrame) -> np.ndarray:
        """MBG/NBD's part alone."""
        return _mbg_risk(self.purchases, frame, self.horizon_days)

    def logistic_risk(self, frame: pd.DataFrame) -> np.ndarray:
        """The logistic regression's part alone; there must be one."""
        columns = _columns(frame, self.purchases, self.horizon_days)
        return np.clip(self.logistic.predict_proba(columns)[:, 1], _CERTAIN, 1 - _CERTAIN)


def train(history: History, known: date) -> ChurnModel:
    """The model that could have been trained on the evening of `known`.

    Training cut-offs: up to six whose label windows were over by then. Those with less than H of
    history before them are left out (their features would be cut short), except the newest.
    Under 8 rows of a class, MBG/NBD stands alone.
    """
    cutoffs = training_cutoffs(history, known)
    frames = [history.labelled(cutoff) for cutoff in cutoffs]
    frame = pd.concat(frames, ignore_index=True)
    churned = frame["churned"].to_numpy(dtype=bool)
    customers = int(frame["customer_key"].nunique())
    purchases = history.purchases(known)
    logistic, weight = None, 0.0
    if min(churned.sum(), (~churned).sum()) >= MIN_OF_A_CLASS:
        columns = _columns(frame, purchases, history.horizon_days)
        logistic = ConstrainedLogistic(tuple(SIGNS.values()), l2=_L2).fit(columns, churned)
        weight = min(_LARGEST_WEIGHT, customers / (customers + _HALF_OF_IT_AT))
    return ChurnModel(
        history.horizon_days,
        known,
        tuple(cutoffs),
        customers,
        len(frame),
        int(churned.sum()),
        purchases,
        logistic,
        weight,
    )


def training_cutoffs(history: History, known: date) -> list[date]:
    """Newest first; never empty."""
    newest, *older = history.newest_cutoffs(known, TRAINING_CUTOFFS)
    return [newest] + [
        day for day in older if (day - history.first_day).days >= history.horizon_days
    ]


def _columns(frame: pd.DataFrame, purchases: MBGNBD, horizon_days: int) -> np.ndarray:
    """Ten log features and MBG/NBD's log-odds, in the order of SIGNS: (n, 11)."""
    return np.column_stack([log_features(frame), logit(_mbg_risk(purchases, frame, horizon_days))])


def _mbg_risk(purchases: MBGNBD, frame: pd.DataFrame, horizon_days: int) -> np.ndarray:
    risk = purchases.p_no_purchase(
        frame["frequency"], frame["recency"], frame["tenure_days"], horizon_days
    )
    return np.clip(risk, _CERTAIN, 1 - _CERTAIN)
