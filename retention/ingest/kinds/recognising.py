"""What kind of file it is, by its columns; asked where they fit more than one."""

from retention.ingest.kinds import NAMES, SALES, Kind, kinds
from retention.ingest.kinds.proposing import matched
from retention.ingest.known_layouts import PLAIN, layout_of
from retention.ingest.mapping import Mapping
from retention.ingest.mended import is_rejects_file
from retention.ingest.names import normal
from retention.ingest.profile import profiles
from retention.ingest.question import Question
from retention.ingest.table import TextTable

_OF_A_SALE = {"order_id", "product", "product_name", "quantity"}
_OF_A_PERSON = {"email", "phone", "customer_name", "city"}
_BESIDE_THE_MONTH = {"costs": "channel", "plans": "salesperson"}


def kind_of(table: TextTable, as_sales: Mapping) -> tuple[str, Question | None]:
    """The kind of ``table``, and the question where that is not certain. ``as_sales`` is how it
    would be read as sales."""
    for name in NAMES:
        if layout_of(table.columns, (name,)):
            return name, None
    if as_sales.layout != PLAIN or as_sales.without_amounts or _is_surely_sales(as_sales):
        return SALES, None
    if is_rejects_file(table.columns) and _has_money(as_sales):  # its "reason" is ours
        return SALES, None
    seen = profiles(table)
    fields = {name: matched(table, kind, seen, [])[0] for name, kind in kinds().items()}
    clear = [name for name in NAMES if _fits(kinds()[name], fields[name], clearly=True)]
    if clear:
        best = max(clear, key=lambda name: len(fields[name]))
        doubtful = _has_money(as_sales) and best in ("customers", "feedback")
        return best, _question(table, (best, SALES)) if doubtful else None
    if any(cells.date >= 0.5 for cells in seen.values()):
        unclear = [name for name in NAMES if _may_be(name, fields[name])]
    else:
        unclear = [name for name in NAMES if _fits(kinds()[name], fields[name], clearly=False)]
    if _is_a_list_of_people(table, fields["customers"]) and not _has_money(as_sales):
        dated = "ordered_at" in as_sales.fields
        return "customers", _question(table, ("customers", SALES)) if dated else None
    unclear = [name for name in unclear if _has_its_month(name, fields[name])]
    if unclear:
        return unclear[0], _question(table, (*unclear, SALES))
    return SALES, None


def _is_surely_sales(mapping: Mapping) -> bool:
    return _has_money(mapping) and bool(_OF_A_SALE & set(mapping.fields))


def _has_money(mapping: Mapping) -> bool:
    """Whether a date of sale and an amount were found."""
    fields = set(mapping.fields)
    return "ordered_at" in fields and ("amount" in fields or {"quantity", "unit_price"} <= fields)


def _fits(kind: Kind, fields: dict[str, str], *, clearly: bool) -> bool:
    if not set(kind.needed) <= set(fields) or (kind.one_of and not set(kind.one_of) & set(fields)):
        return False
    return any(
        name in fields and (not clearly or _is_clear(kind, name, fields[name]))
        for name in kind.marks
    )


def _is_clear(kind: Kind, name: str, column: str) -> bool:
    """Whether the column's own name tells the field, and a sales export has none called so."""
    field = kind.fields[name]
    return normal(column) in field.best - field.unclear


def _may_be(name: str, fields: dict[str, str]) -> bool:
    return name in _BESIDE_THE_MONTH and _fits(kinds()[name], fields, clearly=False)


def _has_its_month(name: str, fields: dict[str, str]) -> bool:
    beside = _BESIDE_THE_MONTH.get(name)
    month = fields.get("month", "")
    return beside in fields and normal(month) in kinds()[name].fields["month"].best


def _is_a_list_of_people(table: TextTable, fields: dict[str, str]) -> bool:
    """Whether there are two contact fields or more, and each person stands there once: a book of
    visits has them again and again."""
    named = [fields[name] for name in _OF_A_PERSON - {"city"} if name in fields]
    if len(_OF_A_PERSON & set(fields)) < 2 or not named:
        return False
    places = [table.columns.index(column) for column in named]
    people = [tuple(row[at].strip().lower() for at in places) for row in table.sample]
    return len(set(people)) == len(people)


def _question(table: TextTable, candidates: tuple[str, ...]) -> Question:
    return Question(
        "kind",
        f"{table.path.name} can be more than one kind of file; what does it hold?",
        candidates,
        f"--kind {candidates[0]}",
    )
