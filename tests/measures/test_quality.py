"""How complete the loaded sales are: by hand."""

from datetime import date

import pandas as pd

from retention.ingest.undoing import undo
from retention.measures import quality
from retention.store import IN_MEMORY, Database, Filters
from tests.uploads import upload
from tests.worlds import world

VISITS = """
    anna 2024-01-05 50 product=tea store=North
    anna 2024-01-06 -20 product=tea store=North
    bert 2024-01-07 -5 product=cup store=North
    -    2024-01-08 25 product=cup
    -    2024-01-09 50
    cleo 2024-01-10 0 product=cup
    cleo 2024-03-02 3 product=Postage kind=fee
"""


def report(**options):
    return quality.report(world(VISITS).snapshot(**options)).set_index("check")


def test_the_report_by_hand():
    # 7 lines of 103.00: two anonymous (75), one without product (50), one fee (3), one of zero.
    # Two returns; Anna's tea was bought the day before, Bert never bought a cup.
    told = report()
    assert told["count"].to_dict() == {
        "lines": 7, "anonymous": 2, "without_product": 1, "fees": 1, "zero": 1,
        "without_amount": 0, "returns": 2, "returns_linked": 1, "returns_unlinked": 1,
        "customers_without_purchase": 1,
        "months_without_sales": 1, "days_without_sales": 51, "fields_absent": 19,
    }  # fmt: skip
    assert told.loc["anonymous", "share"] == 2 / 7
    assert told.loc["anonymous", "amount_share"] == 75 / 103
    assert told.loc["returns_linked", ["of", "share", "amount"]].tolist() == [2, 0.5, -20]
    assert told.loc["months_without_sales", "of"] == 3


def test_a_discount_written_as_a_line_is_a_fee_and_no_return():
    visits = "anna 2024-01-05 50 product=tea\nanna 2024-01-05 -5 product=Discount kind=fee"
    told = quality.report(world(visits).snapshot()).set_index("check")
    assert told.loc[["fees", "returns", "returns_unlinked"], "count"].tolist() == [1, 0, 0]


def test_it_counts_what_was_known_and_minds_no_filter():
    told = report(as_of=date(2024, 1, 5), filters=Filters(store=("South",)))
    assert told.loc[["lines", "returns"], "count"].tolist() == [1, 0]


def test_before_the_first_sale_there_is_nothing():
    told = report(as_of=date(2023, 1, 1))
    assert told.loc["lines", "count"] == 0
    assert pd.isna(told.loc["anonymous", "share"])


def test_months_without_sales_are_rows_of_zero():
    table = quality.months(world(VISITS).snapshot())
    assert table[["lines", "sales_days"]].values.tolist() == [[6, 6], [0, 0], [1, 1]]


def test_an_unusual_stretch_is_a_gap_and_closed_sundays_are_not():
    open_days = pd.bdate_range("2024-01-01", "2024-03-29")
    missing = pd.date_range("2024-02-05", "2024-02-16")
    visits = "\n".join(f"anna {day:%Y-%m-%d}" for day in open_days.difference(missing))
    table = quality.gaps(world(visits).snapshot())
    # Friday 2 February is the last day, Monday 19 February the next: 16 days between.
    assert table["days"].tolist() == [16]
    assert table["from_day"].iloc[0] == pd.Timestamp("2024-02-03")


def test_fields_that_no_line_brings():
    table = quality.fields(world(VISITS).snapshot()).set_index("field")
    assert table.loc["store", ["filled", "of"]].tolist() == [3, 7]
    assert table.loc["salesperson", "filled"] == 0
    assert table.loc["salesperson", "needed_for"] == "answers by salesperson"


def test_the_score_by_hand():
    # 5 lines on 5 days: one anonymous, one without product, one 100 times the usual of tea
    visits = "\n".join(
        [f"anna 2024-01-0{day} 10 product=tea" for day in (1, 2, 3, 4)]
        + ["bert 2024-01-05 1000 product=tea", "- 2024-01-06 10 product=cup", "cleo 2024-01-07 10"]
    )
    told = quality.score(world(visits).snapshot()).set_index("part")
    assert told["good"].iloc[:-1].to_dict() == {
        "rows_read": 0, "customers_known": 6, "amounts_plausible": 6, "products_named": 6,
        "days_whole": 7,
    }  # fmt: skip
    points = 30 + 25 * 6 / 7 + 20 + 15 * 6 / 7 + 10 * 6 / 7
    assert abs(told.loc["all", "points"] - points) < 1e-9
    assert told.loc["all", "worth"] == told["worth"].iloc[:-1].sum() == 100


RARE = "order;date;customer;product;amount\n"
FIVE = RARE + "".join(f"{day};{day}.05.2024;anna;tea;10\n" for day in range(1, 6))
ODD_ONES = (
    RARE + "6;6.06.2024;;tea;10\n7;7.06.2024;bert;;10\n8;8.06.2024;bert;tea;800\n"
    "9;9.06.2024;cleo;tea;10\n10;someday;cleo;tea;10\n"
)


def test_the_quality_of_each_upload_by_hand(tmp_path):
    # the second file: 4 of 5 rows read; of its 4 lines one names nobody, one no product, and one
    # costs 80 times the usual tea
    database = Database(IN_MEMORY)
    upload(database, tmp_path, FIVE)
    upload(database, tmp_path, ODD_ONES)
    upload(database, tmp_path, "id,name,birthday\nanna,Anna,1985-03-28\nbert,Bert,\n")
    upload(database, tmp_path, FIVE.replace("tea", "cup"), source="till")
    undo(database, 4)
    told = quality.of_uploads(database).set_index("batch")
    points = (30 * 4 / 5 + (25 + 15 + 10) * 3 / 4) / 80 * 100
    assert told["quality"].round(9).to_dict() == {1: 100, 2: points, 3: 100}
    assert told.loc[2].iloc[:4].to_dict() == {
        "rows_read": 0.8, "customers_known": 0.75, "amounts_plausible": 0.75,
        "products_named": 0.75,
    }  # fmt: skip
    assert told.loc[3].iloc[1:4].isna().all()
    listed = quality.listed(database)
    assert listed.columns[-1] == "quality" and listed.columns[:7].tolist() == [
        "batch", "file", "source", "accepted", "duplicates", "rejected", "status",
    ]  # fmt: skip
    assert listed["quality"].fillna(-1).tolist() == [100, round(points, 1), 100, -1]


def test_the_parts_of_all_uploads_add_up_to_the_whole(tmp_path):
    database = Database(IN_MEMORY)
    upload(database, tmp_path, FIVE)
    upload(database, tmp_path, ODD_ONES + "5;5.05.2024;dora;tea;11\n")
    counts = database.ask("quality/uploads").groupby("part")[["good", "of_all"]].sum()
    whole = quality.score(database.snapshot()).set_index("part").loc[counts.index, ["good", "of"]]
    assert counts.values.tolist() == whole.values.tolist()


def test_without_uploads_there_is_no_quality():
    assert quality.of_uploads(Database(IN_MEMORY)).empty
