"""Blanks around and inside cells, whole columns at once."""

import re

import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retention.ingest.blanks import tidy

BLANKS = " \t\r\n\x0b\x0c\u00a0\u202f\ufeff"
# blanks, and letters whose last bytes are those of blanks
LETTERS = st.sampled_from([*BLANKS, *"abÀŠрпა\u0085\u2003\u3000日\u4e00\u1680", "😀"])
CELLS = st.lists(st.text(LETTERS, max_size=6), max_size=8)


def slow(cell: str) -> str:
    """Cell by cell; blanks of other kinds go from the ends alone."""
    while cell != (trimmed := cell.strip().strip("\ufeff")):
        cell = trimmed
    return re.sub("[ \t\n\x0c\r\u00a0\u202f\ufeff]+", " ", cell)


def of(cells: list[str]) -> pa.Array:
    return pa.array(cells, pa.string())


@settings(max_examples=400)
@given(CELLS, st.integers(0, 3))
@example(["", " a", "", "b  c", "р", "日 "], 1)
@example(["\u00a0abc", "\u3000a", "\ufeffb", "\u0085c", "\u202f \ufeff d"], 0)
def test_a_column_is_read_as_its_cells_one_by_one(cells, passed_over):
    found = tidy(of(cells)).to_pylist()
    assert found == [slow(cell) for cell in cells]
    # a part of a column, as a table hands it over, lies somewhere inside its bytes
    assert tidy(of(cells).slice(passed_over)).to_pylist() == found[passed_over:]


def test_a_tidy_column_is_handed_back_as_it_is():
    cells = of(["a b", "", "Šaльvy", "12.50"])
    assert tidy(cells) is cells
