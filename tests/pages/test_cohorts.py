"""Do they come back? The page, on shops a test made."""

import json
import re

import pytest

from retention.measures import cohorts, customers
from tests.pages.conftest import texts
from tests.pages.shops import broken, figures, lively, odd, odd_shops
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively(240)


@pytest.fixture(scope="module")
def oldest(shop):
    """The first cohort and its size."""
    cells = cohorts.triangle(shop.snapshot())
    return cells["cohort"].min().date(), int(cells["size"].iloc[0])


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("cohorts")[0]


def test_it_answers_in_words_first(read, shop):
    text, app = read("cohorts", shop)
    assert "Of 100 new customers, " in text and " in the next month" in text
    assert "In month 6, no month of beginning differs from the others" in text
    assert text.count("of first-time buyers come back within 180 days") == 1
    assert "share of those who began together that bought in the month" in text
    assert any(" buy in month " in each.replace("\\", "") for each in figures(app))


def test_the_address_says_how_it_is_counted(read, shop):
    text, _ = read("cohorts", shop, kind="by its end", grain="Quarter", view="All together")
    assert "had bought again by the end of the next quarter" in text
    assert "all cohorts together" in text


def test_each_choice_changes_what_is_told(visit, shop):
    app = visit("cohorts", shop)
    for choice, value, said in (
        ("kind", "rolling", "in the next month or later"),
        ("kind", "rolling", "Read along a row"),
        ("clock", "elapsed", "counted from each customer's first purchase"),
        ("kind", "cumulative", "had bought again by the end of the next month"),
        ("view", "All together", "all cohorts together"),
        ("view", "Purchase by purchase", "Most stop after purchase"),
        ("within", 30, "within 30 days"),
        ("unit", "amount", "For every €100 in their first month, customers spend"),
        ("view", "All together", "amount in the first month"),
    ):
        app.session_state[choice] = value
        assert said in texts(app.run()).replace("\\", ""), (choice, value)


def test_a_cell_leads_to_the_customers_behind_it(read, shop, oldest):
    cohort, _ = oldest
    mark = {"kind": "cohort_cell", "cohort": cohort.isoformat(), "period": 1, "grain": "month",
            "counted": "classic", "clock": "calendar"}  # fmt: skip
    text, app = read("cohorts", shop, behind=json.dumps(mark))
    wanted = customers.behind(shop.snapshot(), kind="cohort_cell", cohort=cohort, period=1)
    assert f"{len(wanted)} customers behind it" in text
    lists = [each.value for each in app.dataframe if "customer" in each.value]
    assert len(lists) == 1 and set(lists[0]["customer"]) == set(wanted["customer"])
    # counted otherwise, it is the same cell and other customers
    text, _ = read("cohorts", shop, behind=json.dumps(mark), kind="by its end")
    wanted = customers.behind(
        shop.snapshot(), kind="cohort_cell", cohort=cohort, period=1, counted="cumulative"
    )
    assert f"{len(wanted)} customers behind it" in text


def test_the_chosen_cell_is_framed_also_when_the_page_is_opened_from_a_link(visit, shop, oldest):
    mark = {"kind": "cohort_cell", "cohort": oldest[0].isoformat(), "period": 1, "grain": "month",
            "counted": "classic", "clock": "calendar"}  # fmt: skip
    for behind, frames in ((json.dumps(mark), 1), ("", 0)):
        app = visit("cohorts", shop, **({"behind": behind} if behind else {}))
        drawn = json.loads(app.get("plotly_chart")[0].proto.spec)
        assert len(drawn["layout"].get("shapes", [])) == frames


def test_the_ladder_tells_the_same_second_purchase_as_the_page(read, shop):
    text, _ = read("cohorts", shop, view="Purchase by purchase")
    told = re.search(r"(\S+%) of first-time buyers come back within 180 days", text)[1]
    assert f"Most stop after purchase 1: {told} make the next one within 180 days" in text


def test_a_month_without_any_sale_is_warned_of(read):
    text, _ = read("cohorts", world("anna 2024-01-05\nbert 2024-03-02\nanna 2024-05-02"))
    assert "No sale at all is loaded for Feb 2024 and Apr 2024." in text


def test_a_point_of_a_curve_leads_to_them_too(read, shop, oldest):
    mark = {"kind": "cohort_cell", "cohort": oldest[0].isoformat(), "period": 0, "grain": "month",
            "counted": "classic", "clock": "calendar", "in": "curves"}  # fmt: skip
    text, app = read("cohorts", shop, behind=json.dumps(mark))
    assert f"{oldest[1]} customers behind it" in text


def test_a_step_of_the_ladder_splits_into_those_who_stopped_and_went_on(visit, shop):
    mark = json.dumps({"kind": "ladder", "order_number": 1, "within": 90})
    app = visit("cohorts", shop, view="Purchase by purchase", behind=mark)
    snapshot = shop.snapshot()
    for side, returned in (("stopped there", False), ("went on", True)):
        app.segmented_control(key="ladder-side").set_value(side).run()
        wanted = customers.behind(snapshot, kind="ladder", order_number=1, within=90,
                                  returned=returned)  # fmt: skip
        assert any(f"{len(wanted)} customers" in each.value for each in app.subheader)


def test_an_impossible_selection_is_refused_in_words(read, shop):
    mark = {"kind": "cohort_cell", "cohort": "1", "period": -4, "grain": "month",
            "counted": "classic", "clock": "calendar"}  # fmt: skip
    _, app = read("cohorts", shop, behind=json.dumps(mark))
    assert len(app.error) == 1


def test_under_a_filter_the_subtitle_names_its_meaning(read, shop):
    assert "first purchase was inside the filter" in read("cohorts", shop, store="Mill")[0]


def test_filters_that_leave_nothing_get_a_sentence(read):
    apart = world(
        "a 2024-01-01 channel=web store=North\nb 2024-04-30 channel=shop store=South\n"
        "c 2024-02-01 channel=web store=North"
    )
    text, _ = read("cohorts", apart, channel="web", store="South")
    assert "No month is over yet for anybody who began inside these filters" in text


@odd_shops
def test_no_odd_shop_breaks_the_page(read, text):
    app = read("cohorts", odd(text))[1]
    for view in ("All together", "Purchase by purchase", "The numbers"):
        app.session_state["view"] = view
        assert not broken(app.run()), view
    app.session_state["unit"] = "amount"
    for view in ("Curves", "All together"):
        app.session_state["view"] = view
        assert not broken(app.run()), view
