"""The build of the derived tables is plain SQL that another engine can run: what is not, is told.

Tried on Spark and ClickHouse with the same statements; what follows is what differed between them.
"""

import re

import pytest

from retention import sql

FORBIDDEN = {
    # what is not written in sql/build → why
    r"\barg_(max|min)|\b(max|min)_by\b": "ties are broken by chance, and no two engines name it so",
    r"\blist_\w+|\bunnest\b|\blen\(|\[\]|\barray_": "lists have another syntax everywhere",
    r"\bqualify\b": "not every engine has it; a subquery has the same plan",
    r"\bgroup by all\b|\border by all\b": "DuckDB's own shorthand",
    r"\bfilter\s*\(": "over nothing it is NULL here and 0 elsewhere; sum(case …) says what it does",
    r"\bto_(years|months|days|hours)\b|\binterval\b": "intervals add up differently; dates do not",
    r"\bdate_diff\b|\bdate_sub\b|\bisodow\b": "months are boundaries here, whole ones elsewhere",
    r"\bquantile_\w+|\bpercentile_\w+": "quantiles interpolate differently; place them by hand",
    r"::": "the standard writes cast(… as …)",
    r"\bfirst\(|\blast\(|\bany_value\b": "which row is first is chance",
    r"\bpivot\b|\bexclude\b|\breplace\s*\(": "DuckDB's own shorthand",
    r"\bhash\(": "not the same between versions, let alone engines",
    r"\bover \(\)": "one worker counts all rows",
}
STAYS = {
    # (file, what is found there) → why it may stay
    ("shown_parts", "list_contains("): "a filter is a visitor's; DuckDB alone answers it",
    ("shown_parts", "len("): "as above",
    ("shown_parts", "[]"): "as above",
    ("shown_parts", "::"): "as above",
    ("rfm", "over ()"): "one row a customer, and a rank needs the number of all",
    ("horizon", "over ()"): "run once, at the first import",
}
FILES = sorted(path.stem for path in (sql.FOLDER / "build").glob("*.sql"))


def code(name: str) -> str:
    """The statement without its comments and texts."""
    text = re.sub(r"--[^\n]*", "", sql.text(f"build/{name}"))
    return re.sub(r"'[^']*'", "''", text)


def found(text: str) -> dict[str, str]:
    """What is forbidden in a statement and why."""
    return {match[0]: why for words, why in FORBIDDEN.items() for match in re.finditer(words, text)}


@pytest.mark.parametrize("name", FILES)
def test_a_statement_of_the_build_is_plain(name):
    told = {words: why for words, why in found(code(name)).items() if not allowed(name, words)}
    assert not told


def allowed(name: str, words: str) -> bool:
    return any(file == name and what.startswith(words) for file, what in STAYS)


def test_what_stays_is_still_there():
    for name, words in STAYS:
        assert words in code(name), f"{name} no longer has {words}: take it off the list"


@pytest.mark.parametrize(
    "text",
    ["select arg_max(a, b)", "select max_by(a, b)", "qualify row_number() over (order by a) = 1",
     "select count(*) filter (where a)", "select a - to_hours(3)", "select a::date",
     "select quantile_cont(a, 0.8)", "select unnest([1, 2])"],
)  # fmt: skip
def test_a_word_of_one_engine_is_found(text):
    assert found(text)
