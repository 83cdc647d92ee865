"""How healthy is the customer base? The page, on shops a test made."""

import json

import pytest

from retention.measures import customers, overview
from tests.pages.conftest import texts
from tests.pages.shops import figures, lively, odd, odd_shops
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively()


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("overview")[0]


def test_the_newest_month_in_words_and_numbers(read, shop):
    text, app = read("overview", shop)
    tiles = overview.tiles(shop.snapshot()).set_index("figure")
    assert " lapsed in " in text
    shown = {metric.label: metric.value for metric in app.metric}
    assert len(shown) == 8
    assert shown["Customers who bought"] == f"{tiles.loc['customers', 'value']:,.0f}"
    assert shown["Active customers"] == f"{tiles.loc['active', 'value']:,.0f}"
    assert "What changed" in text


def test_the_pictures_state_their_finding_and_their_number(read, shop):
    text, app = read("overview", shop)
    assert any("came in" in each and "leaked out" in each for each in figures(app))
    assert "n = " in text and "as of " in text
    assert "active = a purchase within 120 days" in text


def test_a_bar_leads_to_the_customers_behind_it(read, shop):
    month = overview.tiles(shop.snapshot())["month"].iloc[0].date()
    mark = {"kind": "bucket", "month": month.isoformat(), "step": "at_end"}
    text, app = read("overview", shop, behind=json.dumps(mark))
    behind = customers.behind(shop.snapshot(), kind="bucket", month=month, step="at_end")
    assert f"{len(behind)} customers behind it" in text
    lists = [each.value for each in app.dataframe if "customer" in each.value]
    assert set(lists[0]["customer"]) == set(behind["customer"])


def test_those_who_fell_behind_are_one_click_away(visit, shop):
    app = visit("overview", shop)
    button = next(each for each in app.button if "fell behind" in each.label)
    button.click().run()
    assert json.loads("".join(app.query_params["behind"]))["kind"] == "newly_overdue"
    assert any("behind it" in each.value for each in app.subheader)


def test_under_a_filter_the_page_says_whose_numbers_these_are(read, shop):
    text, _ = read("overview", shop, store="Quay")
    assert "customers whose first purchase was inside the filter" in text


def test_filters_that_leave_nothing_get_a_sentence(read):
    apart = world(
        "\n".join(
            f"a{n} 2024-0{m}-0{n} channel=web store=North" for n in (1, 2) for m in (1, 2, 3, 4)
        )
        + "\nb 2024-04-30 channel=shop store=South"
    )
    text, _ = read("overview", apart, channel="web", store="South")
    assert "Nothing was sold inside these filters" in text


def test_the_questions_no_file_answers_are_asked_once(visit):
    first = world("anna 2024-01-05\nanna 2024-03-05", currency="EUR")
    app = visit("overview", first)
    assert "Four answers that no file can give" in texts(app)
    assert any(each.label == "Answer now" for each in app.button)
    assert not any("Currency" in each.label for each in app.selectbox)  # the answer keeps its place
    answered = world("anna 2024-01-05", currency="EUR", time_zone="Europe/Dublin")
    app = visit("overview", answered)
    assert "Four answers" not in texts(app)


@odd_shops
def test_no_odd_shop_breaks_the_page(read, text):
    read("overview", odd(text))


def test_money_without_a_currency_is_a_bare_number(read):
    _, app = read("overview", lively(60, currency=None))
    amount = next(metric for metric in app.metric if metric.label == "Amount")
    assert amount.value.replace(",", "").replace(".", "").isdigit()
