"""What the sample shop spends to win customers: adverts for the web shop, leaflets for stores."""

import csv
from pathlib import Path

from retention.demo.days import FIRST_DAY, LAST_DAY

HEADER = ("month", "channel", "spend")
# channel → euros in an ordinary month
SPEND = {"online": 1_400, "shop": 350}
BEFORE_CHRISTMAS = 1.6  # times as much in November and December


def write_costs(path: str | Path) -> Path:
    """Write what was spent in each month of the sample as a UTF-8 CSV to `path` and return it."""
    first = FIRST_DAY.year * 12 + FIRST_DAY.month - 1
    last = LAST_DAY.year * 12 + LAST_DAY.month - 1
    target = Path(path)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(first, last + 1):
            year, month = divmod(number, 12)
            season = BEFORE_CHRISTMAS if month >= 10 else 1
            for channel, spend in SPEND.items():
                writer.writerow((f"{year}-{month + 1:02d}", channel, f"{spend * season:.2f}"))
    return target
