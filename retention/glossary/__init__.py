"""What every number means: one entry a term, for pages, help texts, README and tests alike."""

from retention.errors import Refused
from retention.glossary.business import BUSINESS
from retention.glossary.cohorts import COHORTS
from retention.glossary.entries import Entry
from retention.glossary.model import MODEL
from retention.glossary.segments import SEGMENTS
from retention.glossary.value import VALUE

GLOSSARY: dict[str, Entry] = BUSINESS | COHORTS | MODEL | SEGMENTS | VALUE


def entry(term: str) -> Entry:
    """The entry of one term; raises ``Refused`` naming the known ones."""
    if term not in GLOSSARY:
        raise Refused(f"The glossary has no “{term}”; it knows {', '.join(sorted(GLOSSARY))}.")
    return GLOSSARY[term]
