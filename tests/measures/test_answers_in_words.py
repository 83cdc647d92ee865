"""The sentences of the overview, cohorts, segments and customer pages, by hand."""

from datetime import date

import pandas as pd
import pytest

from retention.formatting import Formats
from retention.measures import bucket, changes, cohorts, contrast, customers, ladder, month, quality
from retention.measures.sentences import cohorts as cohort_words
from retention.measures.sentences import customer as customer_words
from retention.measures.sentences import overview as overview_words
from retention.measures.sentences import quality as quality_words
from retention.measures.sentences import segments as segment_words
from retention.measures.sentences.words import beside, listed, portion
from retention.store import Filters
from tests.worlds import world

EURO = Formats("en_GB", "EUR")


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(72, 111, "two thirds"), (1, 2, "1 of 2"), (0, 40, "none"), (40, 40, "all"),
     (20, 40, "half"), (4, 40, "one in ten"), (23, 40, "58%"), (39, 40, "98%")],
)  # fmt: skip
def test_a_portion_is_a_plain_fraction_where_there_is_one(part, whole, said):
    assert portion(part, whole, EURO) == said


def test_lists_and_differences():
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert beside(12, EURO, "usual") == "12 more than usual"
    assert beside(-1.0, EURO, "usual") == "1 fewer than usual"
    assert beside(0.3, EURO, "usual") == "as many as usual"


def month_row(**changed) -> pd.DataFrame:
    row = {
        "month": pd.Timestamp("2026-10-01"), "at_start": 1380, "new": 118, "reactivated": 10,
        "lapsed": 111, "at_end": 1397, "leak_rate": 111 / 1380, "settled": True,
        "usual_lapsed": 70.0, "lapsed_once": 74,
    }  # fmt: skip
    return pd.DataFrame([row | changed])


def test_the_overview_in_one_sentence():
    assert overview_words.headline(month_row(), EURO) == (
        "111 customers lapsed in Oct 2026, 41 more than usual; two thirds of them had bought only "
        "once."
    )
    assert overview_words.balance(month_row(), EURO) == (
        "118 new customers came in and 10 reactivated, so 1,397 customers were active at the end "
        "of Oct 2026: 17 more than a month before."
    )
    assert overview_words.bucket_title(month_row(), EURO) == (
        "The base grew by 17 in Oct 2026: 128 came in, 111 leaked out"
    )


def test_the_overview_while_nobody_lapsed_or_could():
    nobody = month_row(lapsed=0, lapsed_once=0, at_end=1)
    assert overview_words.headline(nobody, EURO) == (
        "Nobody lapsed in Oct 2026; 1 customer is active at its end."
    )
    early = month_row(settled=False)
    assert overview_words.headline(early, EURO) == (
        "1,397 customers active at the end of Oct 2026, 118 of them new that month."
    )
    assert "too short" in overview_words.balance(early, EURO)
    one = month_row(lapsed=1, lapsed_once=1, usual_lapsed=float("nan"))
    assert overview_words.headline(one, EURO) == (
        "1 customer lapsed in Oct 2026; they had bought only once."
    )
    assert "whole month" in overview_words.headline(month_row().head(0), EURO)


# H = 30: active for 60 days. Anna and Bert lapse in March; Cleo, who bought once, and Emma, who
# bought twice, in May.
LAPSES = """
anna 2024-01-05
bert 2024-01-10
cleo 2024-03-02
dora 2024-03-05
dora 2024-04-20
dora 2024-05-31
emma 2024-02-15
emma 2024-03-20
"""


def test_the_newest_month_counts_those_who_had_bought_once():
    row = month.newest(world(LAPSES).snapshot()).iloc[0]
    assert row["month"] == pd.Timestamp("2024-05-01")
    assert (row["at_start"], row["lapsed"], row["lapsed_once"], row["at_end"]) == (3, 2, 1, 1)
    assert pd.isna(row["usual_lapsed"])  # March and April only: fewer than three settled months


def test_who_comes_back_later_had_bought_once_all_the_same():
    row = month.newest(world(LAPSES + "cleo 2024-06-02").snapshot()).iloc[0]
    assert (row["month"], row["lapsed"], row["lapsed_once"]) == (pd.Timestamp("2024-05-01"), 2, 1)


def test_before_a_month_is_over_there_is_no_newest_month():
    assert month.newest(world("anna 2024-01-05").snapshot()).empty


def tile_row(**changed):
    row = {
        "figure": "leak_rate", "unit": "share", "month": pd.Timestamp("2026-10-01"),
        "value": 0.0804, "low": 0.067, "high": 0.096, "previous": 0.0635, "change": 0.0169,
        "year_ago": 0.0627, "change_year": 0.0177,
    }  # fmt: skip
    return row | changed


def test_a_tile_says_its_change_and_whether_it_is_welcome():
    told = overview_words.tile(tile_row(), EURO)
    assert (told.value, told.change) == ("8.0%", "+1.7 pts")
    assert told.against == "in a month; +1.8 pts in a year"
    assert told.good is False  # more leak, and the month before lies below the interval
    steady = overview_words.tile(tile_row(previous=0.07, change=0.0104), EURO)
    assert steady.good is None  # inside the interval
    money = tile_row(figure="amount", unit="money", value=35028.07, low=None, high=None,
                     change=1546.77, change_year=float("nan"))  # fmt: skip
    told = overview_words.tile(money, EURO)
    assert (told.change, told.against, told.good) == ("+€1,547", "in a month", True)
    first = overview_words.tile(money | {"change": float("nan")}, EURO)
    assert (first.change, first.against, first.good) == (None, None, None)


def test_what_changed_is_told_fact_by_fact():
    table = changes.since_last_upload(world(LAPSES).snapshot())
    told = [each.text for each in overview_words.changes(table, 30, EURO)]
    assert "1 customer is active, 2 fewer than on 30 Apr 2024." in told
    assert "2 customers lapsed." in told  # a year earlier is not covered
    assert "1 customer made 1 purchase." in told
    assert "Sales came to €10.00." in told
    assert overview_words.changes_title(table, EURO) == "The last month: 1 May – 31 May 2024"
    above = pd.DataFrame([tile_row()])
    assert overview_words.since(table, above, EURO) == (
        "One upload brought everything, so this tells its last month. Other days than above, so "
        "other numbers: the figures above are of Oct 2026."
    )
    same = pd.DataFrame([tile_row(month=pd.Timestamp("2024-05-01"))])
    assert overview_words.since(table, same, EURO).endswith("the same days as the figures above.")
    later = table.assign(since="upload")
    assert overview_words.changes_title(later, EURO).startswith("Since the last upload: 1 May")
    assert "with the last upload" in overview_words.since(later, above, EURO)
    assert overview_words.changes(table.head(0), 30, EURO) == []


def test_who_fell_behind_can_be_listed():
    facts = ["active", "new", "reactivated", "lapsed", "customers", "purchases", "amount",
             "newly_overdue", "silent_regulars"]  # fmt: skip
    table = pd.DataFrame(
        {"fact": facts, "before": 1.0, "after": 2.0, "change": 1.0, "value": 30.0,
         "before_day": pd.Timestamp("2024-04-30"), "until_day": pd.Timestamp("2024-05-31"),
         "since": "upload"}
    )  # fmt: skip
    told = overview_words.changes(table, 30, EURO)
    assert told[-2].kind == "newly_overdue"
    assert told[-2].values == (("since_day", date(2024, 4, 30)),)
    assert "€30.00 in 30 days" in told[-2].text
    assert "1 more than on 30 Apr 2024" in told[-1].text
    assert "2 customers bought for the first time; in the same days a year earlier 1." in [
        each.text for each in told
    ]


def test_the_worst_month_is_named_among_those_that_could_leak():
    few = bucket.months(world(LAPSES).snapshot())
    assert overview_words.history_title(few, EURO) == (
        "Who came in and who leaked out, month by month"
    )
    months = few.assign(at_start=30)
    # in March Anna and Bert lapse, but no 60 days of history stand before it
    assert overview_words.history_title(months, EURO) == (
        "May 2024 leaked most of all months: 66.7% of those active at its start"
    )
    later = months.assign(leak_rate=[0, 0, 0.9, 0.2, 0.1])
    assert overview_words.history_title(later, EURO) == (
        "The leak was 10.0% in May 2024; it was largest in Apr 2024, 20.0%"
    )
    assert overview_words.history_title(months.head(3), EURO) == (
        "Who came in and who leaked out, month by month"
    )


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


def test_months_in_which_nobody_bought_are_warned_of():
    database = world("anna 2024-01-05\n- 2024-03-02\nanna 2024-06-01")
    told = quality_words.missing_months(quality.months(database.snapshot()), EURO)
    assert told.startswith("No sale at all is loaded for Feb 2024 and Apr 2024 to May 2024. If")
    full = quality.months(world("anna 2024-01-05\n- 2024-02-02").snapshot())
    assert quality_words.missing_months(full, EURO) == ""


def test_a_period_keeps_the_cohorts_that_began_in_it(two_cohorts):
    later = world(COHORTS).snapshot(filters=Filters(since=date(2024, 2, 15)))
    assert cohorts.triangle(later)["cohort"].dt.month.unique().tolist() == [2, 3]
    assert len(customers.behind(later, kind="cohort_period", period=1)) == 30


def test_the_steps_in_words(two_cohorts):
    second, times = ladder.second_order(two_cohorts), ladder.times(two_cohorts)
    # by 31 March, 30 days: 40 of January (10 back after 31 days), 40 of February (30 after 28)
    assert cohort_words.second_order(second, times, EURO) == (
        "38% of first-time buyers come back within 30 days. Half of those who return do so within "
        "28 days: write to the others about then."
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


SUMMARY = pd.DataFrame({
    "segment": ["Champions", "At risk", "Lost"], "customers": [20, 30, 50],
    "share": [0.2, 0.3, 0.5], "amount": [700.0, 250.0, 50.0], "amount_share": [0.7, 0.25, 0.05],
})  # fmt: skip


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
    times = pd.DataFrame([{"order_number": 1, "median_among_returners": 410.0}])
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
        "20 of 80 customers not lapsed have fallen behind their own rhythm; they usually spend "
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


def test_the_months_of_the_figures_are_said():
    table = pd.DataFrame([tile_row(), tile_row(year_ago=float("nan"))])
    assert overview_words.window_title(table, EURO) == "Oct 2026, the newest whole month"
    assert overview_words.window(table, EURO) == (
        "1 Oct – 31 Oct 2026; the changes are from Sep 2026 and from Oct 2025."
    )
    first = table.assign(previous=float("nan"), year_ago=float("nan"))
    assert overview_words.window(first, EURO).endswith("there is no month before it.")


def test_the_part_of_the_amount_with_a_name_to_it():
    row = tile_row(figure="amount", value=35028.07)
    assert overview_words.known_part(32800.0, row, EURO) == "of it €32.8K from known customers"
    assert overview_words.known_part(35028.07, row, EURO) is None


def test_the_leak_of_a_year_in_words():
    leak = pd.DataFrame({"month": [pd.Timestamp("2026-10-01")], "leak_rate": [0.66],
                         "low": [0.64], "high": [0.69], "at_start": [900]})  # fmt: skip
    assert overview_words.leak_title(leak, EURO) == (
        "Of those active at the start of Nov 2025, 66% (64–69%) lapsed by the end of Oct 2026"
    )
    few = leak.assign(at_start=7, lapsed=7)
    assert overview_words.leak_title(few, EURO) == (
        "Of 7 customers active at the start of Nov 2025, 7 lapsed by the end of Oct 2026: too few "
        "for a rate"
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
