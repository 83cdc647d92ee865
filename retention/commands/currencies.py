"""Rates: what other currencies are worth in the one that is counted in."""

import csv
from pathlib import Path

import pandas as pd

from retention.commands.common import add, database_of, moment, say, table_options, write_table
from retention.errors import Refused
from retention.formatting import Formats

_COLUMNS = ["month", "currency", "rate", "reporting", "who", "entered_at"]
_WANTED = {"month", "currency", "rate"}


def describe(commands) -> None:
    each = add(commands, "rates", _rates, [table_options()], "what other currencies are worth")
    each.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a CSV with month, currency, rate"
    )
    each.add_argument(
        "--set", nargs=3, action="append", default=[], metavar=("CURRENCY", "MONTH", "RATE"),
        help="such as EUR 2024-01 0.92",
    )  # fmt: skip
    each.add_argument(
        "--drop", nargs=2, action="append", default=[], metavar=("CURRENCY", "MONTH"),
        help="take a rate back",
    )  # fmt: skip


def _rates(options) -> int:
    from retention.measures.sentences.currencies import waiting
    from retention.store import rates

    database = database_of(options)
    entered = [rates.rate(*each) for each in options.set]
    entered += [rates.rate(currency, month, None) for currency, month in options.drop]
    if options.file:
        entered += [rates.rate(**row) for row in _rows(options.file)]
    if entered:
        rates.enter(database, entered, who="command line", at=moment())
    formats = Formats(database.settings.locale, database.settings.currency)
    if told := waiting(rates.waiting(database), formats):
        say(told)
    return write_table(pd.DataFrame(rates.listed(database), columns=_COLUMNS), options)


def _rows(path: Path) -> list[dict]:
    """The rows of a CSV as keywords of ``store.rates.rate``."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter=";" if ";" in first else ",")
        columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
        if not columns.keys() >= _WANTED:
            raise Refused(f"{path} needs the columns month, currency and rate.")
        return [
            {"currency": row[columns["currency"]] or "", "month": row[columns["month"]] or "",
             "worth": row[columns["rate"]] or ""}
            for row in reader
        ]  # fmt: skip
