"""A chart under a filter names what the filter means in it; a period alone is no filter."""

import ast
from pathlib import Path

import pytest

from pages.shared import menu
from tests.pages.shops import lively

PAGES = Path(__file__).resolve().parents[2] / "pages"


@pytest.fixture(scope="module")
def shop():
    return lively()


@pytest.mark.parametrize("name", [each.key for each in menu.present() if each.filtered])
def test_every_chart_of_a_filtered_page_names_a_meaning(name):
    calls = [node for node in ast.walk(ast.parse((PAGES / f"{name}.py").read_text("utf-8")))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]  # fmt: skip
    drawn = sum(call.func.attr == "show_figure" for call in calls)
    named = sum(
        call.func.attr == "with_meaning"
        and len(call.args) == 2
        or call.func.attr == "subtitle"
        and "meaning" in {each.arg for each in call.keywords}
        for call in calls
    )
    # the claims on Why do they leave? are nobody's data
    assert named >= drawn - (name == "causes")


@pytest.mark.parametrize(("name", "meaning"), [
    ("overview", "customers whose first purchase was inside the filter"),
    ("cohorts", "customers whose first purchase was inside the filter"),
    ("segments", "customers with a purchase inside the filter, their amount inside it"),
])  # fmt: skip
def test_a_period_alone_is_not_called_a_filter(read, shop, name, meaning):
    assert meaning in read(name, shop, store="Quay")[0]
    assert "inside the filter" not in read(name, shop, period="Last 12 months")[0]


@pytest.mark.parametrize(("name", "told"), [
    ("segments", "customers in Champions"),
    ("cohorts", "customers now in Champions"),
    ("overview", "of all customers"),
])  # fmt: skip
def test_a_segment_alone_is_told_beside_everybody(read, shop, name, told):
    said = read(name, shop, segment="Champions")[0]
    assert told in said
    assert "100% of the" not in said and "bought only once" not in said
    assert "write to the others" not in said


@pytest.mark.parametrize("name", ["cohorts", "overview"])
def test_when_to_write_is_told_of_everybody(read, shop, name):
    assert "write to the others then" in read(name, shop)[0]


def test_the_months_of_a_segment_are_said_to_be_no_history_of_it(read, shop):
    told = "Earlier months tell only of those who are in the segment today"
    assert told in read("overview", shop, segment="Champions")[0]
    assert told not in read("overview", shop)[0]


def test_where_nobody_of_a_segment_is_active_no_bridge_is_drawn(read, shop):
    said = read("overview", shop, segment="Lost")[0]
    assert "nobody came in or leaked out" in said and "0 came in" not in said
