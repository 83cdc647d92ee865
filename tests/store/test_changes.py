"""Who did what, and when: it outlives the database file, and tells of nothing that was not done."""

from datetime import datetime

import pytest

from retention import store
from retention.ingest.restoring import restore
from retention.ingest.undoing import rebuild, undo
from retention.store import changes
from retention.store.backup import backup
from tests.uploads import upload

NOW = datetime(2026, 7, 1, 12)
MAY = "order;date;customer;amount\n1;03.05.2026;anna;10,50\n2;14.05.2026;bert;7\n"


@pytest.fixture
def path(tmp_path):
    """A shop in which four things were done."""
    database = store.open_database(tmp_path / "shop.duckdb")
    upload(database, tmp_path, MAY, name="may.csv", who="anna")
    upload(database, tmp_path, MAY.replace(".05.", ".06."), name="june.csv", who="bert")
    undo(database, 1, who="cleo")
    database.change_settings(database.settings.changed(currency="EUR"), who="dora")
    yield tmp_path / "shop.duckdb"
    store.close_database(tmp_path / "shop.duckdb")


DONE = [
    ("anna", "imported may.csv"),
    ("bert", "imported june.csv"),
    ("cleo", "undid batch 1"),
    ("dora", "changed the settings"),
]


def told(database) -> list[tuple]:
    """(who, what) of everything that somebody did."""
    rows = database.rows("store/changes")
    return [(who, what) for _, who, what in rows if who != "schema"]


def moments(database) -> dict[str, datetime]:
    return {what: at for at, _, what in database.rows("store/changes")}


def reopened(path):
    store.close_database(path)
    return store.open_database(path)


def test_it_outlives_the_database_file(path):
    before = moments(store.open_database(path))
    store.close_database(path)
    path.unlink()
    database = store.open_database(path)
    rebuild(database, who="eve")
    assert told(database) == [*DONE, ("eve", "rebuilt from the archive")]
    after = moments(database)
    assert all(after[what] == before[what] for _, what in DONE)
    assert told(reopened(path)) == [*DONE, ("eve", "rebuilt from the archive")]


def test_it_comes_back_from_a_backup(path, tmp_path):
    backup(store.open_database(path), tmp_path / "copy.zip", made_at=NOW)
    other = tmp_path / "new" / "other.duckdb"
    restore(other, tmp_path / "copy.zip", replace=False, restored_at=NOW)
    try:
        assert told(store.open_database(other)) == [*DONE, ("restore", "rebuilt from the archive")]
    finally:
        store.close_database(other)


def test_a_rebuild_of_what_is_there_says_it_once_and_counts_on(path):
    database = store.open_database(path)
    version = database.data_version
    rebuild(database, who="eve")
    assert told(database) == [*DONE, ("eve", "rebuilt from the archive")]
    assert database.data_version == version + 1


def test_versions_count_on_where_changes_come_back(path):
    store.close_database(path)
    path.unlink()
    database = store.open_database(path)
    version = database.data_version
    rebuild(database)
    assert database.data_version > version + len(DONE)


def test_what_a_crash_kept_from_its_commit_is_not_told(path):
    database = store.open_database(path)
    changes.enter(database.archive, changes.Change(NOW, "eve", "imported july.csv"))
    database = reopened(path)
    assert [each.what for each in changes.entered(database.archive)] == [what for _, what in DONE]
    rebuild(database)
    assert "imported july.csv" not in moments(database)


def test_what_failed_at_the_last_moment_is_not_told(path, monkeypatch):
    database = store.open_database(path)
    enter = changes.enter

    def interrupted(archive, change, *more):
        enter(archive, change, *more)
        raise KeyboardInterrupt

    monkeypatch.setattr(changes, "enter", interrupted)
    with pytest.raises(KeyboardInterrupt):
        undo(database, 2)
    monkeypatch.undo()
    assert told(database) == DONE
    assert [(each.who, each.what) for each in changes.entered(database.archive)] == DONE


def test_a_line_cut_short_swallows_no_later_one(path):
    database = store.open_database(path)
    entered = database.archive.folder / "entered.jsonl"
    with entered.open("ab") as file:
        file.write('{"change": {"who": "zoë'.encode()[:-1])
    upload(database, path.parent, MAY.replace(".05.", ".07."), name="july.csv", who="a\u2028b")
    store.close_database(path)
    path.unlink()
    database = store.open_database(path)
    rebuild(database)
    assert ("a\u2028b", "imported july.csv") in told(database)


def test_an_archive_alone_is_left_as_it_stands(path):
    store.close_database(path)
    path.unlink()
    database = reopened(path)
    assert [(each.who, each.what) for each in changes.entered(database.archive)] == DONE
