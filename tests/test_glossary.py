"""The glossary: one home for every term, whole and readable."""

import pytest

from retention import glossary
from retention.errors import Refused
from retention.glossary.business import BUSINESS
from retention.glossary.model import MODEL
from retention.measures.sentences import risk


@pytest.mark.parametrize("term", glossary.GLOSSARY)
def test_every_term_is_told(term):
    told = glossary.entry(term)
    assert told.label and told.unit and told.formula and told.sentence.endswith(".")


def test_no_term_has_two_homes():
    assert not set(BUSINESS) & set(MODEL)


def test_the_figures_of_the_model_are_those_of_the_glossary():
    assert {"auc", "ece", "lift_top10", "psi"} <= set(MODEL)
    for term, (label, sentence) in risk.FIGURES.items():
        assert (label, sentence) == (MODEL[term].label, MODEL[term].sentence)


def test_an_unknown_term_is_refused_by_name():
    with pytest.raises(Refused, match="has no “loyalty”"):
        glossary.entry("loyalty")
