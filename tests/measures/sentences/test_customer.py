"""One customer in words, by hand."""

import pandas as pd

from retention.measures.sentences import customer as customer_words
from tests.measures.sentences.rows import EURO


def person(**changed) -> dict:
    row = {
        "orders": 9, "gap_days": 9.2, "days_since": 31, "status": "late", "first": "2024-01-05",
        "expected_next_low": pd.Timestamp("2024-06-03"),
        "expected_next_high": pd.Timestamp("2024-06-20"), "first_product": "Tea",
        "first_channel": None, "first_store": "Harbour", "first_salesperson": None,
        "first_coupon": None, "first_discounted": pd.NA, "returned_amount": 0.0,
        "late_orders": 0, "delivered_orders": 4,
    }  # fmt: skip
    return row | changed | {"first": pd.Timestamp("2024-01-05")}


def test_a_customer_in_words():
    assert customer_words.rhythm(person(), EURO) == "Usually every 9 days, silent for 31."
    assert customer_words.rhythm(person(days_since=0), EURO) == (
        "Usually every 9 days, and on the last day of data too."
    )
    assert customer_words.rhythm(person(orders=1, days_since=1), EURO) == (
        "One purchase so far, 1 day ago."
    )
    assert customer_words.standing(person(), 30, EURO) == (
        "They are late: four of five of their gaps end sooner. The next purchase is expected "
        "between 3 Jun 2024 and 20 Jun 2024."
    )
    assert customer_words.standing(person(status="lapsed"), 30, EURO) == (
        "They have lapsed: nothing bought for 60 days or more."
    )
    broken = person(status="broken", expected_next_low=pd.NaT)
    assert "too long to say" in customer_words.standing(broken, 30, EURO)
    assert customer_words.beginnings(person(), EURO) == (
        "They began on 5 Jan 2024, with Tea, at Harbour."
    )
    assert customer_words.beginnings(person(first_coupon="HI"), EURO).endswith("the coupon HI.")
    assert customer_words.troubles(person(), EURO) == ""
    assert customer_words.troubles(person(returned_amount=5.0, late_orders=1), EURO) == (
        "They brought back goods for €5.00 and got 1 of 4 deliveries late."
    )
    score = {"risk": 0.22, "reason": "first-time buyer"}
    assert customer_words.risk(score, 30, EURO) == (
        "22% risk of no purchase in the next 30 days. What stands out: first-time buyer."
    )
    assert "No percentage" in customer_words.risk(score | {"risk": float("nan")}, 30, EURO)


def test_a_segment_and_a_silence_that_seem_to_contradict_are_reconciled():
    said = customer_words.both_hold(person(segment="Champions", status="broken"))
    assert said == (
        "They were one of your best (Champions), and are silent far beyond their own rhythm: the "
        "segment is about all they have bought, the silence about today."
    )
    said = customer_words.both_hold(person(segment="At risk", status="on time"))
    assert said == (
        "Most of your customers bought more recently, which makes them At risk; by their own "
        "rhythm they are on time."
    )
    once = customer_words.both_hold(person(orders=1, segment="Promising", status="broken"))
    assert "own rhythm" not in once and "far longer than those who came back" in once


def test_a_segment_and_a_status_that_agree_need_no_word():
    for segment, status in (("Champions", "on time"), ("Lost", "lapsed"), ("Cannot lose", "broken"),
                            ("Needs attention", "late")):  # fmt: skip
        assert customer_words.both_hold(person(segment=segment, status=status)) == ""


def test_a_line_of_time_in_words():
    visits = pd.DataFrame({
        "day": pd.to_datetime(["2024-01-05", "2024-03-01", "2024-03-02"]),
        "kind": ["purchase", "purchase", "return"], "amount": [1.0, 2.0, -1.0],
    })  # fmt: skip
    assert customer_words.timeline_title(visits, 2, EURO) == (
        "2 purchases, Jan 2024 to Mar 2024; brought something back on 1 day"
    )
    assert customer_words.timeline_title(visits, 1, EURO) == (
        "1 purchase, Jan 2024 to Mar 2024, and 1 more day whose goods were all brought back or "
        "free; brought something back on 1 day"
    )
    assert customer_words.timeline_title(visits.tail(1), 0, EURO) == "Nothing was bought"
