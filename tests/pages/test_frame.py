"""The frame around the pages: the folder trap, the log-in, the filters, the banner, trouble."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from streamlit.proto.Metric_pb2 import Metric as MetricProto
from streamlit.util import calc_hash

from pages.shared import door, frame, menu, session, sign_in, trouble
from retention import store
from retention.store import Filters
from tests.pages.conftest import ROOT, open_app, texts
from tests.worlds import world

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


class TestTrap:
    """Streamlit runs a page without the frame while a folder pages/ stands beside it."""

    def test_the_second_run_still_has_the_frame(self, house, shop):
        app = open_app(house, "cohorts").run()
        assert "hello from cohorts" in texts(app)
        assert "as of **30 Jun 2026**" in texts(app) or "as of **Jun 30, 2026**" in texts(app)

    def test_filters_survive_the_second_run(self, house, shop):
        app = open_app(house)
        app.multiselect(key="channel").set_value(["web"]).run()
        app.run()
        assert "('web',)" in texts(app)

    def test_a_page_run_alone_asks_for_the_passphrase(self, house, shop, monkeypatch):
        app = open_app(house)
        monkeypatch.setenv(sign_in.VARIABLE, "sesame")
        app.run()
        assert "hello" not in texts(app)
        assert app.text_input[0].label == "Passphrase"


class TestLogIn:
    def test_without_a_passphrase_everybody_is_let_in(self, house, shop):
        assert "hello from overview" in texts(open_app(house))

    def test_an_anonymous_visitor_sees_only_the_log_in_page(self, house, shop, monkeypatch):
        monkeypatch.setenv(sign_in.VARIABLE, "sesame")
        app = open_app(house)
        for deep_link in ("", "cohorts"):
            app._page_hash = calc_hash(deep_link)
            app.run()
            assert app.text_input[0].label == "Passphrase"
            assert "hello" not in texts(app)
            assert "as of" not in texts(app)
            assert not app.multiselect

    def test_a_wrong_passphrase_is_refused_and_the_right_one_opens(
        self, house, shop, monkeypatch, frame_has_run
    ):
        monkeypatch.setenv(sign_in.VARIABLE, "sesame")
        monkeypatch.setattr(sign_in, "_WAIT_SECONDS", 0)
        app = open_app(house)
        app.text_input[0].set_value("open")
        app.button[0].click().run()
        assert "not the passphrase" in texts(app)
        app.text_input[0].set_value("sesame")
        app.button[0].click().run()
        assert "hello from overview" in texts(app)
        app.button(key="log-out").click().run()
        assert "hello" not in texts(app)

    def test_a_changed_passphrase_signs_out(self, house, shop, monkeypatch, frame_has_run):
        monkeypatch.setenv(sign_in.VARIABLE, "sesame")
        app = open_app(house)
        app.text_input[0].set_value("sesame")
        app.button[0].click().run()
        monkeypatch.setenv(sign_in.VARIABLE, "other")
        assert "hello" not in texts(app.run())

    def test_the_right_passphrase_is_not_looked_at_while_waiting(
        self, house, shop, monkeypatch, frame_has_run
    ):
        monkeypatch.setenv(sign_in.VARIABLE, "sesame")
        monkeypatch.setattr(sign_in, "_WAIT_SECONDS", 0)
        monkeypatch.setattr(door, "address", lambda: "10.0.0.7")
        app = open_app(house)
        for n in range(door.MOST_WRONG):
            app.text_input[0].set_value(f"guess {n}")
            app.button[0].click().run()
        app.text_input[0].set_value("sesame")
        app.button[0].click().run()
        assert "Too many wrong passphrases. Try again in 10 minutes." in texts(app)
        assert "hello" not in texts(app)


class TestFilters:
    def test_only_fields_with_a_choice_are_offered(self, house, shop):
        app = open_app(house)
        assert [field for field in frame.FIELDS if _has(app, field)][:2] == ["channel", "store"]
        assert not _has(app, "category")
        assert not _has(app, "salesperson")

    def test_the_address_sets_them_and_a_sentence_says_so(self, house, shop):
        app = open_app(house, channel="web", period="Last 3 months", grain="Quarter")
        shown = texts(app)
        assert "channel **web**" in shown
        assert "the **last 3 months**" in shown
        assert "quarter" in shown
        assert "2026-04-01" in shown

    def test_a_value_that_the_data_do_not_know_is_dropped(self, house, shop):
        assert "Only" not in texts(open_app(house, channel="mars"))

    def test_they_are_cleared_together(self, house, shop, frame_has_run):
        app = open_app(house, channel="web", period="Last 3 months")
        app.button(key="clear").click().run()
        assert "Only" not in texts(app)
        assert app.multiselect(key="channel").value == []
        assert app.selectbox(key="period").value == "All history"

    def test_they_survive_a_page_that_does_not_use_them(self, house, shop, frame_has_run):
        app = open_app(house, channel="web")
        app.switch_page("pages/data.py").run()
        app.switch_page("pages/cohorts.py").run()
        assert "('web',)" in texts(app)

    @pytest.mark.parametrize(
        ("as_of", "period", "first"),
        [
            (date(2026, 10, 31), "Last 12 months", date(2025, 11, 1)),
            (date(2026, 10, 15), "Last 12 months", date(2025, 10, 16)),
            (date(2026, 5, 30), "Last 3 months", date(2026, 2, 28)),
            (date(2026, 1, 30), "Last 3 months", date(2025, 10, 31)),
            (date(2026, 10, 31), "All history", None),
        ],
    )
    def test_a_period_ends_with_the_last_day_of_data(self, as_of, period, first):
        assert frame.since(period, as_of) == first

    def test_no_data_no_period(self):
        assert frame.since("Last 12 months", None) is None


class TestDatabase:
    @pytest.fixture
    def home(self, tmp_path, monkeypatch, sales):
        """A project folder whose sample holds sales."""
        monkeypatch.delenv("RETENTION_DB")
        monkeypatch.setattr(session, "ROOT", tmp_path)
        (tmp_path / "data").mkdir()
        sample = tmp_path / "data" / "sample.duckdb"
        sample.touch()
        monkeypatch.setitem(store._opened, sample.resolve(), sales)
        return tmp_path / "data"

    def test_the_sample_is_open_until_the_own_database_holds_sales(self, home, monkeypatch):
        own = home / "retention.duckdb"
        assert session.is_sample()
        assert not own.exists()
        own.touch()
        monkeypatch.setitem(store._opened, own.resolve(), world(""))
        assert session.is_sample()
        monkeypatch.setitem(store._opened, own.resolve(), world("dora 2026-01-01"))
        assert not session.is_sample()
        assert session.database_path() == own

    def test_a_named_database_is_never_the_sample(self, home, monkeypatch, tmp_path):
        monkeypatch.setenv("RETENTION_DB", str(tmp_path / "mine.duckdb"))
        assert not session.is_sample()
        assert session.own_path() == tmp_path / "mine.duckdb"

    def test_the_sample_has_a_banner(self, home, house):
        assert "Sample data" in texts(open_app(house))

    def test_own_data_have_none(self, house, shop):
        assert "Sample data" not in texts(open_app(house))

    def test_without_data_a_page_says_what_would_fill_it(self, house, frame_has_run):
        app = open_app(house)
        assert "Nothing to show yet" in texts(app)
        assert "hello" not in texts(app)
        app.switch_page("pages/data.py").run()
        assert "hello from data" in texts(app)

    def test_an_answer_is_asked_once_for_each_state_of_the_data(self, opened, monkeypatch):
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


class TestTrouble:
    def test_a_refusal_is_one_sentence(self, house, shop):
        _page(house, "from retention.errors import Refused\nraise Refused('No *such* file.')")
        app = open_app(house)
        assert [error.value for error in app.error] == [r"No \*such\* file\."]
        assert not app.exception

    def test_a_defect_gives_a_code_and_keeps_its_message_to_itself(self, house, shop, caplog):
        _page(house, "raise ValueError('anna@example.org')")
        app = open_app(house)
        code = app.error[0].value.partition("code ")[2][:8]
        assert code.startswith("R-")
        assert "anna" not in texts(app) + caplog.text
        assert f"{code} ValueError at" in caplog.text
        assert "overview.py" in caplog.text

    def test_one_defect_keeps_one_code(self):
        def fail(text):
            raise ValueError(text)

        codes = set()
        for text in ("one", "two"):
            try:
                fail(text)
            except ValueError as error:
                codes.add(trouble.note(error))
        assert len(codes) == 1


def test_the_menu_lists_only_pages_that_exist(house):
    assert [entry.key for entry in menu.present()] == ["overview", "cohorts", "contacts", "data"]
    assert menu.exists("cohorts")
    assert not menu.exists("risk")


def test_every_page_of_this_version_is_in_the_menu():
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert files <= {entry.key for entry in menu.MENU}


def test_a_metric_knows_good_from_bad(house, shop):
    _page(
        house,
        "from pages.shared import answer\n"
        "answer.metric_row([answer.Metric('leak_rate', '7%', '+1 point', good=False),"
        "answer.Metric('active', '12', '−3', good=False)])",
    )
    metrics = open_app(house).metric
    assert [metric.value for metric in metrics] == ["7%", "12"]
    assert [metric.proto.color for metric in metrics] == [MetricProto.RED] * 2
    assert [metric.proto.direction for metric in metrics] == [MetricProto.UP, MetricProto.DOWN]


def _page(house, body: str) -> None:
    page = house.parent / "pages" / "overview.py"
    page.write_text(f"from pages.shared import guard\nguard.open_page('overview')\n{body}\n")


def _has(app, key: str) -> bool:
    return any(widget.key == key for widget in app.multiselect)
