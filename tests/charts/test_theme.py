"""The tokens: one set for charts and screen, readable, told apart by everybody."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from retention.charts import colours, theme
from retention.formatting import Formats

THEMES = ("light", "dark")
CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


@pytest.fixture(scope="module")
def config() -> dict:
    return tomllib.loads(CONFIG.read_text())


@pytest.mark.parametrize("name", THEMES)
def test_the_screen_has_the_colours_of_the_charts(config, name):
    screen, charts = config["theme"][name], theme.palette(name)
    assert screen["primaryColor"] == charts.accent
    assert screen["backgroundColor"] == charts.paper
    assert screen["secondaryBackgroundColor"] == charts.panel
    assert screen["textColor"] == charts.ink
    assert screen["borderColor"] == charts.line
    assert screen["chartCategoricalColors"] == list(charts.series)
    assert screen["sidebar"]["backgroundColor"] == charts.panel


def test_nothing_leaves_the_machine(config):
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "type"
    assert "http" not in CONFIG.read_text()


@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read_and_marks_can_be_seen(name):
    tokens = theme.palette(name)
    for words in (tokens.ink, tokens.quiet):
        for ground in (tokens.paper, tokens.panel):
            assert colours.contrast(words, ground) >= 4.5
    for mark in (tokens.accent, tokens.gain, tokens.loss):
        assert colours.contrast(mark, tokens.paper) >= 3
    for mark in tokens.series:
        assert colours.contrast(theme.readable(mark, name), tokens.paper) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_more_always_stands_out_more_from_the_page(name):
    paper = theme.palette(name).paper
    contrasts = [colours.contrast(theme.shade(i / 20, name), paper) for i in range(21)]
    assert contrasts == sorted(contrasts)
    assert contrasts[-1] > 8


@pytest.mark.parametrize("name", THEMES)
def test_numbers_in_cells_can_be_read_on_any_shade(name):
    for i in range(101):
        shade = theme.shade(i / 100, name)
        assert colours.contrast(theme.text_on(shade), shade) >= 4.5


def test_gain_and_loss_stay_apart_for_the_colour_blind():
    """Blue against orange: the blue channel, which red-green blindness leaves, parts them."""
    for name in THEMES:
        tokens = theme.palette(name)
        blue = [int(colour[5:7], 16) for colour in (tokens.gain, tokens.loss)]
        assert abs(blue[0] - blue[1]) > 120


def test_an_unknown_theme_is_light():
    assert theme.palette("sepia") is theme.palette("light")


def test_a_figure_carries_what_the_page_needs():
    drawn = theme.figure(
        title="A finding",
        subtitle="what it is",
        kind="month",
        keys=("month",),
        fixed={"grain": "week"},
        formats=Formats("de"),
    )
    assert drawn.layout.meta == {
        "title": "A finding",
        "subtitle": "what it is",
        "kind": "month",
        "keys": ["month"],
        "fixed": {"grain": "week"},
        "above": 0,
    }
    assert drawn.layout.separators == ",."
    assert drawn.layout.title.text == "A finding"


def test_a_long_title_is_broken_and_gets_room():
    short, long = (theme.figure(title="finding " * words) for words in (2, 20))
    assert "<br>" in long.layout.title.text
    assert long.layout.margin.t > short.layout.margin.t


def test_text_from_data_is_never_markup():
    assert theme.escaped("<script>&") == "&lt;script&gt;&amp;"
    assert "<b>" not in theme.figure(title="<b>x</b>").layout.title.text
    assert theme.shortened("a" * 300) == "a" * 39 + "…"
    assert theme.shortened("two\n words") == "two words"


def test_a_subtitle_says_definition_n_and_as_of():
    from datetime import date

    assert theme.subtitle("retention", n=1234, as_of=date(2026, 10, 31)) == (
        "retention · n = 1,234 customers · as of 31 Oct 2026"
    )
    assert theme.subtitle("retention") == "retention"
