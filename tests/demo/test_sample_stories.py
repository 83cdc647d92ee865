"""Each story of data/README.md is found again in the file by simple arithmetic."""

import re
from pathlib import Path

import pandas as pd
import pytest

from retention.demo.stories import FRAGILE, GIVEAWAY, LATE_SPRING, PAIR, SILENT
from tests.demo import measured

README = Path(__file__).parents[2] / "data" / "README.md"
MEASURES = {
    "1 late share": measured.late_share,
    "1 gone after a late delivery": measured.late_and_gone,
    "1 gone after a Harbour delivery": measured.store_and_gone,
    "2 second order": measured.welcome,
    "3 leavers": measured.keeper,
    "4 second order": measured.entry,
    "6 second order": measured.sale_first,
    "7 came back": measured.fragile_returns,
    "7 gone after a return": measured.return_and_gone,
    "8 second order": measured.giveaway,
    "9 filters in the basket": measured.pair,
}


def test_late_spring_at_one_store_raises_churn_by_twelve_points(sales):
    late = measured.late_share(sales)
    assert late.share == pytest.approx(LATE_SPRING.late_share, abs=0.06)
    assert late.beside == pytest.approx(LATE_SPRING.usual_late_share, abs=0.03)
    assert measured.store_and_gone(sales).points == pytest.approx(12, abs=4)
    assert measured.late_and_gone(sales).points > 25


def test_late_deliveries_leave_enough_leavers_to_be_seen_as_a_driver(sales):
    spring = measured.deliveries_in_spring(sales)
    harbour = spring[spring["late"] & spring["gone"] & (spring["store"] == LATE_SPRING.store)]
    assert harbour["customer"].nunique() >= 60


def test_outside_that_spring_the_store_is_as_punctual_as_the_others(sales):
    orders = measured.kept(sales).drop_duplicates("order_id")
    orders = orders[orders["delivered_at"].notna() & (orders["day"] < "2026-02-20")]
    late = orders["delivered_at"] > orders["promised_at"]
    assert abs(measured.contrast(late, orders["store"] == LATE_SPRING.store).points) < 2


def test_welcome_coupon_halves_the_second_order(sales):
    coupon = measured.welcome(sales)
    assert coupon.share / coupon.beside == pytest.approx(0.5, abs=0.08)
    assert coupon.count > 250


def test_one_salesperson_keeps_customers(sales):
    assert measured.keeper(sales).points == pytest.approx(-10, abs=3)


def test_beginning_with_coffee_beans_makes_regulars(sales):
    assert measured.entry(sales).points == pytest.approx(16, abs=3)
    by_category = measured.first_orders(sales).groupby("category")["again"].mean()
    assert by_category.idxmax() == "Coffee beans"


def test_large_regulars_are_silent_for_six_to_eight_weeks(sales):
    silent = measured.silent_regulars(sales)
    assert SILENT.customers <= len(silent) <= SILENT.customers + 4
    bought = measured.purchases(sales)
    year = bought[bought["day"] > measured.LAST - pd.Timedelta(days=365)]
    theirs = year.loc[year["customer"].isin(silent.index), "amount"].sum()
    assert theirs / year["amount"].sum() == pytest.approx(0.11, abs=0.02)


def test_beginning_in_a_sale_lowers_the_second_order(sales):
    sale = measured.sale_first(sales)
    assert sale.points == pytest.approx(-15, abs=4)
    assert sale.count > 120


def test_the_glass_teapot_comes_back_and_returns_cost_customers(sales):
    back = measured.fragile_returns(sales)
    assert back.share == pytest.approx(FRAGILE.return_share, abs=0.03)
    assert back.beside < 0.015
    assert measured.return_and_gone(sales).points == pytest.approx(15, abs=5)


def test_the_giveaway_month_is_the_largest_and_the_weakest_cohort(sales):
    cohorts = measured.cohorts(sales)
    month = GIVEAWAY.first.strftime("%Y-%m")
    assert cohorts["size"].idxmax() == month
    assert cohorts.loc[cohorts["size"] >= 50, "again"].idxmin() == month
    assert measured.giveaway(sales).points == pytest.approx(-19, abs=4)


def test_the_giveaways_store_is_no_worse_without_the_giveaway(sales):
    assert measured.station(sales, with_box=True).points < -8
    assert abs(measured.station(sales, with_box=False).points) < 4


def test_dripper_and_filters_go_together(sales):
    pair = measured.pair(sales)
    assert pair.share == pytest.approx(PAIR.together_share, abs=0.05)
    assert pair.beside < 0.03


def test_readme_tells_the_measured_figures(sales):
    rows = re.findall(
        r"^\| (\d [^|]+?) \| (\d+) % of (\d+) \| (\d+) % of (\d+) \|",
        README.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    told = {name: tuple(map(int, figures)) for name, *figures in rows}
    found = {}
    for name, measure in MEASURES.items():
        it = measure(sales)
        found[name] = (round(100 * it.share), it.count, round(100 * it.beside), it.beside_count)
    assert told == found
