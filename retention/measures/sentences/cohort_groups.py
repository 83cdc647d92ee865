"""Do they come back, by what the first purchase was like, in words."""

from collections.abc import Callable

import pandas as pd

from retention.formatting import Formats
from retention.intervals import SMALL_N
from retention.measures import contrast
from retention.measures.sentences import units
from retention.measures.sentences.words import listed

LABELS = {
    "basket": "size of the first purchase",
    "product": "first product",
    "category": "first category",
    "channel": "first channel",
    "store": "first store",
    "salesperson": "first salesperson",
    "discount": "discount at the first purchase",
    "acquired_via": "how they came to you",
}
NOT_TOLD = "not told"
_WHO = {
    "basket": "whose first purchase was {}",
    "product": "who began with {}",
    "category": "who began with {}",
    "channel": "who first bought through {}",
    "store": "who first bought at {}",
    "salesperson": "first served by {}",
    "discount": "who began {}",
    "acquired_via": "who came through {}",
    "cohort": "who began in {}",
}
NO_CAUSE = "It goes together with how they began; that it causes it is not shown."


def called(groups: pd.DataFrame, bands: pd.DataFrame, formats: Formats) -> dict[str, str]:
    """How the groups of ``cohort_groups`` are written: a size with the amounts at which it is cut,
    from ``basket_bands``."""
    names = {name: name or NOT_TOLD for name in groups["group"].unique()}
    for row in bands.itertuples():
        if row.band in names:  # bands are those of a split by size; of another there are none
            names[row.band] = f"{row.band}: {_between(row.from_amount, row.below_amount, formats)}"
    return names


def _between(low: float, high: float, formats: Formats) -> str:
    first, last = (
        formats.money(end, 0) if float(end).is_integer() else formats.money(end)
        for end in (low, high)
    )
    if pd.isna(low):
        return f"under {last}"
    return f"{first} and more" if pd.isna(high) else f"{first} to {last}"


def title(
    compared: pd.DataFrame, names: dict[str, str], *, grain: str, kind: str, formats: Formats
) -> str:
    """The finding of the groups' lines, from ``contrast.groups_at``."""
    unit = units.unit_of(compared)
    if compared.empty or (unit, kind) == ("customers", "rolling"):
        return "The groups side by side"
    when = f"{grain} {int(compared['period'].iloc[0])}"
    best, worst = (_furthest(compared, side) for side in ("above", "below"))
    together = units.written(compared["together"].dropna().max(), unit, formats)
    if best is None and worst is None:
        return f"No group differs in {when} from all together ({together}) by more than chance"
    parts = [
        f"{row['group'] or NOT_TOLD} {how} ({units.written(row['retention'], unit, formats)})"
        for row, how in ((best, "most"), (worst, "least"))
        if row is not None
    ]
    by = "by the end of" if kind == "cumulative" else "in"
    return f"{_capital(listed(parts))} {by} {when}; all together {together}"


def _furthest(compared: pd.DataFrame, side: str):
    rows = compared[(compared["stands"] == side) & (compared["group"] != "")]
    if rows.empty:
        return None
    return rows.loc[rows["low"].idxmax() if side == "above" else rows["high"].idxmin()]


def two_names(by: str, formats: Formats, grain: str, names: dict[str, str]) -> Callable[[str], str]:
    """How a group or a calendar cohort is called where two are compared."""
    if by == "cohort":
        return lambda name: formats.period(pd.Timestamp(name), grain)
    return lambda name: names.get(name) or name or NOT_TOLD


def told_period(table: pd.DataFrame, grain: str) -> int | None:
    """The period of ``cohort_contrast`` that a sentence tells: that of ``contrast.COMPARED_AT``, or
    the last one with 20 customers on both sides; ``None`` where there is none."""
    large = table[["first_size", "second_size"]].min(axis=1) >= SMALL_N
    known = table.loc[large & (table["period"] > 0), "period"]
    return None if known.empty else int(min(contrast.COMPARED_AT[grain], known.max()))


def two(
    table: pd.DataFrame,
    called: Callable[[str], str],
    *,
    by: str,
    grain: str,
    kind: str,
    formats: Formats,
) -> str:
    """Which of the two of ``cohort_contrast`` comes back more, and whether chance may make it."""
    period = told_period(table, grain)
    if period is None:
        return "With fewer than 20 customers on a side, the two cannot be told apart."
    row = table[table["period"] == period].iloc[0]
    whos = [_who(by, called(row[side])) for side in ("first", "second")]
    sides = [
        f"{formats.share(row[f'{side}_retention'])} of the {formats.number(row[f'{side}_size'])} "
        f"{who}"
        for side, who in zip(("first", "second"), whos, strict=True)
    ]
    bought = {
        "classic": f"In {grain} {period}, {sides[0]} bought, and {sides[1]}",
        "rolling": f"In {grain} {period} or later, {sides[0]} bought, and {sides[1]}",
        "cumulative": f"By the end of {grain} {period}, {sides[0]} had bought again, and "
        f"{sides[1]}",
    }[kind]
    span = f"95%: {formats.signed(row['low'] * 100, 1)} to {formats.signed(row['high'] * 100, 1)}"
    points = f"{formats.number(abs(row['difference']) * 100, 1)} points"
    if row["low"] <= 0 <= row["high"]:
        return f"{bought}. The difference of {points} may be chance ({span})."
    more = "more" if row["difference"] > 0 else "fewer"
    return f"{bought}: {points} {more}, which chance alone would hardly make ({span}). {NO_CAUSE}"


def two_title(
    table: pd.DataFrame, called: Callable[[str], str], *, by: str, grain: str, formats: Formats
) -> str:
    """The same as the title of its picture."""
    period = told_period(table, grain)
    if period is None:
        return "Two groups beside each other"
    row = table[table["period"] == period].iloc[0]
    first, second = (_who(by, called(row[side])).partition(" (")[0] for side in ("first", "second"))
    if row["low"] <= 0 <= row["high"]:
        return f"Those {first} and those {second} cannot be told apart in {grain} {period}"
    more, less = (first, second) if row["difference"] > 0 else (second, first)
    points = f"{formats.number(abs(row['difference']) * 100, 1)} points"
    return f"Those {more} come back more than those {less}: {points} in {grain} {period}"


def _who(by: str, name: str) -> str:
    if name == NOT_TOLD:
        return "of whom the files do not say it"
    word, _, amounts = name.partition(": ") if by == "basket" else (name, "", "")
    said = _WHO[by].format(word)
    return f"{said} ({amounts})" if amounts else said


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
