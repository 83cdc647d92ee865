"""What to do: one sentence per segment, status and reason, and the one that goes first."""

from retention.models import reasons

SEGMENT_ACTIONS = {
    "Champions": "Thank them in person and let them see new things first; no discount is needed.",
    "Loyal": "Keep them close: recommend what goes with what they buy and ask for a referral.",
    "Potential loyalists": "Suggest the next purchase that regulars made at this point.",
    "New": "Welcome them, ask how the first purchase was and invite them to a second.",
    "Promising": "Give a reason for a second visit: a matching product or a small benefit.",
    "Needs attention": "Remind them with something that fits what they bought, before they drift.",
    "About to sleep": "Send a reminder with one clear, time-limited reason to come back.",
    "Cannot lose": "Call them: ask what went wrong and offer to put it right.",
    "At risk": "Write personally and win them back with an offer on what they used to buy.",
    "Hibernating": "Include them in a seasonal mailing; spend no more than that.",
    "Lost": "Ask once why they stopped, then leave them in peace.",
}
STATUS_ACTIONS = {
    "new": "Welcome them and invite them to a second purchase.",
    "reactivated": "Welcome them back and ask what had kept them away.",
    "on time": "Nothing to mend: leave their rhythm alone.",
    "due": "Remind them of what they usually buy about now.",
    "late": "Ask this week whether anything is missing.",
    "broken": "Call: their rhythm is broken, so ask what changed.",
    "lapsed": "Try once with a personal offer; note the reason.",
}
REASON_ACTIONS = {
    reasons.OVERDUE: "Ask what is missing and offer the usual order.",
    reasons.FEWER_ORDERS: "Ask what they now buy elsewhere, and offer it.",
    reasons.SMALLER_ORDER: "Ask whether the last purchase was all right.",
    reasons.FIRST_TIME: "Ask how the first purchase was; suggest a second.",
    reasons.LARGE_UNCHANGED: "Pay a courtesy call before the account goes quiet.",
}
_DRIFTING = ("late", "broken", "lapsed")


def action(segment: str, status: str, reason: str | None = None) -> str:
    """The sentence for one customer: what answers the reason, else the silence, else the segment.

    ``segment`` and ``status`` are those of ``customers_now`` and ``rfm``; a reason that asks for
    nothing (no changed behaviour) or is unknown is passed over.
    """
    if reason in REASON_ACTIONS and status != "lapsed":
        return REASON_ACTIONS[reason]
    if status in _DRIFTING and segment != "Cannot lose":
        return STATUS_ACTIONS[status]
    return SEGMENT_ACTIONS[segment]
