"""One writer for many: files handed in by the browser and, through the inbox, by others."""

import subprocess
import sys
import threading
import time
from datetime import datetime

import pytest

from retention.ingest import queue as queue_module
from retention.ingest.importing import Request, import_file
from retention.ingest.queue import ImportQueue, Job, dismiss, inbox, leave, refused_in
from retention.store import open_database
from retention.store.checking import findings
from retention.store.database import Interrupted

UNCLEAR = "order;date;customer;amount\n1;03/05/2026;anna;10,50\n2;04/05/2026;bert;7,00\n"
MAY = "order;date;customer;amount\n1;03.05.2026;anna;10,50\n2;31.05.2026;bert;7,00\n"
NOW = datetime(2026, 6, 1, 9)


@pytest.fixture
def database(path):
    return open_database(path)


@pytest.fixture
def queue(database):
    running = ImportQueue(database)
    yield running
    running.stop()


def file(folder, text=MAY, name="may.csv"):
    path = folder / name
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


@pytest.mark.parametrize(
    "step", ["opening the file", "reading the rows", "counting anew", "keeping the original"]
)
def test_a_file_that_is_stopped_leaves_nothing_and_the_next_one_is_taken(
    queue, database, tmp_path, monkeypatch, step
):
    plain = Job.tell

    def stopping(job, now, share):
        if now == step and job.request.file == "may.csv":
            queue.cancel(job)
        plain(job, now, share)

    monkeypatch.setattr(Job, "tell", stopping)
    stopped = queue.hand_in(Request(file(tmp_path), NOW))
    taken = queue.hand_in(Request(file(tmp_path, MAY.replace("anna", "eve"), "other.csv"), NOW))
    assert taken.finished.wait(60)
    assert stopped.refusal == "may.csv was stopped; nothing of it was loaded."
    assert (stopped.report, taken.report.batch, taken.report.accepted) == (None, 1, 2)
    assert [each["file"] for each in database.archive.manifests()] == ["other.csv"]
    assert findings(database).empty


def test_a_stopped_file_that_waits_is_never_begun(queue, database, tmp_path):
    with database.unchanged():
        first = queue.hand_in(Request(file(tmp_path), NOW))
        waiting = queue.hand_in(Request(file(tmp_path, name="other.csv"), NOW))
        queue.cancel(waiting)
    assert first.finished.wait(60) and waiting.finished.wait(60)
    assert first.report.accepted == 2 and "was stopped" in waiting.refusal


def test_stopping_a_file_that_waits_for_somebody_else_leaves_their_work_alone(
    queue, database, tmp_path, monkeypatch
):
    waits, plain = threading.Event(), Job.tell

    def telling(job, step, share):
        plain(job, step, share)
        waits.set()

    monkeypatch.setattr(Job, "tell", telling)
    version = database.data_version
    with database.writing("boss", "counts long") as writer:
        job = queue.hand_in(Request(file(tmp_path), NOW))
        assert waits.wait(60)
        threading.Timer(0.3, queue.cancel, [job]).start()
        writer.raw.execute("select count(*) from range(20000) a, range(50000) b").fetchall()
        while not job.stopping.is_set():
            writer.raw.execute("select count(*) from range(20000) a, range(5000) b").fetchall()
    assert job.finished.wait(60) and "was stopped" in job.refusal
    assert database.rows("store/changes")[-1][1:] == ("boss", "counts long")
    assert database.data_version == version + 1


def test_a_long_statement_is_interrupted(database):
    with pytest.raises(Interrupted), database.writing("test", "counts long") as writer:
        threading.Timer(0.3, database.interrupt_writing, [threading.get_ident()]).start()
        writer.raw.execute("select count(*) from range(10000000) a, range(10000000) b").fetchall()
    assert database.rows("store/data_version") == [(1,)]


def test_how_long_it_will_take_is_told_by_the_pace_so_far(monkeypatch):
    job = Job(Request(None, NOW), began=100.0)
    monkeypatch.setattr(time, "monotonic", lambda: 160.0)
    assert job.seconds_left is None
    job.tell("reading the rows", 0.25)
    assert job.seconds_left == 180.0


def test_what_another_process_leaves_in_the_inbox_is_taken(queue, database, tmp_path):
    leave(database.path, Request(file(tmp_path), NOW, source="till 2", dates="dmy"))
    emptied(database)
    assert database.ask("batches/list")[["file", "source"]].values.tolist() == [
        ["may.csv", "till 2"]
    ]
    assert list(inbox(database.path).iterdir()) == []


def test_half_of_what_a_killed_process_handed_in_is_swept(database, tmp_path):
    leave(database.path, Request(file(tmp_path), NOW))
    folder = inbox(database.path)
    whole = sorted(path.name for path in folder.iterdir())
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    for name in (f"20260601-090000-17-{killed.pid}.csv", "20260601-090000-17-1.csv", "letter.csv"):
        (folder / name).write_text("half")
    queue_module._sweep(folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*whole, "20260601-090000-17-1.csv", "letter.csv"]
    )


def emptied(database):
    """Wait until the queue has dealt with every order; the refused ones of its inbox."""
    for _ in range(600):
        if not list(inbox(database.path).glob("*.order.json")):
            break
        time.sleep(0.1)
    return refused_in(inbox(database.path))


def test_a_refused_file_of_the_inbox_is_kept_with_its_reason(queue, database, tmp_path):
    for _ in range(2):
        leave(database.path, Request(file(tmp_path, "", "empty.csv"), NOW))
    refused = emptied(database)
    assert [name for name, _ in refused] == ["empty-2.csv", "empty.csv"]
    assert all(reason.startswith("empty.csv") and reason.endswith(".") for _, reason in refused)
    folder = inbox(database.path)
    assert {path.name for path in folder.iterdir()} == {"refused"}
    assert (folder / "refused" / "empty.csv").read_bytes() == b""
    dismiss(folder, "empty.csv")
    assert [name for name, _ in refused_in(folder)] == ["empty-2.csv"]
    assert (folder / "refused" / "empty.csv").exists()


def test_a_file_of_the_inbox_that_leaves_a_question_open_is_kept_with_it(queue, database, tmp_path):
    leave(database.path, Request(file(tmp_path, UNCLEAR), NOW))
    ((name, reason),) = emptied(database)
    assert name == "may.csv" and "--dates dmy" in reason and "/05/2026" in reason
    assert (inbox(database.path) / "refused" / name).read_text(encoding="utf-8") == UNCLEAR
    assert database.as_of is None


@pytest.mark.parametrize(
    "order",
    [
        "{",
        "[]",
        "{}",
        '{"received_at": 5}',
        "\udcff",
        '{"received_at": "2026-06-01", "path": "/etc/hosts"}',
        '{"received_at": "2026-06-01", "name": 5}',
    ],
)
def test_an_order_that_makes_no_sense_stops_nobody(database, tmp_path, order):
    folder = inbox(database.path)
    folder.mkdir()
    file(folder, name="1.csv")
    (folder / "1.csv.order.json").write_text(order, errors="surrogateescape")
    (folder / "2.csv.order.json").write_text("{}")
    leave(database.path, Request(file(tmp_path), NOW))
    running = ImportQueue(database)
    refused = emptied(database)
    running.stop()
    assert [name for name, _ in refused] == ["1.csv", "2.csv"]
    assert (folder / "refused" / "1.csv").read_text(encoding="utf-8") == MAY
    assert database.as_of is not None


def test_a_name_from_elsewhere_never_leaves_the_folder(queue, database, tmp_path):
    leave(database.path, Request(file(tmp_path, ""), NOW, name="../../up.csv"))
    assert [name for name, _ in emptied(database)] == ["up.csv"]
    assert (inbox(database.path) / "refused" / "up.csv").exists()


NAMES = {
    "long": "x" * 251 + ".csv",
    "long letters": "я" * 120 + ".csv",
    "no UTF-8": b"m\xe1jus.csv".decode("utf-8", "surrogateescape"),
    "long ending": "may." + "x" * 240,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("text", [MAY, "no table"], ids=["loaded", "refused"])
def test_a_file_of_an_odd_name_is_taken_or_refused_once(database, tmp_path, name, text):
    leave(database.path, Request(file(tmp_path, text, name), NOW))
    running = ImportQueue(database)
    running.stop()
    running._empty_inbox()
    folder = inbox(database.path)
    assert [path.name for path in folder.glob("*")] == (["refused"] if text != MAY else [])
    shown = name.replace("\udce1", "_")
    if text == MAY:
        assert database.rows("batches/list")[0][1] == shown
    else:
        ((kept, reason),) = refused_in(folder)
        assert kept.startswith(shown[:5]) and kept.endswith(shown[-4:])
        assert reason.endswith(".") and reason.isprintable()


def test_an_order_keeps_what_the_person_said(queue, database, tmp_path, monkeypatch):
    taken = []

    def noted(database, request, *, progress):
        taken.append((request, request.path.read_text(encoding="utf-8")))

    monkeypatch.setattr(queue_module, "import_file", noted)
    said = Request(
        file(tmp_path), NOW, source="till", sheet="May", dates="mdy", decimal=",",
        fields={"customer": "Kunde", "email": None}, who="anna",
    )  # fmt: skip
    leave(database.path, said)
    emptied(database)
    ((found, text),) = taken
    assert text == MAY and found.name == "may.csv"
    for name in ("received_at", "source", "sheet", "dates", "decimal", "fields", "who"):
        assert getattr(found, name) == getattr(said, name)


def test_half_a_copy_is_never_taken(queue, database, tmp_path):
    half = inbox(database.path) / "20260601-090000-0000.csv"
    half.parent.mkdir()
    half.write_text("order;da")
    leave(database.path, Request(file(tmp_path), NOW))
    emptied(database)
    assert database.ask("batches/list")["file"].tolist() == ["may.csv"]
    assert half.read_text() == "order;da"


def test_the_share_done_goes_up_through_every_step(database, tmp_path):
    text = "order;date;customer;amount\n" + "".join(
        f"{n};{1 + n % 28:02d}.05.2026;customer-{n};10,50\n" for n in range(300_000)
    )
    told = []
    import_file(
        database, Request(file(tmp_path, text), NOW), progress=lambda *step: told.append(step)
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares) and (shares[0], shares[-1]) == (0.0, 1.0)
    assert list(dict.fromkeys(step for step, _ in told)) == [
        "opening the file", "reading the rows", "checking every row",
        "comparing with what is held", "counting anew", "keeping the original", "done",
    ]  # fmt: skip
    for step in ("reading the rows", "checking every row", "counting anew"):
        assert len({share for name, share in told if name == step}) >= 3, step
