"""What a filter means in a table: whose numbers these are. The numbers of the meanings differ, so
each measure and each chart names its own."""

from retention.store import Filters

FIRST = "customers whose first purchase was inside the filter, by their purchases inside it"
FIRST_WHOLE = "customers whose first purchase was inside the filter, by all their purchases"
INSIDE = "purchases inside the filter"
SOME = "customers with a purchase inside the filter, by all their purchases"
SOME_INSIDE = "customers with a purchase inside the filter, their amount inside it"
BY_THEN = "customers who had bought inside the filter by the day they were compared"
NTH = "the nth purchase inside the filter, the next one anywhere"
MIXED = "money and purchases inside the filter; customers whose first purchase was inside it"
NO_FILTER = "everything, whatever the filter"
# tables of the whole history, where a period chosen changes nothing
_WHATEVER_THE_PERIOD = (SOME, SOME_INSIDE, NO_FILTER)


def told(filters: Filters, meaning: str) -> str:
    """What the filters chosen mean where a table has this ``meaning``; "" where they narrow nothing
    but the time: a period is no filter of customers or of purchases."""
    said = []
    if meaning == NO_FILTER:
        said += [NO_FILTER] if filters.narrows else []
    else:
        # all purchases of a segment's customers are inside it: the first, the nth and the others
        names = " or ".join(filters.segments)
        said += [f"customers now in {names}"] if names else []
        said += [meaning] if filters.by_line else []
    if filters.since and meaning in _WHATEVER_THE_PERIOD:
        said.append("whatever the period")
    return " · ".join(said)
