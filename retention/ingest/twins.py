"""Columns of one name: which of them holds a field is asked, unless they say the same."""

import pyarrow.compute as pc

from retention.ingest.names import normal
from retention.ingest.table import TextTable


def of(column: str, columns) -> list[str]:
    """Those of ``columns`` that have the name of ``column``, itself among them."""
    return [each for each in columns if normal(each) == normal(column)]


def distinct(table: TextTable, columns: list[str]) -> list[str]:
    """``columns`` without the empty ones that have a filled twin, and without those that say in
    every row what a twin to their left says."""
    samples = {column: _sample(table, column) for column in columns}
    filled = {normal(column) for column in columns if any(samples[column])}
    kept: list[str] = []
    alike: dict[tuple, list[str]] = {}  # the kept ones of one name and sample
    for column in columns:
        if not any(samples[column]) and normal(column) in filled:
            continue
        twins = alike.setdefault((normal(column), samples[column]), [])
        if not any(_equal_below(table, each, column) for each in twins):
            twins.append(column)
            kept.append(column)
    return kept


def _sample(table: TextTable, column: str) -> tuple[str, ...]:
    at = table.columns.index(column)
    return tuple(row[at].strip() for row in table.sample)


def _equal_below(table: TextTable, left: str, right: str) -> bool:
    """Whether two columns of one sample hold the same text in every row of the file."""
    if table.whole_in_sample:
        return True
    here, there = table.columns.index(left), table.columns.index(right)
    return all(
        pc.all(
            pc.equal(
                pc.utf8_trim_whitespace(batch.column(here + 1)),
                pc.utf8_trim_whitespace(batch.column(there + 1)),
            )
        ).as_py()
        is not False
        for batch in table.batches()
    )
