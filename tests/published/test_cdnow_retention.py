"""Published figures of the CDNOW log: 69,659 rows of 23,570 customers, first quarter of 1997.

Fader and Hardie (2001) released the log; the repeat rate within 180 days, the median time to the
second order and the share of the top 20 % are those that others publish for it. The file comes as
package data of `lifetimes`, which is located and not imported.
"""

from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from retention.measures import concentration, ladder
from tests.published.bulk import bulk


@pytest.fixture(scope="module")
def master():
    path = Path(find_spec("lifetimes").origin).parent / "datasets" / "CDNOW_master.txt"
    return pd.read_csv(path, sep=r"\s+", dtype=str)


@pytest.fixture(scope="module")
def snapshot(master):
    lines = pd.DataFrame({
        "customer": master["customer_id"],
        "ordered_at": pd.to_datetime(master["date"], format="%Y%m%d"),
        "amount": master["dollar_value"],
    })  # fmt: skip
    return bulk(lines).snapshot()


def test_purchases_are_customer_days_with_money(master, snapshot):
    assert len(master) == 69_659
    assert len(master.drop_duplicates(["customer_id", "date"])) == 67_591
    customers = ladder.times(snapshot)
    assert customers["n"].sum() == 67_511  # 80 customer-days brought 0.00
    assert customers["n"].iloc[0] == 23_502


def test_second_order_within_180_days_over_customer_days(master):
    # The published 37.450 % counts the days of 0.00 too: 8,827 of 23,570.
    days = master[["customer_id", "date"]].drop_duplicates().sort_values(["customer_id", "date"])
    day = pd.to_datetime(days["date"], format="%Y%m%d")
    number = days.groupby("customer_id").cumcount()
    gap = day.groupby(days["customer_id"]).diff().dt.days
    back = gap[(number == 1) & (gap <= 180)]
    assert round(len(back) / master["customer_id"].nunique(), 5) == 0.37450


def test_second_order_within_180_days_over_purchases(snapshot):
    second = ladder.second_order(snapshot).set_index("within")
    assert second.loc[180, "eligible"] == 23_502
    assert round(second.loc[180, "share"], 5) == 0.37554


def test_median_days_to_the_second_order_among_returners(snapshot):
    assert ladder.times(snapshot)["median_among_returners"].iloc[0] == 57


def test_the_top_fifth_brings_two_thirds_of_the_revenue(snapshot):
    row = concentration.top_share(snapshot).iloc[0]
    assert row["all_customers"] == 23_570 and row["customers"] == 4_714
    assert round(row["amount_share"], 5) == 0.67777
    assert row["all_amount"] == pytest.approx(2_500_315.63)
