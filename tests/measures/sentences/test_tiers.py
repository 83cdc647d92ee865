"""The tiers in words, by hand."""

from retention.measures.sentences import tiers
from tests.charts import tables
from tests.measures.sentences.rows import EURO

TIERS = tables.tiers()


def test_what_the_top_brings():
    assert tiers.title(TIERS, EURO) == (
        "The top 5% (20 customers) brought 50% of the last twelve months' amount (47–53%)"
    )
    assert tiers.title(TIERS.assign(customers=3), EURO) == (
        "The top 5% (3 customers) brought €500 of €1,000 in the last twelve months"
    )


def test_who_stood_higher():
    assert tiers.fallen(TIERS, EURO) == (
        "Of the 100 customers who were in a tier a year before, 18 stood in a higher one."
    )
    assert tiers.fallen(TIERS.assign(was_higher=0.0), EURO).startswith("Nobody stood")
    assert "once two years" in tiers.fallen(TIERS.assign(was_higher=float("nan")), EURO)
    assert tiers.fallen(TIERS.assign(ranked_then=0.0), EURO) == ""
