"""`undo` and `rebuild` as a person types them: the same numbers, whatever was lost."""

import json

from retention import store
from retention.settings import Settings
from retention.store.archive import Archive
from tests.commands.typed import rows


def test_undo_and_rebuild_come_to_the_same_numbers(run, files):
    run("import", files / "may.csv", files / "june.csv")
    both = run("show", "customers")[1]
    assert run("undo", 1)[0] == 0
    # order 3 stays, since June's file holds it too
    assert [row["orders"] for row in rows(run("show", "customers")[1])] == ["2"]
    run("import", files / "may.csv")
    assert run("show", "customers")[1] == both
    status, _, said = run("rebuild")
    assert status == 0 and "3 uploads" in said
    assert run("show", "customers")[1] == both
    assert run("check")[0] == 0


def test_a_database_that_was_lost_is_rebuilt_from_its_archive(run, files, tmp_path):
    run("import", files / "may.csv", files / "june.csv")
    before = run("show", "customers")[1], run("batches")[1]
    store.close_database(tmp_path / "shop.duckdb")
    (tmp_path / "shop.duckdb").unlink()
    assert run("rebuild")[0] == 0
    assert (run("show", "customers")[1], run("batches")[1]) == before


def test_a_database_that_was_lost_is_no_empty_one(run, files, tmp_path):
    run("import", files / "may.csv", files / "june.csv")
    store.close_database(tmp_path / "shop.duckdb")
    (tmp_path / "shop.duckdb").unlink()
    for words in (("show", "customers"), ("batches",), ("contacts",)):
        assert "rebuild" in run(*words)[2]
    status, out, said = run("check")
    assert status == 1 and "2 uploads" in out and "1 things" not in said
    status, _, said = run("import", files / "may.csv")
    assert status == 1 and "Nothing was changed" in said
    (tmp_path / "shop.duckdb.archive" / "batch-000001.json").unlink()
    assert "The record of upload 1 is missing" in run("rebuild")[2]
    assert [row["batch"] for row in rows(run("batches")[1])] == ["2"]


def test_a_rebuild_keeps_the_currency_given_last(run, tmp_path):
    two = tmp_path / "two.csv"
    two.write_text("date,customer,amount,currency\n2026-05-01,anna,5,EUR\n2026-05-02,anna,6,GBP\n"
                   "2026-05-03,bert,7,GBP\n")  # fmt: skip
    # two currencies have no sum
    assert json.loads(run("import", two)[1])["amount"] is None
    store.open_database(tmp_path / "shop.duckdb").change_settings(Settings(currency="EUR"))
    euros = tmp_path / "euros.csv"
    euros.write_text("date,customer,amount,currency\n2026-06-01,anna,5,EUR\n")
    assert json.loads(run("import", euros)[1])["amount"] == 5
    store.close_database(tmp_path / "shop.duckdb")
    (tmp_path / "shop.duckdb").unlink()
    run("rebuild")
    # the answer given last is the one that counts; the pounds wait for a rate
    assert [float(row["amount"]) for row in rows(run("show", "customers")[1])] == [10]


def test_a_crash_between_manifest_and_commit_is_settled_at_the_next_start(run, files, tmp_path):
    run("import", files / "may.csv")
    store.close_database(tmp_path / "shop.duckdb")
    archive = Archive(tmp_path / "shop.duckdb.archive")
    archive.note(2, archive.manifest(1) | {"batch": 2})
    archive.note(1, archive.manifest(1) | {"undone": True})
    assert run("rebuild")[0] == 0
    assert [row["status"] for row in rows(run("batches")[1])] == ["loaded"]
