"""The big real logs: every row accounted for."""

from datetime import datetime
from decimal import Decimal

import pytest

from tests.ingest.reading import read_file, summed_up

pytestmark = pytest.mark.needs_shared_data


def test_online_retail_row_by_row(shared_data):
    clean = "quantity > 0 and unit_price > 0 and customer is not null and order_id not like 'C%'"
    rows, accepted, values = summed_up(
        shared_data / "online_retail" / "online_retail.csv.gz",
        "count(*) - count(customer)",
        "count(*) - count(product_name)",
        "sum((quantity < 0)::int)",
        f"sum(({clean})::int)",
        f"round(sum(case when {clean} then amount end), 2)",
        "min(ordered_at)",
        "list_sort(list(distinct case when kind = 'fee' then product end))",
    )
    assert (rows, accepted) == (541_909, 541_909)
    *numbers, fees = values
    assert numbers == [
        135_080, 1_454, 10_624, 397_884, Decimal("8911407.90"), datetime(2010, 12, 1, 8, 26)
    ]  # fmt: skip
    assert {"POST", "D", "M", "C2", "DOT", "BANK CHARGES", "AMAZONFEE"} <= set(fees)


def test_cdnow_is_read_from_columns_apart_by_spaces(shared_data):
    read = read_file(shared_data / "cdnow" / "CDNOW_master.txt.gz")
    assert read.mapping.fields == {
        "ordered_at": "date",
        "customer": "customer_id",
        "quantity": "number_of_cds",
        "amount": "dollar_value",
    }
    assert read.checked.accepted == read.checked.rows == 69_659
    assert sum(read.values("amount")) == Decimal("2500315.63")
    assert len(set(read.values("customer"))) == 23_570
    assert read.values("amount").count(0) == 80
    days = {(row["customer"], row["ordered_at"]) for row in read.rows.values()}
    assert len(days) == 67_591
