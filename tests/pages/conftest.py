"""How a test visits a page: the whole dashboard runs, on a database the test made.

def test_it_says_who_lapsed(visit):
    app = visit("overview", world("anna 2026-01-05"))
    assert "lapsed" in texts(app)
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from pages.shared import menu, session, sign_in, uploads
from retention import store
from retention.store import Database
from tests.worlds import world

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
SHOP = """
anna 2026-01-05 20 channel=web store=North
anna 2026-03-05 25 channel=web store=North
bert 2026-02-01 30 channel=shop store=South
cleo 2026-06-30 10 channel=shop store=South
"""
HELLO = """from pages.shared import guard
page = guard.open_page("{key}")
import streamlit as st
from pages.shared import session
from retention.store import Filters
st.write("hello from {key}", page.grain, str(page.filters.channel), str(page.filters.since))
if st.button("press"):
    st.write("pressed")
"""


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    """No passphrase, no database and no cached answer of another test."""
    monkeypatch.delenv(sign_in.VARIABLE, raising=False)
    monkeypatch.setenv("RETENTION_DB", str(tmp_path / "shop.duckdb"))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    store.close_database(tmp_path / "shop.duckdb")


@pytest.fixture
def opened(tmp_path):
    """`opened(database)` puts a test's database, in memory, behind the dashboard. It is not
    closed, so that several tests may read the same one."""
    path = (tmp_path / "shop.duckdb").resolve()

    def put(database: Database) -> Database:
        store._opened[path] = database
        return database

    yield put
    store._opened.pop(path, None)


@pytest.fixture(scope="module")
def sales():
    """Four sales of three customers; read only."""
    return world(SHOP)


@pytest.fixture
def shop(opened, sales):
    """A dashboard with some data behind it."""
    return opened(sales)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A dashboard of the real frame with four tiny pages; call it to get the script."""
    folder = tmp_path / "house"
    (folder / "pages").mkdir(parents=True)
    shutil.copy(ROOT / "dashboard.py", folder)
    for key in ("overview", "cohorts", "contacts", "data"):
        (folder / "pages" / f"{key}.py").write_text(HELLO.format(key=key))
    monkeypatch.setattr(menu, "ROOT", folder)
    return folder / "dashboard.py"


@pytest.fixture
def visit(opened, frame_has_run):
    """`visit("cohorts", database, channel="web")` opens the page under that address. Without a
    database the visitor has no data yet. Go on with the AppTest it returns."""

    def go(page: str, database: Database | None = None, **address) -> AppTest:
        if database is not None:
            opened(database)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS)
        _address(app, address)
        return app.switch_page(f"pages/{page}.py").run()

    return go


@pytest.fixture
def read(visit):
    """`read("cohorts", database)` gives the page as somebody reads it, without Markdown's
    backslashes, and the AppTest; it fails where the page shows an error of ours."""

    def go(*page, **address) -> tuple[str, AppTest]:
        app = visit(*page, **address)
        assert not app.exception, app.exception
        assert not any("code R-" in each.value for each in app.error), texts(app)
        return texts(app).replace("\\", ""), app

    return go


@pytest.fixture
def own(tmp_path):
    """The database the dashboard opens, on disk and empty."""
    return store.open_database(tmp_path / "shop.duckdb")


@pytest.fixture
def quiet():
    """No writer of one test goes on into the next."""
    yield
    if session.own_path().exists():
        uploads.queue().stop()


@pytest.fixture
def frame_has_run(monkeypatch):
    """As on a server whose frame some visitor has opened: Streamlit passes over the folder pages/.
    AppTest forgets this before each run, and then loses the click of a button on the way through
    the guard."""
    built = PagesManager.__init__

    def build(self, *args, **options):
        built(self, *args, **options)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", build)


def open_app(script: Path, page: str | None = None, **address) -> AppTest:
    """Run the dashboard at `script` and go to a page."""
    app = AppTest.from_file(str(script), default_timeout=SECONDS)
    _address(app, address)
    app.run()
    if page and f"{page}.py" in {path.name for path in (script.parent / "pages").glob("*.py")}:
        # the first page led on to the overview, which left the address behind
        _address(app, address)
        app.switch_page(f"pages/{page}.py").run()
    return app


def _address(app: AppTest, values: dict) -> None:
    for name, value in values.items():
        app.query_params[name] = value


def texts(app: AppTest) -> str:
    """Everything written on the page, in order of kind."""
    kinds = (
        app.title,
        app.header,
        app.subheader,
        app.markdown,
        app.caption,
        app.error,
        app.warning,
        app.info,
        app.success,
    )
    return "\n".join(element.value for kind in kinds for element in kind)


def write_page(house: Path, body: str) -> None:
    """Put `body` behind the guard of the overview of a `house`."""
    page = house.parent / "pages" / "overview.py"
    page.write_text(f"from pages.shared import guard\nguard.open_page('overview')\n{body}\n")
