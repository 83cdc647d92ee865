"""What to do: the sentences, and which one goes first.

The status goes first, for it is about today; the segment, which is about the whole history, says
how much trouble somebody is worth; the reason makes it concrete where it fits the status.
"""

from retention.models import reasons

CALL, WRITE, CONTACT = "Call them", "Write to them", "Contact them"
"""How somebody can be reached, as the sentences with {reach} begin."""
SEGMENT_ACTIONS = {
    "Champions": "Thank them personally and let them see new things first; no discount is needed.",
    "Loyal": "Keep them close: recommend what goes with what they buy and ask for a referral.",
    "Potential loyalists": "Suggest the next purchase that regulars made at this point.",
    "New": "Welcome them, ask how the first purchase was and invite them to a second.",
    "Promising": "Give a reason for a second visit: a matching product or a small benefit.",
    "Needs attention": "Remind them with something that fits what they bought, before they drift.",
    "About to sleep": "Remind them with one clear, time-limited reason to come back.",
    "Cannot lose": "Ask them yourself what went wrong and offer to put it right.",
    "At risk": "Win them back with a personal offer on what they used to buy.",
    "Hibernating": "Include them in the next seasonal offer; spend no more than that.",
    "Lost": "Ask once why they stopped, then leave them in peace.",
}
STATUS_ACTIONS = {
    "new": "Welcome them and invite them to their next purchase.",
    "reactivated": "Welcome them back and ask what had kept them away.",
    "on time": "Nothing to mend: leave their rhythm alone.",
    "due": "Remind them of what they usually buy about now.",
    "late": "Ask this week whether anything is missing.",
    "broken": "Ask what changed, and give one good reason to come back.",
    "lapsed": "Try once with a personal offer; note the reason.",
}
# the same silence of a customer worth a call, and of one who never was
BEST_ACTIONS = {
    "due": "Remind them yourself of what they usually buy about now.",
    "late": "{reach} this week and ask whether anything is missing.",
    "broken": "{reach} yourself: one of your best is silent, so ask what changed.",
    "lapsed": "{reach} once: ask what went wrong and offer to put it right.",
}
SMALL_ACTIONS = {
    "broken": "Include them in the next seasonal offer; spend no more than that.",
    "lapsed": "Include them in the next seasonal offer; spend no more than that.",
}
BEST = ("Champions", "Loyal", "Cannot lose")
SMALL = ("Hibernating", "Lost")
# segments whose own sentence is about somebody who is still there
PRESENT = ("Champions", "Loyal", "Potential loyalists", "New", "Promising")
REASON_ACTIONS = {
    reasons.OVERDUE: "Ask what is missing and offer the usual order.",
    reasons.FEWER_ORDERS: "Ask what they now buy elsewhere, and offer it.",
    reasons.SMALLER_ORDER: "Ask whether the last purchase was all right.",
    reasons.FIRST_TIME: "Ask how the first purchase was; suggest a second.",
    reasons.LARGE_UNCHANGED: "{reach} before the account goes quiet; no offer is needed.",
}
# a reason is answered only where the status leaves room for it: who is silent far beyond the rhythm
# is asked about the silence, and no courtesy comes "before" a silence that is there already
ROOM_FOR = {
    reasons.OVERDUE: ("due", "late"),
    reasons.FEWER_ORDERS: ("on time", "due", "late"),
    reasons.SMALLER_ORDER: ("on time", "due", "late"),
    reasons.FIRST_TIME: ("new", "on time", "due", "late"),
    reasons.LARGE_UNCHANGED: ("on time", "due"),
}
DRIVER_ACTIONS = {
    # question of measures.exposures → what one may look into; never that it is the cause
    "late_lately": "See who packs and carries late orders, and tell customers before the promised "
    "day has passed.",
    "ever_late": "See who packs and carries late orders, and tell customers before the promised "
    "day has passed.",
    "any_return": "Ask after each return what was wrong, and look at what comes back most.",
    "returned_a_fifth": "Ask after each return what was wrong, and look at what comes back most.",
    "first_coupon": "Before {level} is given out again, see how many it brought back.",
    "with_coupon": "Before the next coupon, see how many the last one brought back.",
    "first_discounted": "Give the discount on the second purchase instead of the first.",
    "one_product": "At the next purchase suggest something that goes with the one they buy.",
    "one_category": "At the next purchase suggest something from another category.",
    "price_rise": "Tell customers before a price of theirs rises, and offer a cheaper alternative.",
    "other_salesperson": "Let customers be served by the person they know.",
    "first_salesperson": "Compare how {level} and the others begin with a new customer.",
    "usual_salesperson": "Compare how {level} and the others look after their customers.",
    "first_store": "Compare how {level} and the other stores begin with a new customer.",
    "usual_store": "Compare how {level} and the other stores look after their customers.",
    "first_channel": "Compare what happens after a first purchase through {level} and elsewhere.",
    "first_category": "Compare what is offered after a first purchase of {level} and of others.",
    "first_product": "Compare what is offered after a first purchase of {level} and of others.",
}


def action(segment: str, status: str, reason: str | None = None, *, reach: str = CONTACT) -> str:
    """The sentence for one customer, by status first, then reason, then segment.

    ``segment`` and ``status`` are those of ``rfm`` and ``customers_now``; a reason that does not
    fit the status, asks for nothing (no changed behaviour) or is unknown is passed over. ``reach``
    is how the customer can be reached: nobody is called whose number is not known.
    """
    return _chosen(segment, status, reason).format(reach=reach)


def _chosen(segment: str, status: str, reason: str | None) -> str:
    if status in ROOM_FOR.get(reason, ()):
        return REASON_ACTIONS[reason]
    if status == "on time" and segment in PRESENT:
        return SEGMENT_ACTIONS[segment]
    by_worth = BEST_ACTIONS if segment in BEST else SMALL_ACTIONS if segment in SMALL else {}
    return by_worth.get(status, STATUS_ACTIONS[status])


def driver_action(question: str, level: str = "") -> str:
    """What one may look into where an exposure goes together with leaving or staying; "" for one
    that asks for nothing, such as the placebo."""
    return DRIVER_ACTIONS.get(question, "").format(level=level)
