"""A backup holds everything, and comes back as the same numbers or not at all."""

import json
import shutil
import zipfile
from datetime import datetime

import pytest

from retention import store
from retention.errors import Refused
from retention.ingest.importing import Request, import_file
from retention.ingest.restoring import restore
from retention.ingest.undoing import undo
from retention.measures.cohorts import triangle
from retention.measures.customers import customers
from retention.store import batches, exchange
from retention.store.backup import backup
from retention.store.checking import findings

NOW = datetime(2026, 7, 1, 12)
HEADER = "order;date;customer;amount\n"
MAY = HEADER + "1;03.05.2026;anna;10,50\n2;14.05.2026;bert;7\n3;31.05.2026;anna;4\n"
JUNE = HEADER + "3;31.05.2026;anna;5\n4;13.06.2026;anna;8\n5;30.06.2026;;3\n6;x;y;1\n"
FILES = {"may.csv": MAY, "june.csv": JUNE, "twice.csv": MAY.replace("anna", "eve")}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a shop and its backup: a replaced order, an undone upload, an answer."""
    folder = tmp_path_factory.mktemp("made")
    database = store.open_database(folder / "shop.duckdb")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
        import_file(database, Request(folder / name, NOW))
    undo(database, 3)
    database.change_settings(database.settings.changed(currency="EUR", day_starts_at=3))
    backup(database, folder / "copy.zip", made_at=NOW)
    store.close_database(folder / "shop.duckdb")
    return folder


@pytest.fixture
def shop(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    yield tmp_path / "shop.duckdb"
    store.close_database(tmp_path / "shop.duckdb")


@pytest.fixture
def copy(shop, tmp_path):
    return tmp_path / "copy.zip"


def told(path):
    """What a person sees of a database."""
    database = store.open_database(path)
    try:
        snapshot = database.snapshot()
        tables = [batches.listed(database), triangle(snapshot), customers(snapshot)]
        return [table.to_csv() for table in tables], database.settings
    finally:
        store.close_database(path)


def test_a_backup_comes_back_as_the_same_numbers(shop, copy, tmp_path):
    done = restore(tmp_path / "new" / "other.duckdb", copy, replace=False, restored_at=NOW)
    assert (done.uploads, done.aside, done.differs) == (3, None, ())
    assert told(tmp_path / "new" / "other.duckdb") == told(shop)
    assert {each.name for each in (tmp_path / "new").iterdir()} == {
        "other.duckdb",
        "other.duckdb.archive",
    }


def test_a_restored_database_lives_on(shop, copy, tmp_path):
    path = tmp_path / "new" / "other.duckdb"
    restore(path, copy, replace=False, restored_at=NOW)
    database = store.open_database(path)
    undo(database, 1)
    assert findings(database).empty
    store.close_database(path)


def test_a_database_that_holds_something_is_not_replaced_unasked(shop, copy):
    with pytest.raises(Refused, match="say --replace"):
        restore(shop, copy, replace=False, restored_at=NOW)


def test_what_is_replaced_is_kept_aside_and_can_be_opened(shop, copy):
    undo(store.open_database(shop), 2)
    before = told(shop)
    done = restore(shop, copy, replace=True, restored_at=NOW)
    assert told(shop) != before
    assert told(done.aside / shop.name) == before


@pytest.mark.parametrize("harm", ["cut", "flipped", "swapped", "stranger", "name", "format"])
def test_a_damaged_or_foreign_file_changes_nothing(shop, copy, tmp_path, harm):
    before = told(shop)
    broken = tmp_path / "broken.zip"
    _harm(copy, broken, harm)
    with pytest.raises(Refused) as refusal:
        restore(shop, broken, replace=True, restored_at=NOW)
    assert str(refusal.value).count("\n") == 0 and "broken.zip" in str(refusal.value)
    assert told(shop) == before
    assert not list(tmp_path.glob("*.restoring"))


def _harm(whole, broken, harm):
    if harm in ("cut", "flipped"):
        content = bytearray(whole.read_bytes())
        if harm == "cut":
            del content[len(content) // 2 :]
        else:
            content[120] ^= 0xFF
        broken.write_bytes(content)
        return
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("regulars") and harm == "format":
                content = json.dumps(json.loads(content) | {"format": 99}).encode()
            if harm == "swapped" and name.endswith(".csv"):
                content = content.replace(b"10,50", b"99,50")
            if not (harm == "stranger" and name.startswith("regulars")):
                out.writestr(name, content)
        if harm == "name":
            out.writestr("../../outside.txt", "x")


def test_a_backup_replaces_an_earlier_one_and_nothing_else(shop, copy, tmp_path):
    database = store.open_database(shop)
    backup(database, copy, made_at=NOW)
    (tmp_path / "letter.zip").write_text("dear anna")
    for target in (tmp_path / "letter.zip", tmp_path / "may.csv", shop):
        with pytest.raises(Refused):
            backup(database, target, made_at=NOW)
    assert (tmp_path / "letter.zip").read_text() == "dear anna"
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("steps", range(4))
def test_an_exchange_cut_short_at_any_step_is_finished_at_the_next_start(
    shop, copy, tmp_path, monkeypatch, steps
):
    wanted = told(shop)
    moves = iter(range(100))
    plain = type(shop).rename

    def stopping(self, target):
        if next(moves) == steps:
            raise KeyboardInterrupt
        return plain(self, target)

    monkeypatch.setattr(type(shop), "rename", stopping)
    try:
        restore(shop, copy, replace=True, restored_at=NOW)
    except KeyboardInterrupt:
        monkeypatch.undo()
    assert told(shop) == wanted
    assert not list(tmp_path.glob("*.restoring"))
    assert {each.name for each in next(tmp_path.glob("*.before-*")).iterdir()} == {
        "shop.duckdb",
        "shop.duckdb.archive",
    }


def test_a_restore_that_never_became_ready_is_swept(shop, copy, tmp_path):
    before = told(shop)
    folder = exchange.begin(shop)
    (folder / "shop.duckdb").write_text("half")
    assert told(shop) == before
    assert not folder.exists()
