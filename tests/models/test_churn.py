"""The model of churn risk on made-up shops whose truth is known."""

import copy
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from retention.models import evaluation as ev
from retention.models.churn import SIGNS, train, training_cutoffs
from retention.models.features import FEATURES
from retention.models.history import History
from tests.models.simulated import known, shop, visits
from tests.worlds import world

H = 60


def history_of(customers, seed=0, **options):
    return History(shop(visits(customers, seed=seed, **options), horizon_days=H).snapshot())


@pytest.fixture(scope="module")
def history():
    return history_of(2_500)


@pytest.fixture(scope="module")
def model(history):
    return train(history, history.newest_cutoffs(history.as_of, 1)[0])


def test_training_labels_are_complete_before_the_model_is_asked(history, model):
    assert len(model.cutoffs) > 1
    assert all(day + timedelta(days=H) <= model.known for day in model.cutoffs)
    steps = {before - after for before, after in pairwise(model.cutoffs)}
    assert steps == {timedelta(days=H // 3)}


def test_older_cutoffs_need_a_horizon_of_history_and_six_are_enough(history):
    assert len(training_cutoffs(history, history.as_of)) == 6
    early = history.first_day + timedelta(days=2 * H + 25)
    assert training_cutoffs(history, early) == [
        early - timedelta(days=H),
        early - timedelta(days=H + 20),
    ]


def test_in_a_world_of_mbg_nbd_it_is_as_good_as_its_maker(history, model):
    frame = history.labelled(model.known)
    truth = known().p_no_purchase(frame["frequency"], frame["recency"], frame["tenure_days"], H)
    churned, risk = frame["churned"], model.risk(frame)
    assert len(frame) > 1_000
    assert ev.auc(churned, risk).value > ev.auc(churned, truth).value - 0.01
    assert ev.log_loss(churned, risk).value < ev.log_loss(churned, truth).value + 0.01


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_customers_cost_little_against_mbg_nbd(seed):
    small = history_of(100, seed=seed)
    model = train(small, small.newest_cutoffs(small.as_of, 1)[0])
    assert model.weight < 0.26
    frame = small.labelled(model.known)
    alone = ev.log_loss(frame["churned"], model.mbg_risk(frame)).value
    assert ev.log_loss(frame["churned"], model.risk(frame)).value <= alone + 0.02


def test_the_blend_is_the_weighted_mean_of_log_odds(history, model):
    frame = history.labelled(model.known).head(5)
    own, other = model.logistic_risk(frame), model.mbg_risk(frame)
    assert model.weight == pytest.approx(min(0.7, model.customers / (model.customers + 300)))
    odds = (own / (1 - own)) ** model.weight * (other / (1 - other)) ** (1 - model.weight)
    assert model.risk(frame) == pytest.approx(odds / (1 + odds))


def test_no_coefficient_takes_a_forbidden_sign(model):
    coefficients = dict(zip(SIGNS, model.logistic.coef_[0], strict=True))
    assert list(SIGNS) == [*FEATURES, "mbg_logit"]
    assert all(SIGNS[name] * value >= 0 for name, value in coefficients.items() if SIGNS[name])


def test_longer_silence_never_lowers_the_risk(history, model):
    frame = history.labelled(model.known)
    silent = frame["days_since"] + 20
    later = frame.assign(
        days_since=silent,
        overdue_ratio=silent / frame["gap_days"],
        tenure_days=frame["recency"] + silent,
    )
    # Tenure is free to go either way and moves with silence: it is held where it was.
    held = copy.deepcopy(model)
    held.logistic.coef_[0, FEATURES.index("tenure_days")] = 0
    assert (held.risk(later) >= held.risk(frame) - 1e-12).all()


def test_under_eight_of_a_class_mbg_nbd_stands_alone():
    everybody_weekly = pd.DataFrame(
        [(who, day, 10.0) for who in range(12) for day in range(who % 7, 200, 7)],
        columns=["customer", "day", "amount"],
    )
    history = History(shop(everybody_weekly, horizon_days=30).snapshot())
    model = train(history, history.as_of)
    assert (model.logistic, model.weight) == (None, 0.0)
    frame = history.today()
    assert model.risk(frame) == pytest.approx(model.mbg_risk(frame))


def test_two_customers_are_enough_for_a_risk():
    history = History(world("anna 2024-01-01\nbert 2024-05-01").snapshot())
    model = train(history, history.as_of)
    assert model.logistic is None
    assert np.isfinite(model.risk(history.today())).all()
