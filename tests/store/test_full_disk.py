"""A full disk refuses in one sentence and ends nothing: with room again, all goes on.

The disk is full for a child process alone: no file of its may grow beyond a size.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="Windows cannot limit the size of a process's files")
ROOT = Path(__file__).parents[2]
CHILD = """
import resource, signal, sys
from datetime import datetime
from pathlib import Path
from retention import store
from retention.errors import Refused
from retention.ingest.importing import Request, import_file
from retention.store.checking import findings

folder, most = Path(sys.argv[1]), int(sys.argv[2])
shop = store.open_database(folder / "shop.duckdb")
load = lambda name: import_file(shop, Request(folder / name, datetime(2026, 11, 1)))
load("may.csv")
held = shop.rows("batches/list"), shop.settings
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
try:
    load("large.csv")
except Refused as refusal:
    print(refusal)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
assert (shop.rows("batches/list"), shop.settings) == held
assert not list(shop.archive.folder.glob("*.partial"))
assert [each["file"] for each in shop.archive.manifests()] == ["may.csv"]
shop.snapshot().rows("store/as_of")
assert load("large.csv").accepted == 15_000 and load("june.csv").accepted == 20
assert findings(shop).empty
"""
# the questions sort more than the memory holds, and what is put aside finds no room
ASKING = """
import resource, signal, sys
from datetime import date, datetime
from pathlib import Path
from retention import sql, store
from retention.engines import duckdb_engine
from retention.errors import Refused
from retention.ingest.importing import Request, import_file

folder = Path(sys.argv[1])
shop = store.open_database(folder / "shop.duckdb")
import_file(shop, Request(folder / "may.csv", datetime(2026, 11, 1)))
held = shop.snapshot()
usual, large = sql.text, "select md5(range::varchar) as word from range(2000000) order by word"
sql.text = lambda name: large if name == "large" else usual(name)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
duckdb_engine.derive_as_of = lambda cursor, *_: cursor.execute(large).fetchall()
for ask in (
    lambda: shop.ask("large"),
    lambda: held.ask("large"),
    lambda: held.rows("large"),
    lambda: shop.snapshot(date(2026, 1, 20)),
):
    try:
        ask()
    except Refused as refusal:
        print(refusal)
    assert held.rows("store/as_of")
"""


def export(path, rows, seed):
    chance = random.Random(seed)
    lines = (
        f"2026-0{chance.randint(1, 6)}-{chance.randint(10, 28)},{chance.random()},{seed}-{row},9.5"
        for row in range(rows)
    )
    path.write_text("date,customer,order,amount\n" + "\n".join(lines) + "\n", encoding="utf-8")


# where the copy in the archive does not fit; where the database does not, which ends DuckDB
@pytest.mark.parametrize("most_bytes", [500_000, 1_200_000])
def test_an_import_into_a_full_disk_changes_nothing_and_can_be_done_again(tmp_path, most_bytes):
    for seed, (name, rows) in enumerate({"may": 20, "june": 20, "large": 15_000}.items()):
        export(tmp_path / f"{name}.csv", rows, seed)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), str(most_bytes)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"There is no room left on the disk that holds {tmp_path}, so nothing was changed; "
        "make room there and do it again.\n"
    )


def test_a_question_that_finds_no_room_is_told_so_as_well(tmp_path):
    export(tmp_path / "may.csv", 50, seed=1)
    done = subprocess.run(
        [sys.executable, "-c", ASKING, str(tmp_path)], cwd=ROOT,
        env=os.environ | {"RETENTION_MEMORY": "50MB"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == 4 * [
        f"There is no room left on the disk that holds {tmp_path}, so this could not be counted; "
        "make room there and look again."
    ]
