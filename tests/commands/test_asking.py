"""Answers as a person asks for them: the promised columns, plain refusals, and results as files."""

import json
from datetime import date, timedelta

import pytest

from retention import store
from tests.commands.typed import MAY, rows


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


STORES = "order,date,customer,store,amount\n" + "".join(
    f"{n},2026-05-{n:02d},c{n},Shop {min(n, 7)},5.00\n" for n in range(1, 10)
)


def test_a_value_that_nothing_has_is_refused_with_the_values_there_are(run, files):
    path = files / "stores.csv"
    path.write_text(STORES, encoding="utf-8")
    assert run("import", path)[0] == 0
    for command in (("show", "customers"), ("contacts",)):
        status, out, said = run(*command, "--where", "store=Shop 1", "--where", "store=Shop 77")
        assert (status, out) == (1, "")
        # the commonest first
        assert said == (
            "There is no store “Shop 77”; there are Shop 7, Shop 1, Shop 2, Shop 3, Shop 4 and 2 "
            "more.\n"
        )
    assert run("show", "rfm", "--where", "channel=web")[2] == (
        "There is no channel “web”; the sales name no channel.\n"
    )
    assert run("show", "rfm", "--where", "segment=Nobody")[0] == 1


def test_a_value_that_leaves_no_rows_is_an_empty_table(run, files):
    path = files / "stores.csv"
    path.write_text(STORES, encoding="utf-8")
    run("import", path)
    header = run("show", "rfm")[1].splitlines()[0]
    # a segment that nobody is in today, and a shop without a sale by that day
    for words in (("segment=Cannot lose",), ("store=Shop 7", "--as-of", "2026-05-02")):
        status, out, said = run("show", "rfm", "--where", *words)
        assert (status, out.strip(), said) == (0, header, "")


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


def test_a_channel_holds_those_who_agreed_to_it(run, files):
    sales = files / "sales.csv"
    lines = [f"{n},2026-01-0{n},{name},{name}@example.org,{n}.50\n"
             for n, name in enumerate(("anna", "bert", "cleo", "anna"), 1)]  # fmt: skip
    sales.write_text("order,date,customer,e-mail,amount\n" + "".join(lines), encoding="utf-8")
    people = files / "people.csv"
    people.write_text("customer,name,e-mail,newsletter\nanna,Anna,anna@example.org,yes\n"
                      "bert,Bert,bert@example.org,no\n", encoding="utf-8")  # fmt: skip
    assert run("import", sales)[0] == run("import", people)[0] == 0

    def listed(*words):
        status, out, said = run("contacts", "--also-in-rhythm", *words)
        return {row["customer"]: row["consent_email"] for row in rows(out)}, said

    everybody = {"anna": "yes", "bert": "no", "cleo": "unknown"}
    assert listed()[0] == everybody
    agreed, said = listed("--channel", "email")
    assert agreed == {"anna": "yes"} and said.startswith("1 left out, who never said yes or no")
    assert listed("--channel", "email", "--agreed") == ({"anna": "yes", "cleo": "unknown"}, "")


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
