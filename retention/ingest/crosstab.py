"""A table with months as columns, as 1C makes them, turned into lines: one for each filled cell.

Customer | January 2024 | February 2024        Customer | date       | amount
Anna     | 10           | 20             →     Anna     | 2024-01-01 | 10
                                               Anna     | 2024-02-01 | 20
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from retention.ingest import table as tables
from retention.ingest.header import unique
from retention.ingest.known_layouts import plain_names
from retention.ingest.months import month_in
from retention.ingest.names import without_place
from retention.ingest.shapes import is_date
from retention.ingest.table import TextTable

_MOST_COLUMNS = 999
_ROW_STEP = 1000
_NO_VALUE = frozenset(("", "-", "–", "—"))


@dataclass(frozen=True)
class _Plan:
    """``labels`` are the places of the columns that say whose row it is, ``measures`` what is told
    of a month ("amount", or "Quantity" and "Sum"), ``months`` the place of each by month."""

    labels: tuple[int, ...]
    measures: tuple[str, ...]
    months: dict[date, dict[str, int]]


def unpivoted(table: TextTable) -> TextTable:
    """``table`` as lines if its columns are months, else as it is. A row of the result is a cell
    with a value: row 5, column 3 has the number 5003. Columns and rows of totals are no sales: the
    columns are left out, and the rows have no date."""
    plan = _plan(table)
    if plan is None:
        return table
    labels = [table.columns[at] for at in plan.labels]
    lines = list(_lines(plan, zip(table.sample_numbers, table.sample, strict=True)))[
        : tables.SAMPLE_ROWS
    ]
    own = {name: getattr(table, name) for name in TextTable.__dataclass_fields__}
    return _Unpivoted(
        **own
        | {
            "columns": unique([*labels, "date", *plan.measures]),
            "sample": [cells for _, cells in lines],
            "sample_numbers": [number for number, _ in lines],
            "notes": (*table.notes, _note(plan)),
            "carried": {},
        },
        inner=table,
        plan=plan,
    )


def _note(plan: _Plan) -> str:
    return (
        f"The {len(plan.months)} months in the header became dates: each cell with a value is one "
        "row, dated on the first of its month, because the days are not known. Row 5003 is the "
        "cell in row 5, column 3."
    )


def _plan(table: TextTable) -> _Plan | None:
    """How to take ``table`` apart; ``None`` for a table that has a date in each row, fewer than two
    months, or a month twice."""
    if len(table.columns) > _MOST_COLUMNS:
        return None
    months: dict[date, dict[str, int]] = {}
    labels = []
    for at, column in enumerate(table.columns):
        found = month_in(without_place(column))
        if found is None:
            labels.append(at)
            continue
        month, measure = found
        if measure in months.setdefault(month, {}):
            return None
        months[month][measure] = at
    labels = [at for at in labels if not _is_total(table.columns[at])]
    if len(months) < 2 or not labels or any(_is_dated(table, at) for at in labels):
        return None
    measures = tuple(dict.fromkeys(name for places in months.values() for name in places))
    if measures == ("",):
        months = {month: {"amount": places[""]} for month, places in months.items()}
        measures = ("amount",)
    return _Plan(tuple(labels), measures, months)


def _is_dated(table: TextTable, at: int) -> bool:
    cells = [row[at] for row in table.sample if row[at].strip()]
    return bool(cells) and sum(map(is_date, cells)) > len(cells) / 2


def _is_total(label: str) -> bool:
    words = plain_names()["values"]["totals"]
    return bool(re.fullmatch(rf"({words})([ :].*)?", label.strip().lower()))


def _lines(plan: _Plan, rows) -> Iterator[tuple[int, list[str]]]:
    """The lines of numbered ``rows``, with their numbers."""
    for number, cells in rows:
        labels = [cells[at] for at in plan.labels]
        is_total = any(map(_is_total, labels))
        for month, places in plan.months.items():
            values = [cells[places[name]] if name in places else "" for name in plan.measures]
            if _NO_VALUE.issuperset(map(str.strip, values)):
                continue
            day = "" if is_total else month.isoformat()
            yield number * _ROW_STEP + min(places.values()) + 1, [*labels, day, *values]


@dataclass
class _Unpivoted(TextTable):
    inner: TextTable | None = None
    plan: _Plan | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        for batch in self.inner.batches():
            numbers, *columns = (column.to_pylist() for column in batch.columns)
            rows = zip(numbers, map(list, zip(*columns, strict=True)), strict=True)
            lines = list(_lines(self.plan, rows))
            self.read_share = self.inner.read_share
            yield tables.rows_batch(
                self.columns, [number for number, _ in lines], [cells for _, cells in lines]
            )
        self.broken[:] = [
            replace(row, row_number=row.row_number * _ROW_STEP) for row in self.inner.broken
        ]

    def close(self) -> None:
        self.inner.close()
