"""Texts that want to be markup, addresses without sense: shown as written, or calmly refused."""

from datetime import datetime
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from retention.ingest.importing import Request, import_file
from retention.store import close_database, open_database
from tests.browser.conftest import Server, settled
from tests.browser.nasty import FIELDS, LONG, NASTY, write

pytestmark = pytest.mark.browser
PAGES = ("overview", "cohorts", "segments", "causes", "risk", "customer", "contacts", "data",
         "settings")  # fmt: skip
INSERTED = """() => ({
    pictures: document.querySelectorAll('[data-testid=stMain] img, .katex').length,
    scripts: [...document.scripts].filter(each => each.text.includes('alert(1)')).length,
    links: [...document.querySelectorAll('[data-testid=stMain] a')].map(each => each.href)
        .filter(href => !href.startsWith(location.origin) && !href.startsWith('mailto:')),
    bold: [...document.querySelectorAll('strong')].filter(each => each.innerText === 'b').length,
    wide: document.documentElement.scrollWidth > window.innerWidth,
})"""
NOTHING = {"pictures": 0, "scripts": 0, "links": [], "bold": 0, "wide": False}


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nasty")
    database = open_database(folder / "shop.duckdb")
    import_file(
        database,
        Request(
            write(folder / "sales.csv"),
            datetime(2026, 11, 1),
            fields={each: each for each in FIELDS},
        ),
    )
    close_database(folder / "shop.duckdb")
    server = Server(folder / "shop.duckdb")
    yield server
    server.stop()


def calm(page) -> None:
    """Nothing of the data has become part of the page, and no box asks for a click."""
    assert page.evaluate(INSERTED) == NOTHING
    assert "Something went wrong" not in page.inner_text("body")
    assert page.locator('[data-testid="stException"]').count() == 0


def test_a_name_stands_in_the_heading_as_it_is_written(nasty, visit):
    page = visit(f"{nasty.address}/customer")
    for key, text in NASTY.items():
        page.goto(f"{nasty.address}/customer?customer={key}")
        page.locator(".st-key-headline").wait_for()
        settled(page)
        calm(page)
        headline = page.locator(".st-key-headline").inner_text().replace("\u2060", "")
        assert headline.startswith(text.replace("\u202e", "") + ". ")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_takes_a_text_for_markup(nasty, visit, name):
    page = visit(f"{nasty.address}/{name}?on_time=true")
    page.locator(".st-key-question").wait_for()
    settled(page)
    calm(page)


def test_filters_are_offered_and_repeated_as_they_are_written(nasty, visit):
    page = visit(f"{nasty.address}/overview?channel={quote(NASTY['tag'])}")
    expect(page.locator('[class*="st-key-filtered"]')).to_contain_text(f"channel {NASTY['tag']}")
    settled(page)  # drawn anew, the page would close what a click opened
    page.get_by_text("Filters", exact=True).click()
    settled(page)
    page.locator(".st-key-channel input").click()
    page.locator('[role="option"]').first.wait_for()
    offered = page.locator('[role="option"]').all_inner_texts()
    assert {NASTY["markdown"], NASTY["picture"]} <= set(offered)
    calm(page)


def test_a_chart_tells_a_text_as_it_is_written(nasty, visit):
    page = visit(f"{nasty.address}/causes")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text(NASTY["tag"])
    settled(page)  # drawn anew, the chart would lose the pointer
    mark = chart.locator(".scatterlayer .point").first.bounding_box()
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.wait_for_selector(".hoverlayer .hovertext")
    told = page.locator(".hoverlayer").first.text_content()
    assert NASTY["tag"] in told or NASTY["event"] in told
    calm(page)


def test_the_products_table_and_the_day_clicked_hold_a_long_name(nasty, visit):
    mark = quote('{"kind":"purchase","day":"2026-01-01","of":"purchase"}')
    page = visit(f"{nasty.address}/customer?customer=tag&behind={mark}")
    page.wait_for_function(
        "text => document.body.innerText.replaceAll('\\u2060', '').includes(text)",
        arg=f"with {LONG}",
    )
    calm(page)


@pytest.mark.parametrize(
    "address",
    ["customer?customer=<img src=x onerror=alert(1)>", "customer?customer=%00",
     f"customer?customer={'x' * 6000}", f"customer?find={'y' * 3000}",
     "overview?channel=nonexistent&store=%FF", "cohorts?grain=decade",
     "overview?period=Last+900+months", "contacts?top=-5&via=fax&on_time=maybe&list=no",
     "contacts?behind=" + quote('{"kind":"segment","segment_name":["a"]}'),
     "contacts?behind=" + quote('{"kind":"cohort_cell","cohort":"9999-99-99","period":1e400}'),
     "segments?behind=" + quote('{"kind":"rfm","r":{"a":1},"f":null}'),
     "customer?customer=tag&behind=" + quote('{"kind":"purchase","day":5,"of":[]}')],
)  # fmt: skip
def test_an_address_without_sense_gives_a_calm_page(nasty, visit, address):
    page = visit(f"{nasty.address}/{address}".replace(" ", "%20"))
    settled(page)
    calm(page)
    assert len(page.inner_text("body")) < 20_000


def test_the_log_has_learnt_nothing_of_the_customers(nasty, visit):
    visit(f"{nasty.address}/customer?customer=tag")
    written = nasty.log()
    assert "Uvicorn server started" in written
    told = [*NASTY.values(), "example.org", "evil.example", "alert(1)", "Nora"]
    assert not [each for each in told if each in written]
