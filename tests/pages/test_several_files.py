"""Several files at once, and files packed together: each is one of its own."""

import gzip
import io
import tarfile
import zipfile
from datetime import datetime

import pytest

from retention.store import batches
from retention.store.backup import backup
from tests.pages.conftest import texts
from tests.pages.uploading import SALES, finished, press, upload, upload_all, waiting_on_disk

pytestmark = pytest.mark.usefixtures("quiet", "frame_has_run")

JUNE = SALES.replace(b".05.2024", b".06.2024").replace(b"31.06", b"30.06")
UNCLEAR = b"nr,day,who,paid\n1,03/05/2024,anna,10.50\n2,04/05/2024,bert,7.00\n"
CUSTOMERS = b"id,name,birthday,newsletter\nanna,Anna A.,1985-03-28,yes\n"


def zipped(**files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def tarred(**files) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def states(app) -> dict[str, str]:
    """File → its state, in the list of files that wait."""
    return app.dataframe[0].value.set_index("File")["State"].to_dict()


def held(database) -> dict[str, int]:
    return batches.listed(database).set_index("file")["accepted"].to_dict()


@pytest.mark.parametrize(("pack", "name"), [(zipped, "all.zip"), (tarred, "all.tar.gz")])
def test_packed_files_are_looked_at_and_loaded_one_by_one(visit, own, pack, name):
    app = upload(visit("data"), pack(**{"may.csv": SALES, "x/customers.csv": CUSTOMERS}), name)
    assert states(app) == {f"{name}/may.csv": "ready", f"{name}/x/customers.csv": "ready"}
    assert list(app.dataframe[0].value["Holds"]) == ["Sales", "Customers"]
    press(app, "Load 2 files")
    text = finished(app)
    assert "**2 files** of 2 loaded." in text
    assert "2 accepted + 0 held already + 0 rejected" in text
    assert held(own) == {f"{name}/may.csv": 2, f"{name}/x/customers.csv": 1}
    assert not waiting_on_disk()
    press(app, "Load another file")
    assert app.file_uploader


def test_one_packed_file_is_previewed_as_if_it_came_alone(visit, own):
    app = upload(visit("data"), zipped(**{"may.csv": SALES}), "all.zip")
    assert list(app.dataframe[0].value["Customer"]) == ["anna", "bert"]
    press(app, "Load all.zip/may.csv")
    assert "all.zip/may.csv** is loaded: 2 rows" in finished(app)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(visit, own):
    app = upload_all(visit("data"), {"may.csv": SALES, "empty.csv": b"", "june.csv": JUNE})
    assert states(app)["empty.csv"].startswith("empty.csv")
    press(app, "Load 2 files")
    assert "**2 files** of 2 loaded." in finished(app)
    assert held(own) == {"may.csv": 2, "june.csv": 2}


def test_an_answer_holds_for_every_file_with_these_columns(visit, own):
    later = UNCLEAR.replace(b"/05/", b"/06/")
    app = upload_all(visit("data"), {"may.csv": UNCLEAR, "june.csv": later, "july.csv": JUNE})
    assert [state.partition(" ")[0] for state in states(app).values()] == ["asks", "asks", "ready"]
    while app.radio:
        options = {"ask-dates": "dmy"}
        each = app.radio[0]
        each.set_value(options.get(each.key, each.options[0])).run()
    assert set(states(app).values()) == {"ready"}
    press(app, "Load 3 files")
    assert "**3 files** of 3 loaded." in finished(app)


def test_what_was_left_open_is_asked_after_the_others_are_loaded(visit, own):
    app = upload_all(visit("data"), {"may.csv": SALES, "unclear.csv": UNCLEAR})
    assert app.selectbox(key="look-at-file").value.endswith("-0")
    press(app, "Load 2 files")
    text = finished(app)
    assert "**1 file** of 2 loaded, 1 left something open." in text
    assert held(own) == {"may.csv": 2}
    for _ in range(3):
        asked = [each for each in app.radio if each.key.startswith("again-1-")]
        for each in asked:
            each.set_value("dmy" if each.key.endswith("dates") else each.options[0])
        if asked:
            app.run()
            text = finished(app)
    assert "**2 files** of 2 loaded." in text and held(own)["unclear.csv"] == 2
    assert not waiting_on_disk()


def test_archives_that_may_do_harm_are_refused_in_one_sentence(visit, own, monkeypatch):
    monkeypatch.setattr("retention.ingest.packed.SMALL_BYTES", 1 << 16)
    inner = zipped(**{"may.csv": SALES})
    files = {
        "bomb.zip": zipped(**{"may.csv": b"0" * (1 << 22)}),
        "damaged.zip": inner[:40] + b"\xff\xff\xff" + inner[43:],
        "nested.zip": zipped(**{"inner.zip": inner, "deep.gz": gzip.compress(SALES)}),
        "june.csv": JUNE,
    }
    app = upload_all(visit("data"), files)
    told = [each.value.replace("\\", "") for each in app.error]
    assert len(told) == 4 and "absurd size" in told[0] and "damaged archive" in told[1]
    assert all("archive inside an archive" in each for each in told[2:])
    assert {each.name for each in waiting_on_disk()} <= {"june.csv", "inner.zip", "deep.gz"}
    press(app, "Load june.csv")
    assert "june.csv** is loaded: 2 rows" in finished(app)
    press(app, "Load another file")
    assert not waiting_on_disk()


def test_a_backup_is_no_export(visit, own, tmp_path):
    backup(own, tmp_path / "copy.zip", made_at=datetime(2026, 6, 1))
    app = upload(visit("data"), (tmp_path / "copy.zip").read_bytes(), "copy.zip")
    assert "is a backup, not an export" in texts(app)


def test_copies_of_what_is_taken_out_again_are_deleted(visit, own):
    app = upload_all(visit("data"), {"all.zip": zipped(**{"may.csv": SALES}), "june.csv": JUNE})
    assert {each.name for each in waiting_on_disk()} == {"may.csv", "june.csv"}
    upload_all(app, {"june.csv": JUNE})
    assert {each.name for each in waiting_on_disk()} == {"june.csv"}


def test_stopping_leaves_the_files_not_begun_unloaded(visit, own):
    many = {f"{day}.csv": SALES.replace(b"03.05", f"{day:02}.05".encode()) for day in range(1, 9)}
    app = press(upload_all(visit("data"), many), "Load 8 files")
    stop = [each for each in app.button if each.label == "Stop"]
    if stop:
        stop[0].click().run()
    finished(app)
    reports = [job.report for job in app.session_state["_import_jobs"]]
    assert len(held(own)) == sum(1 for report in reports if report)
    assert not waiting_on_disk()
