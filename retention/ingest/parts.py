"""Related tables: items, orders, customers and products in files apart make sales together.

Each file is kept as it was read; the sales are made from all of them whenever one comes or goes, so
that any order of uploading gives the same lines.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import pyarrow as pa

from retention.ingest.checks import Checked, convert, end_of_day, look_up, on_zones
from retention.ingest.currency import currencies_told, one_currency, unnamed
from retention.ingest.fields import SALES_FIELDS
from retention.ingest.known_layouts import JOINS, PART, PLAIN
from retention.ingest.mapping import Mapping
from retention.ingest.staging import renamed, stage_staged
from retention.ingest.table import TextTable
from retention.store.writer import Writer

# What the rows of each part are told apart by; the rest of a part is kept aside.
_OWN_KEYS = {
    "items": "order", "orders": "order", "refunds": "order", "deliveries": "order",
    "customers": "customer", "products": "product", "aside": "row",
}  # fmt: skip


def part_of(mapping: Mapping) -> str:
    """Which of several related tables it is: "olist items"; empty for a file by itself."""
    return f"{mapping.family} {mapping.part}".strip()


def read(
    writer: Writer, table: TextTable, mapping: Mapping, received_at, progress=None, batches=None
) -> Checked:
    """The rows of one table, or those in ``batches``, read into ``checked_records``:
    reject_reason tells what cannot be taken; what the other tables bring is no lack."""
    keys = {f"{name}_key": mapping.joins.get(name) for name in JOINS}
    known = {name: column for name, column in keys.items() if column}
    keyed = replace(mapping, values={**mapping.values, **known})

    def cells(batch: pa.RecordBatch) -> pa.RecordBatch:
        found = renamed(table, keyed, batch)
        for name in keys.keys() - known:
            found = found.append_column(name, pa.nulls(found.num_rows, pa.string()))
        return found

    stage_staged(
        writer, cells(table.sample_batch(0)), map(cells, batches or table.batches()),
        progress and (lambda: progress(table.read_share)),
    )  # fmt: skip
    return _checked(writer, table, mapping, received_at)


def _checked(writer: Writer, table: TextTable, mapping: Mapping, received_at: datetime) -> Checked:
    time_zone = writer.settings().time_zone
    decided = look_up(writer, mapping, time_zone)
    if decided.questions:
        return Checked(table, 0, 0, 0, decided.dates, decided.decimal, decided.questions)
    writer.run("kinds/read")
    writer.run(
        "parts/checked",
        part=part_of(mapping),
        own_key=_OWN_KEYS[mapping.part],
        needs_date=mapping.part == "orders",
        needs_amount=mapping.part in ("items", "refunds"),
        end_of_upload_day=end_of_day(received_at, time_zone),
    )
    rejected = len(writer.rows("kinds/rejects")) + len(table.broken)
    rows = writer.rows("kinds/rows")[0][0] + len(table.broken)
    has_zones, unknown_zone = writer.rows("ingest/zones")[0]
    return Checked(
        table, rows, rows - rejected, rejected, decided.dates, decided.decimal,
        has_zones=has_zones, notes=on_zones(has_zones, unknown_zone, time_zone),
    )  # fmt: skip


def make_sales(writer: Writer) -> dict[str, tuple[str, ...]]:
    """Make the sales of every family of related tables anew from what is held of it. Returns by
    family what a person should know: rows that wait for another file, or cannot be sales."""
    read_as: dict[str, list[Mapping]] = {}
    for family, mapping, _ in writer.rows("parts/mappings"):
        read_as.setdefault(family, []).append(Mapping.from_dict(json.loads(mapping)))
    return {family: _make(writer, family, mappings) for family, mappings in read_as.items()}


def _make(writer: Writer, family: str, mappings: list[Mapping]) -> tuple[str, ...]:
    writer.run("parts/clear_lines", family=family)
    writer.run("parts/joined", family=family)
    waiting = _waiting(writer, family, mappings)
    writer.run("ingest/staged_columns")
    writer.run("parts/staged")
    whole = _whole(mappings)
    look_up(writer, whole, None)
    convert(writer, whole, datetime.max)  # each table was held against its own day of upload
    told = unnamed(writer, whole, subject="These files name")
    one_currency(writer, whole)
    written = sorted(currency for currency, _ in writer.rows("batches/currencies"))
    told += currencies_told(writer, written)
    writer.run("parts/keep_lines", family=family)
    left_out = writer.rows("parts/left_out")
    return (
        *waiting,
        *told,
        *(f"{rows:,} rows of these files are no sales: {reason}." for reason, rows in left_out),
    )


def _whole(mappings: Iterable[Mapping]) -> Mapping:
    """How the joined rows are read: everything is in plain notation by now."""
    by_part = {mapping.part: mapping for mapping in mappings}
    items = by_part.get("items")
    shares = items is not None and any("order_amount" in each.values for each in by_part.values())
    fields = {name: name for name in SALES_FIELDS}
    if items is not None and "amount" not in items.fields:
        del fields["amount"]
    return Mapping(
        PLAIN,
        fields,
        values={"order_amount": "order_amount"} if shares else {},
        dates="ymd",
        decimal=".",
        amount_before_discount=any(
            each.amount_before_discount for each in mappings if each.part in ("items", "orders")
        ),
        cancelled=tuple({word for each in mappings for word in each.cancelled}),
        not_sales=tuple({word for each in mappings for word in each.not_sales}),
        kind=PART,
    )


def _waiting(writer: Writer, family: str, mappings: list[Mapping]) -> tuple[str, ...]:
    without_order, without_customer = writer.rows("parts/waiting")[0]
    orders, sales = writer.rows("parts/orders", family=family)[0]
    told = []
    if without_order:
        told.append(f"{without_order:,} item rows wait for the orders file.")
    if orders:
        told.append(f"{orders:,} orders wait for the items file.")
    if without_customer and any("customer" in each.joins for each in mappings):
        told.append(
            f"{without_customer:,} sales wait for the customers file and count as anonymous."
        )
    if not told and not sales:
        told.append("These rows are kept until the files of orders and items come.")
    return tuple(told)
