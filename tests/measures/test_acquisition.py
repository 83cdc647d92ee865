"""What a new customer cost and when it is paid back, worked by hand."""

from datetime import datetime
from pathlib import Path

import pytest

from retention.ingest.importing import Request, import_file
from retention.measures import acquisition
from retention.store import Database, Filters
from tests.worlds import world

# January: Anna and Bert come by the web, Cleo by the shop. Anna earns 6, then 12; Bert 4; Cleo 9.
SHOP = """
anna 2024-01-05 10 unit_cost=4 quantity=1 channel=web
anna 2024-02-20 20 unit_cost=4 quantity=2 channel=web
bert 2024-01-20 8 unit_cost=4 quantity=1 channel=web
cleo 2024-01-25 10 unit_cost=1 quantity=1 channel=shop
dora 2024-02-10 10 unit_cost=5 quantity=1 channel=web
anna 2024-03-30 10 unit_cost=4 quantity=1 channel=shop
"""
COSTS = "month,channel,spend\n2024-01,Web,16.00\n2024-02,web,7.00\n2024-03,web,99.00\n"


def with_costs(tmp_path: Path, costs: str = COSTS, visits: str = SHOP, **settings) -> Database:
    database = world(visits, **settings)
    path = tmp_path / "costs.csv"
    path.write_text(costs, encoding="utf-8")
    report = import_file(database, Request(path, datetime(2024, 6, 1), kind="costs"))
    assert report.accepted == len(costs.splitlines()) - 1
    return database


def test_what_a_new_customer_cost_by_hand(tmp_path):
    # March is not over on the 30th. In January 16 won two by the web, three in all; in February 7
    # won Dora. The name of the channel may be written otherwise.
    table = acquisition.costs(with_costs(tmp_path).snapshot())
    rows = table[["channel", "spend", "new_customers", "cac"]].itertuples(index=False, name=None)
    assert list(rows) == [
        ("all channels", 16, 3, pytest.approx(16 / 3)), ("Web", 16, 2, 8),
        ("all channels", 7, 1, 7), ("Web", 7, 1, 7),
    ]  # fmt: skip


def test_a_month_in_which_nobody_was_won_has_no_cost_of_one(tmp_path):
    table = acquisition.costs(
        with_costs(tmp_path, "month,channel,spend\n2023-12,web,5.00\n").snapshot()
    )
    assert table["new_customers"].tolist() == [0, 0]
    assert table["cac"].isna().all()


def test_when_it_is_paid_back_by_hand(tmp_path):
    # All channels: 16 spent, won are Anna, Bert and Cleo. First purchases earn 6 + 4 + 9 = 19: paid
    # back at purchase one. Web alone: 16 for Anna and Bert; 6 + 4 = 10, with Anna's second 22.
    costs = "month,channel,spend\n2024-01,web,16.00\n"
    table = acquisition.payback(with_costs(tmp_path, costs).snapshot()).set_index("channel")
    assert table.loc["all channels", "paid_at_order"] == 1
    assert table.loc["web", "paid_at_order"] == 2
    # Anna's third, on 30 March, earns 6 more: 28 of two customers
    assert table.loc["web", "margin_each"] == (6 + 12 + 6 + 4) / 2
    assert table["months"].tolist() == [1, 1]


def test_a_channel_of_the_customer_file_goes_before_the_first_purchase(tmp_path):
    database = with_costs(tmp_path, "month,channel,spend\n2024-01,leaflet,6.00\n")
    people = tmp_path / "people.csv"
    people.write_text("customer,acquired via\ncleo,leaflet\n", encoding="utf-8")
    import_file(database, Request(people, datetime(2024, 6, 1), kind="customers"))
    table = acquisition.payback(database.snapshot()).set_index("channel")
    assert table.loc["leaflet", ["new_customers", "cac", "paid_at_order"]].tolist() == [1, 6, 1]


def test_without_a_margin_nothing_is_paid_back(tmp_path):
    visits = SHOP.replace(" unit_cost=4", "").replace(" unit_cost=5", "")
    table = acquisition.payback(with_costs(tmp_path, visits=visits).snapshot())
    assert table[["margin_each", "paid_at_order", "paid_in_month"]].isna().all().all()
    told = acquisition.payback(with_costs(tmp_path, visits=visits, margin_share="0.5").snapshot())
    assert told["margin_each"].notna().all()


def test_costs_that_were_never_earned_back_stay_open(tmp_path):
    costs = "month,channel,spend\n2024-01,web,900.00\n"
    table = acquisition.payback(with_costs(tmp_path, costs).snapshot())
    assert table[["paid_at_order", "paid_in_month"]].isna().all().all()


def test_the_month_of_payback_is_that_of_the_curve(tmp_path):
    # Ten customers earn 2 in their first month and 5 in their second; one costs 4.
    visits = "\n".join(
        f"c{n} {day} {amount} unit_cost=0 quantity=1 channel=web"
        for n in range(10) for day, amount in (("2024-01-01", 2), ("2024-02-10", 5))
    ) + "\nlast 2024-04-30 1 unit_cost=0 quantity=1"  # fmt: skip
    costs = "month,channel,spend\n2024-01,web,40.00\n"
    table = acquisition.payback(with_costs(tmp_path, costs, visits).snapshot())
    assert table["cac"].tolist() == [4, 4]
    assert table["paid_in_month"].tolist() == [2, 2]
    assert table["paid_at_order"].tolist() == [2, 2]


def test_two_spellings_are_one_channel(tmp_path):
    costs = "month,channel,spend\n2024-01,Web,10.00\n2024-01,web,6.00\n2024-02,WEB,7.00\n"
    database = with_costs(tmp_path, costs)
    table = acquisition.costs(database.snapshot())
    assert table["channel"].tolist() == ["all channels", "WEB"] * 2
    assert table["spend"].tolist() == [16, 16, 7, 7]
    assert len(acquisition.payback(database.snapshot())) == 2


def test_no_filter_touches_the_costs(tmp_path):
    database = with_costs(tmp_path)
    for measure in (acquisition.costs, acquisition.payback):
        narrow = measure(database.snapshot(filters=Filters(channel=("shop",))))
        assert narrow.equals(measure(database.snapshot()))
