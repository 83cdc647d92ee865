"""The leaky bucket: who came in, who came back and who leaked out, month by month.

Under a filter by a sales field these are the customers whose *first purchase* was inside it, under
a filter by segment the customers of the segment; either way their activity is that of their whole
history, so that start + new + reactivated − lapsed = end holds exactly.
"""

import pandas as pd

from retention.errors import Refused
from retention.measures.shares import add_share
from retention.store import Snapshot


def months(snapshot: Snapshot) -> pd.DataFrame:
    """One row per complete month.

    Columns: ``month`` (first day), ``at_start``, ``new``, ``reactivated``, ``lapsed``, ``at_end``
    (customers), ``leak_rate`` (lapsed / at_start), ``low``, ``high`` (95 %, Wilson) and
    ``settled``: False while fewer than 2H days of history stand before the month, when nobody can
    have been seen to lapse and a leak of 0 tells nothing.
    """
    return since(snapshot, whole_history(snapshot))


def whole_history(snapshot: Snapshot) -> pd.DataFrame:
    """The same from the first month on, whatever period is chosen."""
    return _with_rate(snapshot.ask("bucket/flows"))


def leak(snapshot: Snapshot, *, months: int = 12) -> pd.DataFrame:
    """Leak over windows of several months, one row per complete month that ends a window.

    Columns: ``month`` (the last of the window), ``at_start`` (customers active when the window
    began), ``lapsed`` (those of them who lapsed within it, counted once), ``leak_rate``, ``low``,
    ``high`` (95 %, Wilson), ``settled`` as in ``months``. With ``months=1`` it is the monthly leak.
    """
    check_months(months)
    return since(snapshot, _with_rate(snapshot.ask("bucket/leak", months=months)))


def check_months(months: int) -> None:
    """``Refused`` for a number of months over which no leak is told."""
    if not 1 <= months <= 60:
        raise Refused(f"A leak over {months} months cannot be told; choose from 1 to 60 months.")


def since(snapshot: Snapshot, table: pd.DataFrame) -> pd.DataFrame:
    """The rows from the month in which the period of the filters begins."""
    begins = snapshot.filters.since
    if begins is None:
        return table
    return table[table["month"] >= pd.Timestamp(begins.replace(day=1))].reset_index(drop=True)


def _with_rate(table: pd.DataFrame) -> pd.DataFrame:
    settled = table.pop("settled")
    add_share(table, "lapsed", "at_start", "leak_rate")
    table["settled"] = settled.eq(True)
    return table
