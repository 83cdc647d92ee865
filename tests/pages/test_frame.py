"""The frame around the pages: the folder trap, the filters, the menu."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.proto.Metric_pb2 import Metric as MetricProto

from pages.shared import frame, menu, sign_in
from tests.pages.conftest import ROOT, open_app, texts, write_page


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


def test_the_menu_lists_only_pages_that_exist(house):
    assert [entry.key for entry in menu.present()] == ["overview", "cohorts", "contacts", "data"]
    assert menu.exists("cohorts")
    assert not menu.exists("risk")


def test_every_page_of_this_version_is_in_the_menu():
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert files <= {entry.key for entry in menu.MENU}


def test_a_metric_knows_good_from_bad(house, shop):
    write_page(
        house,
        "from pages.shared import answer\n"
        "answer.metric_row([answer.Metric('leak_rate', '7%', '+1 point', good=False),"
        "answer.Metric('active', '12', '−3', good=False)])",
    )
    metrics = open_app(house).metric
    assert [metric.value for metric in metrics] == ["7%", "12"]
    assert [metric.proto.color for metric in metrics] == [MetricProto.RED] * 2
    assert [metric.proto.direction for metric in metrics] == [MetricProto.UP, MetricProto.DOWN]


def _has(app, key: str) -> bool:
    return any(widget.key == key for widget in app.multiselect)
