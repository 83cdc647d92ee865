"""Two currencies: each line counts by the rate of its month, or waits; totals never mix."""

import pytest

from retention import store
from retention.errors import Refused
from retention.formatting import Formats
from retention.ingest.undoing import rebuild, undo
from retention.measures.sentences.currencies import waiting as told
from retention.store import open_database, rates
from retention.store.checking import findings
from tests.uploads import NOW, upload
from tests.worlds import world

TILL = """order,date,customer,amount,currency
1,2026-01-05,anna,10.00,EUR
2,2026-02-09,anna,20.00,EUR
"""
SHOP = """order,date,customer,product,quantity,price,cost,amount,currency
A1,2026-01-20,anna,tea,2,5.03,1.01,10.06,USD
A2,2026-02-20,bert,tea,1,7.00,3.00,7.00,USD
A3,2026-02-25,bert,tea,-1,7.00,3.00,-7.00,USD
"""
JANUARY, FEBRUARY = "0.915", "0.85"


@pytest.fixture
def shop(path, tmp_path):
    """A till in euros, then a shop in dollars."""
    return [load(path, tmp_path, name) for name in ("till", "shop")]


def load(path, folder, name: str):
    text = {"till": TILL, "shop": SHOP, "both": TILL + "3,2026-03-01,cleo,9.00,USD\n"}[name]
    return upload(open_database(path), folder, text, name=f"{name}.csv", source=name)


def enter(path, *entered):
    rates.enter(open_database(path), [rates.rate(*each) for each in entered], who="ida", at=NOW)


def waits(path) -> list[tuple]:
    table = rates.waiting(open_database(path))
    return [(f"{row.month:%Y-%m}", row.currency, row.lines) for row in table.itertuples()]


def counted(path, column: str = "amount") -> dict[str, float]:
    """What each line counts in euros, by its order."""
    found = (
        open_database(path)
        ._connection.execute(
            f"""select s.order_id, l.{column} from lines as l inner join sales_lines as s
        on cast(s.batch as bigint) * 1000000000 + s.row_number = l.line_key"""
        )
        .fetchall()
    )
    return {order: round(float(value), 6) for order, value in found if value is not None}


EUROS = {"1": 10, "2": 20}
# 10.06 × 0.915 = 9.2049, to the last digit; 7 × 0.85 = 5.95
WORKED = EUROS | {"A1": 9.2049, "A2": 5.95, "A3": -5.95}
BOTH = (("USD", "2026-01", JANUARY), ("usd", "2026-02", FEBRUARY))


def test_lines_wait_until_their_months_have_a_rate(path, shop):
    assert [report.accepted for report in shop] == [2, 3]
    assert (float(shop[1].amount), shop[1].currency) == (10.06, "USD")
    assert counted(path) == EUROS
    assert waits(path) == [("2026-01", "USD", 1), ("2026-02", "USD", 2)]
    assert told(rates.waiting(open_database(path)), Formats()).startswith(
        "1 line in USD waits for a rate for Jan 2026; 2 lines in USD wait for a rate for Feb 2026."
    )
    enter(path, BOTH[0])
    assert counted(path) == EUROS | {"A1": 9.2049}
    assert waits(path) == [("2026-02", "USD", 2)]
    enter(path, BOTH[1])
    assert counted(path) == WORKED and waits(path) == []
    # 5.03 × 0.915 = 4.60245, kept to four digits; 1.01 × 0.915 = 0.92415
    assert counted(path, "unit_price")["A1"] == 4.6025
    assert counted(path, "unit_cost")["A1"] == 0.9242
    assert findings(open_database(path)).empty


def test_a_rate_is_corrected_and_taken_back(path, shop):
    enter(path, *BOTH)
    enter(path, ("USD", "2026-01", "1"))
    assert counted(path) == WORKED | {"A1": 10.06}
    enter(path, ("USD", "2026-01", None))
    assert "A1" not in counted(path) and waits(path) == [("2026-01", "USD", 1)]
    assert len(rates.listed(open_database(path))) == 1


@pytest.mark.parametrize("database_is_lost", [False, True])
def test_a_rebuild_and_an_undone_upload_keep_the_rates(path, shop, tmp_path, database_is_lost):
    enter(path, *BOTH)
    undo(open_database(path), 2)
    assert counted(path) == EUROS and waits(path) == []
    if database_is_lost:
        store.close_database(path)
        path.unlink()
    rebuild(open_database(path))
    load(path, tmp_path, "shop")
    assert counted(path) == WORKED
    assert findings(open_database(path)).empty


def test_a_file_of_two_currencies_is_not_added_up(path, tmp_path):
    report = load(path, tmp_path, "both")
    assert (report.accepted, report.amount, report.currency) == (3, None, None)
    assert "several currencies" in " ".join(report.warnings)
    assert open_database(path).settings.currency == "EUR" and counted(path) == EUROS


def test_the_list_of_uploads_adds_up_one_currency_only(path, shop):
    listed = open_database(path).ask("batches/list")["amount"]
    assert listed.iloc[0] == 30 and listed.isna().tolist() == [False, True]


def test_rates_into_a_currency_not_counted_in_any_more_are_not_used(path, shop):
    enter(path, *BOTH)
    database = open_database(path)
    database.change_settings(database.settings.changed(currency="USD"))
    assert counted(path) == {"A1": 10.06, "A2": 7, "A3": -7}
    assert waits(path) == [("2026-01", "EUR", 1), ("2026-02", "EUR", 1)]
    database.change_settings(database.settings.changed(currency="EUR"))
    assert counted(path) == WORKED


@pytest.mark.parametrize(
    "entered, said",
    [(("USD", "2026-13", "1"), "not a month"), (("USD", "2026-01", "0"), "not a rate"),
     (("USD", "2026-01", "much"), "not a rate"), (("dollars", "2026-01", "1"), "currency code"),
     (("EUR", "2026-01", "1"), "needs no rate")],
)  # fmt: skip
def test_nonsense_is_refused(path, shop, entered, said):
    with pytest.raises(Refused, match=said):
        enter(path, entered)


@pytest.mark.parametrize("currency, counts_from", [("USD", "2026-01-05"), ("EUR", "2026-02-05")])
def test_a_return_belongs_to_no_sale_in_another_currency(currency, counts_from):
    shop = world(
        f"""
        anna 2026-01-05 10 product=tea currency=USD
        anna 2026-02-05 -10 product=tea currency={currency}
        """,
        currency="EUR",
    )
    entered = [rates.rate("USD", f"2026-0{month}", "1") for month in (1, 2)]
    rates.enter(shop, entered, who="ida", at=NOW)
    lines = shop.snapshot().ask("snapshot/lines", as_of=NOW.date()).set_index("amount")
    assert f"{lines.loc[-10, 'purchase_day']:%Y-%m-%d}" == counts_from


@pytest.mark.parametrize(("january", "february"), [("0.92", "0.90"), ("0.90", "0.92")])
def test_a_sale_brought_back_in_a_month_of_another_rate_is_worth_nothing(january, february):
    shop = world(
        """
        anna 2026-01-05 100 product=tea currency=USD
        anna 2026-02-05 -100 product=tea currency=USD
        """,
        currency="EUR",
    )
    enters = [("USD", "2026-01", january), ("USD", "2026-02", february)]
    rates.enter(shop, [rates.rate(*each) for each in enters], who="ida", at=NOW)
    lines = shop.snapshot().ask("snapshot/lines", as_of=NOW.date())
    assert lines["amount"].sum() == 0 and len(lines) == 2


def test_a_return_waits_with_its_sale():
    shop = world(
        """
        anna 2026-01-05 100 product=tea currency=USD
        anna 2026-02-05 -100 product=tea currency=USD
        """,
        currency="EUR",
    )
    waiting = rates.waiting(shop)
    assert [(f"{row.month:%Y-%m}", row.lines) for row in waiting.itertuples()] == [("2026-01", 2)]
