"""Accepted merges: they survive everything, and can be taken back."""

import pytest

from retention.errors import Refused
from retention.ingest.undoing import rebuild, undo
from retention.measures import customers, identities
from retention.store import close_database, merges, open_database
from retention.store.checking import findings
from retention.store.merges import Merges
from tests.uploads import NOW, upload
from tests.worlds import world

TILL = """order,date,customer,name,email,amount
1,2026-01-05,17,Anna Kiss,anna@example.org,10.00
2,2026-03-09,18,Bert Nagy,bert@example.org,7.00
"""
SHOP = """order,date,customer,name,email,amount
A1,2026-02-05,web-5,Anna Kiss,Anna+shop@example.org,4.00
"""
MARKET = """order,date,customer,name,email,amount
M1,2026-05-05,m-9,A. Kiss,anna@example.org,2.00
"""


@pytest.fixture
def load(path, tmp_path):
    def load(text: str, source: str):
        return upload(open_database(path), tmp_path, text, name=f"{source}.csv", source=source)

    return load


def accept_all(path):
    database = open_database(path)
    chosen = identities.chosen(identities.proposals(database.snapshot()), ["all"])
    merges.accept(database, chosen, who="ida", at=NOW)


def bought(database) -> dict[str, tuple]:
    table = customers.customers(database.snapshot())
    return {row.customer: (row.orders, float(row.amount)) for row in table.itertuples()}


MERGED = {"17": (2, 14.0), "18": (1, 7.0)}
APART = {"17": (1, 10.0), "18": (1, 7.0), "web-5": (1, 4.0)}


@pytest.mark.parametrize("database_is_lost", [False, True])
def test_a_rebuild_keeps_what_was_accepted(path, load, database_is_lost):
    load(TILL, "till")
    load(SHOP, "shop")
    accept_all(path)
    assert bought(open_database(path)) == MERGED
    if database_is_lost:
        close_database(path)
        path.unlink()
    rebuild(open_database(path))
    assert bought(open_database(path)) == MERGED
    assert merges.held(open_database(path)).rows() == [("web-5", "17", "ida", NOW)]
    assert findings(open_database(path)).empty


@pytest.mark.parametrize("database_is_lost", [False, True])
def test_what_was_taken_back_stays_apart(path, load, database_is_lost):
    load(TILL, "till")
    load(SHOP, "shop")
    accept_all(path)
    merges.undo(open_database(path), ["17"], who="ida", at=NOW)
    assert bought(open_database(path)) == APART
    if database_is_lost:
        close_database(path)
        path.unlink()
        rebuild(open_database(path))
    assert bought(open_database(path)) == APART


def test_a_new_upload_proposes_anew_and_accepted_ones_stay(path, load):
    load(TILL, "till")
    load(SHOP, "shop")
    accept_all(path)
    load(MARKET, "market")
    assert bought(open_database(path)) == MERGED | {"m-9": (1, 2.0)}
    table = identities.proposals(open_database(path).snapshot())
    assert table["customer"].tolist() == ["17", "m-9"]
    accept_all(path)
    assert bought(open_database(path)) == {"17": (3, 16.0), "18": (1, 7.0)}


def test_an_upload_undone_and_loaded_again_finds_its_merge(path, load):
    load(TILL, "till")
    load(SHOP, "shop")
    accept_all(path)
    undo(open_database(path), 1)
    # the number of its own is not sold under any more: the person is called by one that is
    assert bought(open_database(path)) == {"web-5": (1, 4.0)}
    assert findings(open_database(path)).empty
    load(TILL, "till")
    assert bought(open_database(path)) == MERGED


def test_whom_nobody_merged_cannot_be_parted(path, load):
    load(TILL, "till")
    with pytest.raises(Refused, match="“18” is not a customer of several"):
        merges.undo(open_database(path), ["18"], who="ida", at=NOW)


class TestTheMapping:
    def test_persons_are_never_merged_into_a_third_by_way_of_a_second(self):
        both = Merges()
        both.join("a", ["b"], "ida", NOW)
        both.join("d", ["e"], "ida", NOW)
        both.join("e", ["b"], "ida", NOW)
        assert both.person_of == {"a": "d", "b": "d", "e": "d"}
        assert both.persons() == ["d"]

    def test_joining_twice_or_with_oneself_changes_nothing(self):
        both = Merges()
        both.join("a", ["a", "b"], "ida", NOW)
        both.join("b", ["a"], "ida", NOW)
        assert both.person_of == {"b": "a"}

    def test_parting_leaves_the_others(self):
        both = Merges()
        both.join("a", ["b"], "ida", NOW)
        both.join("c", ["d"], "ida", NOW)
        both.part("a")
        assert both.person_of == {"d": "c"}


def test_a_cycle_and_a_number_of_two_persons_are_found():
    shop = world("a 2026-01-01\nb 2026-01-02\nc 2026-01-03")
    with shop.writing("test", "broke it") as writer:
        both = Merges([("a", "b", "ida", NOW), ("b", "a", "ida", NOW)])
        merges._write(writer, both)
    assert "who was merged is nobody else's person" in findings(shop)["invariant"].tolist()
    with shop.writing("test", "broke it") as writer:
        merges._write(writer, Merges([("a", "b", "ida", NOW)]))
        merges._append(writer, Merges([("c", "b", "ida", NOW)]))
        writer.derive()
    assert {"a number is merged into one person", "every customer has one key"} <= set(
        findings(shop)["invariant"]
    )


def test_a_return_under_another_number_is_linked_to_the_sale():
    shop = world(
        """
        a 2026-01-05 10 product=tea order_id=1
        b 2026-03-05 -10 product=tea order_id=1
        c 2026-04-05 1
        """
    )
    assert bought(shop).keys() == {"a", "c"}
    merges.accept(shop, [("a", ["b"])], who="ida", at=NOW)
    assert bought(shop).keys() == {"c"}
