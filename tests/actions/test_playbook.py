"""One sentence for everybody: the reason goes first, then the silence, then the segment."""

from itertools import product

from retention.actions import playbook
from retention.measures.rhythm import STATUSES
from retention.measures.segments import SEGMENTS
from retention.models import reasons


def test_every_segment_and_status_has_a_sentence():
    assert set(playbook.SEGMENT_ACTIONS) == set(SEGMENTS)
    assert set(playbook.STATUS_ACTIONS) == set(STATUSES)
    for text in (*playbook.SEGMENT_ACTIONS.values(), *playbook.STATUS_ACTIONS.values(),
                 *playbook.REASON_ACTIONS.values()):  # fmt: skip
        assert text.endswith(".") and len(text) < 100


def test_nobody_is_left_without_an_action():
    for segment, status, reason in product(SEGMENTS, STATUSES, (None, reasons.UNCHANGED, "other")):
        assert playbook.action(segment, status, reason)


def test_a_reason_goes_first():
    assert playbook.action("Champions", "late", reasons.FEWER_ORDERS) == (
        playbook.REASON_ACTIONS[reasons.FEWER_ORDERS]
    )


def test_the_lapsed_are_won_back_whatever_the_reason():
    told = playbook.action("Lost", "lapsed", reasons.FEWER_ORDERS)
    assert told == playbook.STATUS_ACTIONS["lapsed"]


def test_silence_goes_before_the_segment_but_not_before_cannot_lose():
    assert playbook.action("Loyal", "broken") == playbook.STATUS_ACTIONS["broken"]
    assert playbook.action("Cannot lose", "broken") == playbook.SEGMENT_ACTIONS["Cannot lose"]
    assert playbook.action("Loyal", "on time") == playbook.SEGMENT_ACTIONS["Loyal"]
