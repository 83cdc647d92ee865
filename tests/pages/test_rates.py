"""Where lines wait for a rate, the pages say so, and the settings have an editor."""

from pages.shared.rates import _changed
from retention.store import open_database, rates
from tests.pages.conftest import texts
from tests.pages.uploading import finished, press, upload
from tests.store.test_rates import BOTH, enter, load

NAMELESS = (
    b"order,date,customer,amount,currency\n9,2026-01-20,anna,10.00,USD\n8,2026-01-21,,5.00,USD\n"
)
WAITS = "1 line in USD waits for a rate for Jan 2026"
EDITOR = "Rates of other currencies"


def test_what_waits_is_said_until_there_is_a_rate(visit, tmp_path):
    path = tmp_path / "shop.duckdb"
    for name in ("till", "shop"):
        load(path, tmp_path, name)
    for page in ("data", "overview", "settings"):
        assert WAITS in texts(visit(page)).replace("\\", "")
    assert EDITOR in texts(visit("settings"))
    enter(path, *BOTH)
    assert WAITS not in texts(visit("overview")).replace("\\", "")
    assert EDITOR in texts(visit("settings"))


def test_with_one_currency_nothing_is_asked(visit, tmp_path):
    load(tmp_path / "shop.duckdb", tmp_path, "till")
    assert EDITOR not in texts(visit("settings"))


def test_the_editor_enters_what_changed_and_takes_away_what_went(tmp_path):
    path = tmp_path / "shop.duckdb"
    load(path, tmp_path, "till")
    enter(path, *BOTH)
    before = rates.listed(open_database(path))[["month", "currency", "rate"]]
    before = before.assign(month=["2026-01", "2026-02"], rate=["0.915", "0.85"])
    after = before.iloc[:1].assign(rate="0.9")
    assert _changed(before, before) == []
    assert _changed(before, after) == [
        rates.rate("USD", "2026-01", "0.9"), rates.rate("USD", "2026-02", None)
    ]  # fmt: skip


def test_a_nameless_line_that_waits_is_not_said_to_be_in_the_money(visit, tmp_path, quiet):
    path = tmp_path / "shop.duckdb"
    load(path, tmp_path, "till")
    text = finished(press(upload(visit("data"), NAMELESS, "shop.csv"), "Load shop.csv"))
    assert "1 line names no customer: it counts in the money once its month has a rate" in text


def test_the_warnings_of_an_upload_are_read_again_where_it_is_chosen(visit, tmp_path):
    path = tmp_path / "shop.duckdb"
    for name in ("till", "both"):
        load(path, tmp_path, name)
    app = visit("data")
    # the newest stands first
    row = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.session_state[f"uploads-{len(app.dataframe[0].value)}-0"] = row
    assert "The file has several currencies" in texts(app.run())
