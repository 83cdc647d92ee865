"""What is missing in the data, in words."""

from retention.measures import quality
from retention.measures.sentences import quality as quality_words
from tests.measures.sentences.rows import EURO
from tests.worlds import world


def test_months_in_which_nobody_bought_are_warned_of():
    database = world("anna 2024-01-05\n- 2024-03-02\nanna 2024-06-01")
    told = quality_words.missing_months(quality.months(database.snapshot()), EURO)
    assert told.startswith("No sale at all is loaded for Feb 2024 and Apr 2024 to May 2024. If")
    full = quality.months(world("anna 2024-01-05\n- 2024-02-02").snapshot())
    assert quality_words.missing_months(full, EURO) == ""
