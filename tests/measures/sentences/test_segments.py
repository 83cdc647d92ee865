"""The sentences of the segments and rhythms, by hand."""

from datetime import date

import pandas as pd

from retention.measures.sentences import cohorts as cohort_words
from retention.measures.sentences import overview as overview_words
from retention.measures.sentences import segments as segment_words
from tests.measures.sentences.rows import EURO, SUMMARY, tile_row


def test_segments_in_words():
    assert segment_words.headline(SUMMARY, EURO) == (
        "20% of the customers bring 70% of the amount: the 20 in Champions. All others together "
        "bring 30%."
    )
    assert segment_words.slipping(SUMMARY, EURO) == (
        "30 customers are slipping away, 30% of all: At risk. They have brought €250, 25% of the "
        "amount."
    )
    assert segment_words.treemap_title(SUMMARY, size="customers", formats=EURO) == (
        "20% of the customers stay, 30% are slipping away, 50% are hibernating or lost"
    )
    assert segment_words.treemap_title(SUMMARY, size="amount", formats=EURO) == (
        "70% of the amount comes from those who stay, 25% from those slipping away, 5.0% from "
        "the hibernating and lost"
    )
    assert segment_words.money_title(SUMMARY, EURO) == (
        "Champions: 20% of the customers, 70% of the amount"
    )


def test_few_customers_are_counted_and_not_told_in_percent():
    few = SUMMARY.assign(customers=[8, 6, 12])
    assert segment_words.headline(few, EURO) == (
        "Champions bring most: 8 of 26 customers, with €700 of €1,000. So few that one of them may "
        "turn the picture."
    )
    assert segment_words.slipping(few, EURO) == (
        "6 customers are slipping away: At risk. They have brought €250."
    )
    for size in ("customers", "amount"):
        assert "%" not in segment_words.treemap_title(few, size=size, formats=EURO)
    assert segment_words.money_title(few, EURO) == "Champions: 8 of 26 customers, €700 of €1,000"
    second = pd.DataFrame([{"within": 180, "eligible": 26, "returned": 5, "share": 5 / 26}])
    times = pd.DataFrame([{"group": "all", "remind_from": 15.0, "remind_to": 35.0}])
    assert cohort_words.second_order(second, times, EURO) == (
        "5 of 26 first-time buyers came back within 180 days: too few to say when to write to the "
        "others."
    )
    share = tile_row(value=1.0)
    told = overview_words.tile(share, EURO, few=True)
    assert (told.value, told.change, told.against) == ("–", None, overview_words.TOO_FEW)


STATUSES = pd.DataFrame({
    "status": ["on time", "late", "broken", "lapsed"], "customers": [60, 15, 5, 20],
    "value": [900.0, 200.0, 50.0, 0.0], "weekly_silent": [1, 2, 0, 4],
})  # fmt: skip


def test_rhythms_in_words():
    assert segment_words.statuses_title(STATUSES, 90, EURO) == (
        "20 of 80 customers not lapsed have fallen behind their own rhythm; they lately spent "
        "€250 in 90 days"
    )
    assert segment_words.statuses_title(STATUSES.head(1), 90, EURO) == (
        "Nobody has fallen behind their own rhythm"
    )
    assert segment_words.statuses_title(STATUSES.tail(1), 90, EURO) == "Everybody has lapsed"
    # the four lapsed ones are gone, not silent
    assert segment_words.weekly_silent(STATUSES, EURO) == (
        "3 customers have been silent for a week or more after coming about every week: four "
        "purchases or more in thirty days."
    )
    assert segment_words.weekly_silent(STATUSES.tail(1), EURO) == ""


def test_the_window_of_the_scores_is_said():
    row = pd.Series({"customers": 5, "from_day": date(2024, 1, 1), "to_day": date(2024, 1, 5)})
    assert segment_words.window(row, EURO).startswith(
        "Scores rank all 5 customers with a purchase, by the whole history from 1 Jan 2024 to 5 "
        "Jan 2024, whatever the filters. The cuts are made anew with each upload"
    )


def test_segments_without_amounts():
    free = SUMMARY.assign(amount=0.0, amount_share=float("nan"))
    assert segment_words.headline(free, EURO) == ("50 customers are in Lost, the largest segment.")
    assert segment_words.slipping(free, EURO) == (
        "30 customers are slipping away, 30% of all: At risk."
    )
    assert "Nothing was sold" in segment_words.treemap_title(free, size="amount", formats=EURO)
    assert segment_words.money_title(free, EURO) == "Customers and money by segment"


def test_concentration_in_words():
    top = pd.DataFrame([{"share": 0.2, "customers": 8, "amount_share": 0.71,
                         "low": 0.66, "high": 0.75}])  # fmt: skip
    assert segment_words.concentration(top, EURO) == (
        "The top 20% (8 customers) bring 71% of the amount (66–75%)"
    )
    slide = pd.DataFrame({"gone": [1, 5], "amount_left_share": [0.9, 0.6]})
    assert segment_words.landslide(slide, EURO) == (
        "Without the 5 largest customers, the last twelve months would have brought 40% less."
    )
    assert segment_words.landslide(slide.head(0), EURO) == ""
