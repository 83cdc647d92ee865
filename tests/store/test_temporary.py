"""What a killed process left in temporary folders goes at the next start, and nothing else."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from retention import store
from retention.errors import Refused
from retention.store import Database, temporary


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A place for temporary folders of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_folders_of_ended_processes_go_at_the_next_start(place, tmp_path):
    left = place / f"regulars-{ended_process()}-abc"
    left.mkdir()
    (left / "text").write_text("half a file")
    strange = place / "regulars-holiday-photos"
    strange.mkdir()
    ours = temporary.new_folder()
    Database(tmp_path / "shop.duckdb").close()
    assert sorted(place.iterdir()) == sorted([strange, Path(ours.name)])
    ours.cleanup()


def test_what_a_killed_process_spilled_beside_the_database_goes(tmp_path):
    spilled = tmp_path / "shop.duckdb.tmp"
    spilled.mkdir()
    (spilled / "duckdb_temp_storage-0.tmp").write_bytes(b"0" * 100)
    Database(tmp_path / "shop.duckdb").close()
    assert not spilled.exists()


def test_memory_is_bounded_and_a_wrong_size_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("RETENTION_MEMORY", "plenty")
    with pytest.raises(Refused, match="700MB or 4GB"):
        store.open_database(tmp_path / "shop.duckdb")
