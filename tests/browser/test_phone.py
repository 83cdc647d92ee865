"""On a telephone's width the parts of a page stand below each other, and nothing sticks out."""

import pytest

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
PAGES = ("overview", "cohorts", "segments", "causes", "risk", "customer?customer=C00749",
         "contacts", "data", "settings")  # fmt: skip
WIDTH = 390


def test_no_page_is_wider_than_a_telephone(standing, visit):
    page = visit(f"{standing.address}/contacts")
    page.set_viewport_size({"width": WIDTH, "height": 844})
    for name in PAGES:
        page.goto(f"{standing.address}/{name}")
        page.locator(".st-key-question").wait_for()
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, name
        out = page.evaluate(
            """width => [...document.querySelectorAll(
            '[data-testid=stMetric], .st-key-headline, [data-testid=stDataFrame], .stPlotlyChart')]
            .map(each => each.getBoundingClientRect())
            .filter(box => box.width && (box.right > width || box.left < 0)).length""",
            WIDTH,
        )
        assert not out, name


def test_the_numbers_of_a_customer_stand_below_each_other(standing, visit):
    page = visit(f"{standing.address}/customer?customer=C00749")
    page.set_viewport_size({"width": WIDTH, "height": 844})
    page.locator('[data-testid="stMetric"]').first.wait_for()
    settled(page)
    lefts = {round(each.bounding_box()["x"])
             for each in page.locator('[data-testid="stMetric"]').all()}  # fmt: skip
    assert len(lefts) == 1


def test_a_keyboard_is_enough_to_log_in(serve, visit):
    page = visit(f"{serve(REGULARS_PASSPHRASE='open sesame').address}/contacts")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "password":
            break
    page.keyboard.type("open sesame")
    page.keyboard.press("Enter")
    page.get_by_text("Whom do we contact today?").first.wait_for()
