"""A table with months as columns, as 1C makes them, turned into lines: one for each filled cell.

Customer | January 2024 | February 2024        Customer | date       | amount
Anna     | 10           | 20             →     Anna     | 2024-01-01 | 10
                                               Anna     | 2024-02-01 | 20
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow as pa

from retention.ingest import table as tables
from retention.ingest.grouped import sums_of_rows_below
from retention.ingest.header import unique
from retention.ingest.known_layouts import plain_names
from retention.ingest.months import month_in, year_told
from retention.ingest.names import without_place
from retention.ingest.shapes import is_date, rough_number
from retention.ingest.table import TextTable

_MOST_COLUMNS = 999
_ROW_STEP = 1000
_MOST_ROWS = 5000
_NO_VALUE = frozenset(("", "-", "–", "—"))


@dataclass(frozen=True)
class _Plan:
    """``labels`` are the places of the columns that say whose row it is, ``measures`` what is told
    of a month ("amount", or "Quantity" and "Sum"), ``months`` the place of each by month, ``sums``
    the numbers of the rows that sum up the rows below them, by what they are called."""

    labels: tuple[int, ...]
    measures: tuple[str, ...]
    months: dict[date, dict[str, int]]
    sums: dict[int, str] = field(default_factory=dict)


def unpivoted(table: TextTable) -> TextTable:
    """``table`` as lines if its columns are months, else as it is. A row of the result is a cell
    with a value: row 5, column 3 has the number 5003. Columns and rows of totals are no sales: the
    columns are left out; the rows, like those that sum up a group, say so in place of a date."""
    plan = _plan(table)
    if plan is None:
        return table
    plan = replace(plan, sums=_sums(table, plan))
    labels = [table.columns[at] for at in plan.labels]
    rows = zip(table.sample_numbers, table.sample, strict=True)
    sales = ((number, cells) for number, cells in rows if number not in plan.sums)
    lines = list(_lines(plan, sales))[: tables.SAMPLE_ROWS]
    own = {name: getattr(table, name) for name in TextTable.__dataclass_fields__}
    return _Unpivoted(
        **own
        | {
            "columns": unique([*labels, "date", *plan.measures]),
            "sample": [cells for _, cells in lines],
            "sample_numbers": [number for number, _ in lines],
            "notes": (*table.notes, _note(plan), *_on_sums(plan)),
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


def _on_sums(plan: _Plan) -> list[str]:
    if not plan.sums:
        return []
    number, name = next(iter(plan.sums.items()))
    return [
        f"{len(plan.sums)} rows are the sums of the rows below them (the first is row {number}, "
        f"“{name}”); they are among the rejected, so that nothing counts twice."
    ]


def _sums(table: TextTable, plan: _Plan) -> dict[int, str]:
    """The rows of ``table`` that sum up a group, by number; none in a table of very many rows,
    which no report has."""
    places = [at for months in plan.months.values() for at in months.values()]
    named, values = [], []
    for number, cells in _rows(table):
        if len(named) > _MOST_ROWS:
            return {}
        labels = [cells[at] for at in plan.labels]
        if not any(map(_is_total, labels)) and any(cells[at].strip() for at in places):
            named.append((number, next((each for each in labels if each.strip()), "")))
            values.append([rough_number(cells[at]) or 0.0 for at in places])
    return dict(named[at] for at in sorted(sums_of_rows_below(values)))


def _rows(table: TextTable) -> Iterator[tuple[int, list[str]]]:
    """Every row of ``table`` with its number."""
    for batch in table.batches():
        yield from _numbered(batch)


def _numbered(batch: pa.RecordBatch) -> Iterator[tuple[int, list[str]]]:
    numbers, *columns = (column.to_pylist() for column in batch.columns)
    return zip(numbers, map(list, zip(*columns, strict=True)), strict=True)


def _plan(table: TextTable) -> _Plan | None:
    """How to take ``table`` apart; ``None`` for a table that has a date in each row, fewer than two
    months, or a month twice."""
    if len(table.columns) > _MOST_COLUMNS:
        return None
    months: dict[date, dict[str, int]] = {}
    labels = []
    year = year_told(table.titles)
    for at, column in enumerate(table.columns):
        found = month_in(without_place(column), year)
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
            day = "" if is_total else "total" if number in plan.sums else month.isoformat()
            yield number * _ROW_STEP + min(places.values()) + 1, [*labels, day, *values]


@dataclass
class _Unpivoted(TextTable):
    inner: TextTable | None = None
    plan: _Plan | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        for batch in self.inner.batches():
            lines = list(_lines(self.plan, _numbered(batch)))
            self.read_share = self.inner.read_share
            yield tables.rows_batch(
                self.columns, [number for number, _ in lines], [cells for _, cells in lines]
            )
        self.broken[:] = [
            replace(row, row_number=row.row_number * _ROW_STEP) for row in self.inner.broken
        ]

    def close(self) -> None:
        self.inner.close()
