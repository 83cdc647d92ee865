"""What an undone upload leaves behind, and what another time zone does to what is held."""

import tempfile
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention.errors import Refused
from retention.ingest.undoing import change_settings, preview_undo, rebuild, undo
from retention.measures.customers import customers
from retention.settings import Settings
from retention.store import IN_MEMORY, Database, batches, open_database
from tests.uploads import upload

EUROS = """order,date,customer,amount,currency
1,2026-01-05,anna,10.50,EUR
2,2026-02-09,anna,7.00,EUR
3,2026-03-16,anna,7.00,EUR
"""
POUNDS = EUROS.replace("EUR", "GBP")
LATE = """order,date,customer,amount
1,2026-05-03T23:30:00Z,anna,10.50
2,2026-05-04T12:00:00Z,bert,7.00
3,2026-05-05 23:30:00,cleo,4.00
"""


@pytest.fixture
def database(path):
    return open_database(path)


def days(database) -> dict[str, str]:
    """The business day of each customer's sale."""
    table = customers(database.snapshot())
    return {row.customer: f"{row.first:%Y-%m-%d}" for row in table.itertuples()}


def test_of_two_people_who_undo_at_once_the_second_is_told(tmp_path):
    database = Database(IN_MEMORY)
    upload(database, tmp_path, EUROS)
    told = []

    def one_of_them():
        try:
            told.append(undo(database, 1))
        except Refused as refusal:
            told.append(str(refusal))

    both = [threading.Thread(target=one_of_them) for _ in range(2)]
    with database.unchanged():  # both have looked at the upload before either may change anything
        for each in both:
            each.start()
        time.sleep(0.5)
    for each in both:
        each.join()
    assert told == [[], "Batch 1 is undone already; nothing was changed."]


class TestSettingsFoundInFiles:
    def test_undoing_everything_leaves_the_database_as_empty_as_before(self, database, load):
        load(EUROS)
        assert database.settings.currency == "EUR" and database.settings.horizon_days
        undo(database, 1)
        assert database.settings == Settings()
        assert load(POUNDS).accepted == 3 and database.settings.currency == "GBP"

    def test_an_answer_of_a_person_stays(self, database, load):
        load(EUROS)
        change_settings(database, database.settings.changed(time_zone="Europe/Dublin"))
        undo(database, 1)
        assert database.settings == Settings(currency="EUR", time_zone="Europe/Dublin")
        assert load(POUNDS).accepted == 3 and database.as_of is None

    def test_a_horizon_that_a_person_chose_stays(self, database, load):
        load(EUROS)
        change_settings(database, database.settings.changed(horizon_days=150))
        change_settings(database, database.settings.changed(day_starts_at=3))
        undo(database, 1)
        assert database.settings.horizon_days == 150

    def test_while_another_upload_is_held_its_currency_stays(self, database, load):
        load(EUROS)
        load(EUROS.replace("2026", "2025"))
        undo(database, 1)
        assert database.settings.currency == "EUR"

    def test_a_rebuild_comes_to_the_same(self, database, load):
        load(EUROS)
        undo(database, 1)
        rebuild(database)
        assert database.settings == Settings()


class TestAnotherTimeZone:
    def test_what_is_held_is_read_again(self, database, load):
        report = load(LATE)
        assert any("as written" in warning for warning in report.warnings)
        assert days(database) == {"anna": "2026-05-03", "bert": "2026-05-04", "cleo": "2026-05-05"}
        change_settings(database, database.settings.changed(time_zone="Europe/Budapest"))
        assert days(database)["anna"] == "2026-05-04"  # half past one in the night there
        assert days(database)["cleo"] == "2026-05-05"
        assert load(LATE).duplicates == 3

    def test_the_start_of_the_day_comes_after_the_zone(self, database, load):
        load(LATE)
        change_settings(
            database, database.settings.changed(time_zone="Europe/Budapest", day_starts_at=3)
        )
        assert days(database)["anna"] == "2026-05-03"

    def test_a_rebuild_comes_to_the_same(self, database, load):
        load(LATE)
        change_settings(database, database.settings.changed(time_zone="America/New_York"))
        before = days(database)
        rebuild(database)
        assert days(database) == before and before["anna"] == "2026-05-03"
        assert database.settings.time_zone == "America/New_York"

    def test_without_zones_in_the_files_nothing_is_read_again(self, database, load, monkeypatch):
        load(EUROS)
        monkeypatch.setattr("retention.ingest.undoing._load_all", None)
        change_settings(database, database.settings.changed(time_zone="Europe/Budapest"))
        assert database.settings.time_zone == "Europe/Budapest"


class TestTheCurrencyOfThen:
    DOLLARS = "order,date,customer,amount\n1,2026-01-05,anna,$10.00\n2,2026-02-09,bert,7.00\n"

    def test_a_sign_keeps_its_meaning_when_the_shop_counts_in_another_currency(
        self, database, load
    ):
        change_settings(database, Settings(currency="CAD"))
        load(self.DOLLARS)
        again = self.DOLLARS.replace("amount", "amount,currency").replace(".00", ".00,CAD")
        assert load(again.replace("$", "")).duplicates == 2
        change_settings(database, Settings(currency="EUR"))
        before = written_in(database)
        assert before == [("1", "CAD"), ("2", None)]
        rebuild(database)
        assert written_in(database) == before
        undo(database, 1)
        assert written_in(database) == [("1", "CAD"), ("2", "CAD")]

    def test_where_there_was_none_nothing_is_guessed_afterwards(self, database, load):
        load(self.DOLLARS)
        change_settings(database, Settings(currency="AUD"))
        rebuild(database)
        assert written_in(database) == [("1", None), ("2", None)]

    def test_an_upload_that_does_not_tell_is_read_as_now(self, database, load):
        change_settings(database, Settings(currency="CAD"))
        load(self.DOLLARS)
        manifest = database.archive.manifest(1)
        del manifest["mapping"]["currency"]
        database.archive.note(1, manifest)
        change_settings(database, Settings(currency="AUD"))
        rebuild(database)
        assert written_in(database) == [("1", "AUD"), ("2", None)]


def months(database) -> list[tuple]:
    return database.rows("batches/months", currency=database.settings.currency)


class TestWhatUndoingWouldChange:
    def test_it_is_what_undoing_then_does_and_changes_nothing_itself(self, database, load):
        load(EUROS)
        load(EUROS.replace("7.00", "9.00") + "4,2026-04-01,bert,5.00,EUR\n")
        load(EUROS.replace("7.00", "9.00"))  # held wholly, so it stands in for what goes
        before, version = months(database), database.data_version
        told = preview_undo(database, 2)
        assert (months(database), database.data_version) == (before, version)
        assert told.to_dict("records") == [{
            "month": pd.Timestamp(2026, 4, 1), "lines_before": 1, "lines_after": 0,
            "customers_before": 1, "customers_after": 0, "amount_before": 5, "amount_after": 0,
        }]  # fmt: skip
        undo(database, 2)
        assert months(database) == before[:3]

    def test_what_is_undone_already_changes_nothing_more(self, database, load):
        load(EUROS)
        undo(database, 1)
        with pytest.raises(Refused, match="undone already"):
            preview_undo(database, 1)


def held(database) -> list[tuple]:
    """Every line that counts, as a person would tell it, and what each upload brought."""
    lines = database._connection.execute(
        "select order_id, ordered_at, customer, amount from sales_lines "
        "where superseded_by is null order by all"
    ).fetchall()
    columns = ["batch", "accepted", "duplicates", "updated", "status"]
    return lines, batches.listed(database)[columns].to_dict("records")


def written_in(database) -> list[tuple]:
    """The order and the currency of every line that counts."""
    return database._connection.execute(
        "select order_id, currency from sales_lines where superseded_by is null order by all"
    ).fetchall()


def sales(month: int, numbers: str) -> str:
    """One sale on each day of a month, its order number begun by a letter."""
    return "".join(
        f"{numbers}{day},2026-{month:02d}-{day:02d},c{day},5.00\n" for day in range(1, 9)
    )


class TestUndoingIsAsIfItHadNeverCome:
    def test_what_a_later_corrected_export_removed_stays_removed(self, database, load):
        header = "order,date,customer,amount\n"
        load(header + sales(1, "a"))
        load(header + sales(1, "a") + sales(2, "a"))
        load(header + sales(2, "b"), replace_period=True)
        undo(database, 1)
        undone = held(database)
        assert len(undone[0]) == 16
        rebuild(database)
        assert held(database) == undone

    # few orders and days, so that the files of a story often meet
    lines = st.tuples(
        st.sampled_from(["", "1", "2", "3"]), st.integers(1, 4), st.sampled_from([5, 7])
    )
    files = st.tuples(st.lists(lines, min_size=1, max_size=4), st.booleans())
    stories = st.lists(files, min_size=2, max_size=4).flatmap(
        lambda files: st.tuples(st.just(files), st.integers(1, len(files)))
    )

    @given(stories)
    @settings(max_examples=settings().max_examples // 2)  # a story takes seconds
    def test_a_rebuild_comes_to_the_same(self, story):
        files, batch = story
        database = Database(IN_MEMORY)
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr("retention.store.writer.Writer.derive", lambda *_: None)  # takes long
            for lines, replaces in files:
                text = "order,date,customer,amount\n" + "".join(
                    f"{order},2026-01-0{day},c{day},{amount}.00\n" for order, day, amount in lines
                )
                upload(database, Path(folder), text, source="till", replace_period=replaces)
            undo(database, batch)
            undone = held(database)
            rebuild(database)
            assert held(database) == undone
        database.close()
