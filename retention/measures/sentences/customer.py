"""Everything about one customer, in words; each function takes the one row of
``customers.one``."""

import pandas as pd

from retention.formatting import Formats, missing
from retention.measures.sentences.words import listed

# what a status means for somebody who has come back, and for somebody who has bought once
_RETURNING = {
    "new": "new: their first purchase is less than one usual gap ago",
    "reactivated": "reactivated: back after having lapsed",
    "on time": "on time by their own rhythm",
    "due": "due about now by their own rhythm",
    "late": "late: four of five of their gaps end sooner",
    "broken": "far beyond their rhythm: nineteen of twenty gaps end sooner",
}
_ONCE = {
    "new": "new, within the time in which others come back",
    "on time": "still within the time in which half of those who return come back",
    "due": "in the time in which others come back",
    "late": "late: four of five of those who return are back sooner",
    "broken": "far too late: nineteen of twenty of those who return are back sooner",
}

# what a segment says of the past, and a silence of now, where the two seem to contradict
_WAS = {
    "Champions": "were one of your best",
    "Loyal": "were loyal",
    "Potential loyalists": "were becoming a regular",
    "New": "began only lately",
    "Promising": "began well",
}
_NOW = {
    "late": "have been silent longer than is usual for them",
    "broken": "are silent far beyond their own rhythm",
    "lapsed": "have lapsed",
}
_NOW_ONCE = _NOW | {
    "late": "have been silent longer than most of those who came back",
    "broken": "have been silent far longer than those who came back",
}
_FADING = ("About to sleep", "Cannot lose", "At risk", "Hibernating", "Lost")
_THERE = {"new": "only beginning", "reactivated": "reactivated", "on time": "on time",
          "due": "due only now"}  # fmt: skip


def rhythm(row, formats: Formats) -> str:
    """'Usually every 9 days, silent for 31.'"""
    silent = formats.count(row["days_since"], "day")
    if row["orders"] == 1:
        when = "on the last day of data" if row["days_since"] == 0 else f"{silent} ago"
        return f"One purchase so far, {when}."
    gap = max(round(row["gap_days"]), 1)
    usual = "every day" if gap == 1 else f"every {formats.number(gap)} days"
    if row["days_since"] == 0:
        return f"Usually {usual}, and on the last day of data too."
    return f"Usually {usual}, silent for {formats.number(row['days_since'])}."


def standing(row, horizon_days: int, formats: Formats) -> str:
    """What the status means, and when the next purchase may come."""
    if row["status"] == "lapsed":
        return f"They have lapsed: nothing bought for {2 * horizon_days} days or more."
    meaning = _ONCE if row["orders"] == 1 else _RETURNING
    text = f"They are {meaning.get(row['status'], row['status'])}."
    if missing(row["expected_next_low"]) and row["status"] == "new":
        return f"{text} Their own short rhythm had the next purchase come by now."
    if missing(row["expected_next_low"]):
        return f"{text} That is too long to say when the next purchase comes."
    low, high = formats.day(row["expected_next_low"]), formats.day(row["expected_next_high"])
    span = f"on {low}" if low == high else f"between {low} and {high}"
    return f"{text} The next purchase is expected {span}."


def both_hold(row) -> str:
    """How the segment, told by the whole history, and the status, told by the silence now, can
    both be true; "" where they say the same."""
    segment, status = row["segment"], row["status"]
    once = row["orders"] == 1
    if segment in _WAS and status in _NOW:
        now = (_NOW_ONCE if once else _NOW)[status]
        return (
            f"They {_WAS[segment]} ({segment}), and {now}: the segment is about all they have "
            "bought, the silence about today."
        )
    if segment in _FADING and status in _THERE:
        pace = "what is usual after a first purchase" if once else "their own rhythm"
        return (
            f"Most of your customers bought more recently, which makes them {segment}; by "
            f"{pace} they are {_THERE[status]}."
        )
    return ""


def beginnings(row, formats: Formats) -> str:
    """How they began: when, with what, where, with whom, as far as the file knows."""
    parts = [f"on {formats.day(row['first'])}"]
    if not missing(row["first_product"]):
        parts.append(f"with {row['first_product']}")
    if not missing(row["first_channel"]):
        parts.append(f"through {row['first_channel']}")
    if not missing(row["first_store"]):
        parts.append(f"at {row['first_store']}")
    if not missing(row["first_salesperson"]):
        parts.append(f"served by {row['first_salesperson']}")
    text = f"They began {', '.join(parts)}"
    if not missing(row["first_coupon"]):
        return f"{text}, using the coupon {row['first_coupon']}."
    return f"{text}, at a discount." if _yes(row["first_discounted"]) else f"{text}."


def troubles(row, formats: Formats) -> str:
    """Returns and late deliveries, or nothing."""
    parts = []
    if row["returned_amount"] > 0:
        parts.append(f"brought back goods for {formats.money(row['returned_amount'])}")
    if row["late_orders"]:
        parts.append(
            f"got {formats.number(row['late_orders'])} of "
            f"{formats.count(row['delivered_orders'], 'delivery', 'deliveries')} late"
        )
    return f"They {listed(parts)}." if parts else ""


def risk(row, horizon_days: int, formats: Formats) -> str:
    """The score in words, from a row of ``risk.score``: risk and reason."""
    reason = row["reason"]
    if missing(row["risk"]):
        return f"No percentage can be given for this base. What is known: {reason}."
    return (
        f"{formats.share(row['risk'])} risk of no purchase in the next {horizon_days} days. "
        f"What stands out: {reason}."
    )


def timeline_title(table: pd.DataFrame, orders: int, formats: Formats) -> str:
    """The finding of the line of time: how many purchases (``orders``) over how long, and why the
    picture has more days than that."""
    bought = table[table["kind"] == "purchase"]
    returned = table[table["kind"] == "return"]
    if bought.empty:
        return "Nothing was bought"
    first, last = bought["day"].min(), bought["day"].max()
    text = formats.count(orders, "purchase")
    text += f", {formats.month(first)} to {formats.month(last)}" if len(bought) > 1 else ""
    if len(bought) > orders:
        more = formats.count(len(bought) - orders, "more day")
        text += f", and {more} whose goods were all brought back or free"
    if len(returned):
        text += f"; brought something back on {formats.count(len(returned), 'day')}"
    return text


def _yes(value) -> bool:
    return not pd.isna(value) and bool(value)
