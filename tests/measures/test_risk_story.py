"""The tables of the risk page, by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from retention.measures import risk_story
from retention.measures.risk_story import Standing
from retention.models.backtest import Backtest, backtest
from retention.models.gate import Verdict
from tests.models.simulated import shop, visits

LISTED = pd.DataFrame(
    {"risk": [0.05, 0.10, 0.55, 0.95, 1.0], "value": [100.0, 200.0, -50.0, 40.0, 10.0]}
)


def backtested(**changed) -> Backtest:
    """A backtest of 200 customers of whom 80 left."""
    gains = pd.DataFrame(
        [("risk", 0.1, 0.20, 0.05), ("risk x value", 0.1, 0.15, 0.36),
         ("value", 0.1, 0.05, 0.16), ("recency", 0.1, 0.175, 0.12), ("risk", 1.0, 1.0, 1.0)],
        columns=["ranking", "share", "churners", "money"],
    )  # fmt: skip
    models = {
        "base_rate": {"auc": 0.5, "auc_low": 0.5, "auc_high": 0.5},
        "recency": {"auc": 0.75, "auc_low": 0.7, "auc_high": 0.8},
        "blend": {"auc": 0.84, "auc_low": 0.8, "auc_high": 0.88},
    }
    cutoffs = [{"cutoff": "2026-08-02", "n": 200, "events": 80, "models": models}]
    found = {"cutoffs": cutoffs, "gains": gains} | changed
    return Backtest(90, gate=Verdict(True, "", "blend", "risk"), **found)


def test_the_standing_adds_up_risks_and_money():
    # 0.05 × 100 + 0.1 × 200 + 0.95 × 40 + 1 × 10 = 73; a negative balance is nobody's loss
    assert risk_story.standing(LISTED) == Standing(5, pytest.approx(2.65), 3, 2, 350.0,
                                                   pytest.approx(73.0))  # fmt: skip


def test_bands_hold_everybody_once_and_their_edges_are_kept():
    bands = risk_story.bands(LISTED)
    assert bands["customers"].tolist() == [1, 1, 0, 0, 0, 1, 0, 0, 0, 2]
    assert bands["amount"].tolist() == [100, 200, 0, 0, 0, 0, 0, 0, 0, 50]
    assert bands["low"].tolist()[:2] == [0.0, 0.1] and bands["high"].iloc[-1] == 1.0


def test_a_band_and_the_customers_behind_it_agree():
    risks = np.append(np.arange(101) / 100, [0.3, 0.6, 0.7])
    listed = pd.DataFrame({"risk": risks, "value": 1.0})
    for row in risk_story.bands(listed).itertuples():
        inside = (risks >= row.low) & ((risks < row.high) | (row.high >= 1))
        assert row.customers == inside.sum()


def test_the_first_tenth_in_customers_and_in_money():
    tenth = risk_story.first_tenth(backtested())
    assert tenth.customers == pytest.approx(20)
    assert tenth.leavers == pytest.approx(16)  # 0.20 of 80
    assert tenth.leavers_recency == pytest.approx(14)  # 0.175 of 80
    assert tenth.leavers_lot == pytest.approx(8)
    assert (tenth.money, tenth.money_value, tenth.money_recency) == (0.36, 0.16, 0.12)


def test_contestants_stand_by_rank_without_the_one_that_ranks_nobody():
    assert risk_story.contestants(backtested())["model"].tolist() == ["blend", "recency"]


def test_the_best_rule_is_the_one_that_ranks_best_and_never_a_model():
    table = risk_story.contestants(backtested())
    assert risk_story.best_rule(table)["model"] == "recency"
    ahead = pd.DataFrame({"model": ["blend", "rfm", "recency"], "auc": [0.9, 0.8, 0.7]})
    assert risk_story.best_rule(ahead)["model"] == "rfm"
    assert risk_story.best_rule(ahead.head(1)) is None


def test_visits_without_amounts_have_bands_without_money():
    bands = risk_story.bands(LISTED.assign(value=np.nan))
    assert bands["amount"].isna().all() and bands["customers"].sum() == 5
    assert risk_story.standing(LISTED.assign(value=np.nan)).value == 0


def test_the_gains_carry_the_names_of_the_models():
    found = risk_story.gains(backtested())
    assert found["model"].tolist() == ["blend", "recency", "blend"]
    assert list(found) == ["model", "share_contacted", "captured"]


def test_mbg_nbd_is_judged_where_it_stands_alone():
    alone = [{"cutoff": "2026-08-02", "n": 9, "events": 4, "models": {"mbg_nbd": {"auc": 0.6}}}]
    assert risk_story.judged(backtested(cutoffs=alone)) == "mbg_nbd"
    assert risk_story.judged(backtested()) == "blend"


def test_looks_back_are_told_as_they_were_made():
    snapshot = shop(visits(300), horizon_days=60).snapshot()
    found = backtest(snapshot, learners=False)
    newest, *older = risk_story.checks(found)
    assert len(older) == 2
    assert (newest.until - newest.cutoff).days == 60
    assert newest.until == snapshot.as_of
    assert (newest.n, newest.left) == (found.cutoffs[0]["n"], found.cutoffs[0]["events"])
    assert newest.expected == pytest.approx(
        (found.calibration["n"] * found.calibration["predicted"]).sum()
    )
    assert list(newest.learnt) == sorted(newest.learnt)
    assert (newest.cutoff - newest.learnt[-1]).days == 60  # it knew no label of its own test
    assert isinstance(newest.cutoff, date)
