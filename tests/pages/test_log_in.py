"""The log-in: nobody without the passphrase sees a page, nor tries for long."""

from __future__ import annotations

from streamlit.util import calc_hash

from pages.shared import door, sign_in
from tests.pages.conftest import open_app, texts


def test_without_a_passphrase_everybody_is_let_in(house, shop):
    assert "hello from overview" in texts(open_app(house))


def test_an_anonymous_visitor_sees_only_the_log_in_page(house, shop, monkeypatch):
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
    house, shop, monkeypatch, frame_has_run
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


def test_a_changed_passphrase_signs_out(house, shop, monkeypatch, frame_has_run):
    monkeypatch.setenv(sign_in.VARIABLE, "sesame")
    app = open_app(house)
    app.text_input[0].set_value("sesame")
    app.button[0].click().run()
    monkeypatch.setenv(sign_in.VARIABLE, "other")
    assert "hello" not in texts(app.run())


def test_the_right_passphrase_is_not_looked_at_while_waiting(
    house, shop, monkeypatch, frame_has_run
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
