"""Which column is which field in a file of another kind than sales."""

from dataclasses import replace

from retention.ingest import asking, twins
from retention.ingest.kinds import Field, Kind
from retention.ingest.known_layouts import by_normal_name, found, layout_of, plain_names
from retention.ingest.mapping import Mapping, by_layout, checked_answers, with_answers
from retention.ingest.names import normal
from retention.ingest.profile import Profile, profiles
from retention.ingest.question import Question
from retention.ingest.table import TextTable


def propose(
    table: TextTable,
    kind: Kind,
    *,
    overrides: dict[str, str | None] | None = None,
    dates: str | None = None,
    decimal: str | None = None,
) -> Mapping:
    """How ``table`` would be read as a file of ``kind``; else as ``mapping.propose``."""
    known = tuple(kind.fields)
    said = checked_answers(table, overrides or {}, dates, decimal, known)
    seen = profiles(table)
    layout = layout_of(table.columns, (kind.name,))
    if layout:
        mapping = by_layout(table, layout)
    else:
        fields, several = matched(table, kind, seen, [each for each in said.values() if each])
        mapping = Mapping(kind.name, fields, kind=kind.name, joined=_joined(kind, table, fields))
        several = {name: columns for name, columns in several.items() if name not in said}
        mapping = replace(mapping, questions=asking.for_open_fields(table, several, kind.words))
    mapping = with_answers(mapping, said, dates, decimal, known)
    return _with_questions(table, kind, mapping)


def matched(
    table: TextTable, kind: Kind, seen: dict[str, Profile], taken: list[str]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Field → column by the columns' names, and the fields that several columns could be."""
    fields: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for rank in ("best", "good"):
        for name, field in kind.fields.items():
            if name in fields or name in several:
                continue
            free = [each for each in table.columns if each not in (*taken, *fields.values())]
            columns = [
                each
                for each in free
                if normal(each) in getattr(field, rank) and _cells_fit(field, seen[each])
            ]
            columns = twins.distinct(table, columns)
            if len(columns) > 1 and name in (*kind.needed, *kind.one_of):
                several[name] = columns
            elif columns:
                fields[name] = max(columns, key=lambda column: seen[column].filled)
    return fields, several


def _cells_fit(field: Field, cells: Profile) -> bool:
    if cells.is_empty:
        return True
    if field.type in ("time", "date"):
        return cells.date >= 0.5
    if field.type == "number":
        return cells.number >= 0.5 and cells.date < 0.6
    if field.name == "email":
        return cells.email >= 0.5
    return True


def _joined(kind: Kind, table: TextTable, fields: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """A name in two columns is put together, first name first."""
    names, columns = plain_names()["names"], by_normal_name(table.columns)
    first, last = found(names["first"], columns), found(names["last"], columns)
    if "customer_name" not in kind.fields or not first or not last:
        return {}
    if fields.get("customer_name") not in (None, first, last):
        return {}
    fields["customer_name"] = first
    return {"customer_name": (last,)}


def _with_questions(table: TextTable, kind: Kind, mapping: Mapping) -> Mapping:
    questions = [each for each in mapping.questions if each.field not in mapping.fields]
    asked = {each.field for each in questions}
    lacking = [each for each in kind.needed if each not in {*mapping.fields, *asked}]
    if kind.one_of and not set(kind.one_of) & {*mapping.fields, *asked}:
        lacking.append(kind.one_of[0])
    free = [each for each in table.columns if each not in mapping.fields.values()]
    questions += [_which(table, kind, name, free) for name in lacking]
    return replace(mapping, questions=tuple(questions))


def _which(table: TextTable, kind: Kind, name: str, free: list[str]) -> Question:
    flag = f'--map {name}="{free[0]}"' if free else f'--map {name}="COLUMN"'
    text = f"No column of {table.path.name} is clearly {kind.fields[name].words}; which one is it?"
    return Question(name, text, tuple(free[: asking.MOST_CANDIDATES]), flag)
