"""The sample's file: the same bytes for a seed, sums to the cent, nobody real in it."""

import hashlib
import re
from decimal import Decimal

import pandas as pd
import pytest

from retention.demo import write_sales
from retention.demo.days import FIRST_DAY, LAST_DAY
from retention.demo.ledger import HEADER
from tests.demo import measured

FICTIONAL_NUMBER = re.compile(r"\+353 20 91\d \d{4}|\+44 7700 900\d{3}")


def fingerprint(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_one_seed_writes_the_same_bytes_and_another_seed_others(sample_csv, tmp_path):
    again = write_sales(tmp_path / "again.csv", seed=2026)
    other = write_sales(tmp_path / "other.csv", seed=7)
    assert fingerprint(again) == fingerprint(sample_csv) != fingerprint(other)


def test_header_is_the_field_names(sample_csv):
    assert sample_csv.read_text(encoding="utf-8").splitlines()[0] == ",".join(HEADER)


def test_amount_is_quantity_times_price_less_discount_to_the_cent(sample_csv):
    lines = pd.read_csv(sample_csv, dtype=str)
    columns = lines[["quantity", "unit_price", "discount", "amount"]].to_numpy().tolist()
    wrong = [
        row
        for row in columns
        if Decimal(row[0]) * Decimal(row[1]) - Decimal(row[2]) != Decimal(row[3])
    ]
    assert wrong == []


def test_size_is_that_of_a_shop_with_three_years_of_till_data(sales):
    assert 50_000 <= len(sales) <= 70_000
    assert sales["customer"].replace("", None).nunique() == 4_000
    products = sales.loc[sales["product"] != "DELIVERY"]
    assert products["product"].nunique() == 120
    assert products["category"].nunique() == 8
    assert set(sales["channel"]) == {"shop", "online"}
    assert set(sales["store"]) == {"Harbour", "Old Town", "Station", "Online"}
    assert sales["salesperson"].replace("", None).nunique() == 5


def test_days_run_from_the_first_to_the_last_in_order(sales):
    assert sales["day"].min().date() == FIRST_DAY
    assert sales["day"].max().date() == LAST_DAY
    assert sales["ordered_at"].is_monotonic_increasing
    assert (sales["delivered_at"].dropna() <= measured.LAST).all()
    assert (sales.loc[sales["channel"] == "shop", "day"].dt.day_of_week < 6).all()


def test_contacts_are_fictitious_and_belong_to_one_customer_each(sales):
    known = sales.loc[sales["customer"] != "", ["customer", "customer_name", "email", "phone"]]
    cards = known.drop_duplicates()
    assert cards["customer"].is_unique
    for column in ("email", "phone"):
        given = cards.loc[cards[column] != "", column]
        assert given.is_unique
    assert cards["email"].map(lambda mail: mail == "" or mail.endswith("@example.org")).all()
    assert cards["phone"].map(lambda n: n == "" or bool(FICTIONAL_NUMBER.fullmatch(n))).all()


def test_about_six_per_cent_of_lines_are_anonymous_and_name_nobody(sales):
    anonymous = sales[sales["customer"] == ""]
    assert len(anonymous) / len(sales) == pytest.approx(0.06, abs=0.01)
    for column in ("customer_name", "email", "phone", "city"):
        assert (anonymous[column] == "").all()


def test_web_returns_use_the_old_order_number_and_shop_returns_their_own(sales):
    back, sold = sales[sales["quantity"] < 0], sales[sales["quantity"] > 0]
    first_day = sold.groupby("order_id")["day"].min()
    web, shop = back[back["channel"] == "online"], back[back["channel"] == "shop"]
    assert len(web) > 50 and len(shop) > 50
    assert (web["order_id"].map(first_day) < web["day"]).all()
    assert not shop["order_id"].isin(sold["order_id"]).any()
    bought = set(zip(sold["customer"], sold["product"], strict=True))
    assert all(pair in bought for pair in zip(back["customer"], back["product"], strict=True))


def test_there_are_cancelled_orders_open_orders_coupons_and_delivery_fees(sales):
    orders = sales.drop_duplicates("order_id")
    assert 30 <= (orders["status"] == "cancelled").sum() <= 200
    assert sales.loc[sales["status"] == "cancelled", "delivered_at"].isna().all()
    still_open = orders.loc[orders["status"] == "open", "day"]
    assert len(still_open) and (still_open > measured.LAST - pd.Timedelta(days=16)).all()
    assert orders["coupon_code"].replace("", None).nunique() == 4
    assert (sales["product"] == "DELIVERY").sum() > 1_000


def test_some_shop_baskets_are_split_into_two_receipts_of_one_day(sales):
    shop = sales[(sales["customer"] != "") & (sales["quantity"] > 0) & (sales["channel"] == "shop")]
    receipts = shop.groupby(["customer", "day"])["order_id"].nunique()
    assert 0.005 < (receipts == 2).mean() < 0.03


def test_gaps_give_a_horizon_of_ninety_days(sales):
    bought = measured.purchases(sales)
    gaps = (bought["next_day"] - bought["day"]).dt.days.dropna()
    assert 60 < gaps.quantile(0.8) <= 90


def test_the_base_leaks_steadily_and_does_not_collapse_at_the_end(sales):
    bought = measured.purchases(sales)
    cuts = [measured.LAST - pd.Timedelta(days=91 * back) for back in range(1, 6)]
    shares = [measured.leavers(bought, cut).mean() for cut in cuts]
    assert max(shares) < 0.62 and min(shares) > 0.38
    months = bought.groupby(bought["day"].dt.to_period("M")).size()
    assert months["2026-10"] > 0.9 * months["2025-10"]


def test_most_active_customers_are_regulars(sales):
    bought = measured.purchases(sales)
    recent = bought.loc[bought["day"] > measured.LAST - pd.Timedelta(days=180), "customer"]
    count = bought.groupby("customer").size()
    assert 0.55 < (count[recent.unique()] >= 2).mean() < 0.75
