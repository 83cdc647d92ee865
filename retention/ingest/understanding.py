"""How a file is understood: what kind it is, which column is which field, what is still open."""

from dataclasses import replace

from retention.ingest import kinds, mapping
from retention.ingest.fields import SALES_FIELDS
from retention.ingest.kinds import proposing, recognising
from retention.ingest.known_layouts import PLAIN
from retention.ingest.mapping import Mapping
from retention.ingest.remembered import Answers
from retention.ingest.table import TextTable


def understand(table: TextTable, said: Answers, usual: Answers | None = None) -> Mapping:
    """How ``table`` would be read. ``said`` always wins; what was said of this header last time,
    ``usual``, comes next; what is left is guessed or asked. Raises ``Refused`` for answers that
    name something that does not exist."""
    usual = usual or Answers()
    both = usual.under(said)
    if both.kind:
        return _with_usual(_as(both.kind, table, both.fields, said), said, usual, both)
    of_sales = {name: column for name, column in both.fields.items() if name in SALES_FIELDS}
    as_sales = _as(kinds.SALES, table, of_sales, said)
    kind, question = recognising.kind_of(table, as_sales)
    if question:
        return Mapping(PLAIN, {}, questions=(question,))
    is_known = kind == kinds.SALES and of_sales == both.fields
    read = as_sales if is_known else _as(kind, table, both.fields, said)
    return _with_usual(read, said, usual, both)


def _as(kind: str, table: TextTable, fields: dict[str, str | None], said: Answers) -> Mapping:
    """``table`` read as a file of ``kind``."""
    answers = {"overrides": fields, "dates": said.dates, "decimal": said.decimal}
    if kind in kinds.NAMES:
        return proposing.propose(table, kinds.kinds()[kind], **answers)
    return mapping.propose(table, **answers, alone=said.kind == kinds.SALES)


def _with_usual(read: Mapping, said: Answers, usual: Answers, both: Answers) -> Mapping:
    """``read`` with what the whole column may still leave open as last time, and the note on it."""
    taken = Answers(
        fields={
            name: column
            for name, column in usual.fields.items()
            if name not in said.fields and name in both.fields
        },
        dates=None if said.dates else usual.dates,
        decimal=None if said.decimal else usual.decimal,
    )
    if not taken:
        return read
    left_open = {"dates": taken.dates, "decimal": taken.decimal}
    note = taken.note(kinds.words_of(read.kind))
    return replace(
        read,
        usual={name: answer for name, answer in left_open.items() if answer},
        notes=(note, *read.notes) if note else read.notes,
    )
