"""What changed since the last upload, as facts that a page turns into sentences.

Both sides are told with today's knowledge: a return that came in later counts on either. Under a
filter flows are of the customers whose first purchase was inside it, money and purchases are those
inside it, the silent are customers with a purchase inside it.
"""

from datetime import date

import numpy as np
import pandas as pd

from retention.store import Snapshot

COLUMNS = [
    "fact", "before", "after", "change", "compared_with", "value", "before_day", "until_day",
    "since",
]  # fmt: skip


def since_last_upload(snapshot: Snapshot) -> pd.DataFrame:
    """One row per fact; no rows where less than a month is known.

    ``before_day`` is the last sales day before the newest upload that moved it forward, and
    ``since`` says ``upload``; where one upload brought everything it is the day a month earlier,
    and ``since`` says ``month``. Columns: ``fact``, ``before``, ``after``, ``change``,
    ``compared_with`` (``before``: on ``before_day``; ``year_ago``: the same days a year earlier,
    empty where they are not covered), ``value`` (net amount per H of the customers meant),
    ``before_day``, ``until_day``, ``since``.

    Facts: ``active`` customers; ``new``, ``reactivated``, ``lapsed`` customers since; ``customers``
    who bought, ``purchases`` and ``amount`` since; ``newly_overdue``: returning customers who
    crossed the P80 of their own rhythm since; ``silent_regulars``: returning customers beyond its
    P95, not lapsed.
    """
    before_day, first_day, since = _span(snapshot)
    if before_day is None or before_day < first_day:
        return pd.DataFrame(columns=COLUMNS)
    rows = _flows(snapshot, before_day, first_day) + _silences(snapshot, before_day)
    table = pd.DataFrame(rows, columns=["fact", "before", "after", "compared_with", "value"])
    table["change"] = table["after"] - table["before"]
    table["before_day"] = pd.Timestamp(before_day)
    table["until_day"] = pd.Timestamp(snapshot.as_of)
    table["since"] = since
    return table[COLUMNS]


def _span(snapshot: Snapshot) -> tuple[date | None, date | None, str]:
    spans = snapshot.rows("changes/span")
    if not spans:
        return None, None, "upload"
    before_day, until_day, first_day = spans[0]
    if before_day is not None:
        return before_day, first_day, "upload"
    return (pd.Timestamp(until_day) - pd.DateOffset(months=1)).date(), first_day, "month"


def _flows(snapshot: Snapshot, before_day: date, first_day: date) -> list[tuple]:
    facts = snapshot.ask("changes/facts", before_day=before_day).set_index("span")
    now, ago = facts.loc["now"], facts.loc["year_ago"].astype(float)
    ago_from = pd.Timestamp(before_day) - pd.DateOffset(years=1)
    covered = ago_from >= pd.Timestamp(first_day)
    # nobody can be seen to lapse before 2H days of history stand behind
    settled = ago_from >= pd.Timestamp(first_day) + pd.Timedelta(days=2 * snapshot.horizon_days)
    rows = [("active", now["active_before"], now["active_after"], "before", np.nan)]
    for fact in ("new", "reactivated", "lapsed", "customers", "purchases", "amount"):
        seen = settled if fact in ("reactivated", "lapsed") else covered
        rows.append((fact, ago[fact] if seen else np.nan, now[fact], "year_ago", np.nan))
    return rows


def _silences(snapshot: Snapshot, before_day: date) -> list[tuple]:
    silent = snapshot.ask("changes/silent", before_day=before_day).iloc[0]
    return [
        ("newly_overdue", np.nan, silent["newly_overdue"], "before",
         silent["newly_overdue_2h"] / 2),
        ("silent_regulars", silent["silent_before"], silent["silent_after"], "before",
         silent["silent_2h"] / 2),
    ]  # fmt: skip
