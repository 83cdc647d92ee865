"""`import` and `rejects` as a person types them: what became of every row of a file."""

import json
import subprocess
import sys

import pytest

from retention import store
from tests.commands.typed import MAY, rows


def test_import_says_what_became_of_every_row(run, files):
    status, out, _ = run("import", files / "may.csv", files / "june.csv")
    may, june = map(json.loads, out.splitlines())
    assert status == 0
    assert (may["batch"], may["rows"], may["accepted"], may["orders"]) == (1, 3, 3, 3)
    assert (may["first_date"], may["last_date"], may["amount"]) == ("2026-05-03", "2026-05-31", 22)
    assert may["mapping"]["amount"] == "amount" and may["questions"] == []
    # of June's three rows one is held already, and one names nobody
    assert (june["accepted"], june["duplicates"], june["rejected"]) == (2, 1, 0)
    assert june["anonymous_rows"] == 1


def test_the_same_file_twice_changes_nothing(run, files):
    run("import", files / "may.csv")
    before = run("show", "customers")[1]
    _, out, _ = run("import", files / "may.csv")
    assert json.loads(out)["duplicates"] == 3
    assert run("show", "customers")[1] == before


def test_the_next_month_and_an_older_one_are_taken_without_a_word(run, files):
    run("import", files / "may.csv")
    assert "undo this upload" not in run("import", files / "june.csv")[2]
    early = files / "old.csv"
    early.write_text("order;date;customer;amount\n9;03.05.2024;anna@example.org;1,00\n")
    assert "undo this upload" not in run("import", early)[2]


def test_a_typing_error_in_a_year_is_said(run, files):
    old = files / "old.csv"
    old.write_text(MAY.replace(".2026", ".2021"))
    run("import", old)
    assert "undo this upload" in run("import", files / "june.csv")[2]


def test_rejects_come_with_row_number_and_reason_and_can_be_mended(run, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text(MAY + "3;45.05.2026;anna@example.org;1,00\n", encoding="utf-8")
    report = json.loads(run("import", bad)[1])
    assert (report["accepted"], report["rejected"]) == (3, 1)
    (reject,) = rows(run("rejects", report["batch"])[1])
    assert reject["row_number"] == "5" and "45.05.2026" in reject["reason"]
    mended = tmp_path / "mended.csv"
    run("rejects", report["batch"], "--out", mended)
    mended.write_text(mended.read_text(encoding="utf-8").replace("45.05.2026", "31.05.2026"))
    again = json.loads(run("import", mended, "--dates", "dmy")[1])
    # the mended line joins order 3; it does not replace it
    assert (again["accepted"], again["updated"]) == (1, 0)
    assert rows(run("show", "customers")[1])[0]["amount"] == "16.0"


def test_what_stays_unclear_is_asked_and_loads_nothing(run, tmp_path):
    unclear = tmp_path / "unclear.csv"
    unclear.write_text("date,customer,amount\n03/04/2026,anna,5\n05/06/2026,bert,6\n")
    status, out, said = run("import", unclear)
    question = json.loads(out)["questions"][0]
    assert status == 1 and question["field"] == "dates"
    assert set(question["candidates"]) == {"dmy", "mdy"} and "--dates" in said
    assert rows(run("batches")[1]) == []
    assert json.loads(run("import", unclear, "--dates", "mdy")[1])["last_date"] == "2026-05-06"


def test_a_dry_run_loads_nothing(run, files):
    status, out, _ = run("import", files / "may.csv", "--dry-run")
    assert status == 0 and json.loads(out)["batch"] is None and json.loads(out)["accepted"] == 3
    assert rows(run("batches")[1]) == []


def test_while_another_process_holds_the_database_files_are_queued(files, tmp_path):
    path = tmp_path / "held.duckdb"
    holder = store.open_database(path)
    words = [sys.executable, "-m", "retention", "--db", str(path)]
    queued = subprocess.run([*words, "import", str(files / "may.csv")], capture_output=True)
    refused = subprocess.run([*words, "show", "cohorts"], capture_output=True)
    assert queued.returncode == 0 and b"queued" in queued.stdout
    assert refused.returncode == 1 and b"is in use by" in refused.stderr
    assert len(list((tmp_path / "held.duckdb.inbox").glob("*.csv"))) == 1
    assert holder.as_of is None
    store.close_database(path)


@pytest.mark.parametrize(
    ("amounts", "told"),
    [(("10.5", "12"), "22.50"), (("0.125", "12"), "12.125"), (("12345678901.55", "0.0099"),
                                                           "12345678901.5599")],
)  # fmt: skip
def test_the_amount_is_told_with_all_its_digits(run, tmp_path, amounts, told):
    sales = tmp_path / "sales.csv"
    lines = [f"2026-05-0{day},anna,{amount}" for day, amount in enumerate(amounts, 1)]
    sales.write_text("\n".join(["date,customer,amount", *lines]), encoding="utf-8")
    out = run("import", sales, "--decimal", ".")[1]
    assert f'"amount": {told},' in out and json.loads(out)["mapping"]["amount"] == "amount"


def test_one_of_two_columns_of_a_name_is_said_by_its_place(run, tmp_path):
    twice = tmp_path / "twice.csv"
    twice.write_text("date,customer,amount,amount\n2026-05-01,anna,5.00,6.50\n", encoding="utf-8")
    status, out, said = run("import", twice)
    assert status == 1 and "amount (column 3)" in out and '--map amount="amount (column 3)"' in said
    out = run("import", twice, "--map", "amount=amount (column 4)")[1]
    assert json.loads(out)["amount"] == 6.5
