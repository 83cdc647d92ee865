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


ASKING = ("execute", "executemany", "sql", "query", "from_query")
HANDED_ON = ("execute", "executemany")  # names that nothing but a database has
# functions that put names of our own tables, never anything from outside, around a constant
HELPERS = {
    ("retention/engines/duckdb_engine.py", "_create"),
    ("retention/engines/duckdb_engine.py", "_link_returns"),
    ("retention/store/writer.py", "append"),
}


def put_together(tree: ast.Module, where: str = "") -> list[int]:
    """The lines that hand the database anything but a constant or a file of retention/sql."""
    own = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (where, node.name) in HELPERS
        for inner in ast.walk(node)
    }
    called = {
        id(node.func): node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ASKING and id(node) not in own
        if id(node) in called or node.attr in HANDED_ON
        if not _is_constant(called.get(id(node)))
    ]


def _is_constant(call: ast.Call | None) -> bool:
    """Whether the call says its question in a constant, or takes it from retention/sql; a method
    that is handed on uncalled may be called with anything."""
    if call is None:
        return False
    named = [word.value for word in call.keywords if word.arg in ("query", "statement")]
    (question, *_) = [*call.args, *named, None]
    if isinstance(question, ast.Call):
        return ast.unparse(question.func) == "sql.text"
    return isinstance(question, ast.Constant)


@pytest.mark.parametrize("path", list(modules()), ids=place)
def test_sql_is_constant(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = put_together(tree, place(path))
    assert not lines, f"{place(path)} puts SQL together in lines {lines}"


@pytest.mark.parametrize(
    "fault",
    [
        'cursor.execute(f"select {column} from lines")',
        'cursor.execute("select * from " + table)',
        'cursor.execute(sql.text("snapshot/lines") + order)',
        'cursor.execute("select * from {}".format(table))',
        'cursor.execute("select * from %s" % table)',
        "cursor.execute(question)",
        'cursor.execute(query=f"select {column}")',
        'cursor.execute(*["select 1"])',
        'cursor.execute("\\n".join(parts))',
        "cursor.execute(typed.text(column))",
        'cursor.executemany(f"insert into {table}", rows)',
        'cursor.sql(f"select {column}")',
        'cursor.query("select * from " + table)',
        "run = cursor.execute",
    ],
)
def test_sql_that_is_put_together_is_found(fault):
    assert put_together(ast.parse(fault)) == [1]


def test_constant_sql_is_left_alone_and_a_helper_is_one_function():
    assert put_together(ast.parse('cursor.execute("begin transaction")')) == []
    assert put_together(ast.parse("cursor.execute(sql.text(question), values or None)")) == []
    helper = "def append(table):\n    raw.execute(f'insert into {table}')\n"
    other = helper.replace("append", "remove")
    assert put_together(ast.parse(helper + other), "retention/store/writer.py") == [4]


def test_no_page_shows_html_made_from_data():
    for path in modules():
        assert "unsafe_allow_html" not in path.read_text(encoding="utf-8"), place(path)


CLOCK = re.compile(r"\b(datetime\.now|date\.today|time\.time(_ns)?|Timestamp\.now)\(")


def test_the_clock_is_read_only_at_the_doors():
    doors = {
        "retention/commands/common.py",
        "retention/store/database.py",
        "pages/shared/session.py",
        "retention/ingest/queue.py",  # names files apart, counts nothing
    }
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if CLOCK.search(text):
            assert place(path) in doors, f"{place(path)} reads the clock; take it as an argument"
