"""Which database is open: the sample until there are own sales, and what the page says of it."""

from __future__ import annotations

from datetime import date

import pytest

from pages.shared import session
from retention import store
from retention.ingest.undoing import undo
from retention.store import Filters, rates
from tests.pages.conftest import SHOP, open_app, texts
from tests.uploads import NOW, upload
from tests.worlds import world


@pytest.fixture
def home(tmp_path, monkeypatch, sales):
    """A project folder whose sample holds sales."""
    monkeypatch.delenv("RETENTION_DB")
    monkeypatch.setattr(session, "ROOT", tmp_path)
    (tmp_path / "data").mkdir()
    sample = tmp_path / "data" / "sample.duckdb"
    sample.touch()
    monkeypatch.setitem(store._opened, sample.resolve(), sales)
    return tmp_path / "data"


def test_the_sample_is_open_until_the_own_database_holds_sales(home, monkeypatch):
    own = home / "retention.duckdb"
    assert session.is_sample()
    assert not own.exists()
    own.touch()
    monkeypatch.setitem(store._opened, own.resolve(), world(""))
    assert session.is_sample()
    monkeypatch.setitem(store._opened, own.resolve(), world("dora 2026-01-01"))
    assert not session.is_sample()
    assert session.database_path() == own


@pytest.fixture
def own(home, tmp_path):
    """An own database into which a file in dollars was loaded."""
    path = home / "retention.duckdb"
    sales = "order,date,customer,amount,currency\n1,2026-01-05,anna,10.50,USD\n"
    upload(store.open_database(path), tmp_path, sales)
    yield store.open_database(path)
    store.close_database(path)


def test_answering_the_currency_does_not_hide_the_own_data(own, visit):
    assert not session.is_sample()
    own.change_settings(own.settings.changed(currency="EUR"), who="dashboard")
    assert own.as_of is None and not session.is_sample()
    overview = texts(visit("overview")).replace("\\", "")
    assert "No sale counts yet" in overview and "Sample data" not in overview
    assert "1 line in USD waits for a rate for Jan 2026" in overview
    data = visit("data")
    assert data.dataframe[0].value["file"].tolist() == ["export.csv"]
    assert "No sale counts yet." in texts(data) and "Backup" in texts(data)
    assert "Rates of other currencies" in texts(visit("settings"))
    rates.enter(own, [rates.rate("USD", "2026-01", "0.9")], who="ida", at=NOW)
    assert "No sale counts yet" not in texts(visit("overview"))


def test_undoing_every_upload_leaves_the_own_data_open(own, visit):
    undo(own, 1, who="ida")
    assert own.as_of is None and not session.is_sample()
    shown = texts(visit("overview"))
    assert "No sale counts yet" in shown and "What you uploaded was undone" in shown
    assert "Sample data" not in shown and "Backup" in texts(visit("data"))


def test_a_named_database_is_never_the_sample(home, monkeypatch, tmp_path):
    monkeypatch.setenv("RETENTION_DB", str(tmp_path / "mine.duckdb"))
    assert not session.is_sample()
    assert session.own_path() == tmp_path / "mine.duckdb"


def test_the_sample_has_a_banner(home, house):
    assert "Sample data" in texts(open_app(house))


def test_own_data_have_none(house, shop):
    assert "Sample data" not in texts(open_app(house))


def test_without_data_a_page_says_what_would_fill_it(house, frame_has_run):
    app = open_app(house)
    assert "Nothing to show yet" in texts(app)
    assert "hello" not in texts(app)
    app.switch_page("pages/data.py").run()
    assert "hello from data" in texts(app)


def test_an_answer_is_asked_once_for_each_state_of_the_data(opened, monkeypatch):
    database = opened(world(SHOP))
    asked = []
    real = session._function
    monkeypatch.setattr(session, "_function", lambda name: asked.append(name) or real(name))
    monkeypatch.setattr(
        session, "view", lambda: session.View(None, Filters(), "month", None, "light")
    )
    first = session.ask("filters.choices")
    session.ask("filters.choices")
    assert len(asked) == 1
    with database.writing("test", "another version") as writer:
        writer.run("store/note_change", who="t", what="t", changed_at=date(2026, 1, 1))
    session.ask("filters.choices")
    session.ask("filters.choices", filters=Filters(channel=("web",)))
    assert len(asked) == 3
    assert list(first.columns) == ["field", "value", "lines"]
