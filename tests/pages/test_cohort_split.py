"""Do they come back, by what the first purchase was like? The tab, on shops a test made."""

import json

import pytest

from retention.measures import cohort_groups, customers
from tests.pages.conftest import texts
from tests.pages.shops import broken, figures, lively, odd, odd_shops
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively(240)


SPLIT = {"view": "Split by"}


def test_the_store_of_the_first_purchase_is_drawn_tabled_and_compared(read, shop):
    text, app = read("cohorts", shop, **SPLIT, split="First store")
    assert any("from all together" in each or " most (" in each for each in figures(app))
    assert "Quay" in text and "Mill" in text and "difference of the shares" in text
    tables = [each.value for each in app.dataframe if "called" in each.value]
    assert set(tables[0]["called"]) == {"Quay", "Mill"}


def test_the_size_is_told_with_its_cuts(read, shop):
    _, app = read("cohorts", shop, **SPLIT)
    bands = cohort_groups.basket_bands(shop.snapshot())
    (table,) = [each.value for each in app.dataframe if "called" in each.value]
    cut = f"€{bands['below_amount'].iloc[0]:.0f}"
    assert f"small: under {cut}" in set(table["called"])


@pytest.mark.parametrize(("split", "file"), [
    ("First salesperson", "a sales file with a column salesperson"),
    ("How they came to you", "a file of customers with a column acquired_via"),
])  # fmt: skip
def test_what_no_file_says_is_told_with_the_file_that_would(read, shop, split, file):
    assert f"{file} would bring it" in read("cohorts", shop, **SPLIT, split=split)[0]


def test_a_point_leads_to_the_customers_behind_it(read, shop):
    mark = {"kind": "cohort_group", "split": "store", "group": "Quay", "period": 1,
            "grain": "month", "counted": "classic", "clock": "calendar"}  # fmt: skip
    text, app = read("cohorts", shop, **SPLIT, split="First store", behind=json.dumps(mark))
    wanted = customers.behind(shop.snapshot(), **mark)
    assert f"Quay, month 1: {len(wanted)} customers behind it" in text
    lists = [each.value for each in app.dataframe if "customer" in each.value]
    assert set(lists[0]["customer"]) == set(wanted["customer"])


def test_any_two_can_be_compared_but_not_one_with_itself(visit, shop):
    app = visit("cohorts", shop, **SPLIT, split="First product")
    app.selectbox(key="product-second").set_value("Product 3").run()
    assert "who began with Product 3" in texts(app)
    app.selectbox(key="product-first").set_value("Product 3").run()
    assert "Choose two different ones" in texts(app)


def test_two_calendar_cohorts_are_compared_under_the_curves(read, shop):
    text, app = read("cohorts", shop, view="Curves")
    assert "who began in " in text and "difference of the shares" in text
    assert app.selectbox(key="cohort-first").options[0].count(" 20") == 1


def test_purchases_and_margin_are_counted(read, shop):
    assert "Every 100 customers make" in read("cohorts", shop, unit="Purchases")[0]
    text, _ = read("cohorts", shop, unit="Margin", **SPLIT)
    assert "of margin in their first month, customers bring" in text
    assert "by how many customers bought, whatever is counted" in text


def test_a_margin_that_cannot_be_told_says_what_would_bring_it(read):
    text, app = read("cohorts", world("anna 2024-01-05\nanna 2024-02-29"), unit="Margin")
    assert "not every sales line brings a cost" in text and "unit_cost" in text
    assert not app.get("plotly_chart")


def test_under_a_filter_the_subtitles_name_its_meaning(read, shop):
    text, _ = read("cohorts", shop, **SPLIT, store="Mill")
    assert text.count("first purchase was inside the filter") >= 3


@odd_shops
def test_no_odd_shop_breaks_the_tab(read, text):
    app = read("cohorts", odd(text), **SPLIT)[1]
    for unit in ("orders", "margin", "customers"):
        for by in ("basket", "product", "discount"):
            app.session_state["unit"], app.session_state["split"] = unit, by
            assert not broken(app.run()), (unit, by)
