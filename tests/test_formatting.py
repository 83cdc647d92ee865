"""Values as readers in different countries write them."""

from datetime import date
from decimal import Decimal

import pytest

from retention.formatting import MISSING, Formats, exact

ENGLISH = Formats("en_GB", "EUR")
GERMAN = Formats("de-DE", "EUR")
NARROW = "\u00a0"


@pytest.mark.parametrize(
    ("formats", "number", "money", "share"),
    [
        (ENGLISH, "1,234,568", "€1,235", "37%"),
        (GERMAN, "1.234.568", f"1.235{NARROW}€", "37%"),
        (Formats("fr", "EUR"), "1\u202f234\u202f568", f"1\u202f235{NARROW}€", "37%"),
        (Formats("pl", "PLN"), f"1{NARROW}234{NARROW}568", f"1{NARROW}235{NARROW}zł", "37%"),
        (Formats("tr", "TRY"), "1.234.568", "₺1.235", "37%"),
        (Formats("en-US", "USD"), "1,234,568", "$1,235", "37%"),
        (Formats("en", None), "1,234,568", "1,235", "37%"),
    ],
)
def test_every_reader_gets_the_own_signs(formats, number, money, share):
    assert formats.number(1234567.5) == number
    assert formats.money(1234.5) == money
    assert formats.share(0.374) == share


def test_small_values_keep_the_digits_that_matter():
    assert ENGLISH.money(9.5) == "€9.50"
    assert ENGLISH.money(99.5) == "€99.50"
    assert ENGLISH.money(100.5) == "€101"
    assert ENGLISH.money(0) == "€0"
    assert ENGLISH.share(0.0374) == "3.7%"
    assert ENGLISH.share(0.0995) == "10%"
    assert ENGLISH.share(0) == "0%"
    assert Formats("ja", "JPY").money(1234.4).endswith("1,234")


def test_half_is_rounded_away_from_zero_and_no_minus_zero_is_written():
    assert ENGLISH.number(0.5) == "1"
    assert ENGLISH.number(2.5) == "3"
    assert ENGLISH.number(-0.4) == "0"
    assert ENGLISH.share(0.145, 0) == "15%"
    assert ENGLISH.number(-3) == "−3"


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_what_is_missing_is_a_dash_and_never_zero(value):
    for write in (
        ENGLISH.number,
        ENGLISH.money,
        ENGLISH.share,
        ENGLISH.compact,
        ENGLISH.points,
        ENGLISH.signed,
        ENGLISH.compact_money,
    ):
        assert write(value) == MISSING
    assert ENGLISH.share_interval(None, 0.5) == MISSING


def test_missing_days_are_a_dash():
    import pandas as pd

    for write in (ENGLISH.day, ENGLISH.month):
        assert write(None) == write(pd.NaT) == MISSING
    assert ENGLISH.period(pd.NaT, "week") == MISSING


def test_compact_numbers_start_at_ten_thousand():
    assert ENGLISH.compact(9999) == "9,999"
    assert ENGLISH.compact(1234567) == "1.2M"
    assert ENGLISH.compact_money(1234567) == "€1.2M"
    assert ENGLISH.compact_money(5000) == "€5,000"


def test_differences_carry_their_sign():
    assert ENGLISH.signed(12) == "+12"
    assert ENGLISH.signed(-12) == "−12"
    assert ENGLISH.signed(0) == "0"
    assert ENGLISH.points(0.023) == "+2.3 points"
    assert ENGLISH.points(-0.023) == "−2.3 points"


def test_an_interval_says_its_unit_once():
    assert ENGLISH.share_interval(0.31, 0.424) == "31–42%"
    assert ENGLISH.share_interval(0.031, 0.042) == "3.1–4.2%"
    assert GERMAN.share_interval(0.31, 0.42) == "31–42%"
    assert ENGLISH.share_interval(-0.03, 0.02) == "−3.0% to 2.0%"


def test_one_customer_is_one():
    assert ENGLISH.count(1, "customer") == "1 customer"
    assert ENGLISH.count(0, "customer") == "0 customers"
    assert ENGLISH.count(1200, "day") == "1,200 days"
    assert ENGLISH.count(2, "person", "people") == "2 people"


def test_days_are_written_so_that_nobody_mistakes_the_month():
    last = date(2026, 10, 31)
    assert ENGLISH.day(last) == GERMAN.day(last) == Formats("en-US").day(last) == "31 Oct 2026"


@pytest.mark.parametrize(
    ("grain", "name"),
    [("week", "2026 W44"), ("month", "Oct 2026"), ("quarter", "Q4 2026"), ("year", "2026")],
)
def test_a_period_has_a_name(grain, name):
    assert ENGLISH.period(date(2026, 10, 26), grain) == name


def test_the_week_of_new_year_belongs_to_its_iso_year():
    assert ENGLISH.period(date(2024, 12, 30), "week") == "2025 W01"


@pytest.mark.parametrize("name", ["zz", "", "en_ZZ", "x" * 50, "../../etc"])
def test_an_unknown_locale_is_english(name):
    assert Formats(name).number(1234.5, 1) == "1,234.5"


def test_axes_get_the_same_signs():
    assert ENGLISH.separators == ".,"
    assert GERMAN.separators == ",."


def test_a_span_of_days_tells_its_year_once():
    first, last = date(2026, 5, 3), date(2026, 5, 31)
    assert Formats("en_GB").day_span(first, last) == "3 May – 31 May 2026"
    assert Formats("en_US").day_span(first, last) == "3 May – 31 May 2026"
    assert Formats("en_GB").day_span(date(2025, 12, 1), last) == "1 Dec 2025 – 31 May 2026"
    assert Formats("en_GB").day_span(last, last) == "31 May 2026"
    assert Formats("en_GB").day_span(None, last) == "–"


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [("22.5000", "EUR", "22.50"), ("0.1250", "EUR", "0.125"), ("22.0000", "JPY", "22"),
     ("100.0000", None, "100.00"), ("12345678901234.5678", "EUR", "12345678901234.5678")],
)  # fmt: skip
def test_an_exact_amount_keeps_every_digit(amount, currency, written):
    assert exact(Decimal(amount), currency) == written
