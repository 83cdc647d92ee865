"""`merges` as a person types it."""

import pytest

from tests.commands.typed import rows
from tests.store.test_merges import SHOP, TILL


@pytest.fixture
def loaded(run, tmp_path):
    for name, text in (("till", TILL), ("shop", SHOP)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        run("import", tmp_path / f"{name}.csv", "--source", name)
    return run


def test_proposals_are_listed_accepted_and_taken_back(loaded):
    status, out, said = loaded("merges")
    assert status == 0 and said.startswith("1 pair; merged, ")
    found = rows(out)
    assert list(found[0]) == [
        "group", "customer", "name", "shares", "value", "orders", "look_first"
    ]  # fmt: skip
    assert [list(row.values()) for row in found] == [
        ["17", "17", "Anna Kiss", "email", "anna@example.org", "1", "False"],
        ["17", "web-5", "Anna Kiss", "email", "anna@example.org", "1", "False"],
    ]
    assert loaded("merges", "--accept", "all")[::2] == (0, "2 customers are 1 now.\n")
    assert rows(loaded("merges")[1]) == []
    joined = rows(loaded("merges", "--accepted")[1])
    assert [row["customer"] for row in joined] == ["17", "web-5"]
    assert loaded("merges", "--undo", "17")[0] == 0
    assert len(rows(loaded("merges")[1])) == 2
    assert loaded("merges", "--accept", "17")[0] == 0
    assert loaded("merges", "--undo", "all")[2] == "Taken back: 1 merged customers.\n"


def test_an_unknown_group_is_refused_in_a_sentence(loaded):
    assert loaded("merges", "--accept", "nobody")[0] == 1
    assert loaded("merges", "--undo", "nobody")[0] == 1


def test_an_absent_database_has_nothing_to_merge(run, tmp_path):
    status, out, _ = run("merges")
    assert (status, rows(out)) == (0, [])
    assert run("merges", "--accept", "all")[0] == 0
    assert not (tmp_path / "shop.duckdb").exists()
