"""What another currency was worth in the reporting one, by month: entered by people, and archived.

One reporting currency at a time: rates into one that is not counted in any more are kept, and not
used.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import pandas as pd

from retention.errors import Refused
from retention.settings import Settings
from retention.store.archive import Archive
from retention.store.database import Database
from retention.store.writer import Writer

_SMALLEST, _LARGEST = Decimal("0.00000001"), Decimal(1_000_000)


@dataclass(frozen=True)
class Rate:
    """One unit of ``currency`` was ``rate`` of the reporting currency in the month that begins on
    ``month``; ``None`` takes an earlier answer back."""

    currency: str
    month: date
    rate: Decimal | None


def rate(currency: str, month: str, worth: str | None) -> Rate:
    """A rate from what a person wrote: ``EUR``, ``2024-03``, ``0.92``; ``Refused`` for nonsense."""
    code = Settings().changed(currency=currency).currency
    try:
        first_day = date.fromisoformat(f"{str(month).strip()[:7]}-01")
    except ValueError:
        raise Refused(f"“{month}” is not a month; write it as 2024-03.") from None
    return Rate(code, first_day, None if worth is None else _number(worth))


def _number(worth: str) -> Decimal:
    try:
        number = Decimal(str(worth).strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not (number.is_finite() and _SMALLEST <= number <= _LARGEST):
        raise Refused(f"“{worth}” is not a rate; write how much one unit is, such as 0.92.")
    return number.quantize(_SMALLEST)


def enter(database: Database, entered: list[Rate], *, who: str, at: datetime) -> None:
    """Keep the rates into the reporting currency and count everything anew."""
    reporting = database.settings.currency
    if reporting is None:
        raise Refused("Say in which currency you count first, in the settings.")
    if any(each.currency == reporting for each in entered):
        raise Refused(f"You count in {reporting}: it needs no rate. Give one for another currency.")
    record = {
        "rates": [
            {
                "currency": each.currency,
                "month": each.month.isoformat(),
                "rate": None if each.rate is None else str(each.rate),
            }
            for each in entered
        ],
        "reporting": reporting,
        "who": who,
        "at": at.isoformat(),
    }
    with database.writing(who, f"entered {len(entered)} rates") as writer:
        _put(writer, record)
        writer.enter(record)
        writer.derive()


def listed(database: Database) -> pd.DataFrame:
    """One row per rate in use: ``month``, ``currency``, ``rate``, ``reporting``, ``who``,
    ``entered_at``."""
    return database.ask("currencies/rates", reporting=database.settings.currency)


def waiting(database: Database) -> pd.DataFrame:
    """One row per month and currency whose lines wait for a rate: ``month``, ``currency``,
    ``lines``. They are in no number until then."""
    return database.ask("currencies/waiting")


def restore(writer: Writer, archive: Archive) -> None:
    """The rates as the archive has them; deriving is left to the caller."""
    writer.run("currencies/clear")
    for record in archive.entered():
        if "rates" in record:
            _put(writer, record)


def _put(writer: Writer, record: dict) -> None:
    for each in record["rates"]:
        which = {
            "month": date.fromisoformat(each["month"]),
            "currency": each["currency"],
            "reporting": record["reporting"],
        }
        writer.run("currencies/drop", **which)
        if each["rate"] is not None:
            writer.run(
                "currencies/put", **which, rate=Decimal(each["rate"]), who=record["who"],
                entered_at=datetime.fromisoformat(record["at"]),
            )  # fmt: skip
