"""The sentences of an upload, by hand."""

import pytest

from retention.measures.sentences.uploads import nameless
from tests.measures.sentences.rows import EURO

LEFT_OUT = "left out of every number about customers."


@pytest.mark.parametrize(("lines", "waits", "said"), [
    (1, False, f"1 line names no customer: it counts in the money and is {LEFT_OUT}"),
    (1200, False, f"1,200 lines name no customer: they count in the money and are {LEFT_OUT}"),
    (2, True, "2 lines name no customer: they count in the money once their month has a rate, and "
              f"are {LEFT_OUT}"),
])  # fmt: skip
def test_nameless_lines_that_wait_are_not_said_to_be_in_the_money(lines, waits, said):
    assert nameless(lines, EURO, waits=waits) == said
