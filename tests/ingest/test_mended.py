"""A file of rejects, mended and uploaded again, brings what the first file meant."""

from datetime import datetime

import pandas as pd
import pytest

from retention.ingest.importing import Request, import_file
from retention.ingest.reading import open_table
from retention.reports import tables
from retention.store import IN_MEMORY, Database, batches
from tests.ingest.reading import all_rows, opened_text

NOW = datetime(2026, 6, 1, 9)
BAD = """order,date,customer,phone,product,amount
1,someday,=SUM(1),+49 30 1234567,-20% tea,-5.00
2,someday,'t Hooft,@anna,"\t=x; -1",7.00
"""
GOOD = "".join(f"{n},2026-05-{n:02d},c{n},,tea,5.00\n" for n in range(10, 20))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_defused_cells_come_back_as_they_were(tmp_path, ending):
    database = Database(IN_MEMORY)
    (tmp_path / "bad.csv").write_text(BAD + GOOD)
    report = import_file(database, Request(tmp_path / "bad.csv", NOW, decimal="."))
    assert report.rejected == 2
    header, rows = batches.rejects(database, report.batch)
    frame = pd.DataFrame(rows, columns=header)
    made = tables.to_csv(frame) if ending == "csv" else tables.to_xlsx(frame)
    path = tmp_path / f"rejects.{ending}"
    path.write_bytes(made)
    with open_table(path) as table:
        assert [cells[4:] for cells in all_rows(table).values()] == [
            ["=SUM(1)", "+49 30 1234567", "-20% tea", "-5.00"],
            ["'t Hooft", "@anna", "\t=x; -1", "7.00"],
        ]
        assert table.sample[0][5] == "+49 30 1234567"


def test_the_mended_row_is_taken_with_its_own_phone_number(tmp_path):
    database = Database(IN_MEMORY)
    (tmp_path / "bad.csv").write_text(
        "date,name,phone,amount\nsomeday,Anna,+49 30 1234567,5.00\n"
        + "2026-05-04,Bert,+49 30 7654321,5.00\n" * 10
    )
    report = import_file(database, Request(tmp_path / "bad.csv", NOW))
    header, rows = batches.rejects(database, report.batch)
    made = tables.to_csv(pd.DataFrame(rows, columns=header)).decode("utf-8-sig")
    assert "'+49 30 1234567" in made
    (tmp_path / "mended.csv").write_text(made.replace("someday,", "2026-05-05,"))
    assert import_file(database, Request(tmp_path / "mended.csv", NOW)).accepted == 1
    assert database.snapshot().ask("customers/table")["customer"].sort_values().tolist() == [
        "+49301234567", "+49307654321",
    ]  # fmt: skip


def test_an_apostrophe_in_any_other_file_stays(tmp_path):
    with opened_text(tmp_path, "date,customer,amount\n2024-01-05,'+49 30 1,5.00\n") as table:
        assert all_rows(table) == {2: ["2024-01-05", "'+49 30 1", "5.00"]}
