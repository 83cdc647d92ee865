"""Who moved from one segment to another between two days?

The earlier day is told as it was known then: later purchases, returns and cancellations are not in
it. Under a filter the customers are those with a purchase inside it, by all their purchases.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.measures.segments import SEGMENTS
from retention.measures.shares import add_share
from retention.store import Snapshot

NOT_YET, NO_LONGER = "Not yet a customer", "No longer a customer"
UP, DOWN, SAME, JOINED, GONE = "up", "down", "same", "joined", "gone"
FROZEN, OWN = "frozen", "own"
DAYS_BETWEEN = 90
SMALL_MOVE = 0.01  # a move of fewer customers than this share of all is too thin to be drawn
COLUMNS = [
    "from", "to", "customers", "n", "share", "low", "high", "amount", "direction", "before",
    "after", "since", "is_small",
]  # fmt: skip
# New and Promising both began lately and bought seldom: nothing but days lies between the two, and
# a first-time buyer of last month is no loss yet
_STEPS = {name: place for place, name in enumerate(SEGMENTS)} | {"Promising": SEGMENTS.index("New")}
_ORDER = [*SEGMENTS, NOT_YET, NO_LONGER]
_SCALES = {"r": "days_since", "f": "purchases", "m": "amount"}


def migration(
    snapshot: Snapshot, *, before: date | str | None = None, cuts: str = FROZEN
) -> pd.DataFrame:
    """One row per segment at the earlier day and segment at ``as_of`` that occurs together.

    ``before`` is the earlier day (default: 90 days before ``as_of``). ``cuts``: ``frozen`` scores
    both days by the earlier day's cut points, so that nobody moves because others bought; a value
    between two scores has the lower one. ``own`` scores each day by its own fifths.

    Columns: ``from`` ("Not yet a customer" for those who came since), ``to`` ("No longer a
    customer" where all of it was brought back since), ``customers``, ``n`` (all in ``from``),
    ``share`` (customers / n), ``low`` and ``high`` (95 %, Wilson), ``amount`` (net, what they
    brought in the 365 days up to the earlier day as known then; empty for those who came since),
    ``direction`` (up, down, same: by the order of ``SEGMENTS``, in which New and Promising are one
    step; joined, gone), ``before`` and ``after`` (the two days), ``since`` (the first day on
    record, where the 365 days reach beyond it; else empty), ``is_small`` (fewer than 1 % of all).

    ``from`` adds up to the segments of the earlier day; ``to`` to those of ``as_of`` with cuts of
    their own. No rows where nothing was sold by the earlier day. ``Refused`` for an earlier day
    that is none, and for other cuts.
    """
    day = _earlier_day(snapshot, before)
    people = _people(snapshot, day, cuts)
    if people.empty:
        return pd.DataFrame(columns=COLUMNS)
    groups = people.groupby(["from", "to", "direction"], sort=False)
    table = groups.agg(customers=("to", "size"), amount=("amount", "sum")).reset_index()
    table["amount"] = table["amount"].round(4).where(table["direction"] != JOINED)
    table["n"] = table.groupby("from")["customers"].transform("sum")
    add_share(table, "customers", "n")
    table["before"], table["after"] = pd.Timestamp(day), pd.Timestamp(snapshot.as_of)
    table["since"] = _since(snapshot, day)
    table["is_small"] = table["customers"] < SMALL_MOVE * len(people)
    places = [table[side].map(_ORDER.index) for side in ("from", "to")]
    return table.iloc[np.lexsort(places[::-1])][COLUMNS].reset_index(drop=True)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of a shorter month."""
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()


def behind(
    snapshot: Snapshot,
    *,
    before: date | str,
    was: str = "",
    now: str = "",
    direction: str = "",
    cuts: str = FROZEN,
) -> pd.Series:
    """The customer_key of those who were in the segment ``was`` on the day ``before`` and are in
    ``now`` on ``as_of``, or moved in the ``direction``; "" is any."""
    people = _people(snapshot, _earlier_day(snapshot, before), cuts)
    for name, wanted in (("from", was), ("to", now), ("direction", direction)):
        if wanted:
            people = people[people[name] == wanted]
    return people["customer_key"]


def _earlier_day(snapshot: Snapshot, before: date | str | None) -> date:
    if before is None:
        return snapshot.as_of - timedelta(days=DAYS_BETWEEN)
    try:
        day = date.fromisoformat(str(before))
    except ValueError:
        raise Refused(f"“{before}” is not a day; write it as 2026-10-31.") from None
    if day >= snapshot.as_of:
        raise Refused(
            f"The earlier day {day} must lie before {snapshot.as_of}, the day it is compared with."
        )
    return day


def _since(snapshot: Snapshot, day: date) -> pd.Timestamp:
    """The first day on record, where less than 365 days lie before ``day``."""
    first = snapshot.on(day).ask("segments/window")["from_day"].iloc[0]
    return first if first > pd.Timestamp(day) - pd.Timedelta(days=364) else pd.NaT


def _people(snapshot: Snapshot, day: date, cuts: str) -> pd.DataFrame:
    """One row per customer: ``customer_key``, ``from``, ``to``, ``direction``, ``amount``."""
    if cuts not in (FROZEN, OWN):
        raise Refused(f"There are no cuts “{cuts}”; there are {FROZEN} and {OWN}.")
    earlier = snapshot.on(day)
    was, now = earlier.ask("segments/standing"), snapshot.ask("segments/standing")
    if was.empty:
        return pd.DataFrame(columns=["customer_key", "from", "to", "direction", "amount"])
    if cuts == FROZEN:
        now = _scored_by(earlier.ask("segments/cuts"), now, snapshot.ask("segments/rules"))
    people = was.merge(now, on="customer_key", how="outer", suffixes=("_was", "_now"))
    people = people[_is_meant(people, snapshot)].copy()
    people["from"] = people["segment_was"].fillna(NOT_YET)
    people["to"] = people["segment_now"].fillna(NO_LONGER)
    people["amount"] = people["amount_year_was"]
    people["direction"] = _directions(people["from"], people["to"])
    return people[["customer_key", "from", "to", "direction", "amount"]]


def _is_meant(people: pd.DataFrame, snapshot: Snapshot) -> pd.Series:
    """Who has a purchase inside the filters, or had one before it was brought back; of the segments
    chosen are those who are in them now."""
    is_gone = people["segment_now"].isna()
    was_shown = people["is_shown_was"].eq(True) & (not snapshot.filters.segments)
    return people["is_shown_now"].eq(True) | (is_gone & was_shown)


def _scored_by(cuts: pd.DataFrame, standing: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """The same customers, scored by the cut points of another day."""
    scored = standing.drop(columns=["r", "f", "m", "segment"])
    for scale, column in _SCALES.items():
        marks = cuts[cuts["scale"] == scale].sort_values("score")
        # the fewer days since the last purchase the better; of purchases and money the more
        worst, values = marks["from"], scored[column]
        if scale == "r":
            worst, values = -marks["to"], -values
        place = np.searchsorted(worst.to_numpy(), values.to_numpy(), side="right") - 1
        scored[scale] = marks["score"].to_numpy()[np.maximum(place, 0)]
    return scored.merge(rules, on=["r", "f", "m"], how="left")


def _directions(was: pd.Series, now: pd.Series) -> np.ndarray:
    steps = was.map(_STEPS) - now.map(_STEPS)
    return np.select(
        [was == NOT_YET, now == NO_LONGER, steps > 0, steps < 0], [JOINED, GONE, UP, DOWN], SAME
    )
