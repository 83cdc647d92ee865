"""With a passphrase: nobody sees, takes or leaves anything before log-in or after log-out."""

import re
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import PATIENCE_MS, Server, a_copy, settled

pytestmark = pytest.mark.browser
PHRASE = "open sesame"
ADDRESSES = ("", "overview?store=Harbour", "cohorts", "segments", "causes", "risk", "contacts",
             "customer?customer=C00749", "customer?find=nolan", "data", "settings")  # fmt: skip
SECRETS = ("Nolan", "example.org", "+353", "€", "Quay", "Harbour", "2026", "contacts for today")
# what Streamlit's own uploader does, from the page of whoever is looking
UPLOAD = """async session => {
    const token = document.cookie.match(/_streamlit_xsrf=([^;]+)/)?.[1] ?? '';
    const form = new FormData();
    form.append('file', new File(['a'.repeat(1000)], 'sales.csv'));
    const answer = await fetch(`/_stcore/upload_file/${session}/0b5a`, {
        method: 'PUT', body: form, headers: {'X-Xsrftoken': token}, credentials: 'include'});
    return answer.status;
}"""


@pytest.fixture(scope="module")
def closed(tmp_path_factory, sample_database):
    folder = tmp_path_factory.mktemp("closed")
    server = Server(a_copy(sample_database, folder / "shop.duckdb"), REGULARS_PASSPHRASE=PHRASE)
    yield server
    server.stop()


@pytest.fixture
def stranger(browser):
    """A page that keeps every message that the server sends it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page, heard = context.new_page(), []
    page.set_default_timeout(PATIENCE_MS)
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame))
    )  # Playwright refuses built-ins
    page.heard = heard
    yield page
    context.close()


def told(page) -> str:
    return b"".join(each if isinstance(each, bytes) else each.encode()
                    for each in page.heard).decode("utf-8", "replace")  # fmt: skip


def session_of(page) -> str:
    """The name that the server gave this page's session."""
    for each in page.heard:
        message = ForwardMsg.FromString(each)
        if message.WhichOneof("type") == "new_session":
            return message.new_session.initialize.session_id
    raise AssertionError("the server has not answered")


def log_in(page, phrase: str = PHRASE) -> None:
    page.get_by_label("Passphrase").fill(phrase)
    page.get_by_role("button", name="Log in").click()


def asks_for_the_passphrase(page) -> None:
    expect(page.get_by_label("Passphrase")).to_have_count(1)
    settled(page)


def wait_until_gone(address: str) -> None:
    """The file goes with the end of the run that shows the log-in, a moment after it is drawn."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address).read()
        except urllib.error.HTTPError as error:
            assert error.code == 404
            return
        time.sleep(0.2)
    raise AssertionError("the file is still there")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_tells_a_stranger_anything(closed, stranger, address):
    stranger.goto(f"{closed.address}/{address}")
    asks_for_the_passphrase(stranger)
    heard = re.sub(r"store=Harbour|find=nolan", "", told(stranger))
    assert not [secret for secret in SECRETS if secret in heard]


def test_a_stranger_leaves_no_file_in_memory(closed, stranger):
    stranger.goto(f"{closed.address}/data")
    asks_for_the_passphrase(stranger)
    assert stranger.evaluate(UPLOAD, session_of(stranger)) == 400
    log_in(stranger)
    stranger.get_by_text("What have we loaded?").first.wait_for()
    settled(stranger)
    assert stranger.evaluate(UPLOAD, session_of(stranger)) == 204


def test_a_second_tab_asks_again_and_a_lost_connection_does_not(closed, stranger):
    stranger.goto(f"{closed.address}/contacts")
    log_in(stranger)
    stranger.get_by_text("Whom do we contact today?").first.wait_for()
    settled(stranger)
    second = stranger.context.new_page()
    second.goto(f"{closed.address}/contacts")
    asks_for_the_passphrase(second)
    stranger.context.set_offline(True)
    stranger.wait_for_timeout(1500)
    stranger.context.set_offline(False)
    stranger.wait_for_timeout(2500)
    settled(stranger)
    expect(stranger.get_by_text("Whom do we contact today?").first).to_be_visible()
    expect(stranger.get_by_label("Passphrase")).to_have_count(0)
    asks_for_the_passphrase(second)


def test_a_file_taken_is_gone_after_the_log_out(closed, stranger):
    stranger.goto(f"{closed.address}/contacts")
    log_in(stranger)
    stranger.get_by_text("Whom do we contact today?").first.wait_for()
    settled(stranger)
    with stranger.expect_download() as taken:
        stranger.get_by_role("button", name="CSV", exact=True).first.click()
    address = taken.value.url
    stranger.get_by_role("button", name="Log out").click()
    asks_for_the_passphrase(stranger)
    expect(stranger.locator("body")).not_to_contain_text("Whom do we contact")
    wait_until_gone(address)
    stranger.reload()
    asks_for_the_passphrase(stranger)


def test_a_wrong_passphrase_costs_time_and_stays_out_of_the_log(closed, stranger):
    stranger.goto(f"{closed.address}/contacts")
    asks_for_the_passphrase(stranger)
    log_in(stranger, "a guess nobody should read")
    stranger.get_by_text("This is not the passphrase").wait_for()
    log_in(stranger)
    stranger.get_by_text("Whom do we contact today?").first.wait_for()
    written = closed.log()
    assert "Uvicorn server started" in written
    for secret in ("a guess nobody", PHRASE, "example.org", "C00749", "nolan"):
        assert secret not in written


@pytest.mark.parametrize(
    "path",
    [
        "_stcore/metrics",
        "_stcore/host-config",
        "_stcore/health",
        "_stcore/script-health-check",
        "_stcore/agent/openapi.json",
        "media/0.csv",
        "app/static/x",
        "component/x/../../../data",
    ],
)
def test_no_address_of_the_server_itself_tells_of_customers(closed, path):
    try:
        answer = urllib.request.urlopen(f"{closed.address}/{path}").read().decode()
    except urllib.error.HTTPError as error:
        answer = error.read().decode()
    assert not [secret for secret in SECRETS[:6] if secret in answer]


def test_the_server_cannot_be_driven_without_a_browser(closed):
    request = urllib.request.Request(
        f"{closed.address}/_stcore/agent/interact", b"{}", {"Content-Type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError, match="40[34]|50"):
        urllib.request.urlopen(request)
