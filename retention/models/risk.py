"""Who leaves next: one score per active customer, or an honest order where no score is earned."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from retention.models.churn import SIGNS, ChurnModel, train
from retention.models.gate import Verdict, verdict
from retention.models.history import History
from retention.models.reasons import reasons

_COLUMNS = [
    "rank",
    "customer_key",
    "customer",
    "risk",
    "value",
    "reason",
    "gap_days",
    "days_since",
    "overdue_ratio",
    "orders",
    "orders_h",
    "orders_before_h",
    "mean_amount",
    "last_amount",
]
CANNOT_KNOW = (
    "a season that differs from the stretch it learnt from",
    "a month that is not over",
    "a shop, product or competitor that opened after the last sale it saw",
    "anything that happened to a customer outside these sales",
)


@dataclass(frozen=True)
class Assessment:
    """Today's customers under today's model; `model` is None where the gate refused it; `sampled`
    where it learnt from a sample of the customers. Scores are given to everybody.

    scores: one row per active customer, the first to be looked at first. rank (1..), customer_key,
    customer (id), risk (P of no purchase in the next H days; NaN where refused), value (net amount
    of the last 2H days, per H), reason, and the facts for a sentence: gap_days (her usual gap),
    days_since (her last purchase), overdue_ratio, orders, orders_h (in the last H days),
    orders_before_h (in the H before), mean_amount (a purchase), last_amount (the last one).
    """

    gate: Verdict
    model: ChurnModel | None
    scores: pd.DataFrame
    sampled: bool = False

    def card(self) -> dict:
        """The model card as plain values: what it saw, when, with which parameters, what it
        cannot know."""
        card = {
            "gate": {"passed": self.gate.passed, "why": self.gate.why},
            "chosen": self.gate.chosen,
            "order": self.gate.order,
            "customers_scored": len(self.scores),
            "cannot_know": list(CANNOT_KNOW),
        }
        if self.model is None:
            return card
        return card | {"sampled": self.sampled} | _trained(self.model)


def assess(snapshot) -> Assessment:
    """Train on all that is labelled by the snapshot's day and score who is active on it.

    Raises Refused where no sale names its customer."""
    history = History(snapshot)
    gate = verdict(history)
    model = train(history, history.as_of) if gate.passed else None
    frame = history.today()
    frame = frame.merge(snapshot.ask("features/customers"), on="customer_key", how="left")
    frame["risk"] = model.risk(frame) if model else np.nan
    frame["reason"] = reasons(frame, model.risk if model else None)
    frame["last_amount"] = frame["last_ratio"] * frame["mean_amount"]
    return Assessment(gate, model, _ranked(frame, gate.order)[_COLUMNS], history.sampled)


def score(snapshot) -> pd.DataFrame:
    """The scores of assess(snapshot)."""
    return assess(snapshot).scores


def _ranked(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    """By `order`, the highest first; ties by value, then by key, so that a list never flickers."""
    ranked = frame.sort_values(
        [order, "value", "customer_key"], ascending=[False, False, True], ignore_index=True
    )
    return ranked.assign(rank=np.arange(1, len(ranked) + 1))


def _trained(model: ChurnModel) -> dict:
    purchases = model.purchases
    trained = {
        "horizon_days": model.horizon_days,
        "known": model.known.isoformat(),
        "cutoffs": [day.isoformat() for day in model.cutoffs],
        "customers": model.customers,
        "rows": model.rows,
        "churned_share": model.churned / model.rows,
        "weight_logistic": model.weight,
        "mbg_nbd": {name: getattr(purchases, f"{name}_") for name in ("r", "alpha", "a", "b")},
    }
    if model.logistic is not None:
        coefficients = model.logistic.coef_[0].tolist()
        trained["logistic"] = {
            "intercept": float(model.logistic.intercept_[0]),
            "coefficients": dict(zip(SIGNS, coefficients, strict=True)),
            "signs": SIGNS,
        }
    return trained
