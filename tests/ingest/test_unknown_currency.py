"""Only money that exists is counted; what a file calls otherwise is kept and told."""

import pytest

from retention.formatting import Formats
from retention.measures.sentences.currencies import waiting
from retention.store import IN_MEMORY, Database, rates
from tests.uploads import upload


@pytest.mark.parametrize("written", ["ABC", "XXX", "🥐"])
def test_no_currency_of_this_world_is_kept_told_and_never_the_shops_own(tmp_path, written):
    database = Database(IN_MEMORY)
    report = upload(
        database,
        tmp_path,
        "order,date,customer,amount,currency\n"
        + "".join(f"{n},2026-01-0{n},anna,5.00,{written}\n" for n in range(1, 5))
        + "5,2026-01-05,anna,7.00,DEM\n",
    )
    assert report.accepted == 5 and report.rejected == 0
    assert database.settings.currency == "DEM"  # money of earlier years is money
    assert report.warnings[-1] == (
        f"“{written}”: no known currency. These lines are kept but not counted; undo this upload, "
        "correct the file and load it again."
    )
    assert [
        float(row[0]) for row in database.snapshot().ask("customers/table")[["amount"]].values
    ] == [7]


@pytest.mark.parametrize("written", ["ABC", "Punkte"])
def test_where_a_file_has_nothing_else_nothing_counts_and_the_reason_is_told(tmp_path, written):
    database = Database(IN_MEMORY)
    rows = "".join(f"{n},2026-01-0{n},anna,5.00,{written}\n" for n in range(1, 5))
    report = upload(database, tmp_path, "order,date,customer,amount,currency\n" + rows)
    assert report.accepted == 4 and "not counted" in report.warnings[-1]
    assert database.settings.currency is None
    with database._cursor() as cursor:
        assert cursor.execute("select count(*) from lines").fetchone() == (0,)
    assert waiting(rates.waiting(database), Formats()) == (
        f"4 lines count in no number, for “{written.upper()}” is no known currency: undo that "
        "upload, correct the file and load it again."
    )


def test_known_money_waits_for_its_rate_and_other_money_for_its_file(tmp_path):
    database = Database(IN_MEMORY)
    rows = "1,2026-01-01,anna,5,EUR\n2,2026-01-02,anna,5,USD\n3,2026-01-03,anna,5,ABC\n"
    upload(database, tmp_path, "order,date,customer,amount,currency\n" + rows)
    assert waiting(rates.waiting(database), Formats()) == (
        "1 line in USD waits for a rate for Jan 2026. They are in no number until you enter it "
        "under Settings. 1 line counts in no number, for “ABC” is no known currency: undo that "
        "upload, correct the file and load it again."
    )


def test_a_dollar_beside_two_dollars_is_not_guessed(load, database):
    load(
        "date,customer,amount,currency\n2026-05-01,anna,10.00,USD\n2026-05-01,dora,1.00,USD\n"
        "2026-05-02,bert,7.00,$\n2026-05-03,cleo,7.00,CAD\n"
    )
    live = "select distinct currency from sales_lines where customer = 'bert'"
    assert database._connection.execute(live).fetchall() == [(None,)]


def test_a_dollar_beside_euros_is_no_euro(load, database):
    report = load(
        "date,customer,amount,currency\n"
        "2026-05-01,anna,10.00,EUR\n2026-05-02,bert,7.00,$\n2026-05-03,cleo,7.00,EUR\n"
    )
    assert report.amount is None and database.settings.currency == "EUR"
    assert any("USD are counted in EUR by the rate" in each for each in report.warnings)
