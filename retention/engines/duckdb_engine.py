"""Builds the derived tables with DuckDB, each a plain SELECT with named inputs and outputs."""

from collections.abc import Callable
from datetime import date
from itertools import count

import duckdb

from retention import sql
from retention.settings import MIN_HORIZON_DAYS, Settings, is_currency

# Each is sql/build/<name>.sql and becomes the table <name>; a later one reads earlier ones.
FIXED = ("segment_rules",)  # made of nothing held: the same on any day
FROM_RECORDS = ("customer_facts", "feedback", "acquisition_costs", "plans")
FROM_SALES_LINES = (
    "customer_keys",
    "customer_written",
    "people",
    "products",
    "return_links",
    "lines",
    "waiting_lines",
)
# Each pass lets returns choose again that found their sale taken. Few need more than two; where the
# passes end before the last return has chosen, it stays without a sale on any day alike.
RETURN_PASSES = 100
# Made of their columns: one made by a SELECT of no rows, and filled in the same transaction, may
# lose all its rows in this release of DuckDB (docs/decisions/0013).
FILLED_LATER = frozenset({"return_links"})
PURCHASES = ("customer_days", "purchases")
FROM_PURCHASES = (
    "spells",
    "purchase_parts",
    "first_touch",
    "gap_base",
    "second_curve",
    "second_gap",
    "customers_now",
    "rfm",
)
SHOWN = ("shown_parts", "shown")
_TABLES = len((*FIXED, *FROM_RECORDS, *FROM_SALES_LINES, *PURCHASES, *FROM_PURCHASES))


def derive(
    cursor: duckdb.DuckDBPyConnection, settings: Settings, progress: Callable[[float], None]
) -> int | None:
    """All derived tables anew, in the transaction that ``cursor`` has open. Returns H: the
    settings' own, else that of the purchases found; ``None`` while no customer came back.
    ``progress`` is told the share built, 0–1."""
    built = count(1)

    def keep(name: str, bound: dict) -> None:
        _keep(cursor, name, bound)
        progress(next(built) / _TABLES)

    values = {"day_starts_at": settings.day_starts_at, "currency": _currency(cursor, settings)}
    for name in (*FIXED, *FROM_RECORDS, *FROM_SALES_LINES):
        keep(name, values)
        if name == "return_links":
            _link_returns(cursor, values)
    values |= {"as_of": _newest_day(cursor)}
    for name in PURCHASES:
        keep(name, values)
    horizon = settings.horizon_days or _first_horizon(cursor)
    values |= {"horizon_days": horizon or MIN_HORIZON_DAYS}
    for name in FROM_PURCHASES:
        keep(name, values)
    return horizon


def derive_as_of(cursor, settings: Settings, as_of: date) -> None:
    """The derived tables as they stood on an earlier day, as temporary tables that shadow the
    stored ones on this cursor alone. Later returns are not known yet."""
    values = {"as_of": as_of, "horizon_days": settings.horizon}
    _shadow(cursor, "lines", values, folder="snapshot")
    for name in (*PURCHASES, *FROM_PURCHASES):
        _shadow(cursor, name, values)


def derive_as_if(cursor, settings: Settings, as_of: date, customers: list, persons: list) -> None:
    """The purchases as they would be were ``customers`` merged into ``persons``, place by place,
    and nobody else: temporary tables that shadow the stored ones on this cursor alone."""
    merges = {"customers": customers, "persons": persons}
    cursor.execute(sql.text("identity/as_if"), merges).fetchall()
    values = {
        "as_of": as_of,
        "day_starts_at": settings.day_starts_at,
        "currency": _currency(cursor, settings),
    }
    _shadow(cursor, "customer_keys", values)
    _shadow(cursor, "return_links", values)
    _link_returns(cursor, values)
    for name in ("lines", *PURCHASES):
        _shadow(cursor, name, values)


def show_everything(cursor) -> None:
    """With no filter everything is shown, by views on this cursor alone: copies would be a sixth of
    the whole building."""
    cursor.execute(sql.text("snapshot/everything_shown")).fetchall()


def derive_shown(cursor, values: dict) -> None:
    """What the filters leave, as temporary tables on this cursor alone."""
    _shadow(cursor, "own_members", values, folder="snapshot")
    for name in SHOWN:
        _shadow(cursor, name, values)


def _first_horizon(cursor) -> int | None:
    return cursor.execute(sql.text("build/horizon")).fetchone()[0]


def _currency(cursor, settings: Settings) -> str:
    """What the lines are counted in; before anybody said, a known one of theirs; else nothing."""
    if settings.currency:
        return settings.currency
    written = [code for (code,) in cursor.execute(sql.text("currencies/found")).fetchall()]
    return min(filter(is_currency, written), default="")


def _link_returns(cursor, values: dict) -> None:
    _shadow(cursor, "return_choices", values)
    for _ in range(RETURN_PASSES):
        linked = cursor.execute(
            "insert into return_links\n" + sql.text("build/return_pass")
        ).fetchone()[0]
        if linked == 0:
            return


def _newest_day(cursor) -> date:
    """D; with nothing sold yet any day will do, since every derived table is empty."""
    return cursor.execute(sql.text("build/newest_day")).fetchone()[0] or date.min


def _keep(cursor, name: str, values: dict) -> None:
    _create(cursor, "create or replace table", name, "build", values)


def _shadow(cursor, name: str, values: dict, folder: str = "build") -> None:
    _create(cursor, "create or replace temp table", name, folder, values)


def _create(cursor, how: str, name: str, folder: str, values: dict) -> None:
    """``name`` is one of the constants above, never anything from outside."""
    question = f"{folder}/{name}"
    bound = sql.bound(question, values)
    made_of = "" if name in FILLED_LATER else "as"
    cursor.execute(f"{how} {name} {made_of}\n{sql.text(question)}", bound or None).fetchall()
