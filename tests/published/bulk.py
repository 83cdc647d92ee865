"""A long log at once: a frame of sales lines becomes a database in memory."""

import pandas as pd
import pyarrow as pa

from retention.store import IN_MEMORY, Database


def bulk(lines: pd.DataFrame) -> Database:
    """A database of these lines; ``lines`` needs ordered_at, customer and amount (text, exact), and
    may bring other fields of ``sales_lines``. H is found from the data."""
    table = lines.assign(
        batch=1, row_number=range(1, len(lines) + 1), source="test", kind="product"
    )
    if "is_return" not in table:
        table["is_return"] = False
    database = Database(IN_MEMORY)
    with database.writing("test", "loaded a log") as writer:
        writer.append("sales_lines", pa.Table.from_pandas(table, preserve_index=False))
        writer.derive()
    return database
