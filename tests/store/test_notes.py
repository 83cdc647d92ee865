"""Notes on customers: kept, taken away, found under each number of a person, and rebuilt."""

from datetime import timedelta

import pytest

from retention import store
from retention.errors import Refused
from retention.ingest.undoing import rebuild
from retention.store import merges, notes, open_database
from tests.uploads import NOW, upload
from tests.worlds import world

SHOP = "anna 2024-01-05\nanna2 2024-02-05\nbert 2024-02-09"


def texts(database, customer: str) -> list[str]:
    return list(notes.of_customer(database, customer)["text"])


def test_the_newest_note_stands_first_and_each_customer_has_their_own():
    database = world(SHOP)
    notes.write(database, "anna", " likes Assam ", who="ida", at=NOW)
    notes.write(database, "anna", "moved to Cork", who="ida", at=NOW + timedelta(days=1))
    assert texts(database, "anna") == ["moved to Cork", "likes Assam"]
    assert texts(database, "bert") == []


def test_a_note_is_taken_away_alone():
    database = world(SHOP)
    for day, text in enumerate(("one", "two")):
        notes.write(database, "anna", text, who="ida", at=NOW + timedelta(days=day))
    notes.remove(database, "anna", NOW, who="ida", at=NOW)
    assert texts(database, "anna") == ["two"]


def test_a_person_of_two_numbers_has_the_notes_of_both():
    database = world(SHOP)
    notes.write(database, "anna2", "likes Assam", who="ida", at=NOW)
    merges.accept(database, [("anna", ["anna2"])], who="ida", at=NOW)
    assert texts(database, "anna") == ["likes Assam"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_an_empty_or_a_long_note_is_refused(text):
    with pytest.raises(Refused, match="from 1 to 500"):
        notes.write(world(SHOP), "anna", text, who="ida", at=NOW)


def test_a_lost_database_gets_its_notes_again(tmp_path):
    path = tmp_path / "shop.duckdb"
    upload(open_database(path), tmp_path, "order,date,customer,amount\n1,2026-01-05,anna,10\n",
           name="a.csv", source="till")  # fmt: skip
    for day, text in enumerate(("one", "two")):
        notes.write(open_database(path), "anna", text, who="ida", at=NOW + timedelta(days=day))
    notes.remove(open_database(path), "anna", NOW, who="ida", at=NOW)
    store.close_database(path)
    path.unlink()
    rebuild(open_database(path))
    assert texts(open_database(path), "anna") == ["two"]
    store.close_database(path)
