"""docs/files.md says how each real file is read; a table that is out of date fails here."""

import csv
import os
from pathlib import Path

import pytest

from retention.errors import Refused
from retention.ingest.known_layouts import layout_of, title_of
from retention.ingest.reading import open_table
from retention.ingest.remembered import Answers
from retention.ingest.understanding import understand

PAGE = Path(__file__).parents[2] / "docs" / "files.md"
HEAD = """# Real files and how they are read

Written by `tests/ingest/test_files_table.py`, which fails when a line is no longer true; with
`REGULARS_WRITE_DOCS=1` it writes the page anew. The files themselves are no part of the project.

| file | read as | columns understood | asked |
|---|---|---|---|
"""

pytestmark = pytest.mark.needs_shared_data


def row_of(path: Path) -> str:
    try:
        with open_table(path) as table:
            mapping = understand(table, Answers())
    except Refused as refusal:
        header = next(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        known = layout_of(header)
        title = known.title if known else "unknown"
        return f"| {path.name} | {title}, not loaded: {said(str(refusal))} | | nothing |"
    kind = {"sales": "sales", "part": f"one of several tables ({mapping.part})"}.get(
        mapping.kind, mapping.kind
    )
    fields = ", ".join(f"{name} = {said(column)}" for name, column in mapping.fields.items())
    asked = "; ".join(said(question.text) for question in mapping.questions) or "nothing"
    return f"| {path.name} | {title_of(mapping.layout)}, {kind} | {fields} | {asked} |"


def said(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def test_the_table_is_up_to_date(shared_data):
    paths = [*(shared_data / "headers").iterdir(), *(shared_data / "olist").iterdir()]
    page = HEAD + "\n".join(map(row_of, sorted(paths))) + "\n"
    if os.environ.get("REGULARS_WRITE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "REGULARS_WRITE_DOCS=1 writes it anew"
