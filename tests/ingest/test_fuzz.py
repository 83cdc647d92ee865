"""Whatever a file is made of: a sentence, a question, or every row accounted for; never a crash."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from retention.store import IN_MEMORY, Database
from tests.ingest.fuzzing import attempt, file_of

ROOT = Path(__file__).parents[2]
SHORT = 80
LONG = 20_000
PART = 500


def test_eighty_hostile_files(tmp_path):
    database = Database(IN_MEMORY)
    ends = [attempt(database, tmp_path, number) for number in range(SHORT)]
    assert {"refused", "asked", "told"} == set(ends)
    assert len(ends) == SHORT


def test_a_number_always_makes_the_same_file():
    assert [file_of(number) for number in range(20)] == [file_of(number) for number in range(20)]


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, LONG, PART))
def test_twenty_thousand_hostile_files_in_bounded_memory(first):
    """In processes of their own, so that one that dies or grows is seen."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.fuzzing", str(first), str(first + PART)],
        cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["breaches"] == []
    assert sum(told["ends"].values()) == PART
