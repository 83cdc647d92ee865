"""Guessing is slow, however many guess at once, and only those let in may upload."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.shared import door

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


def test_ten_wrong_tries_and_an_address_waits():
    guesses = door.Guesses()
    assert [guesses.begin("thief", now=float(n)) for n in range(10)] == [0.0] * 10
    assert guesses.begin("thief", now=10.0) == 590.0
    assert guesses.begin("owner", now=10.0) == 0.0
    assert guesses.begin("thief", now=600.5) == 0.0  # the first try has grown old
    assert guesses.begin("thief", now=600.6) > 0


def test_many_addresses_together_wait_too():
    guesses = door.Guesses()
    assert not any(guesses.begin(f"host {n}", now=0.0) for n in range(200))
    assert guesses.begin("host 200", now=1.0) == 599.0


def test_a_right_try_begins_anew():
    guesses = door.Guesses()
    for _ in range(9):
        guesses.begin("owner", now=0.0)
    guesses.right("owner")
    assert not any(guesses.begin("owner", now=1.0) for _ in range(10))


def test_only_admitted_sessions_may_upload():
    admitted = door.Admitted()
    assert not admitted.may_upload("stranger")
    admitted.note("owner", True)
    admitted.note("stranger", False)
    assert admitted.may_upload("owner") and not admitted.may_upload("stranger")
    admitted.note("owner", False)  # logged out
    assert not admitted.may_upload("owner")


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost:8501", True),
        ("127.0.0.1:8501", True),
        ("[::1]:8501", True),
        ("shop.attacker.example:8501", False),
        ("127.0.0.1.attacker.example", False),
        ("192.168.0.7:8501", False),
        (None, False),
    ],
)
def test_a_borrowed_host_name_is_not_answered(monkeypatch, host, answered):
    own = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["server"]
    hosts = own.get("allowedHosts", [])
    monkeypatch.setattr(config, "get_option", {"server.allowedHosts": hosts}.__getitem__)
    assert is_host_allowed(host) is answered
