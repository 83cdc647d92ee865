"""What have we loaded? The page: loading a file from the browser, the uploads, their undoing."""

import json
import time
from datetime import datetime

import pytest

from pages.shared import backups, session, uploads
from retention import store
from retention.ingest.importing import import_file
from retention.ingest.queue import Request, inbox, leave
from retention.ingest.restoring import restore
from retention.ingest.undoing import undo
from retention.store import open_database
from tests.pages.conftest import texts
from tests.pages.uploading import SALES, copy_of, finished, press, upload, waiting_on_disk
from tests.worlds import world

UNCLEAR = b"order;date;customer;amount\n1;03/05/2024;anna;10,50\n2;04/05/2024;bert;7,00\n"
ONE_BAD = SALES + b"3;someday;cleo;5,00\n"
NOW = datetime(2026, 6, 1, 9)
pytestmark = pytest.mark.usefixtures("quiet")


def load(database, folder, content: bytes, name: str, **said):
    path = folder / "export.csv"
    path.write_bytes(content)
    return import_file(database, Request(path, NOW, name=name, **said))


def choose(app, row: int):
    """Choose a row of the table of uploads."""
    chosen = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app.session_state[f"uploads-{len(app.dataframe[0].value)}-0"] = chosen
    return app.run()


def column_format(table, name: str) -> str:
    """How the browser is told to write a column."""
    return json.loads(table.proto.columns)[name]["type_config"]["format"]


class TestStates:
    def test_without_data_the_page_offers_to_load(self, read):
        text, app = read("data")
        assert "Nothing is loaded yet" in text and "Needed: a date and an amount" in text
        assert app.file_uploader and not app.dataframe

    def test_the_sample_steps_aside_for_own_sales(self, read, tmp_path, monkeypatch):
        monkeypatch.delenv("RETENTION_DB")
        monkeypatch.setattr(session, "ROOT", tmp_path)
        sample = (tmp_path / "data" / "sample.duckdb").resolve()
        monkeypatch.setitem(store._opened, sample, world("anna 2024-01-05\nbert 2024-03-05"))
        text, app = read("data")
        assert "made-up shop" in text and not app.dataframe
        assert not session.own_path().exists()

    def test_odd_uploads_are_shown_as_written(self, read, own, tmp_path):
        load(own, tmp_path, ONE_BAD, "<script>alert(1)</script>.csv")
        again = load(own, tmp_path, SALES.replace(b"2024", b"2023"), "old.csv")
        undo(own, again.batch, who="test")
        text, app = read("data")
        assert "**2 lines** from 1 upload are held" in text
        listed = app.dataframe[0].value
        assert list(listed["file"]) == ["old.csv", "<script>alert(1)</script>.csv"]
        assert list(listed["status"]) == ["undone", "loaded"] and listed["rejected"].iloc[1] == 1
        assert "How good are the data?" in text

    def test_the_quality_table_says_what_the_data_leave_open(self, read, own, tmp_path):
        load(own, tmp_path, SALES + b"3;30.05.2024;;5,00\n4;30.05.2024;;5,00\n", "may.csv")
        text, app = read("data")
        found = app.table[0].value
        assert found.loc["Lines that name no customer", "How many"] == "2"
        assert found.loc["Lines that name no customer", "Share"].startswith("50")
        assert "Not in your files:" in text


class TestLoading:
    def test_a_file_is_previewed_loaded_and_told_of(self, visit, own, frame_has_run):
        app = upload(visit("data"), ONE_BAD, "<script>.csv")
        preview = app.dataframe[0].value
        assert list(preview["Customer"])[:2] == ["anna", "bert"]
        assert preview["Why it is rejected"].notna().sum() == 1
        press(app, "Load <script>.csv")
        text = finished(app)
        assert "<script>.csv** is loaded: 3 rows = 2 accepted + 0 held already + 1 rejected" in text
        assert own.as_of.isoformat() == "2024-05-31"
        press(app, "Load another file")
        assert app.file_uploader

    def test_the_preview_shows_money_and_days_as_people_write_them(self, visit, own):
        prices = SALES.replace(b"7,00", b"7,125").replace(b"31.05.2024", b"31.05.2024 18:30")
        shown = upload(visit("data"), SALES).dataframe[0]
        finer = upload(visit("data"), prices).dataframe[0]
        assert [column_format(each, "Amount") for each in (shown, finer)] == ["%.2f", "%.3f"]
        assert column_format(shown, "Date of sale") == "D MMM YYYY"
        assert column_format(finer, "Date of sale") == "D MMM YYYY, HH:mm"

    def test_a_zone_beside_a_time_is_spoken_of_before_loading(self, visit, own):
        zoned = SALES.replace(b"03.05.2024", b"2024-05-03T23:30:00Z")
        app = upload(visit("data"), zoned)
        assert "stay as written, because your own time zone is not known" in texts(app)
        own.change_settings(own.settings.changed(time_zone="Europe/Budapest"))
        app = upload(visit("data"), zoned)
        assert "converted to Europe/Budapest" in texts(app)
        assert app.dataframe[0].value["Date of sale"].iloc[0] == datetime(2024, 5, 4, 1, 30)

    def test_a_question_is_asked_and_its_answer_read(self, visit, own):
        app = upload(visit("data"), UNCLEAR)
        load_button = next(each for each in app.button if each.label.startswith("Load may"))
        assert load_button.disabled
        app.radio(key="ask-dates").set_value("mdy").run()
        assert not [each for each in app.radio if each.key == "ask-dates"]
        press(app, "Load may")
        assert "2 accepted" in finished(app)
        assert own.as_of.isoformat() == "2024-04-05"

    def test_a_column_is_read_as_the_person_says(self, visit, own):
        app = upload(visit("data"), SALES)
        field = next(each for each in app.selectbox if each.key == "map-order_id-order")
        field.set_value("– not in this file –").run()
        ((_, look),) = app.session_state["_looks"].values()
        assert "order" not in look.mapping.fields.values()
        press(app, "Load may")
        assert "2 accepted" in finished(app)
        assert "order_id" not in own.archive.manifest(1)["mapping"]["fields"]

    def test_a_question_of_the_whole_file_is_asked_after_it_was_read(
        self, visit, own, frame_has_run
    ):
        rows = "".join(f"{n},{13 + n % 10}/01/2024,c{n},5.00\n" for n in range(2500))
        whole = f"order,date,customer,amount\n{rows}9999,01/31/2024,zoe,5.00\n"
        app = press(upload(visit("data"), whole.encode()), "Load may")
        assert "nothing of it was loaded yet" in finished(app)
        app.radio(key="again-0-dates").set_value("dmy").run()
        assert "2,500 accepted + 0 held already + 1 rejected" in finished(app)
        assert not waiting_on_disk()

    def test_a_file_that_cannot_be_read_gets_a_sentence(self, visit, own):
        app = upload(visit("data"), b"", "empty.csv")
        assert app.error[0].value.replace("\\", "").startswith("empty.csv")
        assert not [each for each in app.button if each.label.startswith("Load")]

    def test_no_copy_outlives_its_use(self, visit, own):
        app = upload(visit("data"), SALES)
        first = copy_of(app)
        assert first.read_bytes() == SALES
        upload(app, UNCLEAR, "june.csv")
        second = copy_of(app)
        assert not first.exists() and second.exists()
        app.file_uploader[0].clear().run()
        assert not second.exists()
        upload(app, SALES)
        press(app, "Load may")
        finished(app)
        assert not waiting_on_disk()


class TestOtherKinds:
    def test_customers_are_previewed_and_loaded(self, visit, own):
        app = upload(visit("data"), b"id,name,birthday,newsletter\nanna,Anna A.,1985-03-28,yes\n")
        shown = app.dataframe[0].value
        assert list(shown) == ["Row", "Customer", "Customer's name", "Consent to e-mails",
                               "Birthday"]  # fmt: skip
        press(app, "Load may")
        assert "1 rows = 1 accepted" in finished(app)
        assert "Kept: 1 row of 1 other file." in texts(visit("data"))

    def test_items_without_their_orders_are_said_to_wait(self, visit, own, tmp_path):
        items = b"order_id,order_item_id,product_id,seller_id,price,freight_value\no1,1,p,s,5.5,1\n"
        load(own, tmp_path, items, "items.csv")
        assert "Waiting for the orders file: 1 item row." in texts(visit("data"))

    def test_a_file_of_several_possible_kinds_is_asked_about_and_then_known(self, visit, own):
        costs = b"month,channel,amount\n2026-01-01,web,5.50\n2026-02-01,web,6.50\n"
        app = upload(visit("data"), costs)
        app.radio(key="ask-kind").set_value("costs").run()
        press(app, "Load may")
        assert "2 accepted" in finished(app)
        app = upload(visit("data"), costs.replace(b"5.50", b"7.50"))
        assert not [each for each in app.radio if each.key == "ask-kind"]
        press(app, "Forget last time's answers")
        assert app.radio(key="ask-kind")

    def test_templates_are_offered(self, visit, own):
        visit("data")
        assert "Customers, feedback, costs and plans" in str(
            [each.label for each in visit("data").expander]
        )


class TestUploads:
    def test_an_upload_is_undone(self, visit, own, tmp_path, frame_has_run):
        load(own, tmp_path, ONE_BAD, "may.csv")
        app = visit("data")
        choose(app, 0)
        text = texts(app).replace("\\", "")
        assert "Upload 1: may.csv" in text
        assert "Quality 75 of 100: lines that name a product 0" in text
        press(app, "Undo it")
        assert not app.exception and own.as_of is None
        text = texts(app).replace("\\", "")
        assert "Undone: **may.csv**, 2 lines taken out." in text
        assert "Upload 1: may.csv" not in text  # the box is closed
        assert list(app.dataframe[0].value["status"]) == ["undone"]
        assert "Undone: **may.csv**" not in texts(app.run())  # said once

    def test_undoing_a_corrected_export_says_that_what_it_took_out_is_back(
        self, visit, own, tmp_path, frame_has_run
    ):
        load(own, tmp_path, SALES + b"3;02.05.2024;cleo;5,00\n", "may.csv")
        load(own, tmp_path, SALES, "corrected.csv", replace_period=True)
        app = choose(visit("data"), 0)
        assert "0 lines of this upload will go; what it took out of its days comes back" in texts(
            app
        )
        assert "and what it had taken out is back" in texts(press(app, "Undo it"))

    def test_what_changes_without_an_upload_is_shown_before_it_is_undone(
        self, visit, own, tmp_path, frame_has_run
    ):
        load(own, tmp_path, SALES, "may.csv")
        load(own, tmp_path, SALES + b"3;01.06.2024;cleo;5,00\n", "june.csv")
        app = press(choose(visit("data"), 0), "Show what changes")
        assert not app.error and not app.exception
        changes = [each.value for each in app.table if "Lines" in each.value]
        assert [each["Lines"].to_dict() for each in changes] == [{"Jun 2024": "1 → 0"}]

    def test_a_record_of_an_upload_that_was_changed_is_told_in_its_box(
        self, visit, own, tmp_path, frame_has_run
    ):
        load(own, tmp_path, SALES, "may.csv")
        (manifest,) = own.archive.folder.glob("batch-*.json")
        manifest.write_text("{")
        app = choose(visit("data"), 0)
        assert not app.exception and manifest.name in app.error[0].value.replace("\\", "")
        assert "Undo it" in [each.label for each in app.button]

    @pytest.mark.parametrize("label", ["Show what changes", "Undo it"])
    def test_what_cannot_be_undone_is_told_where_it_was_asked(
        self, visit, own, tmp_path, frame_has_run, label
    ):
        load(own, tmp_path, SALES, "may.csv")
        later = load(own, tmp_path, SALES + b"3;01.06.2024;cleo;5,00\n", "june.csv")
        archive = own.archive
        archive.file_of(archive.manifest(later.batch)).unlink()
        app = press(choose(visit("data"), 1), label)
        assert ["put this file back from a backup" in each.value for each in app.error] == [True]
        assert "Undo it" in [each.label for each in app.button]
        assert "How good are the data?" in texts(app)
        assert list(app.dataframe[0].value["batch"]) == [2, 1]

    def test_an_upload_of_somebody_else_moves_no_choice(self, visit, own, tmp_path):
        load(own, tmp_path, SALES, "may.csv")
        app = choose(visit("data"), 0)
        assert "Upload 1: may.csv" in texts(app).replace("\\", "")
        load(own, tmp_path, SALES.replace(b"2024", b"2023"), "old.csv")
        assert "Upload 2" not in texts(app.run())

    def test_the_table_leaves_out_what_tells_nothing(self, visit, own, tmp_path):
        load(own, tmp_path, SALES, "may.csv")
        names = list(visit("data").dataframe[0].value)
        assert names == ["batch", "file", "days", "accepted", "quality", "amount", "layout",
                         "received_at"]  # fmt: skip
        load(own, tmp_path, ONE_BAD.replace(b"2024", b"2023"), "old.csv", source="web shop")
        listed = visit("data").dataframe[0].value
        assert {"rejected", "source"} < set(listed)
        assert list(listed["layout"]) == ["your own columns"] * 2
        assert list(listed["source"].fillna("")) == ["web shop", ""]
        assert listed["days"].iloc[1] == "3 May – 31 May 2024"

    def test_a_refused_file_of_the_inbox_is_told_until_dismissed(
        self, visit, own, tmp_path, frame_has_run
    ):
        folder = inbox(own.path) / "refused"
        folder.mkdir(parents=True)
        (folder / "till.csv").write_bytes(b"")
        (folder / "till.csv.reason.txt").write_text("till.csv has no rows.\n")
        app = visit("data")
        assert "**till.csv** has no rows." in texts(app).replace("\\", "")
        press(app, "Dismiss")
        assert "has no rows" not in texts(app) and (folder / "till.csv").exists()


class TestInbox:
    def test_an_own_database_without_sales_takes_what_is_handed_in(
        self, visit, tmp_path, monkeypatch
    ):
        monkeypatch.delenv("RETENTION_DB")
        monkeypatch.setattr(session, "ROOT", tmp_path)
        sample = (tmp_path / "data" / "sample.duckdb").resolve()
        monkeypatch.setitem(store._opened, sample, world("anna 2024-01-05\nbert 2024-03-05"))
        sample.parent.mkdir()
        own = open_database(session.own_path())
        (tmp_path / "may.csv").write_bytes(SALES)
        leave(own.path, Request(tmp_path / "may.csv", NOW))
        visit("data")
        for _ in range(300):
            if own.as_of:
                break
            time.sleep(0.1)
        assert own.as_of is not None
        uploads.queue().stop()
        store.close_database(session.own_path())


class TestKeeping:
    def test_a_backup_is_offered_and_comes_back(self, visit, own, tmp_path):
        load(own, tmp_path, ONE_BAD, "may.csv")
        app = visit("data")
        assert [each.label for each in app.get("download_button")].count("Download a backup") == 1
        assert any("retention restore FILE.zip --replace" in each.value for each in app.code)
        (tmp_path / "copy.zip").write_bytes(backups._made(own))
        other = tmp_path / "new" / "other.duckdb"
        done = restore(other, tmp_path / "copy.zip", replace=False, restored_at=NOW)
        assert (done.uploads, done.differs) == (1, ())
        store.close_database(other)

    def test_one_too_large_for_a_browser_is_left_to_the_command(
        self, visit, own, tmp_path, monkeypatch
    ):
        load(own, tmp_path, SALES, "may.csv")
        monkeypatch.setattr(backups, "_MOST_BYTES", 10)
        app = visit("data")
        assert "Download a backup" not in [each.label for each in app.get("download_button")]
        assert any("retention backup FILE.zip" in each.value for each in app.code)

    def test_with_nothing_loaded_there_is_no_backup(self, visit, own):
        assert not visit("data").code

    def test_what_was_done_is_listed(self, visit, own, tmp_path):
        load(own, tmp_path, SALES, "may.csv")
        told = visit("data").dataframe[1].value
        assert told["what"].iloc[0] == "imported may.csv"


class TestLost:
    @pytest.fixture
    def lost(self, tmp_path, monkeypatch):
        """The own database, its file deleted beside the archive of one upload."""
        monkeypatch.delenv("RETENTION_DB")
        monkeypatch.setattr(session, "ROOT", tmp_path)
        path = session.own_path()
        load(open_database(path), tmp_path, SALES, "may.csv")
        store.close_database(path)
        path.unlink()
        yield path
        uploads.queue().stop()
        store.close_database(path)

    def test_a_lost_database_is_said_and_built_anew(self, visit, lost):
        app = visit("data")
        assert "The database was lost" in texts(app) and "(1 upload)" in texts(app)
        assert not app.file_uploader and "made-up shop" not in texts(app)
        press(app, "Build it anew")
        assert "built anew from 1 upload" in texts(app)
        assert open_database(lost).as_of is not None
        assert app.file_uploader and app.dataframe[0].value["file"].tolist() == ["may.csv"]

    def test_a_record_that_is_gone_is_told_before(self, visit, lost):
        archive = store.open_database(lost).archive
        archive.note(2, archive.manifest(1) | {"batch": 2})
        archive.drop(1)
        assert "The record of upload 1 is missing" in texts(visit("data"))

    def test_what_is_handed_in_meanwhile_waits(self, visit, lost, tmp_path):
        (tmp_path / "june.csv").write_bytes(b"order,date,customer,amount\n9,2024-06-01,dora,4\n")
        leave(lost, Request(tmp_path / "june.csv", NOW))
        app = visit("data")
        uploads.queue()._empty_inbox()
        assert list(inbox(lost).glob("*.order.json")) and not list(inbox(lost).glob("refused/*"))
        press(app, "Build it anew")
        for _ in range(300):
            if len(open_database(lost).rows("batches/statuses")) == 2:
                break
            time.sleep(0.1)
        assert len(open_database(lost).rows("batches/statuses")) == 2

    def test_the_other_pages_lead_to_it(self, visit, lost):
        assert "The database was lost" in texts(visit("overview"))

    def test_an_upload_that_is_gone_too_is_told_where_it_was_asked(self, visit, lost):
        copies = lost.with_name(lost.name + ".archive").glob("*.csv")
        for copy in copies:
            copy.unlink()
        app = visit("data")
        press(app, "Build it anew")
        assert "put this file back from a backup" in texts(app)
        assert open_database(lost).is_lost
