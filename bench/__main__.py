"""``python -m bench [FILE]``: how long the app needs for a file, beside bare DuckDB.

Prints one line a question: the median of the app, the median of bare DuckDB's own ``read_csv`` and
``create table`` of the same file in the same run, and their ratio. FILE is a CSV of sales; without
one, the sample shop.
"""

import argparse
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from retention.demo import write_sales
from retention.ingest.importing import Request, import_file
from retention.measures.catalogue import CATALOGUE
from retention.models import risk
from retention.store import Filters, close_database, open_database


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or write_sales(Path(folder) / "sample.csv")
        bare, opened, imported = loading(Path(folder), path, options.runs)
        print(f"bare read_csv + create table      {bare:8.3f} s")
        print(f"a new and empty database          {opened:8.3f} s   {opened / bare:5.2f} ×")
        print(f"import, archive and derive        {imported:8.3f} s   {imported / bare:5.2f} ×")
        print(f"  allowed: 2.5 × + 3 s            {2.5 * bare + 3:8.3f} s")
        database = open_database(Path(folder) / "run-0.duckdb")
        for name, seconds in questions(database).items():
            print(f"{name:33} {seconds * 1000:8.1f} ms  {seconds / bare:5.2f} ×")
        close_database(Path(folder) / "run-0.duckdb")


def loading(folder: Path, path: Path, runs: int) -> tuple[float, float, float]:
    """Medians in seconds of bare DuckDB, of making a database, and of the whole import into it,
    taken in turns."""
    bare, opened, imported = [], [], []
    for run in range(runs):
        own = folder / f"run-{run}.duckdb"
        bare.append(timed(lambda run=run: bare_load(folder / f"bare-{run}.duckdb", path)))
        opened.append(timed(lambda own=own: open_database(own)))
        imported.append(timed(lambda own=own: whole_load(own, path)))
    return statistics.median(bare), statistics.median(opened), statistics.median(imported)


def bare_load(database: Path, path: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table t as select * from read_csv($path)", {"path": str(path)})


def whole_load(database: Path, path: Path) -> None:
    received_at = datetime.now(UTC).replace(tzinfo=None)
    report = import_file(open_database(database), Request(path, received_at))
    assert not report.questions, report.questions


def questions(database) -> dict[str, float]:
    """Seconds of each measure on a snapshot that stands, of a first filter, and of the score."""
    snapshot = database.snapshot()
    found = {}
    for name, measure in CATALOGUE.items():
        chosen = {option: default for option, (_, default) in measure.options.items()}
        measure.function(snapshot, **chosen)
        found[f"show {name}"] = min(
            timed(lambda m=measure, c=chosen: m.function(snapshot, **c)) for _ in range(3)
        )
    found["a new filter"] = timed(lambda: database.snapshot(filters=Filters(segment=("Loyal",))))
    found["scoring every active customer"] = timed(lambda: risk.score(snapshot))
    return found


def timed(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
