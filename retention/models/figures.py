"""The figures of every contestant on one cut-off, each with its 95 % interval.

A customer is one row of a cut-off. The AUC's interval is DeLong's; log-loss and Brier score are
means, whose error is known; the others are measured anew in each draw of customers, the same draws
for all contestants.
"""

import numpy as np

from retention.models import calibration, evaluation, lift
from retention.models.ranking import Ranking
from retention.models.resampling import resampled

RUNS = 200
_MANY = 20_000  # customers from which half the draws do: their intervals are narrow
_DRAWN = ("ece", "average_precision", "lift_top10", "value_top10")
_WITHOUT_LIMIT = ("log_loss", "lift_top10")  # the others are at most 1
_TOP = [lift.TOP_SHARE]


def figures(churned, value, risks: dict, *, seed: int = 0) -> dict[str, dict]:
    """Contestant -> its figures: auc, log_loss, brier, ece, average_precision, lift_top10 and
    value_top10 (of the ranking by risk x value), each followed by its _low and _high; and
    ece_floor. None where the data cannot tell.

    `churned` (n,) boolean, `value` (n,) money, `risks`: contestant -> risk (n,)."""
    contestants = {name: _Contestant(churned, risk, value) for name, risk in risks.items()}
    drawn = {name: [] for name in risks}
    runs = RUNS if len(churned) < _MANY else RUNS // 2
    for times in resampled(len(churned), runs, seed):
        for name, each in contestants.items():
            drawn[name].append(each.measured(times))
    return {
        name: _known(_figures(churned, risks[name], each, np.array(drawn[name]), seed))
        for name, each in contestants.items()
    }


class _Contestant:
    """One risk and what no draw of customers changes of it."""

    def __init__(self, churned, risk, value):
        self._errors, self._bins = np.asarray(churned, float) - risk, calibration.bin_of(risk)
        self._by_risk = Ranking(risk, churned)
        self._by_money = Ranking(risk * value, lift.at_stake(churned, value))

    def measured(self, times) -> tuple[float, ...]:
        """In the order of _DRAWN; `times` (n,): how often each customer counts."""
        leavers = self._by_risk.found(times)
        return (
            calibration.ece_in(self._bins, self._errors * times),
            leavers.average_precision(),
            leavers.caught(_TOP)[0] / lift.TOP_SHARE,
            self._by_money.found(times).caught(_TOP)[0],
        )


def _figures(churned, risk, contestant: _Contestant, drawn: np.ndarray, seed: int) -> dict:
    told = {}
    for name, measure in (("auc", evaluation.auc), ("log_loss", evaluation.log_loss),
                          ("brier", evaluation.brier)):  # fmt: skip
        estimate = measure(churned, risk)
        told |= _with_interval(name, estimate.value, estimate.interval())
    values = contestant.measured(np.ones(len(risk)))
    for name, value, draws in zip(_DRAWN, values, drawn.T, strict=True):
        told |= _with_interval(name, value, _middle(draws, value, centred=name == "ece"))
        if name == "ece":
            told["ece_floor"] = calibration.ece_floor(risk, seed=seed)
    return told


def _middle(draws, value: float, *, centred: bool) -> tuple[float, float]:
    """The middle 95 % of the draws. `centred`: moved so that their mean is the value itself, for
    a figure that every chance lengthens, so that all draws lie above it."""
    known = draws[~np.isnan(draws)]
    if not len(known):
        return np.nan, np.nan
    return tuple(np.quantile(known, [0.025, 0.975]) - (known.mean() - value) * centred)


def _with_interval(name: str, value: float, interval: tuple[float, float]) -> dict:
    most = np.inf if name in _WITHOUT_LIMIT else 1.0
    low, high = np.clip(interval, 0.0, most)
    return {name: value, f"{name}_low": low, f"{name}_high": high}


def _known(told: dict) -> dict:
    return {name: float(each) if np.isfinite(each) else None for name, each in told.items()}
