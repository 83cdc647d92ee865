"""Where lines wait for a rate, the pages say so, and the settings have an editor."""

from pages.shared.rates import _changed
from retention.store import open_database, rates
from tests.pages.conftest import texts
from tests.store.test_rates import BOTH, enter, load

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
