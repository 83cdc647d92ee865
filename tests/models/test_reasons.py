"""Reasons: facts past a threshold, the heaviest first, and no cause claimed without one."""

import pandas as pd
import pytest

from retention.models.reasons import (
    FEWER_ORDERS,
    FIRST_TIME,
    LARGE_UNCHANGED,
    OVERDUE,
    SMALLER_ORDER,
    UNCHANGED,
    reasons,
)

USUAL = {
    "orders": 6,
    "days_since": 10,
    "tenure_days": 110,
    "gap_days": 20.0,
    "overdue_ratio": 0.5,
    "orders_h": 3,
    "orders_before_h": 3,
    "mean_amount": 50.0,
    "last_ratio": 1.0,
    "frequency": 5,
    "recency": 100,
    "value": 100.0,
}


def people(*changes):
    # Ten small accounts beside them keep the top tenth of value where the case puts it.
    crowd = [USUAL | {"value": 90.0}] * 8 + [USUAL | {"value": 120.0}] * 2
    return pd.DataFrame([USUAL | change for change in changes] + crowd)


def told(change, risk=None):
    return reasons(people(change), risk).iloc[0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, UNCHANGED),
        ({"value": 5000.0}, LARGE_UNCHANGED),
        ({"overdue_ratio": 1.5, "days_since": 30}, OVERDUE),
        ({"overdue_ratio": 1.49, "days_since": 30}, UNCHANGED),
        ({"orders_h": 7, "orders_before_h": 10}, FEWER_ORDERS),
        ({"orders_h": 8, "orders_before_h": 10}, UNCHANGED),
        ({"orders_h": 0, "orders_before_h": 0}, UNCHANGED),
        ({"last_ratio": 0.59}, SMALLER_ORDER),
        ({"last_ratio": 0.6}, UNCHANGED),
        ({"orders": 1, "frequency": 0, "overdue_ratio": 4.0}, FIRST_TIME),
        ({"orders": 1, "frequency": 0, "value": 5000.0}, FIRST_TIME),
    ],
)
def test_a_reason_is_a_fact_past_its_threshold(change, reason):
    assert told(change) == reason


BOTH = {"overdue_ratio": 3.0, "days_since": 60, "last_ratio": 0.3, "orders_h": 1}


def test_of_several_facts_the_one_that_weighs_most_in_the_model_is_told():
    assert told(BOTH, lambda frame: frame["overdue_ratio"].to_numpy() / 10) == OVERDUE
    assert told(BOTH, lambda frame: 1 - frame["last_ratio"].to_numpy() / 2) == SMALLER_ORDER
    assert told(BOTH, lambda frame: 1 / (1 + frame["orders_h"].to_numpy())) == FEWER_ORDERS
    assert told(BOTH) == OVERDUE


def test_at_her_pace_means_a_last_purchase_one_own_gap_ago():
    seen = []

    def risk(frame):
        seen.append(frame.iloc[0])
        return frame["overdue_ratio"].to_numpy()

    reasons(people({"overdue_ratio": 3.0, "days_since": 60, "tenure_days": 160}), risk)
    paced = seen[1]
    assert paced[["days_since", "overdue_ratio", "recency"]].tolist() == [20, 1, 140]
    assert paced["tenure_days"] == 160


def test_nobody_gives_no_reasons():
    assert reasons(people().head(0), lambda frame: 1 / 0).empty
