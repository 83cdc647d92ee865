"""One sentence for everybody: status first, then a reason that fits it, then the segment."""

from itertools import product

import pytest

from retention.actions import playbook
from retention.measures.rhythm import STATUSES
from retention.measures.segments import SEGMENTS
from retention.models import reasons

SILENT = ("late", "broken", "lapsed")
WHYS = (None, "other", reasons.UNCHANGED, *playbook.REASON_ACTIONS)
# words that are wrong for somebody who stays away, and for somebody who does not
OF_PRESENCE = ("Thank them", "Keep them close", "next purchase", "Nothing to mend", "before")
OF_ABSENCE = ("went wrong", "win them back", "come back", "Lost", "leave them in peace", "changed",
              "is silent", "drift", "seasonal")  # fmt: skip


def test_every_segment_and_status_has_a_sentence():
    assert set(playbook.SEGMENT_ACTIONS) == set(SEGMENTS)
    assert set(playbook.STATUS_ACTIONS) == set(STATUSES)
    assert set(playbook.ROOM_FOR) == set(playbook.REASON_ACTIONS)
    for told in (playbook.SEGMENT_ACTIONS, playbook.STATUS_ACTIONS, playbook.BEST_ACTIONS,
                 playbook.SMALL_ACTIONS, playbook.REASON_ACTIONS):  # fmt: skip
        assert all(text.endswith(".") and len(text) < 100 for text in told.values())


@pytest.mark.parametrize("status", SILENT)
def test_nobody_silent_is_rewarded(status):
    for segment, reason in product(SEGMENTS, WHYS):
        told = playbook.action(segment, status, reason)
        assert not any(word in told for word in OF_PRESENCE), (segment, reason, told)


@pytest.mark.parametrize("status", ["new", "reactivated", "on time", "due"])
def test_nobody_who_comes_is_mourned(status):
    for segment, reason in product(SEGMENTS, WHYS):
        told = playbook.action(segment, status, reason)
        assert not any(word in told for word in OF_ABSENCE), (segment, reason, told)


def test_a_reason_makes_it_concrete_where_it_fits_the_status():
    told = playbook.REASON_ACTIONS[reasons.FEWER_ORDERS]
    assert playbook.action("Champions", "late", reasons.FEWER_ORDERS) == told
    assert playbook.action("Champions", "on time", reasons.FEWER_ORDERS) == told
    for status in ("broken", "lapsed", "reactivated"):
        assert playbook.action("Champions", status, reasons.FEWER_ORDERS) != told


def test_the_segment_says_how_much_trouble_a_silence_is_worth():
    assert playbook.action("Champions", "broken").startswith("Contact them yourself")
    assert playbook.action("At risk", "broken") == playbook.STATUS_ACTIONS["broken"]
    assert playbook.action("Lost", "lapsed").startswith("Include them in the next seasonal offer")
    assert playbook.action("Cannot lose", "lapsed").startswith("Contact them once")


def test_nobody_is_called_whose_number_is_not_known():
    for segment, status, reason in product(SEGMENTS, STATUSES, WHYS):
        told = playbook.action(segment, status, reason)
        assert not any(word in told for word in ("Call", "call", "Write", "mail", "{"))
    assert playbook.action("Loyal", "broken", reach=playbook.CALL).startswith("Call them yourself")
    assert playbook.action("Loyal", "late", reach=playbook.WRITE).startswith("Write to them this")


def test_who_is_on_time_is_left_alone_or_treated_as_the_segment_says():
    assert playbook.action("Loyal", "on time") == playbook.SEGMENT_ACTIONS["Loyal"]
    assert playbook.action("At risk", "on time") == playbook.STATUS_ACTIONS["on time"]
