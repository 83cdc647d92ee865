"""One writer for many: files handed in by the browser and, through the inbox, by others."""

import time
from datetime import datetime

import pytest

from retention.ingest.importing import Request
from retention.ingest.queue import ImportQueue, inbox, leave, waiting_in
from retention.store import close_database, open_database

MAY = "order;date;customer;amount\n1;03.05.2026;anna;10,50\n2;31.05.2026;bert;7,00\n"
NOW = datetime(2026, 6, 1, 9)


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "shop.duckdb"
    yield open_database(path)
    close_database(path)


@pytest.fixture
def queue(database):
    running = ImportQueue(database)
    yield running
    running.stop()


def file(folder, text=MAY):
    path = folder / "may.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_handed_in_is_loaded_and_its_copy_removed(queue, database, tmp_path):
    path = file(tmp_path)
    job = queue.hand_in(Request(path, NOW))
    assert job.finished.wait(60)
    assert (job.report.accepted, job.share, job.refusal) == (2, 1.0, None)
    assert database.as_of.isoformat() == "2026-05-31" and not path.exists()


def test_a_refused_file_says_why_and_the_next_one_is_taken(queue, tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    refused = queue.hand_in(Request(tmp_path / "empty.csv", NOW))
    taken = queue.hand_in(Request(file(tmp_path), NOW))
    assert taken.finished.wait(60)
    assert refused.report is None and refused.refusal.endswith(".")
    assert taken.report.accepted == 2


def test_what_another_process_leaves_in_the_inbox_is_taken(queue, database, tmp_path):
    leave(database.path, Request(file(tmp_path), NOW, source="till 2", dates="dmy"))
    for _ in range(300):
        if database.as_of:
            break
        time.sleep(0.1)
    assert database.ask("batches/list")[["file", "source"]].values.tolist() == [
        ["may.csv", "till 2"]
    ]
    assert list(inbox(database.path).iterdir()) == []


def test_an_order_keeps_what_the_person_said(tmp_path):
    said = Request(
        file(tmp_path), NOW, source="till", sheet="May", dates="mdy", decimal=",",
        fields={"customer": "Kunde", "email": None}, who="anna",
    )  # fmt: skip
    leave(tmp_path / "shop.duckdb", said)
    (found,) = waiting_in(inbox(tmp_path / "shop.duckdb"))
    assert found.path.read_text(encoding="utf-8") == MAY and found.name == "may.csv"
    for name in ("received_at", "source", "sheet", "dates", "decimal", "fields", "who"):
        assert getattr(found, name) == getattr(said, name)


def test_half_a_copy_is_never_taken(tmp_path):
    folder = inbox(tmp_path / "shop.duckdb")
    folder.mkdir()
    (folder / "20260601-090000-0000.csv").write_text("order;da")
    assert waiting_in(folder) == []
