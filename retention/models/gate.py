"""Whether percentages may be shown at all.

A model that does not beat "who has been silent longest" on this shop's own past has nothing to
say, and a percentage would lend it an authority it has not earned. The gate looks at the newest
cut-off whose label window is over, trained only on what was known then.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from retention.intervals import SMALL_N
from retention.models.churn import ChurnModel, train
from retention.models.comparators import recency
from retention.models.evaluation import auc, auc_gain, log_loss_gain
from retention.models.history import History

MIN_HORIZONS = 3
_ONE_SIDED_95 = 1.64
_NEARLY_ALL = 0.90
UNVALIDATED = "Unvalidated"


@dataclass(frozen=True)
class Verdict:
    """passed; why, in a sentence or two; chosen, the model ("blend", "mbg_nbd" or None); order,
    what active customers are to be ordered by: "risk", "value" or "days_since"."""

    passed: bool
    why: str
    chosen: str | None
    order: str


def verdict(history: History) -> Verdict:
    """The gate on the newest fully labelled cut-off of a history."""
    short = too_short(history)
    if short:
        return short
    cutoff = history.newest_cutoffs(history.as_of, 1)[0]
    frame = history.labelled(cutoff)
    return judge(frame, train(history, cutoff), sampled=history.sampled)


def too_short(history: History) -> Verdict | None:
    """The verdict on a history under three horizons; None where it is long enough."""
    needed = MIN_HORIZONS * history.horizon_days
    if history.days >= needed:
        return None
    why = (
        f"{UNVALIDATED}: the sales cover {history.days} days, and {needed} are needed to learn "
        f"on one stretch of {history.horizon_days} days and to check on the next. Active "
        "customers are ordered by days since their last purchase."
    )
    return Verdict(False, why, None, "days_since")


def judge(frame: pd.DataFrame, model: ChurnModel, *, sampled: bool = False) -> Verdict:
    """The gate on one cut-off: `frame` with its labels, `model` trained on what was known then;
    `sampled` where the frame is a sample of the customers.

    Passed when AUC - 1.64 SE > 0.5, the log-loss beats the base rate's by more than one SE, and
    the AUC is not below recency's by more than one paired SE.
    """
    churned = frame["churned"].to_numpy(dtype=bool)
    known = model.known
    sample = "a sample of " if sampled else ""
    about = f"On {sample}{len(frame):,} customers active on {known.day} {known:%b %Y}"
    if not churned.any() or churned.all():
        why = f"{about} there was nothing to tell apart: {_same_fate(churned)}."
        return _failed(why, churned)
    risk = model.risk(frame)
    ranking, rule = auc(churned, risk), recency(frame)
    if not ranking.value - _ONE_SIDED_95 * ranking.se > 0.5:
        rate = f" ({_share(ranking.value)} of pairs right, 50% by chance)"
        told = rate if len(frame) >= SMALL_N else ", and so few cannot tell more"
        return _failed(f"{about} the model ranked no better than chance{told}.", churned)
    better = log_loss_gain(churned, risk, np.full(len(frame), model.base_rate))
    if not better.value > better.se:
        return _failed(
            f"{about} the model's percentages were no better than giving everybody "
            f"the average of {_share(model.base_rate)}.",
            churned,
        )
    ahead = auc_gain(churned, risk, rule)
    if not ahead.value >= -ahead.se:
        return _failed(
            f"{about} days since the last purchase ranked better than the model "
            f"({_share(auc(churned, rule).value)} against {_share(ranking.value)} of "
            "pairs right).",
            churned,
        )
    why = (
        f"{about} the model put leavers above stayers in {_share(ranking.value)} of pairs, "
        f"days since the last purchase in {_share(auc(churned, rule).value)}."
    )
    chosen = "mbg_nbd" if model.logistic is None else "blend"
    if churned.mean() > _NEARLY_ALL:
        return Verdict(True, why + _by_value(churned), chosen, "value")
    return Verdict(True, why, chosen, "risk")


def _failed(why: str, churned: np.ndarray) -> Verdict:
    if len(churned) and churned.mean() > _NEARLY_ALL:
        return Verdict(False, why + _by_value(churned), None, "value")
    advice = " Active customers are ordered by days since their last purchase."
    return Verdict(False, why + advice, None, "days_since")


def _by_value(churned: np.ndarray) -> str:
    return (
        f" {_share(churned.mean())} of active customers did not buy again in time, so risk "
        "hardly tells them apart: they are ordered by value."
    )


def _same_fate(churned: np.ndarray) -> str:
    if not len(churned):
        return "there were none"
    return "nobody bought again in time" if churned.all() else "everybody bought again in time"


def _share(value: float) -> str:
    return f"{100 * value:.0f}%"
