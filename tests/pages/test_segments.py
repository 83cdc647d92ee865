"""Who are they? The page, on shops a test made."""

import json

import pytest

from retention.actions.playbook import SEGMENT_ACTIONS
from retention.measures import concentration, customers, segments
from tests.pages.shops import broken, figures, lively, odd, odd_shops
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively()


@pytest.fixture(scope="module")
def summary(shop):
    return segments.summary(shop.snapshot())


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("segments")[0]


def test_the_segment_that_brings_most_is_named_first(read, shop, summary):
    text, app = read("segments", shop)
    most = summary.loc[summary["amount"].idxmax()]
    assert f"of the amount: the {most['customers']} in {most['segment']}." in text
    assert "are slipping away" in text


def test_every_segment_has_its_advice(read, shop, summary):
    _, app = read("segments", shop)
    told = next(each.value for each in app.dataframe if "action" in each.value)
    assert list(told["segment"]) == list(summary["segment"])
    assert list(told["action"]) == [SEGMENT_ACTIONS[name] for name in summary["segment"]]


def test_an_area_leads_to_its_customers_and_its_advice(read, shop, summary):
    segment = summary["segment"].iloc[0]
    mark = json.dumps({"kind": "segment", "segment": segment})
    text, app = read("segments", shop, behind=mark)
    assert f"{summary['customers'].iloc[0]} customers behind it" in text
    assert SEGMENT_ACTIONS[segment] in text


def test_a_segment_nobody_knows_is_empty_and_not_run_as_markup(read, shop):
    mark = json.dumps({"kind": "segment", "segment": ":red[x] <script>"})
    assert "0 customers behind it" in read("segments", shop, behind=mark)[0]


def test_the_grid_and_a_cell_of_it(read, shop):
    mark = json.dumps({"kind": "rfm", "r": 5, "f": 5})
    text, app = read("segments", shop, view="Recency × frequency", behind=mark)
    wanted = customers.behind(shop.snapshot(), kind="rfm", r=5, f=5)
    assert f"{len(wanted)} customers behind it" in text
    assert any("come often and lately" in each for each in figures(app))


def test_concentration_and_who_the_largest_are(read, shop):
    mark = json.dumps({"kind": "largest", "customers": 3})
    text, app = read("segments", shop, view="Concentration", behind=mark)
    top = concentration.top_share(shop.snapshot())
    assert f"({top['customers'].iloc[0]} customers)" in text
    assert "3 customers behind it" in text
    largest = customers.customers(shop.snapshot())["customer"].head(3)
    lists = [each.value for each in app.dataframe if "customer" in each.value]
    assert set(lists[0]["customer"]) == set(largest)


def test_what_a_filter_means_here_is_said(read, shop):
    assert "their amount inside it" in read("segments", shop, store="Quay")[0]
    assert "whatever the period" in read("segments", shop, period="Last 3 months")[0]


def test_filters_that_leave_nothing_get_a_sentence(read):
    apart = world("a 2024-01-01 channel=web store=North\nb 2024-04-30 channel=shop store=South\n")
    text, _ = read("segments", apart, channel="web", store="South")
    assert "No customer has a purchase inside these filters" in text


@odd_shops
def test_no_odd_shop_breaks_the_page(read, text):
    app = read("segments", odd(text), size="Amount")[1]
    for view in ("Recency × frequency", "Concentration"):
        app.session_state["view"] = view
        assert not broken(app.run()), view
