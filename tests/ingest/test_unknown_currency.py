"""Only money that exists is counted; what a file calls otherwise is kept and told."""

import pytest

from retention.store import IN_MEMORY, Database
from tests.uploads import upload


@pytest.mark.parametrize("written", ["ABC", "XXX", "🥐"])
def test_no_currency_of_this_world_is_kept_told_and_never_the_shops_own(tmp_path, written):
    database = Database(IN_MEMORY)
    report = upload(
        database,
        tmp_path,
        "order,date,customer,amount,currency\n"
        + "".join(f"{n},2026-01-0{n},anna,5.00,{written}\n" for n in range(1, 5))
        + "5,2026-01-05,anna,7.00,DEM\n",
    )
    assert report.accepted == 5 and report.rejected == 0
    assert database.settings.currency == "DEM"  # money of earlier years is money
    assert report.warnings[-1] == (
        f"“{written}”: no known currency. These lines are kept but not counted; undo this upload, "
        "correct the file and load it again."
    )
    assert [
        float(row[0]) for row in database.snapshot().ask("customers/table")[["amount"]].values
    ] == [7]
