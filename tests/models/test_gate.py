"""The gate: lets a working model through, refuses noise, says why in words."""

import numpy as np
import pandas as pd
import pytest

from retention.models.churn import train
from retention.models.gate import judge, verdict
from retention.models.history import History
from tests.models.simulated import shop, visits
from tests.worlds import world


class Shuffled(History):
    """The same customers with their outcomes dealt out at random."""

    def __init__(self, history, seed):
        self.__dict__.update(history.__dict__)
        self._labelled, self._real = {}, history
        self._random = np.random.default_rng(seed)

    def labelled(self, cutoff):
        if cutoff not in self._labelled:
            frame = self._real.labelled(cutoff)
            churned = self._random.permutation(frame["churned"].to_numpy())
            self._labelled[cutoff] = frame.assign(churned=churned)
        return self._labelled[cutoff]


@pytest.fixture(scope="module")
def history():
    return History(shop(visits(700), horizon_days=60).snapshot())


def test_a_working_model_passes_and_ranks_by_risk(history):
    found = verdict(history)
    assert (found.passed, found.chosen, found.order) == (True, "blend", "risk")
    assert "of pairs" in found.why


def test_shuffled_outcomes_are_refused(history):
    refused = [not verdict(Shuffled(history, seed)).passed for seed in range(12)]
    assert sum(refused) >= 11


def test_a_sample_of_a_large_base_is_called_one(monkeypatch):
    # above twice so many customers every so-manieth is looked at
    monkeypatch.setattr("retention.models.history._ENOUGH_CUSTOMERS", 300)
    snapshot = shop(visits(700), horizon_days=60).snapshot()
    assert verdict(History(snapshot)).why.startswith("On a sample of ")
    monkeypatch.setattr("retention.models.history._ENOUGH_CUSTOMERS", 700)
    assert "a sample" not in verdict(History(snapshot)).why


@pytest.mark.long
def test_shuffled_outcomes_are_refused_95_times_of_100(history):
    refused = [not verdict(Shuffled(history, seed)).passed for seed in range(100)]
    assert sum(refused) >= 95


def test_a_refusal_orders_by_days_since_and_says_why(history):
    found = verdict(Shuffled(history, 1))
    assert (found.chosen, found.order) == (None, "days_since")
    assert found.why.endswith("Active customers are ordered by days since their last purchase.")


def test_a_history_under_three_horizons_is_unvalidated():
    found = verdict(History(shop(visits(200, days=170), horizon_days=60).snapshot()))
    assert not found.passed
    assert found.why.startswith("Unvalidated: the sales cover")
    assert "180 are needed" in found.why


def judged_as(history, churned, risk):
    """The verdict on the newest cut-off's customers with outcomes and risks of our own."""
    cutoff = history.newest_cutoffs(history.as_of, 1)[0]
    model = train(history, cutoff)
    frame = history.labelled(cutoff).assign(churned=churned)

    class Given:
        known, logistic, base_rate = model.known, model.logistic, 0.5

        @staticmethod
        def risk(frame):
            return risk

    return judge(frame, Given)


def test_more_than_nine_in_ten_leaving_is_ranked_by_value(history):
    size = len(history.labelled(history.newest_cutoffs(history.as_of, 1)[0]))
    churned = np.arange(size) >= 8
    good = np.where(churned, 0.97, 0.3)
    assert churned.mean() > 0.9
    found = judged_as(history, churned, good)
    assert (found.passed, found.order) == (True, "value")
    assert "ordered by value" in found.why
    noise = judged_as(history, churned, np.full(size, 0.9))
    assert (noise.passed, noise.order, noise.chosen) == (False, "value", None)


def test_a_model_below_recency_is_refused(history):
    frame = history.labelled(history.newest_cutoffs(history.as_of, 1)[0])
    churned = frame["days_since"].to_numpy() > 30
    ranks = frame["days_since"].rank().to_numpy() / len(frame)
    blurred = 0.3 + 0.4 * churned + 0.0 * ranks
    blurred[::6] = 0.4
    found = judged_as(history, churned, blurred)
    assert not found.passed
    assert "days since the last purchase ranked better" in found.why


def test_percentages_worse_than_the_average_are_refused(history):
    frame = history.labelled(history.newest_cutoffs(history.as_of, 1)[0])
    churned = frame["churned"].to_numpy()
    certain = np.where(churned, 0.30, 0.25)
    found = judged_as(history, churned, np.where(np.arange(len(churned)) % 7, certain, 0.001))
    assert not found.passed
    assert "no better than giving everybody" in found.why


@pytest.mark.parametrize(
    ("everybody", "words"), [(True, "nobody bought again"), (False, "everybody bought again")]
)
def test_one_fate_for_all_cannot_be_told_apart(history, everybody, words):
    size = len(history.labelled(history.newest_cutoffs(history.as_of, 1)[0]))
    found = judged_as(history, np.full(size, everybody), np.full(size, 0.5))
    assert not found.passed
    assert words in found.why


def test_nobody_active_is_said_so():
    quiet = world("anna 2024-01-01\nbert 2024-07-30\ncarl 2024-07-31")
    found = verdict(History(quiet.snapshot()))
    assert not found.passed
    assert "there were none" in found.why
    assert pd.notna(found.order)
