"""What is written beside the database comes true with its commit, or never."""

from contextlib import contextmanager

import pytest

from retention import store
from retention.errors import Refused
from retention.ingest.remembered import Answers, forget, recalled
from retention.ingest.undoing import rebuild, undo
from retention.store import batches, changes, merges, rates
from retention.store.checking import findings
from tests.uploads import NOW, upload

TILL = """order,date,customer,amount,currency,note
1,2026-01-05,17,10.00,EUR,x
2,2026-03-09,18,7.00,USD,y
"""
SHOP = """order,date,customer,amount,currency
A1,2026-02-05,web-5,4.00,EUR
"""
SAID = {"channel": "note"}


class Killed(BaseException):
    """The process ends between what was written beside the database and the commit."""


@pytest.fixture
def killed(monkeypatch):
    """Within it, no change lives to see its commit, nor takes anything back itself."""

    @contextmanager
    def ahead(archive, change, held, entered, noted):
        changes.enter(archive, change, entered, held)
        for manifest in noted:
            archive.note(manifest["batch"], manifest)
        raise Killed
        yield

    @contextmanager
    def killed():
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr("retention.store.database.written_ahead", ahead)
            yield

    return killed


@pytest.fixture
def shop(path, tmp_path):
    """A shop of two uploads, about one of which something was said."""
    database = store.open_database(path)
    upload(database, tmp_path, TILL, source="till", fields=SAID)
    upload(database, tmp_path, SHOP, source="shop")
    return database


def reopened(path):
    store.close_database(path)
    return store.open_database(path)


def lost(path):
    """The database file deleted, its archive still there."""
    store.close_database(path)
    path.unlink()
    return store.open_database(path)


def known(database):
    """Everything that people entered."""
    said = recalled(database, TILL.splitlines()[0].split(","))
    worth = rates.listed(database)[["currency", "rate"]].to_dict("records")
    return database.settings, merges.held(database).rows(), worth, said


CHANGES = {
    "settings": lambda shop: shop.change_settings(shop.settings.changed(day_starts_at=3)),
    "merge": lambda shop: merges.accept(shop, [("17", ["web-5"])], who="ida", at=NOW),
    "rate": lambda shop: rates.enter(
        shop, [rates.rate("USD", "2026-03", "0.9")], who="ida", at=NOW
    ),
    "layout": lambda shop: forget(shop, TILL.splitlines()[0].split(",")),
    "undo": lambda shop: undo(shop, 2),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_crash_kept_from_its_commit_never_comes_true(shop, path, killed, name):
    before = known(shop)
    assert before[-1] == Answers(fields=SAID)
    with killed():
        CHANGES[name](shop)
    shop = reopened(path)
    assert known(shop) == before
    rebuild(shop)
    assert known(shop) == before
    assert [status for _, status in shop.rows("batches/statuses")] == ["loaded", "loaded"]
    assert findings(shop).empty


def test_what_was_committed_comes_back(shop, path):
    for name in ("settings", "merge", "rate", "layout"):
        CHANGES[name](shop)
    after = known(shop)
    shop = lost(path)
    rebuild(shop)
    assert known(shop) == after


class TestTheFirstUpload:
    def test_killed_before_its_commit_it_does_not_come_back(self, path, tmp_path, killed):
        shop = store.open_database(path)
        with killed():
            upload(shop, tmp_path, TILL, who="anna")
        shop = reopened(path)
        rebuild(shop)
        assert batches.listed(shop).empty and findings(shop).empty
        assert changes.entered(shop.archive)[0].who != "anna"

    def test_where_the_database_was_lost_it_waits_for_the_rebuild(self, shop, path, tmp_path):
        shop = lost(path)
        for _ in range(2):
            with pytest.raises(Refused, match="holds 2 uploads.* rebuild"):
                upload(shop, tmp_path, SHOP)
            with pytest.raises(Refused, match="build it anew first"):
                CHANGES["settings"](shop)
            shop = reopened(path)
        assert rebuild(shop) == 2
        assert upload(shop, tmp_path, SHOP, source="shop").duplicates == 1


@pytest.mark.parametrize("name", ["merge", "rate"])
def test_a_horizon_found_without_an_upload_outlives_the_database(path, tmp_path, name):
    shop = store.open_database(path)
    upload(shop, tmp_path, TILL.replace(",18,", ",17,") if name == "rate" else TILL, source="till")
    upload(shop, tmp_path, SHOP, source="shop")
    assert shop.settings.horizon_days is None
    CHANGES[name](shop)
    found = shop.settings.horizon_days
    assert found
    assert shop.archive.settings_in_force() == shop.settings
    assert shop.archive.settings_of_people().horizon_days is None
    many = "".join(f"B{day},2026-04-{day:02d},eve,4.00,EUR\n" for day in range(1, 29))
    upload(shop, tmp_path, SHOP.splitlines()[0] + "\n" + many, source="shop")
    assert shop.settings.horizon_days == found
    shop = lost(path)
    rebuild(shop)
    assert shop.settings.horizon_days == found


def test_a_horizon_found_again_where_a_person_cleared_it_is_kept_too(path, tmp_path):
    shop = store.open_database(path)
    upload(shop, tmp_path, TILL.replace(",18,", ",17,").replace("USD", "EUR"), source="till")
    assert shop.settings.horizon_days
    shop.change_settings(shop.settings.changed(horizon_days=None))
    assert shop.archive.settings_in_force() == shop.settings
    assert shop.settings.horizon_days
