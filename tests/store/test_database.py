"""The one door: one writer, all or nothing, and nothing else in reach."""

import threading
from datetime import date

import duckdb
import pyarrow as pa
import pytest

from retention.errors import Refused
from retention.store import IN_MEMORY, Database, Filters, close_database, open_database
from tests.worlds import world


def test_sql_reaches_no_file_and_no_setting(tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    cursor = world("anna 2024-01-05")._connection.cursor()
    with pytest.raises(duckdb.PermissionException):
        cursor.execute(f"select * from read_csv('{tmp_path / 'secret.csv'}')").fetchall()
    with pytest.raises(duckdb.Error):
        cursor.execute("set enable_external_access = true")


def test_a_change_that_fails_leaves_nothing_behind():
    shop = world("anna 2024-01-05\nbert 2024-02-01")
    version, day = shop.data_version, shop.as_of
    with pytest.raises(ZeroDivisionError), shop.writing("test", "fails") as writer:
        writer.run("batches/clear_all")
        writer.derive()
        raise ZeroDivisionError
    assert (shop.data_version, shop.as_of) == (version, day)


def test_readers_see_before_or_after_and_never_between():
    shop = world("anna 2024-01-05\nbert 2024-02-01")
    seen, go_on = [], threading.Event()

    def read():
        while not go_on.is_set():
            seen.append(len(shop.snapshot().ask("customers/table")))

    reader = threading.Thread(target=read)
    reader.start()
    with shop.writing("test", "empties") as writer:
        writer.run("batches/clear_all")
    go_on.set()
    reader.join()
    assert set(seen) <= {2}


def test_snapshots_of_many_threads_do_not_mix():
    shop = world("\n".join(f"c{n} 2024-01-{n % 28 + 1:02d} store=s{n % 4}" for n in range(40)))
    found = {}

    def count(store):
        snapshot = shop.snapshot(filters=Filters(store=(store,)))
        found[store] = {len(snapshot.ask("customers/table")) for _ in range(20)}

    threads = [threading.Thread(target=count, args=(f"s{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {f"s{n}": {10} for n in range(4)}


def test_a_file_that_is_no_database_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "shop.duckdb"
    path.write_bytes(b"this is not a database" * 1000)
    with pytest.raises(Refused, match="shop.duckdb"):
        open_database(path)
    close_database(path)


def test_an_empty_database_has_no_day_and_refuses_a_snapshot():
    empty = world("")
    assert empty.as_of is None
    with pytest.raises(Refused, match="no sales yet"):
        empty.snapshot()


def test_tables_of_an_older_version_are_derived_anew(tmp_path):
    shop = open_database(tmp_path / "shop.duckdb")
    with shop.writing("test", "an older version's tables") as writer:
        writer.raw.execute("drop table customers_now").fetchall()
        writer.raw.execute("update derived_layout set layout = 'older'").fetchall()
    close_database(tmp_path / "shop.duckdb")
    shop = open_database(tmp_path / "shop.duckdb")
    assert shop.rows("checks/findings") == []
    version = shop.data_version
    close_database(tmp_path / "shop.duckdb")
    assert open_database(tmp_path / "shop.duckdb").data_version == version
    close_database(tmp_path / "shop.duckdb")


def test_what_is_asked_over_a_connection_that_somebody_closes_is_asked_once_more(tmp_path):
    shop = open_database(tmp_path / "shop.duckdb")
    whole = shop._connection

    class Closed:
        def cursor(self):
            shop._connection = whole  # by now another thread has opened the file anew
            raise duckdb.ConnectionException("Connection already closed!")

    shop._connection = Closed()
    assert shop.rows("store/as_of") == [(None,)]
    whole.close()
    with pytest.raises(duckdb.ConnectionException):  # closed for good
        shop.rows("store/as_of")
    close_database(tmp_path / "shop.duckdb")


def test_appended_rows_are_not_held_in_memory_until_the_transaction_ends():
    database = Database(IN_MEMORY)
    with database.writing("test", "appended") as writer:
        writer.raw.execute("create temp table words (word varchar)").fetchall()
        before = pa.total_allocated_bytes()
        for _ in range(5):
            writer.append("words", pa.record_batch({"word": pa.array(["x" * 100] * 50_000)}))
        assert pa.total_allocated_bytes() - before < 10_000_000
        assert writer.raw.execute("select count(*) from words").fetchall() == [(250_000,)]
    database.close()


def test_an_earlier_day_of_a_snapshot_is_that_day_without_the_segments_of_today():
    database = world("anna 2024-01-05\nbert 2024-01-20\nanna 2024-03-01")
    day = date(2024, 1, 31)
    segment = database.snapshot().rows("segments/summary")[0][0]
    filters = Filters(segment=(segment,))
    earlier = database.snapshot(filters=filters).on(day)
    assert earlier.as_of == day and earlier.filters == Filters()
    assert earlier.ask("segments/scores").equals(database.snapshot(day).ask("segments/scores"))
    # a day after the newest is the newest
    assert database.snapshot().on(date(2030, 1, 1)).as_of == date(2024, 3, 1)
