"""How do we count? The four answers, the horizon, and answers that are impossible."""

from decimal import Decimal

import pytest

from pages.shared import session
from retention import store
from retention.store import open_database
from tests.pages.conftest import texts
from tests.worlds import world

SHOP = "anna 2024-01-05\nanna 2024-03-05\nbert 2024-02-01"


@pytest.fixture
def shop():
    return world(SHOP, currency="EUR", time_zone="Europe/Dublin", horizon_days=60)


@pytest.fixture(autouse=True)
def as_if_visited(frame_has_run):
    """Clicks reach the page at once."""


def field(app, kind: str, label: str):
    return next(each for each in getattr(app, kind) if each.label.startswith(label))


def press(app, label: str):
    field(app, "button", label).click().run()
    assert not app.exception, app.exception
    return app


class TestAnswers:
    def test_the_four_answers_are_kept(self, visit):
        shop = world(SHOP)
        app = visit("settings", shop)
        assert "please give them once" in texts(app)
        field(app, "selectbox", "Currency").set_value("GBP")
        field(app, "number_input", "Margin").set_value(35.0)
        field(app, "selectbox", "A business day").set_value(4)
        field(app, "selectbox", "Time zone").set_value("Europe/London")
        press(app, "Save these answers")
        kept = shop.settings
        assert (kept.currency, kept.margin_share) == ("GBP", Decimal("0.35"))
        assert (kept.day_starts_at, kept.time_zone) == (4, "Europe/London")
        assert "please give them once" not in texts(app)

    def test_they_are_shown_again_as_given(self, visit, shop):
        app = visit("settings", shop)
        assert field(app, "selectbox", "Currency").value == "EUR"
        assert field(app, "selectbox", "Time zone").value == "Europe/Dublin"
        assert field(app, "number_input", "Margin").value is None

    def test_an_impossible_one_is_refused_in_a_sentence(self, visit, shop, monkeypatch):
        before = shop.settings
        # somebody types what the list does not offer
        monkeypatch.setattr("pages.shared.setup.CURRENCIES", ("EUR", "<script>"))
        app = visit("settings", shop)
        field(app, "selectbox", "Currency").set_value("<script>")
        press(app, "Save these answers")
        assert [error.value.replace("\\", "") for error in app.error] == [
            "“<script>” is not a currency code; give three letters such as EUR or GBP."
        ]
        assert shop.settings == before

    def test_the_same_answers_again_change_nothing(self, visit, shop):
        version = shop.data_version
        press(visit("settings", shop), "Save these answers")
        assert shop.data_version == version


class TestHorizon:
    def test_another_horizon_is_used(self, visit, shop):
        app = visit("settings", shop)
        assert "60 days" in texts(app) and "active for 120 days" in texts(app)
        assert "four of five gaps between purchases were no longer" in texts(app)
        app.slider[0].set_value(90)
        press(app, "Use this horizon")
        assert shop.settings.horizon_days == 90
        assert "active for 180 days" in texts(app)
        assert "chosen by you" in texts(app) and "four of five" not in texts(app)

    def test_before_anybody_came_back_there_is_none_to_choose(self, read, tmp_path):
        open_database(tmp_path / "shop.duckdb")
        text, app = read("settings")
        assert "found at the first upload in which customers come back" in text
        assert not app.slider


def test_while_the_sample_is_shown_its_answers_are(read, tmp_path, monkeypatch, shop):
    monkeypatch.delenv("RETENTION_DB")
    monkeypatch.setattr(session, "ROOT", tmp_path)
    sample = (tmp_path / "data" / "sample.duckdb").resolve()
    monkeypatch.setitem(store._opened, sample, shop)
    text, _ = read("settings")
    assert "60 days" in text and not session.own_path().exists()
