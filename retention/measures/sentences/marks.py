"""What was clicked in a chart, in words: the heading over the customers behind it."""

import pandas as pd

from retention.formatting import Formats

_STEPS = {
    "at_start": "active at the start of {month}",
    "new": "new in {month}",
    "reactivated": "reactivated in {month}",
    "lapsed": "lapsed in {month}",
    "at_end": "active at the end of {month}",
}
_BRIDGE = {
    "before": "spent in the window before",
    "new": "new in the window after",
    "reactivated": "spent again after a window without",
    "expansion": "spent more than before",
    "contraction": "spent less than before",
    "lost": "spent nothing any more",
    "returns_without_spend": "brought back without spending",
    "after": "spent in the window after",
}
_SIDES = {None: "", True: ", who went on", False: ", who stopped there"}


def heading(kind: str, values: dict, many: int, formats: Formats) -> str:
    """'Began in Mar 2011, month 3: 77 customers behind it'; a mark without words of its own, or
    one that an address has mangled, is only counted."""
    behind = f"{formats.count(many, 'customer')} behind it"
    try:
        mark = _NAMED[kind](values, formats) if kind in _NAMED else ""
    except (KeyError, TypeError, ValueError):
        mark = ""
    return f"{mark[0].upper()}{mark[1:]}: {behind}" if mark else behind


def _cohort(values: dict, formats: Formats) -> str:
    grain = str(values.get("grain", "month"))
    began = f"began in {formats.period(pd.Timestamp(values['cohort']), grain)}"
    period = values.get("period")
    return began if period is None else f"{began}, {_in_period(values, grain)}"


def _in_period(values: dict, grain: str) -> str:
    period = int(values["period"])
    place = f"{grain} {period}"
    if period == 0:
        return f"the first {grain}"
    counted = values.get("counted", "classic")
    return {"rolling": f"{place} or later", "cumulative": f"by the end of {place}"}.get(
        counted, place
    )


def _period(values: dict, formats: Formats) -> str:
    return f"all cohorts, {_in_period(values, str(values.get('grain', 'month')))}"


def _group(values: dict, formats: Formats) -> str:
    name = str(values["group"]) or "first purchase not told"
    return f"{name}, {_in_period(values, str(values.get('grain', 'month')))}"


def _bucket(values: dict, formats: Formats) -> str:
    return _STEPS[values["step"]].format(month=formats.month(pd.Timestamp(values["month"])))


def _ladder(values: dict, formats: Formats) -> str:
    return f"purchase {int(values['order_number'])}{_SIDES[values.get('returned')]}"


def _band(values: dict, formats: Formats) -> str:
    return f"risk of {formats.share_interval(values['low'], values['high'])}"


def _moved(values: dict, formats: Formats) -> str:
    since = f"since {formats.day(pd.Timestamp(values['before']))}"
    if values.get("direction"):
        return f"moved {values['direction']} {since}"
    was, now = values["was"], values["now"]
    if was == "Not yet a customer":
        return f"came {since}, now in {now}"
    return f"in {was} as before" if was == now else f"from {was} to {now} {since}"


def _tier(values: dict, formats: Formats) -> str:
    told = [f"{values['tier']} by amount"] if values["tier"] else []
    told += ["in a higher tier a year before"] if values.get("was_higher") else []
    return ", ".join(told)


_NAMED = {
    "cohort": _cohort,
    "cohort_cell": _cohort,
    "cohort_period": _period,
    "cohort_group": _group,
    "segment": lambda values, formats: str(values["segment"]),
    "status": lambda values, formats: str(values["status"]),
    "rfm": lambda values, formats: f"recency {int(values['r'])}, frequency {int(values['f'])}",
    "bucket": _bucket,
    "bridge": lambda values, formats: _BRIDGE[values["step"]],
    "ladder": _ladder,
    "largest": lambda values, formats: "the largest",
    "silent_regulars": lambda values, formats: "gone silent",
    "weekly_silent": lambda values, formats: "came weekly, then silent",
    "newly_overdue": lambda values, formats: "fell behind their rhythm",
    "risk_band": _band,
    "moved": _moved,
    "tier": _tier,
    "driver": lambda values, formats: str(values["driver"]),
}
