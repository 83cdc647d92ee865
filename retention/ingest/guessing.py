"""Which column is which field, in a file of no known layout: by its name and by its cells.

Names come from ``layouts/plain.toml`` in four ranks. What two columns could be with equal
right, and what a sale cannot do without, becomes a question.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache, lru_cache

from retention.ingest import profile, twins
from retention.ingest.fields import NUMBER_FIELDS, SALES_FIELDS, TIME_FIELDS
from retention.ingest.known_layouts import by_normal_name, found, plain_names
from retention.ingest.names import normal, words
from retention.ingest.profile import Profile
from retention.ingest.table import TextTable

BEST, GOOD, WEAK, WORDS = 4, 3, 2, 1
_RANKS = {BEST: "best", GOOD: "good", WEAK: "weak"}
_NAMES_KEPT = 1 << 16
# Fields whose meaning a person must confirm where two columns fit equally well.
NEEDED = ("ordered_at", "amount", "customer", "quantity", "unit_price")


@dataclass
class Guess:
    """``fields`` and ``joined`` as in ``Mapping``; ``ranks`` how good each field's name was;
    ``open`` the candidates of each field that two columns or more could be."""

    fields: dict[str, str] = field(default_factory=dict)
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)
    open: dict[str, list[str]] = field(default_factory=dict)


def guess(
    table: TextTable, seen: dict[str, Profile], answered: Collection[str], taken: Collection[str]
) -> Guess:
    """The fields of ``table`` but for the ``answered`` ones, from the columns not ``taken``."""
    result = Guess()
    free = [column for column in table.columns if column not in taken]
    wanted = [name for name in SALES_FIELDS if name not in answered]
    for rank in (BEST, GOOD, WEAK, WORDS):
        for name in wanted:
            if name not in result.fields and name not in result.open:
                fitting = twins.distinct(table, _fitting(name, rank, free, seen))
                _settle(result, name, rank, fitting, seen)
        free = [column for column in free if column not in result.fields.values()]
    _by_content(result, wanted, free, seen)
    _settle_amount(result, table)
    _settle_order(result, table, wanted)
    _join(result, free, wanted, seen)
    return result


def _fitting(name: str, rank: int, free: list[str], seen: dict[str, Profile]) -> list[str]:
    return [
        column
        for column in free
        if _name_rank(name, column) == rank and _cells_fit(name, seen[column], rank)
    ]


@lru_cache(_NAMES_KEPT)
def _name_rank(name: str, column: str) -> int:
    """How well a column's name says that it holds the field: ``BEST`` … ``WORDS``, else 0."""
    ranks, never, phrases = _names_of(name)
    if normal(column) in ranks:
        return ranks[normal(column)]
    own = words(column)
    if not never.isdisjoint(own):
        return 0
    return WORDS if any(_has(own, phrase) for phrase in phrases) else 0


@cache
def _names_of(name: str) -> tuple[dict[str, int], frozenset[str], tuple[tuple[str, ...], ...]]:
    """The ranks of a field's whole names, the words that no column of it has, and its phrases."""
    entry = plain_names()["fields"].get(name, {})
    ranks: dict[str, int] = {}
    for rank, key in _RANKS.items():
        for each in entry.get(key, ()):
            ranks.setdefault(normal(each), rank)
    phrases = tuple(words(each) for each in entry.get("words", ()))
    return ranks, frozenset(entry.get("never", ())), phrases


def _has(own: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(own[at : at + len(phrase)] == phrase for at in range(len(own) - len(phrase) + 1))


def _cells_fit(name: str, cells: Profile, rank: int) -> bool:
    if cells.is_empty:
        return rank >= GOOD and name not in NEEDED
    if name in TIME_FIELDS:
        return cells.date >= 0.6
    if name in NUMBER_FIELDS:
        return cells.number >= 0.6 and cells.date < 0.6
    if name == "email":
        return cells.email >= 0.5
    if name == "phone":
        return cells.phone >= 0.3
    if name == "customer":
        return cells.email < 0.5
    if name in ("product_name", "category", "city", "country", "customer_name"):
        return cells.number < 0.5
    return True


def _settle(result: Guess, name: str, rank: int, columns: list[str], seen) -> None:
    columns = [column for column in columns if column not in result.fields.values()]
    if not columns:
        return
    if len(columns) > 1 and name in NEEDED:
        result.open[name] = columns
        return
    # An optional field with several columns takes the fullest one, the leftmost of equals.
    fullest = max(columns, key=lambda column: seen[column].filled)
    alike = twins.of(fullest, columns)
    if len(alike) > 1:
        result.open[name] = alike
        return
    result.fields[name] = fullest
    result.ranks[name] = rank


def _by_content(result: Guess, wanted: list[str], free: list[str], seen) -> None:
    """A column whose cells leave no doubt, whatever it is called."""
    if "email" in wanted and "email" not in result.fields:
        _settle(result, "email", WORDS, [c for c in free if seen[c].email >= 0.8], seen)
    if {"ordered_at"} & set(wanted) - set(result.fields) - set(result.open):
        never = set(plain_names()["fields"]["ordered_at"]["never"])
        dated = [c for c in free if seen[c].date >= 0.8 and not set(words(c)) & never]
        _settle(result, "ordered_at", WORDS, dated, seen)


def _settle_amount(result: Guess, table: TextTable) -> None:
    """Quantity × price tells which of several columns is the amount, and whether a column with a
    doubtful name is one at all."""
    pieces, price = result.fields.get("quantity"), result.fields.get("unit_price")
    if not pieces or not price:
        return
    candidates = result.open.get("amount", [])
    agreeing = [
        column
        for column in candidates
        if profile.agrees_with_arithmetic(table, column, pieces, price)
    ]
    if len(agreeing) == 1:
        result.fields["amount"] = agreeing[0]
        del result.open["amount"]
    elif (
        "amount" in result.fields
        and result.ranks["amount"] <= WEAK
        and not profile.agrees_with_arithmetic(table, result.fields["amount"], pieces, price)
    ):
        del result.fields["amount"]


def _settle_order(result: Guess, table: TextTable, wanted: list[str]) -> None:
    """A bare "id" that comes back on other days is the customer's, not the order's."""
    order, day = result.fields.get("order_id"), result.fields.get("ordered_at")
    if not order or not day or result.ranks["order_id"] > WEAK:
        return
    if profile.repeats_over_days(table, order, day):
        del result.fields["order_id"]
        if "customer" in wanted and not {"customer"} & (set(result.fields) | set(result.open)):
            result.fields["customer"] = order
            result.ranks["customer"] = WEAK


def _join(result: Guess, free: list[str], wanted: list[str], seen) -> None:
    """A name in two columns, and a date with its time of day beside it."""
    names = plain_names()["names"]
    by_name = by_normal_name(free)
    first, last = found(names["first"], by_name), found(names["last"], by_name)
    has_full_name = result.ranks.get("customer_name", 0) >= GOOD
    if "customer_name" in wanted and not has_full_name and first and last:
        result.fields["customer_name"] = first
        result.joined["customer_name"] = (last,)
    day = result.fields.get("ordered_at")
    clock = found(names["time"], by_name)
    if not day or not clock or seen[clock].clock < 0.6:
        return
    if not any(":" in cell for cell in seen[day].values):
        result.joined["ordered_at"] = (clock,)
