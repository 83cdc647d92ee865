"""The bars a score has to clear on real sales: beside a rule, MBG/NBD, boosting and the average.

Means of three rolling test cut-offs on active customers; margins are widened by one paired
standard error. Nothing in the models was fitted to either log.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retention.models import calibration, evaluation, lift
from retention.models.backtest import trial
from retention.models.gate import verdict
from retention.models.history import History
from retention.models.ranking import Ranking
from retention.models.risk import score
from tests.models.simulated import shop


def cdnow():
    path = Path(find_spec("lifetimes").origin).parent / "datasets" / "CDNOW_master.txt"
    names = ["customer", "date", "discs", "amount"]
    rows = pd.read_csv(path, sep=r"\s+", skiprows=1, names=names)
    days = pd.to_datetime(rows["date"].astype(str), format="%Y%m%d")
    return rows.assign(day=(days - days.min()).dt.days)


def online_retail(folder):
    rows = pd.read_csv(folder / "online_retail" / "online_retail.csv.gz", dtype={"CustomerID": str})
    rows = rows.dropna(subset="CustomerID")
    days = pd.to_datetime(rows["InvoiceDate"]).dt.normalize()
    return pd.DataFrame(
        {
            "customer": rows["CustomerID"],
            "day": (days - days.min()).dt.days,
            "amount": rows["Quantity"] * rows["UnitPrice"],
        }
    )


def net_per_day(rows):
    return rows.groupby(["customer", "day"], as_index=False)["amount"].sum()


def trials_of(history):
    return [trial(history, day) for day in history.newest_cutoffs(history.as_of, 3)]


def mean(trials, measure, *names):
    """The mean over the trials of a figure of the named contestants; the last field is its SE."""
    return np.mean(
        [measure(each.churned, *(each.risks[name] for name in names)) for each in trials], axis=0
    )


def check_bars(history, trials):
    margins = {"recency": 0.03, "mbg_nbd": -0.005, "hist_gradient_boosting": -0.01}
    for other, margin in margins.items():
        gain, se = mean(trials, evaluation.auc_gain, "blend", other)
        assert gain >= margin - se, f"AUC against {other}"
    for other, margin in (("base_rate", 0), ("recency", 0), ("mbg_nbd", -0.005)):
        gain, se = mean(trials, evaluation.log_loss_gain, "blend", other)
        assert gain >= margin - se, f"log-loss against {other}"
    error = mean(trials, calibration.ece, "blend")
    floor = np.mean([calibration.ece_floor(each.risks["blend"]) for each in trials])
    assert error <= floor + 0.04
    caught, by_value_alone = np.mean(
        [
            [
                Ranking(risk * value, lift.at_stake(each.churned, value)).found().caught([0.1])[0]
                for risk in (each.risks["blend"], 1.0)
            ]
            for each in trials
            for value in [each.frame["value"].to_numpy()]
        ],
        axis=0,
    )
    assert caught >= 1.2 * by_value_alone
    assert verdict(history).passed


@pytest.mark.needs_shared_data
def test_online_retail(shared_data):
    snapshot = shop(net_per_day(online_retail(shared_data)), horizon_days=90).snapshot()
    history = History(snapshot)
    trials = trials_of(history)
    assert mean(trials, evaluation.auc, "blend")[0] > 0.74
    check_bars(history, trials)
    assert score(snapshot)["risk"].notna().all()


@pytest.mark.long
def test_cdnow():
    history = History(shop(net_per_day(cdnow()), horizon_days=120).snapshot())
    trials = trials_of(history)
    assert mean(trials, evaluation.auc, "blend")[0] > 0.70
    check_bars(history, trials)
