"""Tiny worlds: a few visits, written as lines of text, become a database in memory."""

from datetime import date, datetime
from unittest.mock import patch

import pyarrow as pa

from retention.settings import Settings
from retention.store import IN_MEMORY, Database
from retention.store.writer import Writer

TEXT_FIELDS = (
    "order_id", "customer", "customer_name", "email", "phone", "product", "product_name",
    "category", "currency", "country", "city", "channel", "store", "salesperson", "coupon_code",
    "status",
)  # fmt: skip
MONEY_FIELDS = ("quantity", "unit_price", "discount", "amount", "unit_cost")
TIME_FIELDS = ("promised_at", "delivered_at", "cancelled_at")


def world(visits: str, *, horizon_days: int | None = 30, **settings) -> Database:
    """A database holding one line per line of text: ``customer date [amount] [field=value …]``.

    A dash as customer is an anonymous sale; the amount is 10.00 unless given. Without a horizon it
    is found among the purchases, if somebody comes back.
    """
    rows = [_visit(text.split()) for text in visits.strip().splitlines() if text.strip()]
    return world_of(rows, horizon_days=horizon_days, **settings)


def world_of(rows: list[dict], *, horizon_days: int | None = 30, **settings) -> Database:
    """The same from dictionaries of ``sales_lines`` fields; ``ordered_at`` is needed."""
    with patch.object(Writer, "derive"):  # once is enough, when the rows are in
        database = Database(IN_MEMORY)
    with database.writing("test", "built a world") as writer:
        writer.keep_settings(Settings(horizon_days=horizon_days).changed(**settings))
        if rows:
            writer.append("sales_lines", _arrow(rows))
        writer.derive()
    return database


def _visit(words: list[str]) -> dict:
    customer, day, *rest = words
    row = {"ordered_at": datetime.fromisoformat(day), "amount": "10.00"}
    if customer != "-":
        row["customer"] = customer
    for word in rest:
        name, sign, value = word.partition("=")
        row.update({name: value.replace("_", " ")} if sign else {"amount": name})
    return row


def _arrow(rows: list[dict]) -> pa.Table:
    complete = [_complete(number, row) for number, row in enumerate(rows, 1)]
    columns = {name: [row.get(name) for row in complete] for name in complete[0]}
    types = {name: pa.timestamp("us") for name in ("ordered_at", *TIME_FIELDS)}
    return pa.table({name: pa.array(values, types.get(name)) for name, values in columns.items()})


def _complete(number: int, row: dict) -> dict:
    amount = float(row.get("amount") or 0)
    row = dict.fromkeys((*TEXT_FIELDS, *MONEY_FIELDS, *TIME_FIELDS)) | row
    for name in TIME_FIELDS:
        row[name] = datetime.fromisoformat(row[name]) if isinstance(row[name], str) else row[name]
    moment = row["ordered_at"]
    if isinstance(moment, date) and not isinstance(moment, datetime):
        row["ordered_at"] = datetime(moment.year, moment.month, moment.day)
    returned = str(row.get("status") or "") == "cancelled" or amount < 0
    return {
        "batch": 1,
        "row_number": number,
        "source": "test",
        "is_return": returned,
        "kind": "product",
        **{name: None if value is None else _text(name, value) for name, value in row.items()},
    }


def _text(name: str, value):
    return str(value) if name in MONEY_FIELDS or name in TEXT_FIELDS else value
