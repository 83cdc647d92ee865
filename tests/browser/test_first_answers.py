"""The four first-use answers: asked in one line, given over the page, which keeps its place."""

from datetime import date, datetime, timedelta

from playwright.sync_api import expect

from retention.ingest.importing import Request, import_file
from retention.store import close_database, open_database
from tests.browser.conftest import settled


def test_the_answers_are_given_over_the_page(serve, visit, tmp_path):
    days = [date(2026, 1, 1) + timedelta(days=9 * n) for n in range(12)]
    rows = "".join(f"{day},anna,5.00\n{day + timedelta(days=1)},bert,7.00\n" for day in days)
    (tmp_path / "sales.csv").write_text("date,customer,amount\n" + rows, encoding="utf-8")
    server = serve(sample=False)
    server.stop()
    import_file(
        open_database(server.database), Request(tmp_path / "sales.csv", datetime(2026, 6, 1))
    )
    close_database(server.database)
    server.start()

    page = visit(f"{server.address}/overview", timezone_id="Europe/Budapest")
    asked = page.locator(".st-key-first-answers")
    assert asked.bounding_box()["height"] < 70
    settled(page)
    page.get_by_role("button", name="Answer now").click()
    page.get_by_role("dialog").get_by_label("Currency of your amounts").fill("GBP")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save these answers").click()
    page.wait_for_selector(".st-key-first-answers", state="detached")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("£").first).to_be_visible()

    server.stop()
    kept = open_database(server.database).settings
    close_database(server.database)
    assert (kept.currency, kept.time_zone) == ("GBP", "Europe/Budapest")
