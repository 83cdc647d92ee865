"""What must be asked before a file can be loaded, and what should be said about it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from retention.ingest import profile
from retention.ingest.fields import WORDS
from retention.ingest.profile import Profile
from retention.ingest.question import Question
from retention.ingest.table import TextTable

if TYPE_CHECKING:
    from retention.ingest.mapping import Mapping

MOST_CANDIDATES = 8
_CONTACTS = ("customer", "email", "phone")


def for_open_fields(
    table: TextTable, open_fields: dict[str, list[str]], named: dict[str, str] = WORDS
) -> tuple[Question, ...]:
    """One question per field that several columns could be; ``named`` is how a person calls it."""
    return tuple(
        Question(
            name,
            f"Several columns of {table.path.name} could be {named[name]}: which one is it?",
            tuple(columns[:MOST_CANDIDATES]),
            _map_flag(name, columns),
        )
        for name, columns in open_fields.items()
    )


def with_questions(
    table: TextTable, seen: dict[str, Profile], mapping: "Mapping", said: dict
) -> "Mapping":
    """``mapping`` with what is still to be asked and to be told. ``said`` are the answers given."""
    mapping = _order_total_aside(table, mapping, said)
    mapping = _named_customers(mapping, said)
    questions = [each for each in mapping.questions if each.field not in said]
    asked = {each.field for each in questions}
    if not table.sheet_chosen and len(table.sheets) > 1:
        questions.insert(0, _which_sheet(table))
    if "ordered_at" not in mapping.fields and "ordered_at" not in asked:
        questions.append(_which_date(table, seen, mapping))
    if "amount" not in asked and _lacks_money(mapping, asked):
        questions.append(_which_amount(table, seen, mapping))
    if not any(name in mapping.fields or name in asked for name in _CONTACTS):
        mapping = _noted(
            mapping, "No column tells the customers apart, so all sales count as anonymous."
        )
    return replace(mapping, questions=tuple(questions))


def _lacks_money(mapping: "Mapping", asked: set[str]) -> bool:
    known = {*mapping.fields, *asked}
    has_parts = {"quantity", "unit_price"} <= known
    return not (has_parts or "amount" in mapping.fields or mapping.without_amounts)


def _order_total_aside(table: TextTable, mapping: "Mapping", said: dict) -> "Mapping":
    """An order's total that stands on each of its lines must not be added up line by line."""
    amount, order = mapping.fields.get("amount"), mapping.fields.get("order_id")
    if not amount or not order or "amount" in said:
        return mapping
    if not profile.repeats_on_each_line(table, order, amount):
        return mapping
    fields = {name: column for name, column in mapping.fields.items() if name != "amount"}
    return _noted(
        replace(mapping, fields=fields),
        f"“{amount}” is the same on every line of an order, so it is taken for the order's total "
        "and not for the amount of a line.",
    )


def _named_customers(mapping: "Mapping", said: dict) -> "Mapping":
    """Where nothing else tells customers apart, their names do."""
    fields = mapping.fields
    if "customer_name" not in fields or any(name in fields or name in said for name in _CONTACTS):
        return mapping
    if any(question.field == "customer" for question in mapping.questions):
        return mapping
    name = fields["customer_name"]
    joined = dict(mapping.joined)
    if "customer_name" in joined:
        joined["customer"] = joined["customer_name"]
    return _noted(
        replace(mapping, fields={**fields, "customer": name}, joined=joined),
        f"Customers are told apart by “{name}” alone; two people of one name count as one.",
    )


def _noted(mapping: "Mapping", note: str) -> "Mapping":
    return replace(mapping, notes=(*mapping.notes, note))


def _which_sheet(table: TextTable) -> Question:
    return Question(
        "sheet",
        f"{table.path.name} has several sheets with rows; which one holds the sales?",
        table.sheets,
        f'--sheet "{table.sheets[0]}"',
    )


def _which_date(table: TextTable, seen: dict[str, Profile], mapping: "Mapping") -> Question:
    candidates = [
        column for column in _free(table, mapping, "ordered_at") if seen[column].date >= 0.5
    ]
    text = f"No column of {table.path.name} is clearly the date of sale; which one is it?"
    if not candidates:
        text = (
            f"No column of {table.path.name} holds dates, and a sale without its date cannot be "
            "placed; which column is the date of sale? If there is none, export the file with it."
        )
    return Question(
        "ordered_at", text, tuple(candidates[:MOST_CANDIDATES]), _map_flag("ordered_at", candidates)
    )


def _which_amount(table: TextTable, seen: dict[str, Profile], mapping: "Mapping") -> Question:
    price = mapping.fields.get("unit_price")
    candidates = [price] if price else []
    candidates += [
        column
        for column in _free(table, mapping, "amount")
        if column not in candidates and seen[column].looks_like_money
    ]
    text = (
        f"No column of {table.path.name} is clearly the amount of a sale, and quantity and price "
        "are not both there; which column is the amount?"
    )
    if price and "quantity" not in mapping.fields:
        text = (
            f"Prices of {table.path.name} stand in “{price}”, and no column tells how many pieces "
            "were sold; which column is the amount of a sale? If each row is one piece, it is the "
            "price."
        )
    if not candidates:
        text = (
            f"No column of {table.path.name} holds amounts; which one is it? Visits can be loaded "
            "without amounts, and then money is not shown."
        )
    flag = _map_flag("amount", candidates) if candidates else "--map amount="
    return Question("amount", text, tuple(candidates[:MOST_CANDIDATES]), flag)


def _free(table: TextTable, mapping: "Mapping", name: str) -> list[str]:
    """The columns that are no other field yet."""
    used = {column for field, column in mapping.fields.items() if field != name}
    return [column for column in table.columns if column not in used]


def _map_flag(name: str, columns) -> str:
    column = columns[0] if columns else "COLUMN"
    return f'--map {name}="{column}"'
