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
    kept: list[str] = []
    for column in columns:
        alike = of(column, columns)
        if (
            len(alike) > 1
            and _is_empty(table, column)
            and not all(_is_empty(table, each) for each in alike)
        ):
            continue
        if not any(_equal(table, each, column) for each in of(column, kept)):
            kept.append(column)
    return kept


def _is_empty(table: TextTable, column: str) -> bool:
    at = table.columns.index(column)
    return not any(row[at].strip() for row in table.sample)


def _equal(table: TextTable, left: str, right: str) -> bool:
    """Whether two columns hold the same text in every row; the sample settles most, else the whole
    file is read."""
    here, there = table.columns.index(left), table.columns.index(right)
    if any(row[here].strip() != row[there].strip() for row in table.sample):
        return False
    if table.whole_in_sample:
        return True
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
