"""What the cells of each column look like, by the sample of the file."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from retention.ingest.known_layouts import plain_names
from retention.ingest.names import normal, words
from retention.ingest.shapes import (
    is_clock_time,
    is_date,
    is_email,
    is_number,
    is_phone,
    is_serial_day,
    rough_number,
)
from retention.ingest.table import TextTable

_CELLS_LOOKED_AT = 300


@dataclass(frozen=True)
class Profile:
    """Shares (0–1) of the filled cells of one column that look like each kind.

    ``filled`` is the share of filled cells; ``values`` are the first filled ones.
    """

    column: str
    filled: float
    date: float
    number: float
    email: float
    phone: float
    clock: float
    values: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.values

    @property
    def looks_like_money(self) -> bool:
        """Numbers that are neither dates nor codes with leading zeros."""
        if self.number < 0.8 or self.date > 0.5:
            return False
        return not any(cell[:1] == "0" and cell[1:].isdigit() for cell in self.values)


def profiles(table: TextTable) -> dict[str, Profile]:
    """One profile per column of the file."""
    return {
        column: _profile(column, [row[at] for row in table.sample])
        for at, column in enumerate(table.columns)
    }


def _profile(column: str, cells: Sequence[str]) -> Profile:
    values = [cell.strip() for cell in cells if cell.strip()]
    looked_at = values[:_CELLS_LOOKED_AT]

    def share(kind) -> float:
        return sum(map(kind, looked_at)) / len(looked_at) if looked_at else 0.0

    return Profile(
        column=column,
        filled=len(values) / len(cells) if cells else 0.0,
        date=share(is_serial_day if _counts_days(column, looked_at) else is_date),
        number=share(is_number),
        email=share(is_email),
        phone=share(is_phone),
        clock=share(is_clock_time),
        values=tuple(looked_at),
    )


def _counts_days(column: str, values: Sequence[str]) -> bool:
    """Whether a column whose name says date holds a spreadsheet's counts of days, and no date
    written in another way."""
    if sum(map(is_serial_day, values)) <= len(values) / 2 or any(map(is_date, values)):
        return False
    names = plain_names()["fields"]["ordered_at"]
    told = {*map(normal, names["best"]), *map(normal, names["good"])}
    return normal(column) in told or not set(names["words"]).isdisjoint(words(column))


def repeats_on_each_line(table: TextTable, order: str, amount: str) -> bool:
    """Whether ``amount`` is the same on every line of an order: the order's total, not the line's.

    Needs three orders of several lines, and totals that differ between orders.
    """
    order_at, amount_at = table.columns.index(order), table.columns.index(amount)
    lines = defaultdict(list)
    for row in table.sample:
        if row[order_at].strip():
            lines[row[order_at]].append(row[amount_at].strip())
    several = [cells for cells in lines.values() if len(cells) > 1]
    repeated = [cells for cells in several if len(set(cells)) == 1 and cells[0]]
    return (
        len(several) >= 3
        and len(repeated) >= 0.95 * len(several)
        and len({cells[0] for cells in repeated}) > 1
    )


def repeats_over_days(table: TextTable, code: str, day: str) -> bool:
    """Whether values of ``code`` come back on other days: a customer's number, not an order's."""
    code_at, day_at = table.columns.index(code), table.columns.index(day)
    days = defaultdict(set)
    for row in table.sample:
        if row[code_at].strip():
            days[row[code_at].strip()].add(row[day_at].strip()[:10])
    return sum(1 for each in days.values() if len(each) > 1) >= max(3, 0.05 * len(days))


def agrees_with_arithmetic(table: TextTable, amount: str, quantity: str, price: str) -> bool:
    """Whether ``amount`` is quantity × price on nearly every line of the sample."""
    places = [table.columns.index(column) for column in (amount, quantity, price)]
    seen = agreeing = 0
    for row in table.sample:
        total, pieces, each = (rough_number(row[at]) for at in places)
        if None in (total, pieces, each):
            continue
        seen += 1
        agreeing += abs(abs(total) - abs(pieces * each)) <= 0.02 * max(1, abs(pieces))
    return seen > 0 and agreeing >= 0.9 * seen
