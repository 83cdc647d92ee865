"""Every trap in every notation: rows accounted for and amounts to the cent, against plain Python.

The short form takes 36 files; the long one (`make check-long`) 600 and as many again as Hypothesis
thinks of.
"""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest import corpus
from tests.ingest.reading import read_file

SHORT, LONG = 36, 600
SEED = 2  # one whose files hold every notation and trap between them


def _check(tmp_path, notation: corpus.Notation, seed: int) -> None:
    content, truth = corpus.write(notation, seed)
    path = tmp_path / f"sales{seed}.{'csv.gz' if 'gzip' in notation.traps else 'csv'}"
    path.write_bytes(content)
    read = read_file(path)
    assert (read.mapping.questions, read.checked.questions) == ((), ()), notation
    assert (read.checked.rows, read.checked.rejected) == (truth.rows, truth.rejected), notation
    taken = {
        row["order_id"]: (row["customer"], row["ordered_at"], row["amount"])
        for row in read.rows.values()
        if row["reason"] is None
    }
    assert taken == truth.sales, notation
    assert sum(read.values("amount")) == sum(each[2] for each in truth.sales.values())


def test_every_notation_in_a_few_files(tmp_path):
    for seed, notation in enumerate(corpus.notations(SEED, SHORT)):
        _check(tmp_path, notation, seed)


def test_the_few_files_hold_every_notation_and_trap():
    chosen = corpus.notations(SEED, SHORT)
    assert {each.encoding for each in chosen} == set(corpus.LANGUAGES)
    assert {each.delimiter for each in chosen} == set(corpus.DELIMITERS)
    assert {each.decimals for each in chosen} == set(corpus.DECIMALS)
    assert {each.dates for each in chosen} == set(corpus.DATES)
    assert Counter(trap for each in chosen for trap in each.traps).keys() == set(corpus.TRAPS)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_every_notation_in_many_files(tmp_path, part):
    notations = corpus.notations(SEED + 1, LONG)[part::10]
    for seed, notation in enumerate(notations):
        _check(tmp_path, notation, 1000 * part + seed)


@pytest.mark.long
@settings(
    max_examples=LONG,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    notation=st.builds(
        corpus.Notation,
        st.sampled_from(sorted(corpus.LANGUAGES)),
        st.sampled_from(corpus.DELIMITERS),
        st.sampled_from(corpus.DECIMALS),
        st.sampled_from(corpus.DATES),
        st.sampled_from(corpus.NEGATIVES),
        st.frozensets(st.sampled_from(corpus.TRAPS), max_size=6),
    ).filter(lambda notation: notation.can_be_written),
    seed=st.integers(0, 1 << 30),
)
def test_any_traps_together(tmp_path, notation, seed):
    _check(tmp_path, notation, seed)


def test_the_truth_is_not_empty():
    _, truth = corpus.write(corpus.notations(1, 1)[0], 0)
    assert len(truth.sales) >= 12
    assert sum(abs(each[2]) for each in truth.sales.values()) > Decimal(1_000_000)
