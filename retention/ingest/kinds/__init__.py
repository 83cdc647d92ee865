"""Files beside sales: customers, feedback, acquisition costs, plans; each a small file here."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from retention.ingest.fields import WORDS
from retention.ingest.known_layouts import PART, SALES, plain_names
from retention.ingest.names import normal

__all__ = ["NAMES", "PART", "SALES", "Field", "Kind", "kinds", "words_of"]

FOLDER = Path(__file__).parent
NAMES = ("customers", "feedback", "costs", "plans")


@dataclass(frozen=True)
class Field:
    """One field: ``words`` for a sentence, ``type`` (text, time, date, month, number, yes_no),
    ``staged_as`` the name under which its cells are read, the normal names of its columns."""

    name: str
    words: str
    type: str
    staged_as: str
    best: frozenset[str]
    good: frozenset[str]
    unclear: frozenset[str]


@dataclass(frozen=True)
class Kind:
    """One kind of file. ``examples`` are two rows for its template, field → cell;
    ``values`` words in cells, in small letters."""

    name: str
    title: str
    fields: dict[str, Field]
    needed: tuple[str, ...]
    one_of: tuple[str, ...]
    marks: tuple[str, ...]
    examples: tuple[dict[str, str], ...]
    template: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        return {name: each.words for name, each in self.fields.items()}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name; an error in one of the files is a ``ValueError`` that names it."""
    return {name: _kind(FOLDER / f"{name}.toml") for name in NAMES}


def words_of(kind: str) -> dict[str, str]:
    """What a person calls the fields of ``kind``, which may be sales."""
    return kinds()[kind].words if kind in NAMES else WORDS


def _kind(path: Path) -> Kind:
    described = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = {name: _field(name, each) for name, each in described["fields"].items()}
    kind = Kind(
        described["name"],
        described["title"],
        fields,
        tuple(described.get("needed", ())),
        tuple(described.get("one_of", ())),
        tuple(described["marks"]),
        tuple(described["examples"]),
        described.get("template", {}),
        described.get("values", {}),
    )
    unknown = {*kind.needed, *kind.one_of, *kind.marks, *kind.template} - set(fields)
    unknown |= {name for row in kind.examples for name in row} - set(fields)
    if unknown:
        raise ValueError(f"{path.name} names fields that it lacks: {', '.join(sorted(unknown))}")
    return kind


def _field(name: str, described: dict) -> Field:
    shared = plain_names()["fields"].get(described.get("like"), {})

    def names(key: str) -> frozenset[str]:
        own = [*described.get(key, ()), *shared.get(key, ())]
        return frozenset(normal(each) for each in own)

    return Field(
        name,
        described["words"],
        described.get("type", "text"),
        described.get("read_as", name),
        names("best") | {normal(name)},
        names("good"),
        names("unclear"),
    )
