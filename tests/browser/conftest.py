"""A real server with a database of its own, and a real browser that writes down what it asks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import datetime
from pathlib import Path

import pytest

from retention.demo.loading import load
from retention.store import close_database, open_database
from tests.browser import chromium

ROOT = Path(__file__).parent.parent.parent
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE_MS = 90_000
DESKTOP = {"width": 1440, "height": 900}


class Server:
    """One dashboard process; ``restart`` starts it again on the same address."""

    def __init__(self, database: Path, **environment):
        self.database = database
        self._log = database.with_suffix(".log")
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self._environment = {**os.environ, "RETENTION_DB": str(database), **environment}
        self.start()

    def start(self) -> None:
        words = ["-m", "streamlit", "run", "dashboard.py", "--server.port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        self._wait()

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def log(self) -> str:
        """What the server has written about its work so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2)
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the dashboard did not come up within a minute")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory) -> Path:
    """The sample shop, loaded once; servers get copies of it."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    load(open_database(path), received_at=datetime(2026, 11, 1))
    close_database(path)
    return path


def a_copy(database: Path, path: Path) -> Path:
    shutil.copyfile(database, path)
    archive = database.with_name(database.name + ".archive")
    shutil.copytree(archive, path.with_name(path.name + ".archive"))
    return path


@pytest.fixture(scope="session")
def standing(tmp_path_factory, sample_database):
    """One dashboard with the sample shop, for tests that only look."""
    server = Server(a_copy(sample_database, tmp_path_factory.mktemp("standing") / "shop.duckdb"))
    yield server
    server.stop()


@pytest.fixture
def serve(tmp_path, sample_database):
    """``serve(sample=True, **environment)`` starts a dashboard; it ends with the test."""
    running = []

    def serve(*, sample: bool = True, **environment) -> Server:
        database = tmp_path / f"shop-{len(running)}.duckdb"
        if sample:
            a_copy(sample_database, database)
        running.append(Server(database, **environment))
        return running[-1]

    yield serve
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=chromium.find(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )


@pytest.fixture(scope="session")
def usual(browser):
    """One profile for the pages of all tests, so that the page's own code is read once."""
    return browser.new_context(viewport=DESKTOP)


@pytest.fixture
def visit(browser, usual):
    """``visit(address)`` opens a page and waits until it is drawn. At the end of the test no
    request may have left this computer, and the console may hold no error."""
    pages, asked, complaints = [], [], []

    def visit(address: str, **context):
        profile = browser.new_context(viewport=DESKTOP, **context) if context else usual
        page = profile.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        pages.append(page)
        page.goto(address)
        settled(page)
        return page

    yield visit
    for page in pages:
        if page.context is usual:
            page.close()
        else:
            page.context.close()
    strangers = [url for url in asked if "://localhost" not in url and ":" in url[:6]]
    assert not [url for url in strangers if url.startswith(("http", "ws"))], strangers
    assert not complaints


def settled(page) -> None:
    """Wait until the script has run and stays so."""
    page.wait_for_selector(IDLE, timeout=PATIENCE_MS)
    page.wait_for_timeout(400)
    page.wait_for_selector(IDLE, timeout=PATIENCE_MS)
