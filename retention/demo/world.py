"""The sample shop as one sales file, from a seed."""

import csv
from pathlib import Path

import numpy as np

from retention.demo.baskets import draw_lines, returned_lines
from retention.demo.catalogue import catalogue
from retention.demo.habits import ONLINE_DEPOT, draw_habits
from retention.demo.ledger import HEADER, Ledger
from retention.demo.people import cards
from retention.demo.receipts import draw_receipts
from retention.demo.visits import draw_visits

DEFAULT_SEED = 2026
_STEPS = 6  # each step has its own stream of chance, so that a change in one leaves the others


def write_sales(path: str | Path, *, seed: int = DEFAULT_SEED) -> Path:
    """Write three years of sales as a UTF-8 CSV to `path` and return it.

    One row per product line, columns as in `ledger.HEADER`, sorted by time; the same seed
    writes the same bytes. OSError if the place cannot be written.
    """
    streams = [np.random.default_rng([seed, step]) for step in range(_STEPS)]
    goods = catalogue()
    habits = draw_habits(goods, streams[0])
    receipts = draw_receipts(draw_visits(habits, goods, streams[1]), streams[2])
    lines = draw_lines(receipts, habits, goods, streams[3])
    returned = returned_lines(receipts, lines, goods, streams[4])
    ledger = Ledger(receipts, lines, habits, goods, cards(habits.store == ONLINE_DEPOT, streams[5]))
    target = Path(path)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(ledger.rows(returned, streams[4]))
    return target
