"""The tab Movement of Who are they?"""

import json
from datetime import timedelta

import pytest

from retention.measures import migration
from tests.pages.conftest import texts
from tests.pages.shops import figures, lively
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively()


@pytest.fixture(scope="module")
def moves(shop):
    day = migration.months_before(shop.as_of, 3)
    return migration.migration(shop.snapshot(), before=day)


def test_it_says_who_moved_down_since_a_quarter_ago(read, shop, moves):
    text, app = read("segments", shop, view="Movement")
    down = moves[moves["direction"] == "down"]["customers"].sum()
    assert any(each.replace("\\", "").startswith(f"{down} customers moved down since")
               for each in figures(app))  # fmt: skip
    assert f"n = {moves['customers'].sum()} customers" in text
    assert "both days by the cut points of" in text


def test_other_days_and_own_fifths(read, shop):
    month = migration.migration(
        shop.snapshot(), before=migration.months_before(shop.as_of, 1), cuts="own"
    )
    text, app = read("segments", shop, view="Movement", compared_with="A month ago",
                     own_cuts="true")  # fmt: skip
    down = month[month["direction"] == "down"]["customers"].sum()
    assert f"{down} customers moved down" in text and "each day's own fifths" in text


def test_a_move_leads_to_its_customers_and_so_to_contacts(read, shop, moves):
    row = moves[moves["direction"] == "down"].iloc[0]
    mark = {"kind": "moved", "was": row["from"], "now": row["to"],
            "before": str(row["before"].date()), "after": str(row["after"].date()),
            "cuts": "frozen"}  # fmt: skip
    text, app = read("segments", shop, view="Movement", behind=json.dumps(mark))
    assert f"{row['customers']} customer" in text and f"From {row['from']} to {row['to']}" in text
    text, _ = read("contacts", shop, behind=json.dumps(mark))
    assert f"Only the **{row['customers']} customer" in text


def test_those_who_moved_down_are_one_click_away(visit, shop, moves):
    app = visit("segments", shop, view="Movement")
    app.button(key="moved-down").click().run()
    down = moves[moves["direction"] == "down"]["customers"].sum()
    assert "Moved down since" in texts(app) and f"{down} customers behind it" in texts(app)


@pytest.mark.parametrize(
    "mark", [{}, {"before": "2020-01-01"}, {"before": "x", "after": "y"},
             {"before": "2020-01-01", "after": "2020-02-01", "filters": "x"}],
)  # fmt: skip
def test_an_address_that_somebody_typed_is_refused_in_words(visit, shop, mark):
    app = visit("contacts", shop, behind=json.dumps({"kind": "moved"} | mark))
    assert not app.exception
    assert any("move is told" in each.value or "names no mark" in each.value
               for each in app.warning)  # fmt: skip


def test_sales_that_began_later_and_days_the_wrong_way_round_get_a_sentence(read):
    young = world("anna 2024-05-01\nbert 2024-05-20")
    assert "Your sales begin after that day" in read("segments", young, view="Movement")[0]
    day = str(young.as_of - timedelta(days=3))
    text, _ = read("segments", young, view="Movement", compared_with="Two other days",
                   moved_from=day, moved_to=day)  # fmt: skip
    assert "must lie before the second" in text


def test_what_a_filter_means_here_is_said(read, shop):
    text, _ = read("segments", shop, view="Movement", store="Quay")
    assert "by all their purchases" in text
