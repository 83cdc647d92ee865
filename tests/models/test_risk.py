"""Scores of today: order, facts, the card, and no percentage that was not earned."""

import json

import numpy as np
import pytest

from retention.errors import Refused
from retention.models.risk import assess, score
from retention.store import Filters
from tests.models.simulated import shop, visits
from tests.worlds import world


@pytest.fixture(scope="module")
def snapshot():
    return shop(visits(700), horizon_days=60).snapshot()


@pytest.fixture(scope="module")
def assessment(snapshot):
    return assess(snapshot)


def test_one_row_per_active_customer_the_riskiest_first(snapshot, assessment):
    scores = assessment.scores
    table = snapshot.ask("customers/table")
    active = table.loc[table["days_since"] < 120, "customer"]
    assert sorted(scores["customer"]) == sorted(active)
    assert scores["rank"].tolist() == list(range(1, len(scores) + 1))
    assert scores["risk"].is_monotonic_decreasing
    assert scores["risk"].between(0, 1).all()


def test_facts_beside_a_score_are_those_of_every_other_page(snapshot, assessment):
    facts = snapshot.ask("customers/table").set_index("customer")
    scores = assessment.scores.set_index("customer")
    facts = facts.loc[scores.index]
    assert scores["gap_days"].tolist() == pytest.approx(facts["gap_days"].tolist())
    assert scores["days_since"].tolist() == facts["days_since"].tolist()
    assert scores["value"].tolist() == pytest.approx((facts["amount_2h"] / 2).tolist())
    assert scores["orders"].tolist() == facts["purchases"].tolist()


def test_a_refused_model_leaves_no_percentage_and_orders_by_silence():
    scores = score(
        world("""
        anna 2024-01-01
        anna 2024-02-01 30
        bert 2024-02-10
        cleo 2024-02-20 4
    """).snapshot()
    )
    assert scores["customer"].tolist() == ["anna", "bert", "cleo"]
    assert scores["risk"].isna().all()
    assert scores["days_since"].tolist() == [19, 10, 0]
    assert scores.loc[0, ["mean_amount", "last_amount"]].tolist() == [20, 30]
    assert scores.loc[1, "reason"] == "first-time buyer"


def test_the_card_says_what_was_seen_and_what_cannot_be_known(snapshot, assessment):
    told = assessment.card()
    assert json.loads(json.dumps(told)) == told
    assert told["known"] == snapshot.as_of.isoformat()
    assert told["customers_scored"] == len(assessment.scores)
    assert set(told["mbg_nbd"]) == {"r", "alpha", "a", "b"}
    assert len(told["logistic"]["coefficients"]) == 11
    assert told["cannot_know"]


def test_the_card_of_a_refused_model_has_no_parameters():
    told = assess(world("anna 2024-01-01\nbert 2024-02-10").snapshot()).card()
    assert told["gate"]["passed"] is False
    assert "mbg_nbd" not in told


def test_scores_do_not_depend_on_filters(snapshot, assessment):
    since = snapshot.as_of.replace(month=1, day=1)
    database = shop(visits(700), horizon_days=60)
    filtered = score(database.snapshot(filters=Filters(since=since)))
    assert np.allclose(filtered["risk"], assessment.scores["risk"])


def test_sales_without_customers_are_refused_in_a_sentence():
    with pytest.raises(Refused, match="No sale names its customer"):
        score(world("- 2024-01-01\n- 2024-02-01").snapshot())
