"""The sentences of the overview, by hand."""

import pandas as pd

from retention.measures import bucket, month
from retention.measures.sentences import overview as overview_words
from tests.measures.sentences.rows import EURO, LAPSES, tile_row
from tests.worlds import world


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
