"""`rates` as a person types it."""

import json

import pytest

from retention import store
from retention.__main__ import main
from tests.store.test_rates import FEBRUARY, WORKED, counted, load


@pytest.fixture
def path(tmp_path):
    for name in ("till", "shop"):
        load(tmp_path / "shop.duckdb", tmp_path, name)
    yield tmp_path / "shop.duckdb"
    store.close_database(tmp_path / "shop.duckdb")


def test_rates_come_from_a_file_and_from_the_command_line(path, tmp_path, capsys):
    assert main(["--db", str(path), "rates"]) == 0
    assert "2 lines in USD wait for a rate for Feb 2026" in capsys.readouterr().err
    (tmp_path / "rates.csv").write_text(f"Month;Currency;Rate\n2026-02;USD;{FEBRUARY}\n")
    words = ["--db", str(path), "rates", str(tmp_path / "rates.csv"), "--format", "json"]
    assert main([*words, "--set", "USD", "2026-01", "0,915"]) == 0
    shown = capsys.readouterr()
    assert [row["rate"] for row in json.loads(shown.out)] == [0.915, 0.85] and not shown.err
    assert counted(path) == WORKED
    assert main(["--db", str(path), "rates", "--drop", "USD", "2026-01"]) == 0
    assert "A1" not in counted(path)


def test_a_file_without_the_columns_is_refused(path, tmp_path, capsys):
    (tmp_path / "rates.csv").write_text("when,what\n2026-02,USD\n")
    assert main(["--db", str(path), "rates", str(tmp_path / "rates.csv")]) == 1
    assert "needs the columns month, currency and rate" in capsys.readouterr().err


def test_without_a_database_there_is_nothing(tmp_path, capsys):
    assert main(["--db", str(tmp_path / "none.duckdb"), "rates"]) == 0
    assert capsys.readouterr().out.strip() == "month,currency,rate,reporting,who,entered_at"
