"""The fact that puts somebody on the list, as it is said."""

import pandas as pd
import pytest

from retention.actions import facts
from retention.models import reasons

ANNA = {"gap_days": 9.4, "days_since": 31, "orders_h": 2, "orders_before_h": 7,
        "mean_amount": 50.0, "last_amount": 19.0}  # fmt: skip


@pytest.mark.parametrize(
    "reason, changed, said",
    [
        (reasons.OVERDUE, {}, "Usually every 9 days, silent for 31"),
        (reasons.OVERDUE, {"gap_days": 0.4, "days_since": 2}, "Usually every day, silent for 2"),
        (reasons.OVERDUE, {"gap_days": 9.5}, "Usually every 10 days, silent for 31"),
        (reasons.FEWER_ORDERS, {}, "2 purchases in 90 days, 7 in the 90 before"),
        (reasons.FEWER_ORDERS, {"orders_h": 1},
         "1 purchase in 90 days, 7 in the 90 before"),
        (reasons.FEWER_ORDERS, {"orders_h": 0},
         "No purchase in 90 days, 7 in the 90 before"),
        (reasons.SMALLER_ORDER, {}, "Last purchase 38% of the usual"),
        (reasons.FIRST_TIME, {}, "Bought once, 31 days ago"),
        (reasons.FIRST_TIME, {"days_since": 1}, "Bought once, 1 day ago"),
        (reasons.FIRST_TIME, {"days_since": 0}, "Bought once, on the last day of the data"),
        (reasons.LARGE_UNCHANGED, {}, "Large: every 9 days, last 31 days ago"),
        (reasons.UNCHANGED, {}, "As ever: every 9 days, last 31 days ago"),
    ],
)  # fmt: skip
def test_a_reason_is_told_as_a_fact(reason, changed, said):
    row = pd.DataFrame([ANNA | changed | {"reason": reason}])
    assert facts.sentences(row, 90).tolist() == [said]


def test_every_row_is_told_its_own_fact():
    rows = pd.DataFrame(
        [ANNA | {"reason": reasons.OVERDUE}, ANNA | {"reason": reasons.FIRST_TIME, "days_since": 5}]
    )
    assert facts.sentences(rows, 90).tolist() == [
        "Usually every 9 days, silent for 31", "Bought once, 5 days ago",
    ]  # fmt: skip


def test_nobody_is_told_nothing():
    nobody = pd.DataFrame([ANNA | {"reason": ""}]).head(0)
    assert facts.sentences(nobody, 90).empty


def test_the_lapsed_are_told_by_their_silence():
    gone = pd.DataFrame({"purchases": [12, 1], "days_since": [214, 181]})
    assert facts.silence(gone).tolist() == [
        "Bought 12 times, silent for 214 days", "Bought once, silent for 181 days",
    ]  # fmt: skip
