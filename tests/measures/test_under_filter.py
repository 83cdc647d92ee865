"""Which of the meanings a filter has in a table, said once for every chart."""

from datetime import date

import pytest

from retention.measures import under_filter
from retention.measures.catalogue import CATALOGUE
from retention.measures.under_filter import told
from retention.store import Filters

STORE = Filters(store=("Quay",))
SEGMENT = Filters(segment=("Champions", "Loyal"))
PERIOD = Filters(since=date(2024, 1, 1))
BOTH = Filters(store=("Quay",), segment=("Lost",), since=date(2024, 1, 1))


@pytest.mark.parametrize(("filters", "meaning", "said"), [
    (Filters(), under_filter.FIRST, ""),
    (STORE, under_filter.FIRST, under_filter.FIRST),
    (STORE, under_filter.NO_FILTER, under_filter.NO_FILTER),
    (SEGMENT, under_filter.FIRST, "customers now in Champions or Loyal"),
    (SEGMENT, under_filter.NO_FILTER, under_filter.NO_FILTER),
    # a period filters neither customers nor purchases, and does nothing to the whole history
    (PERIOD, under_filter.FIRST, ""),
    (PERIOD, under_filter.INSIDE, ""),
    (PERIOD, under_filter.SOME, "whatever the period"),
    (BOTH, under_filter.SOME, f"customers now in Lost · {under_filter.SOME} · whatever the period"),
])  # fmt: skip
def test_a_filter_says_what_it_means(filters, meaning, said):
    assert told(filters, meaning) == said


def test_every_measure_names_one_of_the_meanings():
    known = {text for name, text in vars(under_filter).items() if name.isupper()}
    assert {measure.under_filter for measure in CATALOGUE.values()} <= known


def test_segments_of_both_sorts_are_both_meant():
    both = Filters(segment=("Champions", "Loyal"), own=("Tea",))
    assert told(both, under_filter.FIRST) == "customers now in Champions or Loyal and in Tea"
