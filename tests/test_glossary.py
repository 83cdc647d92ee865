"""The glossary: one home for every term, whole and readable."""

import ast
from pathlib import Path

import pytest

from retention import glossary
from retention.errors import Refused
from retention.glossary.business import BUSINESS
from retention.glossary.cohorts import COHORTS
from retention.glossary.model import MODEL
from retention.glossary.segments import SEGMENTS
from retention.glossary.value import VALUE
from retention.measures.sentences import risk

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("term", glossary.GLOSSARY)
def test_every_term_is_told(term):
    told = glossary.entry(term)
    assert told.label and told.unit and told.formula and told.sentence.endswith(".")


def test_no_term_has_two_homes():
    homes = (BUSINESS, COHORTS, MODEL, SEGMENTS, VALUE)
    assert len(glossary.GLOSSARY) == sum(len(home) for home in homes)


def test_the_figures_of_the_model_are_those_of_the_glossary():
    assert {"auc", "ece", "lift_top10", "psi"} <= set(MODEL)
    for term, (label, sentence) in risk.FIGURES.items():
        assert (label, sentence) == (MODEL[term].label, MODEL[term].sentence)


def test_an_unknown_term_is_refused_by_name():
    with pytest.raises(Refused, match="has no “loyalty”"):
        glossary.entry("loyalty")


# other words for a status or for a purchase, where the definitions have one
OTHER_WORDS = (" as gone", "are gone", "came back after lapsing", "or overdue", "only order",
               "order expected")  # fmt: skip


@pytest.mark.parametrize(
    "folder",
    ["pages", "retention/actions", "retention/charts", "retention/glossary", "retention/measures"],
)
def test_one_concept_has_one_name_on_the_screen(folder):
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.lower()
                assert text != "came back", path
                assert not any(word in text for word in OTHER_WORDS), (path, node.value)
