"""Each thing a controller would notice is said, with an example, and nothing is held back."""

from datetime import date, datetime, timedelta

import pytest

from retention.ingest.importing import Request, import_file
from retention.ingest.warnings import CHECKS
from retention.store import IN_MEMORY, Database

HEADER = "order;date;customer;product;category;quantity;amount"


def daily(first: str, days: int, *, number=0, price="10.00", category="Tea", but=()):
    """One line a day, each of its own order and customer; days of ``but`` are left out."""
    begin = date.fromisoformat(first)
    return [
        f"{number + at};{begin + timedelta(at)};p{number + at};mug;{category};1;{price}"
        for at in range(days)
        if str(begin + timedelta(at)) not in but
    ]


@pytest.fixture
def told(tmp_path):
    """Import files of these lines one after the other; the warnings of the last one."""

    def told(*files):
        database = Database(IN_MEMORY)
        for number, lines in enumerate(files):
            path = tmp_path / f"file{number}.csv"
            path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
            report = import_file(database, Request(path, datetime(2026, 8, 1, 12)))
            assert report.questions == ()
            assert report.rows == report.accepted + report.duplicates + report.rejected
        database.close()
        return " ".join(report.warnings)

    return told


SPRING = daily("2026-02-01", 89)
MAY = daily("2026-05-01", 31, number=100)


def test_an_ordinary_month_is_taken_without_a_word(told):
    assert told(SPRING, MAY) == ""


ODD_DAYS = [f"2026-06-{day:02d}" for day in range(1, 30, 2)]
ODD = {
    "overlap": (SPRING, SPRING[-9:] + MAY, "9 lines from 2026-04-22 to 2026-04-30 were held"),
    "other_customers": (
        [f";{line.partition(';')[2]}" for line in SPRING],
        [f";{line.partition(';')[2]}".replace(";p", ";q") for line in SPRING],
        "89 lines are the same as ones held from file0.csv, but for the customer",
    ),
    "half_read_orders": (
        SPRING,
        [f"{SPRING[-1][:-5]}12", f"{SPRING[-1][:-5]}x", *MAY],
        "Order 88 was held already and stays as it was, because a row could not be read",
    ),
    "thin_month": (
        SPRING,
        MAY + daily("2026-06-01", 30, number=200, but=ODD_DAYS),
        "2026-06 has 15 lines where 30 a month are usual",
    ),
    "silent_days": (SPRING, MAY[10:], "no sale from 2026-05-01 to 2026-05-10, 10 days"),
    "after_upload": (SPRING, [*MAY, "9;2062-05-01;eve;mug;Tea;1;10"], "(row 33: 2062-05-01)"),
    "every_line_twice": (SPRING, [*MAY, *MAY], "twice (such as rows 2 and 33)"),
    "total_row": (SPRING, [*MAY, "999;2026-05-31;eve;mug;Tea;1;310.00"], "Row 33 has the amount"),
    "new_category": (SPRING, daily("2026-05-01", 31, number=100, category="T-ea"), "“T-ea”"),
    "odd_prices": (SPRING, [*MAY[:30], "999;2026-05-31;eve;mug;Tea;1;1000"], "mug for 1000.00"),
    "reused_orders": (SPRING, [*MAY, "3;2026-05-31;eve;mug;Tea;1;10"], "such as 3: eve and p3"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_odd_is_said(told, name):
    before, after, sentence = ODD[name]
    assert sentence in told(before, after)
