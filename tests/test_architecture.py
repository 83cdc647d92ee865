"""The rooms of the house and the arrows between them: who may import whom, and why."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {
    # a room of retention/ → the rooms it may import from
    "errors": set(),
    "settings": {"errors"},
    "glossary": {"errors"},
    "intervals": set(),
    "formatting": {"errors", "settings"},
    "sql": set(),
    "engines": {"sql", "settings", "errors"},
    "store": {"engines", "sql", "settings", "errors"},
    "ingest": {"store", "settings", "errors"},
    "demo": {"ingest", "store", "settings", "errors"},
    "measures": {"intervals", "models", "store", "settings", "errors", "glossary", "formatting"},
    "models": {"intervals", "store", "settings", "errors", "glossary", "formatting"},
    "actions": {
        "intervals",
        "models",
        "measures",
        "store",
        "settings",
        "errors",
        "glossary",
        "formatting",
    },  # fmt: skip
    "charts": {"intervals", "formatting", "settings", "errors", "glossary"},
    "reports": {"formatting", "settings", "errors", "glossary"},
}
HOMES = {
    # a library → where it may be imported, and why only there
    "streamlit": (("dashboard.py", "pages/"), "everything else must run with no screen"),
    "duckdb": (("retention/store/", "retention/engines/"), "one door, one place for locks"),
    "sklearn": (("retention/models/",), "it is slow to import, and prediction has one home"),
    "plotly": (("retention/charts/",), "a page asks for a figure and never draws"),
    "python_calamine": (("retention/ingest/",), "reading files has one home"),
    "xlsxwriter": (("retention/reports/",), "writing files has one home"),
}


def modules():
    for folder in ("retention", "pages"):
        yield from sorted((ROOT / folder).rglob("*.py"))
    yield ROOT / "dashboard.py"


def imports(path: Path):
    """Every module a file imports, at its top or later."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", list(modules()), ids=place)
def test_a_library_has_one_home(path):
    for name in imports(path):
        library = name.partition(".")[0]
        if library in HOMES:
            homes, why = HOMES[library]
            assert place(path).startswith(homes), f"{library} belongs to {homes}: {why}"


@pytest.mark.parametrize("path", sorted((ROOT / "retention").rglob("*.py")), ids=place)
def test_arrows_run_one_way(path):
    here = path.relative_to(ROOT / "retention").parts[0].removesuffix(".py")
    if here in ("__init__", "__main__", "commands"):
        return
    for name in imports(path):
        parts = name.split(".")
        assert parts[0] not in ("pages", "dashboard", "tests"), f"{place(path)} imports {name}"
        if parts[0] == "retention" and len(parts) > 1 and parts[1] != here:
            assert parts[1] in ROOMS[here], (
                f"{place(path)} imports {name}; {here} may import {sorted(ROOMS[here])}"
            )


@pytest.mark.parametrize("path", sorted((ROOT / "pages" / "shared").glob("*.py")), ids=place)
def test_what_pages_share_knows_no_page(path):
    pages = {page.stem for page in (ROOT / "pages").glob("*.py")}
    for name in imports(path):
        first, _, rest = name.partition(".")
        assert first != "pages" or rest.partition(".")[0] not in pages, f"{place(path)}: {name}"


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=place)
def test_a_page_neither_asks_sql_nor_groups(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bselect\b.+\bfrom\b", text, re.I), "SQL lives in retention/sql"
    assert ".groupby(" not in text, "arithmetic lives in retention/measures"


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=place)
def test_a_page_begins_with_the_guard(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    code = [node for node in body if not isinstance(node, ast.Expr)]
    first = code[0]
    assert isinstance(first, ast.ImportFrom) and first.module == "pages.shared", (
        "Streamlit may run a page without dashboard.py, so its first line is the guard"
    )
    assert "guard" in [alias.name for alias in first.names]


def test_sql_is_constant():
    for path in modules():
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"\.execute\(\s*(f[\"'].*)", text):
            assert place(path) in (
                "retention/engines/duckdb_engine.py",  # names of our own tables around a file
                "retention/store/database.py",
            ), f"{place(path)} puts SQL together: {call}"


def test_no_page_shows_html_made_from_data():
    for path in modules():
        assert "unsafe_allow_html" not in path.read_text(encoding="utf-8"), place(path)


CLOCK = re.compile(r"\b(datetime\.now|date\.today|time\.time(_ns)?|Timestamp\.now)\(")


def test_the_clock_is_read_only_at_the_doors():
    doors = {
        "retention/commands/common.py",
        "retention/store/database.py",
        "pages/shared/loading.py",
        "pages/shared/session.py",
        "retention/ingest/queue.py",
    }  # fmt: skip - names files apart, counts nothing
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if CLOCK.search(text):
            assert place(path) in doors, f"{place(path)} reads the clock; take it as an argument"
