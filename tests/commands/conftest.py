"""The command line on a database of the test's own."""

import pytest

from retention.__main__ import main
from tests.commands.typed import JUNE, MAY


@pytest.fixture
def run(path, capsys):
    """``run("show", "cohorts")`` gives (exit status, stdout, stderr)."""

    def run(*words):
        capsys.readouterr()
        status = main(["--db", str(path), *map(str, words)])
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


@pytest.fixture
def files(tmp_path):
    """A folder that holds may.csv and june.csv."""
    for name, text in (("may.csv", MAY), ("june.csv", JUNE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
