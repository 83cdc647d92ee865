"""The customers behind a mark of a chart: for each kind of mark, constant SQL and its values."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from retention.errors import Refused
from retention.measures import bridge
from retention.measures.cohort_groups import BEGAN_BY
from retention.store import Snapshot

_NEEDED = object()


@dataclass(frozen=True)
class Value:
    """One value of a kind: its type, whether it may be left out (``default``), what is allowed,
    and the name the SQL knows it by where it is another."""

    type: type
    default: object = _NEEDED
    allowed: tuple = ()
    bound_as: str | None = None


@dataclass(frozen=True)
class Kind:
    """``sql/customers/<sql>.sql`` gives the customer_key of those behind the mark."""

    sql: str
    values: dict[str, Value]
    fixed: dict[str, object] = field(default_factory=dict)


STEPS = ("at_start", "new", "reactivated", "lapsed", "at_end")
_MONTH = {"month": Value(date)}
_SCORES = tuple(range(1, 6))
_CELL = {"r": Value(int, allowed=_SCORES), "f": Value(int, allowed=_SCORES)}

# a cell of the triangle calls its own kind ``counted``, since ``kind`` names the mark
_COHORT = {
    "cohort": Value(date),
    "period": Value(int, None),
    "grain": Value(str, "month", ("week", "month", "quarter", "year")),
    "counted": Value(str, "classic", ("classic", "rolling", "cumulative"), bound_as="kind"),
    "clock": Value(str, "calendar", ("calendar", "elapsed")),
}

_PERIOD = {name: value for name, value in _COHORT.items() if name != "cohort"}
_WHOLE = {"by": "", "began_with": None}

KINDS = {
    "cohort": Kind("behind_cohort", _COHORT, _WHOLE),
    "cohort_cell": Kind("behind_cohort", _COHORT, _WHOLE),
    "cohort_period": Kind("behind_cohort", _PERIOD, _WHOLE | {"cohort": None}),
    "cohort_group": Kind(
        "behind_cohort",
        _PERIOD
        | {
            "split": Value(str, allowed=tuple(BEGAN_BY), bound_as="by"),
            "group": Value(str, bound_as="began_with"),
        },
        {"cohort": None},
    ),
    "segment": Kind("behind_segment", {"segment": Value(str, bound_as="segment_name")}),
    "status": Kind("behind_status", {"status": Value(str)}),
    "rfm": Kind("behind_rfm", _CELL),
    "bucket": Kind("behind_bucket", _MONTH | {"step": Value(str, allowed=STEPS)}),
    "lapsed_in": Kind("behind_bucket", _MONTH, {"step": "lapsed"}),
    "month": Kind("behind_month", _MONTH),
    "bridge": Kind("behind_bridge", {"step": Value(str, allowed=bridge.STEPS)}, {"months": 12}),
    "first_product": Kind("behind_first_product", {"product": Value(str)}),
    "first_category": Kind(
        "behind_first_category", {"category": Value(str, bound_as="began_with")}
    ),
    "ladder": Kind(
        "behind_ladder",
        {"order_number": Value(int), "within": Value(int, 90), "returned": Value(bool, None)},
    ),
    "largest": Kind("behind_largest", {"customers": Value(int)}),
    "silent_regulars": Kind("behind_silent_regulars", {}),
    "weekly_silent": Kind("behind_weekly_silent", {}),
    "newly_overdue": Kind("behind_newly_overdue", {"since_day": Value(date)}),
}


def keys(snapshot: Snapshot, kind: str, values: dict) -> pd.Series:
    """The customer_key of each customer behind a mark of ``kind`` with these ``values``.

    Raises ``Refused`` for an unknown kind, a missing, unknown or impossible value: both may come
    from an address that somebody typed.
    """
    if kind not in KINDS:
        raise Refused(f"There are no customers behind “{kind}”; known are {', '.join(KINDS)}.")
    known = KINDS[kind]
    unknown = sorted(set(values) - set(known.values))
    if unknown:
        raise Refused(
            f"“{kind}” has no {', '.join(unknown)}; it is told by {', '.join(known.values)}."
        )
    bound = dict(known.fixed)
    for name, value in known.values.items():
        bound[value.bound_as or name] = _checked(kind, name, value, values)
    return snapshot.ask(f"customers/{known.sql}", **bound)["customer_key"]


def _checked(kind: str, name: str, value: Value, values: dict):
    given = values.get(name, value.default)
    if given is _NEEDED:
        raise Refused(f"To find the customers behind “{kind}”, {name} is needed.")
    if given is None and value.default is None:
        return None
    try:
        given = _CONVERT[value.type](given)
    except (TypeError, ValueError):
        raise Refused(f"“{given}” is not a {name} of “{kind}”.") from None
    if value.allowed and given not in value.allowed:
        allowed = ", ".join(map(str, value.allowed))
        raise Refused(f"There is no {name} “{given}”; choose one of {allowed}.")
    return given


def _day(given) -> date:
    day = pd.Timestamp(given)
    if pd.isna(day):
        raise ValueError
    return day.date()


def _whole(given) -> int:
    number = int(given)
    if number != float(given) or not 0 <= number < 2**31:
        raise ValueError
    return number


def _yes(given) -> bool:
    words = {"true": True, "false": False, "1": True, "0": False}
    if str(given).lower() not in words:
        raise ValueError
    return words[str(given).lower()]


_CONVERT = {str: str, int: _whole, date: _day, bool: _yes}
