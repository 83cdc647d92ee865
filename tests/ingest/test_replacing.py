"""A corrected export of a month stands for its days alone; what it took out can be brought back."""

from datetime import datetime

import pytest

from retention import store
from retention.errors import Refused
from retention.ingest.undoing import rebuild, undo
from retention.store import open_database
from retention.store.checking import findings
from tests.uploads import upload

HEADER = "order;date;customer;product;amount\n"
MAY = """1;03.05.2026;anna;tea;10
2;14.05.2026;bert;tea;7
;20.05.2026;carl;cup;5
;20.05.2026;carl;cup;5
3;31.05.2026;anna;tea;4
"""
JUNE = "4;01.06.2026;anna;tea;8\n"
CORRECTED = """1;03.05.2026;anna;tea;11
;20.05.2026;carl;cup;5
3;31.05.2026;anna;tea;4
"""


@pytest.fixture
def shop(tmp_path):
    """The database, and a way to import lines into it."""
    database = open_database(tmp_path / "shop.duckdb")

    def load(text, *, header=HEADER, source="till", **said):
        said |= {"source": source, "received_at": datetime(2026, 7, 1)}
        return upload(database, tmp_path, header + text, **said)

    yield database, load
    store.close_database(database.path)


def held(database):
    """Day of the month, customer and amount of every line that counts."""
    found = database._connection.execute(
        "select source, day(ordered_at), customer, cast(amount as integer) from sales_lines "
        "where superseded_by is null order by all"
    )
    return found.fetchall()


def test_what_a_corrected_export_no_longer_has_goes(shop):
    database, load = shop
    load(MAY + JUNE)
    load("9;14.05.2026;eve;tea;9\n", source="web")
    report = load(CORRECTED, replace_period=True)
    assert (report.rows, report.accepted, report.duplicates, report.updated) == (3, 1, 2, 1)
    assert report.removed == 2  # order 2, and one of the two equal lines without a number
    assert report.as_dict()["removed"] == 2
    assert held(database) == [
        ("till", 1, "anna", 8), ("till", 3, "anna", 11), ("till", 20, "carl", 5),
        ("till", 31, "anna", 4), ("web", 14, "eve", 9),
    ]  # fmt: skip
    assert findings(database).empty


def test_without_the_choice_nothing_goes(shop):
    database, load = shop
    load(MAY)
    assert load(CORRECTED).removed == 0
    assert len(held(database)) == 5


def test_undoing_brings_back_what_was_taken_out_and_a_rebuild_takes_it_out_again(shop):
    database, load = shop
    load(MAY + JUNE)
    before = held(database)
    load(CORRECTED, replace_period=True)
    after = held(database)
    assert before != after
    rebuild(database)
    assert held(database) == after
    undo(database, 2)
    assert held(database) == before
    rebuild(database)
    assert held(database) == before
    assert findings(database).empty


def test_an_export_that_only_lacks_something_is_counted_anew(shop):
    database, load = shop
    load(MAY)
    report = load(MAY.replace("2;14.05.2026;bert;tea;7\n", ""), replace_period=True)
    assert (report.accepted, report.removed) == (0, 1)
    assert database.rows("batches/statuses") == [(1, "loaded"), (2, "loaded")]
    assert findings(database).empty


def test_a_part_cannot_stand_for_the_whole(shop):
    database, load = shop
    load(MAY)
    with pytest.raises(Refused, match="leave out --replace-period"):
        load("2;not a date;1;03.05.2026;anna;tea;11\n3;not a date;2;14.05.2026;bert;tea;7\n",
             header=f"row_number;reason;{HEADER}", replace_period=True)  # fmt: skip
    assert len(held(database)) == 5


def test_an_older_export_once_more_is_told_where_newer_lines_give_way_to_it(shop):
    database, load = shop
    assert not any("This very file" in each for each in load(MAY).warnings)
    load(CORRECTED)  # order 1 costs 11 now
    report = load(MAY)
    assert report.updated == 1
    assert report.warnings[-1] == (
        "This very file was loaded before, as upload 1; 1 line of it replaced newer ones, so if an "
        "older export was taken by mistake, undo this upload."
    )
    undo(database, report.batch)
    assert ("till", 3, "anna", 11) in held(database)
    assert not any("This very file" in each for each in load(CORRECTED).warnings)
