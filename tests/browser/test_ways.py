"""The users' ways through the dashboard, driven as a person would."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from retention.demo import write_sales
from tests.browser.conftest import settled

pytestmark = pytest.mark.browser


def filtered(page):
    """The line that tells which filters a page stands under."""
    return page.locator('[class*="st-key-filtered"]')


def test_owner_opens_a_deep_link_on_a_fresh_server_filters_and_drills_to_a_customer(serve, visit):
    server = serve()
    page = visit(f"{server.address}/cohorts?store=Harbour")  # the very first visit
    page.get_by_text("Do they come back?").first.wait_for()
    expect(filtered(page)).to_contain_text("store Harbour")
    settled(page)

    page.get_by_text("Quarter", exact=True).first.click()
    page.wait_for_url(re.compile("grain=Quarter"))
    settled(page)
    assert "store=Harbour" in page.url

    cell = page.locator(".js-plotly-plot .bars .point path").nth(2)
    cell.wait_for()
    box = cell.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    behind = page.locator('[class*="st-key-behind"]').first
    expect(behind).to_contain_text("behind it")
    page.wait_for_url(re.compile("behind="))


def test_a_link_to_one_customer_opens_that_customer(standing, visit):
    page = visit(f"{standing.address}/customer?customer=C00749")
    page.get_by_text("Sinéad Nolan").first.wait_for()


def test_manager_uploads_a_file_and_sees_preview_batch_and_overview(serve, visit, tmp_path):
    path = write_sales(tmp_path / "october.csv")
    lines = len(path.read_text(encoding="utf-8").splitlines()) - 1
    upload(serve(sample=False), visit, path, f"{lines:,}")


@pytest.mark.needs_shared_data
def test_manager_uploads_a_real_log(serve, visit, shared_data):
    packed = shared_data / "online_retail" / "online_retail.csv.gz"
    upload(serve(sample=False), visit, packed, "541,909")


def upload(server, visit, path, lines):
    page = visit(f"{server.address}/data")
    page.get_by_text("Nothing is loaded yet").wait_for()
    page.set_input_files("input[type=file]", path)
    load = page.get_by_role("button", name=f"Load {path.name}")
    load.wait_for()
    settled(page)
    page.get_by_text("How the columns are read").wait_for()
    load.click()
    page.get_by_text(re.compile(rf"{lines} rows = {lines} accepted")).wait_for()
    page.get_by_text(f"{lines} lines").first.wait_for()  # the headline counts the batch
    page.get_by_text("See what changed").first.click()
    page.get_by_text("How healthy is my customer base?").first.wait_for()
    page.locator('[data-testid="stMetric"]').nth(3).wait_for()


def test_team_takes_the_top_twenty_and_downloads_it(standing, visit):
    page = visit(f"{standing.address}/contacts")
    page.get_by_text("Whom do we contact today?").first.wait_for()
    settled(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    rows = list(csv.DictReader(io.StringIO(taken.value.path().read_text("utf-8-sig"))))
    assert len(rows) == 20 and {"Name", "Email", "Phone", "What to do"} <= rows[0].keys()


def test_an_anonymous_deep_link_shows_the_log_in_alone(serve, visit):
    server = serve(REGULARS_PASSPHRASE="open sesame")
    page = visit(f"{server.address}/contacts")  # the very first visit, to a protected page
    page.get_by_label("Passphrase").wait_for()
    assert "example.org" not in page.content() and page.locator("table, canvas").count() == 0
    page.get_by_label("Passphrase").fill("open sesame")
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("Whom do we contact today?").first.wait_for()


def test_a_page_survives_a_restart_of_the_server(serve, visit):
    server = serve()
    page = visit(f"{server.address}/segments?store=Harbour")
    page.get_by_text("Who are they?").first.wait_for()
    server.stop()
    server.start()
    page.reload()
    page.get_by_text("Who are they?").first.wait_for()
    expect(filtered(page)).to_contain_text("store Harbour")


def test_the_bare_address_opens_the_overview_with_its_filters(standing, visit):
    page = visit(f"{standing.address}/?store=Harbour")
    page.get_by_text("How healthy is my customer base?").first.wait_for()
    page.wait_for_url(re.compile("/overview"))
    expect(filtered(page)).to_contain_text("store Harbour")


def test_two_tabs_keep_their_own_filters(standing, visit):
    harbour = visit(f"{standing.address}/overview?store=Harbour")
    online = visit(f"{standing.address}/overview?channel=online")
    harbour.reload()
    expect(filtered(harbour)).to_contain_text("Harbour")
    expect(filtered(online)).to_contain_text("channel online")
    expect(filtered(online)).not_to_contain_text("Harbour")
