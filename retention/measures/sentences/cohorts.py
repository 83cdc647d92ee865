"""Do they come back, in words."""

from collections.abc import Callable

import pandas as pd

from retention.formatting import Formats, missing
from retention.intervals import SMALL_N
from retention.measures import contrast
from retention.measures.ladder import told_within
from retention.measures.sentences import units
from retention.measures.sentences.words import LEAST_FOR_HUNDRED, listed

# how each kind is said of a period: the first time in a sentence, and after that
_PHRASES = {
    "classic": ("bought in {when}", "in {when}"),
    "rolling": ("bought in {when} or later", "in {when} or later"),
    "cumulative": ("had bought again by the end of {when}", "by the end of {when}"),
}
_DEFINITIONS = {
    "classic": "share of those who began together that bought in the {grain}",
    "rolling": "share of those who began together that bought in the {grain} or later",
    "cumulative": "share of those who began together that had bought again by its end",
}
_CLOCKS = {
    "calendar": "calendar {grain}s",
    "elapsed": "{grain}s counted from each customer's first purchase",
}
_DID = {"classic": "bought", "cumulative": "had come back"}


def headline(pooled: pd.DataFrame, *, grain: str, kind: str, unit: str, formats: Formats) -> str:
    """The answer of the page, from ``cohorts.pooled``."""
    rows, following = named(pooled, grain), f"the next {grain}"
    if rows.empty:
        return not_over(grain)
    if unit != "customers":
        return brought(rows, "customers", following, grain=grain, unit=unit, formats=formats)
    return came_back(rows, lambda number: formats.count(number, "new customer"), following,
                     grain=grain, kind=kind, formats=formats)  # fmt: skip


def named(pooled: pd.DataFrame, grain: str) -> pd.DataFrame:
    """The rows of ``cohorts.pooled`` that a sentence names."""
    return pooled[pooled["period"].isin(contrast.NAMED[grain])].dropna(subset=["retention"])


def not_over(grain: str) -> str:
    """Where there is no row to name."""
    return f"No second {grain} is over yet, so nobody can have been seen to come back."


def brought(
    rows: pd.DataFrame, people: str, following: str, *, grain: str, unit: str, formats: Formats
) -> str:
    """What ``people`` spend, bring or buy in the periods of ``named``, the first of them called
    ``following``."""
    whens = [_when(period, grain, following) for period in rows["period"]]
    return units.brought(rows, people, whens, grain=grain, unit=unit, formats=formats)


def came_back(
    rows: pd.DataFrame,
    who: Callable[[int], str],
    following: str,
    *,
    grain: str,
    kind: str,
    formats: Formats,
) -> str:
    """How many came back in the periods of ``named``, the first of them called ``following``: of a
    hundred, or counted where they are few. ``who`` says so many of them: 100 → '100 new
    customers'."""
    enough = rows[rows["size"] >= LEAST_FOR_HUNDRED]
    if enough.empty:
        row = rows.iloc[0]
        said = _PHRASES[kind][0].format(when=_when(row["period"], grain, following))
        return f"{formats.number(row['active'])} of {who(row['size'])} {said}."
    parts = [
        f"{formats.number(row.retention * 100)} "
        f"{_PHRASES[kind][min(place, 1)].format(when=_when(row.period, grain, following))}"
        for place, row in enumerate(enough.itertuples())
    ]
    return f"Of {who(100)}, {listed(parts)}."


def _when(period: int, grain: str, following: str) -> str:
    return following if period == 1 else f"{grain} {int(period)}"


def standing_out(
    compared: pd.DataFrame, *, grain: str, kind: str, unit: str, formats: Formats
) -> str:
    """The best and the worst cohort of the picture, from ``contrast.at_period`` of its cells; empty
    with fewer than two to compare, and for rolling retention: older cohorts have had longer to come
    back, which makes none of them better."""
    if len(compared) < 2 or (unit, kind) == ("customers", "rolling"):
        return ""
    when = _period(compared, grain=grain, kind=kind, unit=unit)
    did = units.DID.get(unit) or _DID[kind]
    best, worst = _extremes(compared)
    if best is None and worst is None:
        return (
            f"{when}, no {grain} of beginning differs from the others by more than chance may make."
        )
    parts = []
    if best is not None:
        parts.append(f"those who began in {_named(best, grain, formats)} {did} most")
    if worst is not None:
        named = _named(worst, grain, formats)
        parts.append(f"those of {named} least" if parts
                     else f"those who began in {named} {did} least")  # fmt: skip
    return f"{when}, {listed(parts)}."


def _period(compared: pd.DataFrame, *, grain: str, kind: str, unit: str) -> str:
    by = "By the end of" if (unit, kind) == ("customers", "cumulative") else "In"
    return f"{by} {grain} {int(compared['period'].iloc[0])}"


def _extremes(compared: pd.DataFrame) -> tuple:
    """The rows of ``contrast.extremes``: the best and the worst, ``None`` where none stands out."""
    rows = compared.set_index("cohort", drop=False)
    found = {rows.loc[each, "stands"]: rows.loc[each] for each in contrast.extremes(compared)}
    return found.get("above"), found.get("below")


def _named(row, grain: str, formats: Formats) -> str:
    return f"{formats.period(row['cohort'], grain)} ({units.of_what(row, grain, formats)})"


def triangle_title(
    compared: pd.DataFrame, *, grain: str, kind: str, unit: str, formats: Formats
) -> str:
    """The finding of the triangle, from ``contrast.at_period`` of the same table: all cohorts
    together, and those that ``standing_out`` names."""
    if compared.empty:
        return f"Who began in which {grain}, and who bought again"
    period = f"{grain} {int(compared['period'].iloc[0])}"
    counted = kind if unit == "customers" else "classic"
    when = {"classic": "in {}", "rolling": "in {} or later", "cumulative": "by {}"}[counted]
    did = {"classic": "buy", "rolling": "buy", "cumulative": "have bought again"}[counted]
    did = {"amount": "of the first amount comes", "margin": "of the first margin comes",
           "orders": "purchases per 100 customers"}.get(unit, did)  # fmt: skip
    together = units.written(compared["together"].iloc[0], unit, formats)
    text = f"{together} {did} {when.format(period)}"
    if counted == "rolling":
        return text
    named = [
        f"{formats.period(row['cohort'], grain)} {units.written(row['retention'], unit, formats)}"
        for row in _extremes(compared)
        if row is not None
    ]
    return f"{text}; {listed(named)}" if named else text


def curves_title(named: list, *, grain: str, kind: str, formats: Formats) -> str:
    """Which cohorts the curves name, from ``contrast.extremes``."""
    if kind == "rolling":
        return "All cohorts side by side"
    if not named:
        return "No cohort stands out from the others"
    names = listed([formats.period(cohort, grain) for cohort in named])
    return f"{names} beside all other cohorts"


def pooled_title(pooled: pd.DataFrame, *, grain: str, formats: Formats) -> str:
    """The finding of the pooled line: from the first period after to the last one."""
    line = pooled[pooled["period"] > 0].dropna(subset=["retention"])
    if line.empty:
        return "All cohorts together"
    unit, first, last = units.unit_of(line), line.iloc[0], line.iloc[-1]
    begin, end = (units.written(each["retention"], unit, formats) for each in (first, last))
    begin += " purchases per 100 customers" if unit == "orders" else ""
    if len(line) == 1:
        return f"{begin} at {grain} {int(first['period'])}"
    return (
        f"From {begin} at {grain} {int(first['period'])} to {end} at {grain} {int(last['period'])}"
    )


def definition(*, grain: str, kind: str, unit: str, clock: str) -> str:
    """What a cell of the triangle says, for the subtitle."""
    text = (units.DEFINITIONS.get(unit) or _DEFINITIONS[kind]).format(grain=grain)
    return f"{text} · {_CLOCKS[clock].format(grain=grain)}"


def second_order(table: pd.DataFrame, waits: pd.DataFrame, formats: Formats) -> str:
    """What the first rung means for acting, from ``ladder.second_order`` and
    ``reminders.reminders``."""
    known = table[table["within"] == told_within(table)]
    if known.empty:
        return ""
    row = known.iloc[0]
    days = f"{int(row['within'])} days"
    if row["returned"] < SMALL_N:
        return (
            f"{formats.number(row['returned'])} of "
            f"{formats.count(row['eligible'], 'first-time buyer')} came back within {days}: too "
            "few to say when to write to the others."
        )
    text = f"{formats.share(row['share'])} of first-time buyers come back within {days}."
    if waits.empty or missing(waits["remind_from"].iloc[0]):
        return text
    return (
        f"{text} They do so most readily between {_days(waits.iloc[0], formats)}: write to the "
        "others then."
    )


def _days(row: pd.Series, formats: Formats) -> str:
    return f"day {formats.number(row['remind_from'])} and day {formats.number(row['remind_to'])}"


def ladder_title(table: pd.DataFrame, *, within: int, formats: Formats) -> str:
    """The finding of the ladder: the step where most stop, among those with 20 or more."""
    known = table[table["eligible"] >= SMALL_N]
    if known.empty:
        return f"Who buys once more within {within} days"
    low = known.loc[known["share"].idxmin()]
    number = int(low["order_number"])
    return (
        f"Most stop after purchase {number}: {formats.share(low['share'])} make the next one "
        f"within {within} days"
    )


def reminder(table: pd.DataFrame, formats: Formats) -> str:
    """When to write to first-time buyers, from ``reminders.reminders``; "" where it cannot be
    told."""
    row = table.iloc[0] if len(table) else None
    if row is None or missing(row["remind_from"]):
        return ""
    return (
        f"First-time buyers come back most readily between {_days(row, formats)}; after day "
        f"{formats.number(row['unlikely_after'])} a second purchase is unlikely"
    )
