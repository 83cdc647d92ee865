"""The sentences of the cohorts, by hand."""

from datetime import date

import pandas as pd
import pytest

from retention.measures import cohorts, contrast, customers, ladder, reminders
from retention.measures.sentences import cohorts as cohort_words
from retention.store import Filters
from tests.measures.sentences.rows import EURO, LAPSES
from tests.worlds import world

# 40 begin in January, 10 of them come back; 40 in February, 30 come back
COHORTS = "\n".join(
    [f"j{n} 2024-01-10" for n in range(40)] + [f"j{n} 2024-02-10" for n in range(10)]
    + [f"f{n} 2024-02-11" for n in range(40)] + [f"f{n} 2024-03-10" for n in range(30)]
    + ["m 2024-03-31"]
)  # fmt: skip


@pytest.fixture(scope="module")
def two_cohorts():
    return world(COHORTS).snapshot()


def test_cohorts_beside_all_together(two_cohorts):
    cells = cohorts.triangle(two_cohorts)
    assert contrast.compared_period(cells, "month") == 1
    compared = contrast.at_period(cells, 1)
    assert compared["together"].tolist() == [0.5, 0.5]
    assert compared["stands"].tolist() == ["above", "below"]
    assert contrast.extremes(compared) == [pd.Timestamp("2024-02-01"), pd.Timestamp("2024-01-01")]
    said = {"grain": "month", "unit": "customers", "formats": EURO}
    assert cohort_words.standing_out(compared, kind="classic", **said) == (
        "In month 1, those who began in Feb 2024 (75% of 40) bought most and those of Jan 2024 "
        "(25% of 40) least."
    )
    assert cohort_words.standing_out(compared, kind="cumulative", **said).startswith(
        "By the end of month 1, those who began in Feb 2024 (75% of 40) had come back most"
    )
    assert cohort_words.standing_out(compared, kind="rolling", **said) == ""
    assert (
        cohort_words.triangle_title(
            compared, grain="month", kind="classic", unit="customers", formats=EURO
        )
        == "50% buy in month 1; Feb 2024 75% and Jan 2024 25%"
    )
    assert (
        cohort_words.triangle_title(
            compared, grain="month", kind="rolling", unit="customers", formats=EURO
        )
        == "50% buy in month 1 or later"
    )  # older cohorts had longer: no best and worst


def test_a_cohort_whose_interval_holds_the_whole_does_not_stand_out():
    cells = pd.DataFrame({
        "cohort": pd.date_range("2024-01-01", periods=3, freq="MS"), "period": 1,
        "size": [100, 100, 100], "active": [50, 70, 30], "retention": [0.5, 0.7, 0.3],
        "low": [0.4, 0.6, 0.2], "high": [0.6, 0.8, 0.4],
    })  # fmt: skip
    compared = contrast.at_period(cells, 1)
    assert compared["retention"].tolist() == [0.7, 0.5, 0.3]
    assert compared["stands"].tolist() == ["above", None, "below"]
    alike = contrast.at_period(cells.head(1), 1)
    assert contrast.extremes(alike) == []
    told = {"grain": "month", "formats": EURO}
    assert cohort_words.curves_title([], kind="classic", **told) == (
        "No cohort stands out from the others"
    )
    assert cohort_words.curves_title([], kind="rolling", **told) == "All cohorts side by side"
    assert contrast.at_period(cells, None).empty
    assert contrast.extremes(contrast.at_period(cells, None)) == []


def test_a_small_cohort_is_not_compared():
    cells = cohorts.triangle(world(LAPSES).snapshot())
    assert contrast.compared_period(cells, "month") is None


def test_cohorts_in_one_sentence(two_cohorts):
    said = {"grain": "month", "kind": "classic", "unit": "customers", "formats": EURO}
    pooled = cohorts.pooled(two_cohorts)
    assert cohort_words.headline(pooled, **said) == (
        "40 of 80 new customers bought in the next month."
    )
    large = pd.DataFrame({"period": [0, 1, 6, 12], "size": [900, 800, 500, 200],
                          "active": [900, 168, 90, 28],
                          "retention": [1.0, 0.21, 0.18, 0.14]})  # fmt: skip
    assert cohort_words.headline(large, **said) == (
        "Of 100 new customers, 21 bought in the next month, 18 in month 6 and 14 in month 12."
    )
    assert cohort_words.headline(large, **said | {"kind": "cumulative"}) == (
        "Of 100 new customers, 21 had bought again by the end of the next month, 18 by the end of "
        "month 6 and 14 by the end of month 12."
    )
    assert "nobody can have been seen" in cohort_words.headline(pooled.head(1), **said)
    assert cohort_words.pooled_title(large, grain="month", formats=EURO) == (
        "From 21% at month 1 to 14% at month 12"
    )


def test_cohorts_by_money(two_cohorts):
    cells = cohorts.triangle(two_cohorts, unit="amount")
    line = cohorts.pooled(two_cohorts, unit="amount")
    # January: 400 first, then 100 and 0; February: 400 first, then 300. March has only begun.
    assert line["amount"].tolist() == [810.0, 400.0, 0.0]
    assert line["retention"].tolist() == [1.0, 0.5, 0.0]
    assert (
        cohort_words.headline(line, grain="month", kind="classic", unit="amount", formats=EURO)
        == "For every €100 in their first month, customers spend €50 in the next month."
    )
    compared = contrast.at_period(cells, 1)
    assert compared["together"].tolist() == [0.5, 0.5]
    said = {"grain": "month", "kind": "classic", "unit": "amount", "formats": EURO}
    assert cohort_words.standing_out(compared, **said) == (
        "In month 1, those who began in Feb 2024 (75% of their first month's amount) spent most "
        "and those of Jan 2024 (25% of their first month's amount) least."
    )


def test_no_cohort_is_praised_for_chance():
    cells = pd.DataFrame({
        "cohort": pd.date_range("2024-01-01", periods=2, freq="MS"), "period": 1,
        "size": [100, 100], "active": [50, 52], "retention": [0.5, 0.52],
        "low": [0.4, 0.42], "high": [0.6, 0.62],
    })  # fmt: skip
    said = {"grain": "month", "kind": "classic", "unit": "customers", "formats": EURO}
    compared = contrast.at_period(cells, 1)
    assert cohort_words.standing_out(compared, **said) == (
        "In month 1, no month of beginning differs from the others by more than chance may make."
    )
    assert cohort_words.triangle_title(compared, **said) == "51% buy in month 1"


def test_one_horizon_of_the_second_purchase_is_told():
    second = pd.DataFrame({"within": [30, 90, 180, 365], "eligible": [9, 8, 7, 3]})
    assert ladder.told_within(second) == 180
    assert ladder.told_within(second.head(2)) == 90  # no first purchase is 180 days old yet
    assert ladder.told_within(second.tail(1)) == 180


def test_a_period_keeps_the_cohorts_that_began_in_it(two_cohorts):
    later = world(COHORTS).snapshot(filters=Filters(since=date(2024, 2, 15)))
    assert cohorts.triangle(later)["cohort"].dt.month.unique().tolist() == [2, 3]
    assert len(customers.behind(later, kind="cohort_period", period=1)) == 30


def test_the_steps_in_words(two_cohorts):
    second, times = ladder.second_order(two_cohorts), reminders.reminders(two_cohorts)
    # by 31 March, 30 days: 40 of January (10 back after 31 days), 40 of February (30 after 28)
    assert cohort_words.second_order(second, times, EURO) == (
        "38% of first-time buyers come back within 30 days. They do so most readily between day 15 "
        "and day 35: write to the others then."
    )
    steps = ladder.ladder(two_cohorts, within=30)
    assert cohort_words.ladder_title(steps, within=30, formats=EURO) == (
        "Most stop after purchase 1: 38% make the next one within 30 days"
    )
    assert cohort_words.second_order(second.head(0), times, EURO) == ""


def test_the_definition_names_the_kind_and_the_clock():
    said = {"grain": "month", "kind": "classic", "unit": "customers", "clock": "calendar"}
    assert cohort_words.definition(**said) == (
        "share of those who began together that bought in the month · calendar months"
    )
