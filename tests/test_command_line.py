"""The command line as a person types it: what goes to stdout, to stderr, and the exit status."""

import csv
import io
import json
import subprocess
import sys
from datetime import date, timedelta

import pytest

from retention import store
from retention.__main__ import main
from retention.settings import Settings
from retention.store.archive import Archive

MAY = """order;date;customer;amount
1;03.05.2026;anna@example.org;10,50
2;14.05.2026;bert@example.org;7,00
3;31.05.2026;anna@example.org;4,50
"""
JUNE = """order;date;customer;amount
3;31.05.2026;anna@example.org;4,50
4;13.06.2026;anna@example.org;8,00
5;30.06.2026;;3,00
"""


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command on a database of its own; returns (status, stdout, stderr)."""
    path = tmp_path / "shop.duckdb"

    def run(*words):
        status = main(["--db", str(path), *map(str, words)])
        out = capsys.readouterr()
        return status, out.out, out.err

    yield run
    store.close_database(path)


@pytest.fixture
def files(tmp_path):
    for name, text in (("may.csv", MAY), ("june.csv", JUNE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


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


@pytest.mark.parametrize(
    "words, sentence",
    [
        (("import", "absent.csv"), "There is no file absent.csv"),
        (("show", "nothing"), "there are cohorts"),
        (("show", "cohorts", "--grain", "decade"), "week, month, quarter, year"),
        (("show", "cohorts", "--where", "colour=red"), "There is no field “colour”"),
        (("show", "cohorts", "--where", "store"), "has no “=”"),
        (("undo", "7"), "There is no batch 7"),
        (("show", "cohorts", "--format", "xlsx"), "--out FILE"),
        (("--db", __file__, "check"), "is not a database of Regulars"),
    ],
)
def test_a_refusal_is_one_plain_sentence(run, files, words, sentence):
    run("import", files / "may.csv")
    status, out, said = run(*words)
    assert status == 1 and out == "" and sentence in said and "Traceback" not in said
    assert len(said.strip().splitlines()) == 1


def test_an_absent_database_is_empty_and_no_error(run, tmp_path):
    assert run("check")[0] == 0
    assert run("batches")[0] == 0
    assert run("show", "cohorts")[0] == 0
    assert not (tmp_path / "shop.duckdb").exists()


def test_show_alone_lists_every_measure(run):
    listed = rows(run("show")[1])
    assert {"cohorts", "bucket", "rfm", "customers", "ladder", "drivers"} <= {
        row["measure"] for row in listed
    }
    assert all(row["sentence"].endswith(".") for row in listed)


def test_the_columns_that_others_build_on(run, files):
    long_ago = files / "april.csv"
    long_ago.write_text(MAY.replace(".05.2026", ".04.2024"), encoding="utf-8")
    run("import", long_ago, files / "may.csv", files / "june.csv")
    promised = {
        "cohorts": "cohort,size,period,active,retention,low,high",
        "bucket": "month,at_start,new,reactivated,lapsed,at_end,leak_rate",
        "rfm": "customer,r,f,m,segment",
        "customers": "customer,orders,amount,first,last,gap_days,overdue_ratio,status,risk,"
        "expected_next_low,expected_next_high",
        "ladder": "order_number,eligible,returned,share,low,high",
        "drivers": "driver,exposed,leavers_exposed,crude,adjusted,low,high,q,supported",
    }
    for measure, columns in promised.items():
        assert run("show", measure)[1].splitlines()[0].startswith(columns), measure
    assert run("batches")[1].startswith("batch,file,source,accepted,duplicates,rejected,status")
    assert run("contacts")[1].startswith(
        "rank,customer,risk,value,priority,status,reason,action,last,amount"
    )


def test_the_contacts_are_those_of_the_page(run, files):
    # a year of visits every ten days; one customer has been silent since November
    days = [date(2025, 1, 1) + timedelta(days=10 * visit) for visit in range(36)]
    rows = [f"c{n};{day:%d.%m.%Y};10,00" for n in range(6) for day in days
            if n != 4 or day.month < 12]  # fmt: skip
    path = files / "year.csv"
    path.write_text("Kunde;Datum;Summe\n" + "\n".join(rows), encoding="utf-8")
    assert run("import", path)[0] == 0
    listed, everybody = run("contacts")[1], run("contacts", "--also-in-rhythm")[1]
    assert [line.split(",")[1] for line in listed.splitlines()[1:]] == ["c4"]
    assert len(everybody.splitlines()) == 7


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


def test_backtest_tells_the_promised_figures(run, tmp_path):
    rows = ["date,customer,amount"]
    for number in range(120):
        gap, stops = 9 + number % 23, 40 + 7 * (number % 60)
        rows += [f"{date(2024, 1, 1) + timedelta(days=day)},c{number},{5 + number % 7}.00"
                 for day in range(number % 30, stops, gap)]  # fmt: skip
    (tmp_path / "year.csv").write_text("\n".join(rows), encoding="utf-8")
    run("import", tmp_path / "year.csv")
    status, out, _ = run("backtest", "--format", "json")
    told = json.loads(out)
    assert status == 0 and set(told) == {"horizon_days", "cutoffs", "gate", "chosen"}
    figures = told["cutoffs"][0]["models"]["mbg_nbd"]
    assert set(figures) == {"ece_floor"} | {
        f"{figure}{end}" for end in ("", "_low", "_high") for figure in (
            "auc", "log_loss", "brier", "ece", "average_precision", "lift_top10", "value_top10",
        )
    }  # fmt: skip
    status, out, why = run("backtest")
    assert status == 0 and why.strip() == told["gate"]["why"]
    assert out.startswith("cutoff,n,events,model,auc")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("shop.duckdb", "is the database itself"),
        ("shop.duckdb.wal", "is the database itself"),
        ("shop.duckdb.archive/entered.jsonl", "lies within shop.duckdb.archive"),
        ("shop.duckdb.inbox/new.csv", "lies within shop.duckdb.inbox"),
        ("elsewhere/../shop.duckdb.archive/new.csv", "lies within shop.duckdb.archive"),
        ("may.csv", "is a file that you imported"),
        ("renamed.csv", "is a file that you imported"),
        ("link.csv", "lies within shop.duckdb.archive"),
        ("another.duckdb", "is a database"),
    ],
)
def test_a_result_is_never_written_over_the_data(run, files, target, why):
    run("import", files / "may.csv")
    (files / "renamed.csv").write_text(MAY, encoding="utf-8")
    (files / "link.csv").symlink_to(next((files / "shop.duckdb.archive").glob("*.csv")))
    store.open_database(files / "another.duckdb")
    store.close_database(files / "another.duckdb")
    place = files / target
    before = place.read_bytes() if place.is_file() else None
    status, out, said = run("batches", "--out", place)
    assert (status, out) == (1, "") and why in said and len(said.strip().splitlines()) == 1
    assert (place.read_bytes() if place.is_file() else None) == before


def test_a_result_is_written_over_an_earlier_one(run, files):
    run("import", files / "may.csv")
    for _ in range(2):
        assert run("batches", "--out", files / "list.csv")[0] == 0
    assert rows((files / "list.csv").read_text())[0]["file"] == "may.csv"


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
