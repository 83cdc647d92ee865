"""The December 2010 cohort of Online Retail (UCI Machine Learning Repository 352; Chen, 2015).

Tutorials keep the "clean" lines: a customer, quantity and price above zero, no invoice that begins
with C. Ours keeps every line and nets returns against the day of their sale, so a customer whose
purchases of a month all came back did not buy in it.
"""

import pandas as pd
import pytest

from retention.measures import cohorts, customers
from tests.published.bulk import bulk

PUBLISHED = [885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445]
DECEMBER = pd.Period("2010-12")
MONTHS = [DECEMBER + k for k in range(12)]  # December 2011 is not over

pytestmark = pytest.mark.needs_shared_data


@pytest.fixture(scope="module")
def log(shared_data):
    log = pd.read_csv(shared_data / "online_retail" / "online_retail.csv.gz", dtype=str)
    log["at"] = pd.to_datetime(log["InvoiceDate"])
    log["day"], log["month"] = log["at"].dt.normalize(), log["at"].dt.to_period("M")
    quantity, price = log["Quantity"].astype(int), log["UnitPrice"].astype(float)
    log["amount"] = (quantity * price).round(4)
    cancelled = log["InvoiceNo"].str.startswith("C")
    log["is_return"] = (quantity < 0) | cancelled
    log["clean"] = log["CustomerID"].notna() & ~cancelled & (quantity > 0) & (price > 0)
    return log


@pytest.fixture(scope="module")
def snapshot(log):
    lines = pd.DataFrame({
        "order_id": log["InvoiceNo"], "customer": log["CustomerID"], "ordered_at": log["at"],
        "product": log["StockCode"], "quantity": log["Quantity"], "unit_price": log["UnitPrice"],
        "amount": log["amount"].astype(str), "is_return": log["is_return"],
    })  # fmt: skip
    return bulk(lines).snapshot()


@pytest.fixture(scope="module")
def reference(log):
    """Who of the December cohort bought in each month, by the clean lines."""
    bought = log.loc[log["clean"], ["CustomerID", "month"]].drop_duplicates()
    first = bought.groupby("CustomerID")["month"].min()
    members = set(first.index[first == DECEMBER])
    return {m: members & set(bought.loc[bought["month"] == m, "CustomerID"]) for m in MONTHS}


@pytest.fixture(scope="module")
def ours(snapshot):
    """Who stands behind each cell of the first row of the triangle."""
    cell = {"kind": "cohort_cell", "cohort": "2010-12-01"}
    return {
        month: set(customers.behind(snapshot, **cell, period=k)["customer"])
        for k, month in enumerate(MONTHS)
    }


def test_the_reference_over_clean_lines_is_the_published_row(reference):
    assert [len(who) for who in reference.values()] == PUBLISHED


def test_the_triangle_starts_slightly_lower(snapshot, ours):
    cells = cohorts.triangle(snapshot)
    row = cells.loc[cells["cohort"] == "2010-12-01", "active"].tolist()
    assert row == [881, 323, 284, 338, 318, 351, 320, 305, 312, 346, 329, 440]
    assert row == [len(who) for who in ours.values()]


def test_each_customer_who_is_missing_brought_everything_back(log, reference, ours):
    named = log[log["CustomerID"].notna()]
    by_customer = dict(list(named.groupby("CustomerID")))
    left_the_cohort = reference[DECEMBER] - ours[DECEMBER]
    assert left_the_cohort == {"12476", "14113", "14146", "16546"}
    for customer in left_the_cohort:
        assert all_came_back(by_customer[customer], DECEMBER), customer
    for month in MONTHS[1:]:
        assert ours[month] <= reference[month]
        for customer in reference[month] - ours[month] - left_the_cohort:
            assert all_came_back(by_customer[customer], month), (customer, month)


def all_came_back(lines, month):
    """Whether on each day of the month what was bought is no more than what came back of it: on
    that day, or later of the same products."""
    bought = lines[lines["clean"] & (lines["month"] == month)]
    returned = lines[~lines["clean"]]
    for day, of_day in bought.groupby("day"):
        same_day = returned.loc[returned["day"] == day, "amount"].sum()
        later = returned[(returned["day"] > day) & returned["StockCode"].isin(of_day["StockCode"])]
        if of_day["amount"].sum() + same_day + later["amount"].sum() > 0.005:
            return False
    return len(bought) > 0


def test_every_line_is_held_and_anonymous_sales_are_counted(log, snapshot):
    assert len(log) == 541_909
    told = snapshot.ask("quality/counts").iloc[0]
    assert told["lines"] == 541_909
    assert told["anonymous"] == 135_080
