"""What is a customer worth? The page, on shops a test made."""

import json
from datetime import datetime

import pytest

from retention.ingest.importing import Request, import_file
from retention.measures import bridge, customers, value
from tests.pages.shops import broken, figures, lively, odd, odd_shops
from tests.worlds import world, world_of

VIEWS = ("Revenue bridge", "By beginning", "Cost of winning", "Next year", "What leak is worth")


@pytest.fixture(scope="module")
def shop():
    return lively()


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("value")[0]


def test_what_the_earlier_customers_still_bring_is_said_first(read, shop):
    text, app = read("value", shop)
    net = bridge.retained(shop.snapshot()).set_index("figure").loc["net"]
    assert f"still bring {net['share']:.0%} of what they spent then" in text
    each = value.historic(shop.snapshot())["margin_each"].iloc[0]
    assert f"A customer has brought €{each:.2f} margin so far" in text
    assert any("by the end of month" in each for each in figures(app))


def test_amounts_are_shown_where_no_margin_is_told_and_why(read):
    shop = world("\n".join(f"c{n} 2024-0{1 + n % 6}-05 20" for n in range(60)), currency="EUR")
    text, _ = read("value", shop)
    assert "net so far" in text and "A column with the cost a piece" in text


@pytest.mark.parametrize("view", VIEWS)
def test_every_tab_stands(read, shop, view):
    text, app = read("value", shop, view=view)
    assert not broken(app)
    assert "How is this counted?" in text or "?" in text


def test_a_step_of_the_bridge_leads_to_its_customers(read, shop):
    mark = json.dumps({"kind": "bridge", "step": "lost"})
    text, _ = read("value", shop, behind=mark)
    behind = customers.behind(shop.snapshot(), kind="bridge", step="lost")
    assert f"Spent nothing any more: {len(behind)} customers behind it" in text


def test_the_groups_are_told_apart_as_chosen(read, shop):
    text, _ = read("value", shop, view="By beginning", apart="first store")
    assert "by first store" in text and "“Quay”" in text


def test_without_costs_the_page_says_what_file_would_tell_them(read, shop):
    text, _ = read("value", shop, view="Cost of winning")
    assert "No file tells yet what was spent to win customers" in text


def test_costs_make_the_payback(read, tmp_path):
    shop = lively(120)
    path = tmp_path / "costs.csv"
    path.write_text("month,spend\n2020-02,100.00\n", encoding="utf-8")
    import_file(shop, Request(path, datetime(2026, 1, 1), kind="costs"))
    text, app = read("value", shop, view="Cost of winning")
    assert "A new customer cost €" in text and "It is paid back by the end of month" in text
    table = next(each.value for each in app.dataframe if "paid_in_month" in each.value)
    assert list(table["channel"]) == ["all channels"]


def test_a_filter_says_what_it_means(read, shop):
    text, _ = read("value", shop, store="Quay")
    assert "customers whose first purchase was inside the filter" in text
    assert "purchases inside the filter" in text


def test_visits_without_amounts_hide_the_money(read):
    rows = [{"customer": f"c{n % 5}", "ordered_at": datetime(2024, 1 + n % 12, 5), "amount": None}
            for n in range(60)]  # fmt: skip
    assert "These files tell no amounts" in read("value", world_of(rows))[0]


@odd_shops
def test_odd_shops_are_told_in_words(read, text):
    for view in VIEWS:
        _, app = read("value", odd(text), view=view)
        assert not broken(app)
