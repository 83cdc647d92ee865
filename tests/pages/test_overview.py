"""How healthy is the customer base? The page, on shops a test made."""

import json

import pandas as pd
import pytest

from retention.measures import changes, customers, overview
from tests.pages.conftest import texts
from tests.pages.shops import figures, lively, odd, odd_shops
from tests.worlds import world

LEAK = "Leak in twelve months"


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
    assert "The last month: " in text


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


def test_the_silent_are_one_click_away_and_as_many_as_told(visit, shop):
    app = visit("overview", shop)
    next(each for each in app.button if "gone silent" in each.label).click().run()
    silent = customers.behind(shop.snapshot(), kind="silent_regulars")
    told = changes.since_last_upload(shop.snapshot()).set_index("fact")["after"]
    assert len(silent) == told["silent_regulars"] > 0
    assert any(f"{len(silent)} customers behind it" in each.value for each in app.subheader)


def test_the_switch_of_regulars_changes_the_share_and_the_table(visit, shop):
    app = visit("overview", shop, view="Regulars", regular="three times or more")
    tiles = overview.tiles(shop.snapshot(), regular_from=3).set_index("figure")
    shown = {metric.label: metric.value.replace("\\", "") for metric in app.metric}
    assert shown["Regulars' share"] == f"{tiles.loc['regulars_share', 'value']:.1%}"
    kinds = next(each.value for each in app.dataframe if "customers_are" in each.value)
    assert "on the way" in set(kinds["customers_are"])
    assert {"customers_low", "customers_high", "amount_low", "amount_high"} <= set(kinds)
    active = overview.tiles(shop.snapshot()).set_index("figure").loc["active", "value"]
    assert kinds["customers"].sum() == active
    assert any("Customers active at the end of" in each.value for each in app.caption)


def test_the_rates_of_the_months_stand_beside_their_intervals(visit, shop):
    app = visit("overview", shop, view="The numbers")
    months = next(each.value for each in app.dataframe if "leak_rate" in each.value)
    assert {"leak_low", "leak_high", "regulars_low", "regulars_high"} <= set(months)


def test_the_windows_of_the_figures_are_said(read, shop):
    text, _ = read("overview", shop)
    month = overview.tiles(shop.snapshot())["month"].iloc[0]
    assert f"{month:%b %Y}, the newest whole month" in text
    assert "; the changes are from" in text
    assert f"so other numbers: the figures above are of {month:%b %Y}." in text or (
        "the same days as the figures above" in text
    )


def test_the_amount_says_how_much_of_it_is_known(visit):
    sales = "\n".join(f"anna 2024-0{month}-05 10\n- 2024-0{month}-06 30" for month in range(1, 5))
    app = visit("overview", world(f"{sales}\nanna 2024-04-30"))
    tile = next(metric for metric in app.metric if metric.label == "Amount")
    assert "of it 20.00 from known customers" in tile.proto.delta_description.replace("\\", "")


def test_the_leak_of_a_year_stands_beside_its_claim(visit):
    # Anna comes each month; Bert came in the first half of 2023 alone, so he lapsed within 2023-24
    sales = "\n".join(f"anna {month:%Y-%m}-05" for month in pd.date_range("2023-01", periods=24,
                                                                           freq="MS"))  # fmt: skip
    bert = "\n".join(f"bert 2023-0{month}-07" for month in range(1, 7))
    app = visit("overview", world(f"{sales}\n{bert}\n- 2024-12-31"), view=LEAK)
    assert "Of 1 customer active at the start of Jan 2024, 0 lapsed by" in texts(app).replace(
        "\\", ""
    )
    drawn = json.loads(app.get("plotly_chart")[-1].proto.spec)
    assert any("claim: a tenth" in note["text"] for note in drawn["layout"]["annotations"])


def test_before_a_year_is_known_no_leak_of_a_year_is_told(visit):
    app = visit("overview", world("anna 2024-01-05\nanna 2024-04-30"), view=LEAK)
    assert "A leak over twelve months is told once a year and 60 days are known" in texts(app)


def test_a_month_without_any_sale_is_warned_of(read):
    text, _ = read("overview", world("anna 2024-01-05\nanna 2024-03-02\nanna 2024-04-30"))
    assert "No sale at all is loaded for Feb 2024." in text


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
    assert "Four answers of yours" in texts(app)
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
