"""The exports known by name, each a small file in ``layouts/`` (its README explains the keys)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from retention.ingest.fields import SALES_FIELDS
from retention.ingest.names import normal

FOLDER = Path(__file__).parent / "layouts"
PLAIN = "plain"

SALES = "sales"
PART = "part"
# What a table of several can hold, and by which keys it meets the others.
PARTS = ("items", "orders", "customers", "products", "refunds", "deliveries", "aside")
JOINS = ("order", "customer", "product")

# Columns that count without being a field of a line.
VALUES = ("order_amount", "cancelled_at", "refunded", "row_type")

_KEYS = {
    "name", "title", "match", "dates", "decimal", "fill_down", "amount_before_discount",
    "cancelled", "not_sales", "fields", "joined", "values", "kind", "family", "part", "joins",
    "source",
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """One known export; every column is a tuple of the names it may have."""

    name: str
    title: str
    match: tuple[tuple[str, ...], ...]
    fields: dict[str, tuple[str, ...]]
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    fill_down: bool = False
    amount_before_discount: bool = False
    cancelled: tuple[str, ...] = ()
    not_sales: tuple[str, ...] = ()
    kind: str = SALES
    family: str = ""
    part: str = ""
    joins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""

    def fits(self, columns: Mapping[str, str]) -> bool:
        return all(found(names, columns) for names in self.match)


def layout_of(columns: Iterable[str], kinds: Iterable[str] = (SALES, PART)) -> Layout | None:
    """The known export with these columns; of several, the one that asks for most columns."""
    by_normal = by_normal_name(columns)
    fitting = [each for each in layouts() if each.kind in kinds and each.fits(by_normal)]
    return max(fitting, key=lambda layout: len(layout.match), default=None)


def by_normal_name(columns: Iterable[str]) -> dict[str, str]:
    """Columns by their normal name; of two with one normal name the first."""
    named: dict[str, str] = {}
    for column in columns:
        named.setdefault(normal(column), column)
    return named


def found(names: Iterable[str], by_normal: Mapping[str, str]) -> str | None:
    """The first of ``names`` that is a column."""
    return next((by_normal[normal(name)] for name in names if normal(name) in by_normal), None)


def source_of(name: str) -> str:
    """The system that files of the layout ``name`` come from."""
    return next((each.source for each in layouts() if each.name == name), "") or name


def title_of(name: str) -> str:
    """What a person calls the layout ``name``; a file of no known one has columns of its own."""
    return next((each.title for each in layouts() if each.name == name), "your own columns")


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout there is; an error in one of the files is a ``ValueError`` that names it."""
    files = sorted(FOLDER.glob("*.toml"))
    return tuple(_layout(path) for path in files if path.stem != PLAIN)


@cache
def plain_names() -> dict:
    """``plain.toml``: how columns are called in files of no known layout."""
    return tomllib.loads((FOLDER / f"{PLAIN}.toml").read_text(encoding="utf-8"))


def _layout(path: Path) -> Layout:
    described = tomllib.loads(path.read_text(encoding="utf-8"))
    _check(path, described)
    return Layout(
        **{
            **described,
            "match": tuple(_names(names) for names in described["match"]),
            "fields": _columns(described["fields"]),
            "joined": {name: tuple(more) for name, more in described.get("joined", {}).items()},
            "values": _columns(described.get("values", {})),
            "cancelled": tuple(described.get("cancelled", ())),
            "not_sales": tuple(described.get("not_sales", ())),
            "kind": PART if "part" in described else described.get("kind", SALES),
            "joins": _columns(described.get("joins", {})),
        }
    )


def _columns(described: dict) -> dict[str, tuple[str, ...]]:
    return {name: _names(names) for name, names in described.items()}


def _names(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _check(path: Path, described: dict) -> None:
    unknown = [
        *(set(described) - _KEYS),
        *set(described.get("values", {})) - set(VALUES),
        *set(described.get("joins", {})) - set(JOINS),
        *{described.get("part", PARTS[0])} - set(PARTS),
    ]
    if "kind" not in described:  # the fields of other kinds are checked where those are known
        named = set(described["fields"]) | set(described.get("joined", {}))
        unknown += named - set(SALES_FIELDS)
    if unknown:
        raise ValueError(f"{path.name} has keys that mean nothing: {', '.join(sorted(unknown))}")
