"""A process killed at any moment leaves each upload whole or absent, and the archive agreeing."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from retention import store
from retention.ingest.undoing import rebuild
from retention.measures.customers import customers
from retention.store import batches, changes
from retention.store.backup import unpack
from retention.store.checking import findings

ROOT = Path(__file__).parents[2]
ROWS = 2_500
SWEPT = ("*.duckdb.tmp", "*.restoring", "regulars-*")
# what the page Settings does
SETTINGS = """
import sys
from retention.store import open_database
shop = open_database(sys.argv[2])
shop.change_settings(shop.settings.changed(day_starts_at=3))
"""
COMMANDS = {
    "import": ("import", "july.csv"),
    "undo": ("undo", "1"),
    "rebuild": ("rebuild",),
    "backup": ("backup", "copy.zip"),
    "restore": ("restore", "earlier.zip", "--replace"),
    "settings": ("settings",),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A folder with a database of two uploads, a backup of when it held the first alone, and a
    third export waiting beside it."""
    folder = tmp_path_factory.mktemp("shop")
    for month in (5, 6, 7):
        _month(folder / f"{('may', 'june', 'july')[month - 5]}.csv", month)
    _command(folder, "import", "may.csv").wait()
    _command(folder, "backup", "earlier.zip").wait()
    _command(folder, "import", "june.csv").wait()
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_has_happened_or_has_not(shop, tmp_path, monkeypatch, name):
    _kill_again_and_again(shop, tmp_path, monkeypatch, name, times=1, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_seventy_kills_of_each_command(shop, tmp_path, monkeypatch, name):
    _kill_again_and_again(shop, tmp_path, monkeypatch, name, times=70, seed=2)


def _kill_again_and_again(shop, tmp_path, monkeypatch, name, *, times, seed):
    before = _told(shop)
    whole = shutil.copytree(shop, tmp_path / "whole")
    started = time.monotonic()
    assert _command(whole, *COMMANDS[name]).wait() == 0
    seconds = time.monotonic() - started
    after = _told(whole)
    chance = random.Random(seed)
    killed = 0
    for number in range(times):
        folder = shutil.copytree(shop, tmp_path / f"{number}")
        killed += _killed(folder, COMMANDS[name], chance.uniform(0.2, 1.0) * seconds)
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        assert _told(folder) in (before, after)
        _whole_after_the_kill(folder)
        shutil.rmtree(folder)
    assert killed >= times // 2, "most commands had ended before their kill: no test of anything"


def _killed(folder, words, seconds) -> bool:
    """Whether the command was still at work when it was killed."""
    process = _command(folder, *words)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def _whole_after_the_kill(folder):
    """Everything adds up, and a rebuild from the archive comes to the same numbers."""
    path = folder / "shop.duckdb"
    told = _told(folder)
    database = store.open_database(path)
    try:
        assert findings(database).empty
        assert not list(database.archive.folder.glob("*.partial"))
        assert not [each for pattern in SWEPT for each in folder.glob(pattern)]
        _a_backup_is_whole_or_absent(folder)
        _the_archive_tells_what_was_done(database)
        rebuild(database)
    finally:
        store.close_database(path)
    assert _told(folder) == told


def _the_archive_tells_what_was_done(database):
    held = {row for row in database.rows("store/changes") if row[1] not in changes.BY_ITSELF}
    assert {(each.at, each.who, each.what) for each in changes.entered(database.archive)} == held


def _a_backup_is_whole_or_absent(folder):
    if (folder / "copy.zip").exists():
        unpack(folder / "copy.zip", folder / "unpacked")


def _told(folder) -> tuple[str, str, str]:
    """What a person sees: the uploads that stand, every customer, and the settings."""
    path = folder / "shop.duckdb"
    database = store.open_database(path)
    try:
        held = batches.listed(database)[["batch", "file", "accepted", "duplicates", "status"]]
        return held.to_csv(), customers(database.snapshot()).to_csv(), str(database.settings)
    finally:
        store.close_database(path)


def _command(folder, *words) -> subprocess.Popen:
    files = [str(folder / word) if word.endswith((".csv", ".zip")) else word for word in words]
    program = ["-c", SETTINGS] if words == COMMANDS["settings"] else ["-m", "retention"]
    return subprocess.Popen(
        [sys.executable, *program, "--db", str(folder / "shop.duckdb"), *files],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(folder)},
    )  # fmt: skip


def _month(path: Path, month: int) -> None:
    """One month of sales that begins with the last days of the month before."""
    chance = random.Random(month)
    lines = ["order;date;customer;amount"]
    for number in range(ROWS):
        day = number * 28 // ROWS + 1
        person = chance.randrange(900)
        lines.append(
            f"{month}-{number};{day:02d}.{month:02d}.2026;p{person};{chance.randrange(9000) / 100}"
        )
    lines += [f"{month - 1}-{number};28.{month - 1:02d}.2026;p{number};5" for number in range(40)]
    # not in UTF-8, so that a rewritten copy is put aside while the file is read
    path.write_text("\n".join(lines), encoding="utf-16")
