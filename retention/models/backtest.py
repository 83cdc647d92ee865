"""The model against rules and learners, on cut-offs of the past, each seeing only its own past."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from retention.models import calibration, evaluation, lift
from retention.models.churn import ChurnModel, train
from retention.models.comparators import learner_risks, rule_risks
from retention.models.figures import figures
from retention.models.gate import Verdict, judge, too_short, verdict
from retention.models.history import History

TEST_CUTOFFS = 3
# Above chance's share, an error of the percentages that is worth a word.
_ECE_TOLERATED = 0.04


@dataclass(frozen=True)
class Backtest:
    """What came out; tables are of the newest test cut-off unless they name another.

    cutoffs      as in to_json(), newest first
    gate         passed, why, chosen, order
    warnings     sentences to be shown beside the percentages
    calibration  of the chosen model, or of the one refused: bin, n, predicted, churned, low, high
    gains        ranking, share, churners, money: what the first customers of a list hold
    sampled      whether the customers are a sample, as of a large base
    matured      cutoff, until (the last day of its label), learnt (the cut-offs trained on, oldest
                 first), n, events, predicted, churned, bias, auc, auc_low, auc_high, psi (of the
                 risks, against those of the training rows)
    """

    horizon_days: int
    cutoffs: list[dict]
    gate: Verdict
    warnings: list[str] = field(default_factory=list)
    calibration: pd.DataFrame = field(default_factory=pd.DataFrame)
    gains: pd.DataFrame = field(default_factory=pd.DataFrame)
    matured: pd.DataFrame = field(default_factory=pd.DataFrame)
    sampled: bool = False

    @property
    def chosen(self) -> str | None:
        return self.gate.chosen

    def to_json(self) -> str:
        """horizon_days, cutoffs (cutoff, n, events, models: name -> those of `figures`), gate
        (passed, why) and chosen. A figure that the data cannot tell is null."""
        return json.dumps(
            {
                "horizon_days": self.horizon_days,
                "cutoffs": self.cutoffs,
                "gate": {"passed": self.gate.passed, "why": self.gate.why},
                "chosen": self.chosen,
            },
            indent=1,
            allow_nan=False,
        )

    def table(self) -> pd.DataFrame:
        """One row per cut-off and contestant: cutoff, n, events, model, then its figures."""
        return pd.DataFrame(
            [
                {"cutoff": each["cutoff"], "n": each["n"], "events": each["events"], "model": name}
                | told
                for each in self.cutoffs
                for name, told in each["models"].items()
            ]
        )


@dataclass(frozen=True)
class Trial:
    """One test cut-off: the customers, the model trained on what was known then, and the risk
    that each contestant gave to each customer."""

    cutoff: date
    frame: pd.DataFrame
    model: ChurnModel
    risks: dict[str, np.ndarray]
    trained_on: np.ndarray

    @property
    def churned(self) -> np.ndarray:
        return self.frame["churned"].to_numpy(dtype=bool)

    @property
    def judged(self) -> str:
        """The contestant that the gate judges."""
        return "blend" if "blend" in self.risks else "mbg_nbd"


def backtest(snapshot, *, seed: int = 0, learners: bool = True) -> Backtest:
    """Three rolling test cut-offs, D - H, D - H - H/3 and D - H - 2H/3, as far as history goes.

    Without `learners`, boosting and the forest are left out: they take most of the time.
    Raises Refused where no sale names its customer."""
    history = History(snapshot)
    cutoffs = [
        day
        for day in history.newest_cutoffs(history.as_of, TEST_CUTOFFS)
        if day - timedelta(days=history.horizon_days) >= history.first_day
        and len(history.labelled(day))
    ]
    trials = [trial(history, cutoff, seed=seed, learners=learners) for cutoff in cutoffs]
    if not trials:
        return Backtest(history.horizon_days, [], verdict(history))
    gate = too_short(history) or judge(trials[0].frame, trials[0].model, sampled=history.sampled)
    newest = trials[0]
    return Backtest(
        history.horizon_days,
        [_figures_of(each, seed) for each in trials],
        gate,
        _warnings(newest, seed),
        calibration.calibration_table(newest.churned, newest.risks[newest.judged]),
        _gains(newest),
        pd.DataFrame([_matured(each) for each in trials]),
        history.sampled,
    )


def trial(history: History, cutoff: date, *, seed: int = 0, learners: bool = True) -> Trial:
    """Train every contestant on what was known at the cut-off and let it judge its customers."""
    model = train(history, cutoff)
    frame = history.labelled(cutoff)
    training = [history.labelled(day) for day in model.cutoffs]
    risks = {"base_rate": np.full(len(frame), model.base_rate)}
    if model.logistic is not None:
        risks |= rule_risks(training, frame)
    risks["mbg_nbd"] = model.mbg_risk(frame)
    if model.logistic is not None:
        risks["logistic"] = model.logistic_risk(frame)
        if learners:
            risks |= learner_risks(training, frame, seed=seed)
        risks["blend"] = model.risk(frame)
    seen = np.concatenate([model.risk(past) for past in training])
    return Trial(cutoff, frame, model, risks, seen)


def _figures_of(each: Trial, seed: int) -> dict:
    value = each.frame["value"].to_numpy()
    return {
        "cutoff": each.cutoff.isoformat(),
        "n": len(each.frame),
        "events": int(each.churned.sum()),
        "models": figures(each.churned, value, each.risks, seed=seed),
    }


def _warnings(newest: Trial, seed: int) -> list[str]:
    churned, risk = newest.churned, newest.risks[newest.judged]
    error = calibration.ece(churned, risk)
    if error <= calibration.ece_floor(risk, seed=seed) + _ECE_TOLERATED:
        return []
    bias = risk.mean() - churned.mean()
    way = "too high" if bias > 0 else "too low"
    return [
        f"The percentages were {way} last time: {100 * risk.mean():.0f}% were expected to leave, "
        f"{100 * churned.mean():.0f}% did. "
        "Still contact those at the top of the list first, but do not plan by the percentages."
    ]


def _gains(newest: Trial) -> pd.DataFrame:
    value = newest.frame["value"].to_numpy()
    risk = newest.risks[newest.judged]
    rankings = {
        "risk": risk,
        "risk x value": risk * value,
        "value": value,
        "recency": newest.frame["days_since"].to_numpy(dtype=float),
    }
    return lift.gains_table(newest.churned, rankings, value)


def _matured(each: Trial) -> dict:
    risk, churned = each.risks[each.judged], each.churned
    ranking = evaluation.auc(churned, risk)
    low, high = ranking.interval()
    return {
        "cutoff": each.cutoff,
        "until": each.cutoff + timedelta(days=each.model.horizon_days),
        "learnt": tuple(sorted(each.model.cutoffs)),
        "n": len(churned),
        "events": int(churned.sum()),
        "predicted": float(risk.mean()),
        "churned": float(churned.mean()),
        "bias": float(risk.mean() - churned.mean()),
        "auc": ranking.value,
        "auc_low": max(low, 0.0),
        "auc_high": min(high, 1.0),
        "psi": calibration.psi(each.trained_on, risk),
    }
