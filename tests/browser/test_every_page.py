"""Every page at a desk and on a telephone: nothing sticks out, and no page complains."""

import pytest

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
PAGES = ("overview", "cohorts", "segments", "causes", "risk", "customer?customer=C00749",
         "contacts", "data", "settings")  # fmt: skip
WIDTH = 390


@pytest.mark.parametrize("name", PAGES)
def test_no_page_complains_or_is_wider_than_its_window(standing, visit, name):
    page = visit(f"{standing.address}/{name}")
    page.locator(".st-key-question").wait_for()
    settled(page)
    assert page.locator('[data-testid="stException"]').count() == 0
    assert "Something went wrong" not in page.inner_text("body")
    assert "Page not found" not in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.set_viewport_size({"width": WIDTH, "height": 844})
    page.reload()
    page.locator(".st-key-question").wait_for()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    # charts and tables take their new width a moment later
    page.wait_for_function(
        """width => [...document.querySelectorAll(
        '[data-testid=stMetric], .st-key-headline, [data-testid=stDataFrame], .stPlotlyChart')]
        .map(each => each.getBoundingClientRect())
        .every(box => !box.width || (box.right <= width && box.left >= 0))""",
        arg=WIDTH,
    )


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
    page.get_by_label("Passphrase").wait_for()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "password":
            break
    page.keyboard.type("open sesame")
    page.keyboard.press("Enter")
    page.get_by_text("Whom do we contact today?").first.wait_for()
