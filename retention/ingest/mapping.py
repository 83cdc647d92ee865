"""How the columns of a file become the fields of a sale: proposed, confirmed, remembered."""

from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches

from retention.errors import Refused
from retention.ingest import asking, twins
from retention.ingest.fields import SALES_FIELDS
from retention.ingest.guessing import guess
from retention.ingest.known_layouts import (
    PART,
    PLAIN,
    SALES,
    Layout,
    by_normal_name,
    found,
    layout_of,
    plain_names,
)
from retention.ingest.names import normal
from retention.ingest.profile import Profile, profiles
from retention.ingest.question import Question
from retention.ingest.table import TextTable

DATE_ORDERS = ("dmy", "mdy", "ymd")
DECIMAL_MARKS = (",", ".")


@dataclass(frozen=True)
class Mapping:
    """Everything needed to read a file's rows, and what is still open.

    ``layout``     the known export, or ``plain``
    ``fields``     field → column
    ``joined``     field → further columns put behind the field's own with a blank
    ``kind``       sales, part (one of several related tables), or another kind (``kinds``)
    ``family``     the related tables it is one of, ``part`` which, ``joins`` key → column
    ``usual``      dates and decimal as last time, taken where the file leaves them open
    ``values``     order_amount, cancelled_at, refunded, row_type → column (``layouts/README.md``)
    ``dates``      dmy, mdy or ymd if a person or the layout says so; else the column decides
    ``decimal``    "," or ".", likewise
    ``currency``   the shop's own when the file was read, by which "$" is one of several dollars;
                   empty while there was none, ``None`` where that is the one of now
    ``notes``      sentences on what was decided, for the person who looks at the preview
    ``questions``  what must be answered before the file can be loaded
    """

    layout: str
    fields: dict[str, str]
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    fill_down: bool = False
    amount_before_discount: bool = False
    without_amounts: bool = False
    cancelled: tuple[str, ...] = ()
    not_sales: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    kind: str = SALES
    family: str = ""
    part: str = ""
    joins: dict[str, str] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    currency: str | None = None

    def as_dict(self) -> dict:
        """Plain values for JSON; ``from_dict`` reads them back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict) -> "Mapping":
        return cls(
            **{
                **values,
                "joined": {name: tuple(more) for name, more in values["joined"].items()},
                "cancelled": tuple(values["cancelled"]),
                "not_sales": tuple(values["not_sales"]),
                "notes": tuple(values["notes"]),
                "questions": tuple(
                    Question(**{**each, "candidates": tuple(each["candidates"])})
                    for each in values["questions"]
                ),
            }
        )

    def check_columns(self, columns: tuple[str, ...]) -> None:
        """Raise ``ValueError`` where this names a column that is not among ``columns``."""
        further = (each for more in self.joined.values() for each in more)
        named = {*self.fields.values(), *self.values.values(), *self.joins.values(), *further}
        if not named <= set(columns):
            raise ValueError("a column that the file does not have")


def propose(
    table: TextTable,
    *,
    overrides: dict[str, str | None] | None = None,
    dates: str | None = None,
    decimal: str | None = None,
    alone: bool = False,
) -> Mapping:
    """How ``table`` would be read; if ``alone``, not as one of several related tables. What a
    person says in ``overrides`` (field → column, or ``None`` for "not in this file"), ``dates`` and
    ``decimal`` always wins; raises ``Refused`` where that names something that does not exist."""
    said = checked_answers(table, overrides or {}, dates, decimal)
    seen = profiles(table)
    alone = alone or "amount" in said  # who says where the amount is speaks of sales
    layout = layout_of(table.columns, (SALES,) if alone else (SALES, PART))
    mapping = by_layout(table, layout) if layout else _by_guess(table, seen, said)
    mapping = with_answers(mapping, said, dates, decimal)
    mapping = replace(mapping, notes=(*table.notes, *mapping.notes))
    if mapping.kind == PART:  # what one table lacks stands in the others
        return mapping
    return asking.with_questions(table, seen, mapping, said)


def checked_answers(table, overrides, dates, decimal, known=SALES_FIELDS) -> dict[str, str | None]:
    """``overrides`` with their columns as the file names them; raises ``Refused`` where an answer
    names something that does not exist. ``known`` are the fields there are."""
    if dates not in (None, *DATE_ORDERS):
        raise Refused(f"“{dates}” is not an order of dates; say dmy, mdy or ymd.")
    if decimal not in (None, *DECIMAL_MARKS):
        raise Refused(f"“{decimal}” is not a decimal mark; say “,” or “.”.")
    for name in overrides:
        if name not in known:
            raise Refused(
                f"There is no field “{name}”{_did_you_mean(name, known)}; "
                f"the fields are {', '.join(known)}."
            )
    return {
        name: column if column is None else _column(table, column)
        for name, column in overrides.items()
    }


def _column(table: TextTable, said: str) -> str:
    """The column a person means: by its exact name, else by the only one that differs in case,
    accents or punctuation."""
    if said in table.columns:
        return said
    alike = [column for column in table.columns if normal(column) == normal(said)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        named = " or ".join(f"“{column}”" for column in alike)
        raise Refused(f"{table.path.name} has several columns “{said}”; say {named}.")
    raise Refused(
        f"{table.path.name} has no column “{said}”{_did_you_mean(said, table.columns)}; "
        f"its columns are {', '.join(table.columns[:40])}."
    )


def _did_you_mean(said: str, known) -> str:
    close = get_close_matches(said, known, n=1)
    return f" (did you mean “{close[0]}”?)" if close else ""


def by_layout(table: TextTable, layout: Layout) -> Mapping:
    """How a known export is read."""
    columns = by_normal_name(table.columns)
    fields = {name: found(names, columns) for name, names in layout.fields.items()}
    fields = {name: column for name, column in fields.items() if column}
    alike = {
        name: twins.distinct(table, twins.of(column, table.columns))
        for name, column in fields.items()
    }
    joined = {
        name: tuple(found((each,), columns) for each in more if found((each,), columns))
        for name, more in layout.joined.items()
    }
    values = {name: found(names, columns) for name, names in layout.values.items()}
    joins = {name: found(names, columns) for name, names in layout.joins.items()}
    return Mapping(
        layout=layout.name,
        fields={name: columns[0] for name, columns in alike.items() if len(columns) == 1},
        joined={name: more for name, more in joined.items() if more},
        values={name: column for name, column in values.items() if column},
        dates=layout.dates,
        decimal=layout.decimal,
        fill_down=layout.fill_down,
        amount_before_discount=layout.amount_before_discount,
        cancelled=layout.cancelled,
        not_sales=layout.not_sales,
        kind=layout.kind,
        family=layout.family,
        part=layout.part,
        joins={name: column for name, column in joins.items() if column},
        questions=asking.for_open_fields(
            table, {name: columns for name, columns in alike.items() if len(columns) > 1}
        ),
    )


def _by_guess(table: TextTable, seen: dict[str, Profile], said: dict) -> Mapping:
    taken = [column for column in said.values() if column]
    guessed = guess(table, seen, said, taken)
    return Mapping(
        layout=PLAIN,
        fields=guessed.fields,
        joined=guessed.joined,
        cancelled=tuple(plain_names()["values"]["cancelled"]),
        questions=asking.for_open_fields(table, guessed.open),
    )


def with_answers(mapping: Mapping, said: dict, dates, decimal, known=SALES_FIELDS) -> Mapping:
    """``mapping`` with what a person said put over it."""
    taken = {column for column in said.values() if column}
    fields = {
        name: column
        for name, column in mapping.fields.items()
        if name not in said and column not in taken
    }
    fields |= {name: column for name, column in said.items() if column}
    values = dict(mapping.values)
    if "amount" in said:
        values.pop("order_amount", None)
    return Mapping(
        **{
            **{name: getattr(mapping, name) for name in mapping.__dataclass_fields__},
            "fields": {name: fields[name] for name in known if name in fields},
            "joined": {
                name: more
                for name, more in mapping.joined.items()
                if fields.get(name) == mapping.fields.get(name)
            },
            "values": values,
            "dates": dates or mapping.dates,
            "decimal": decimal or mapping.decimal,
            "amount_before_discount": mapping.amount_before_discount and "amount" not in said,
            "without_amounts": "amount" in said and said["amount"] is None,
        }
    )
