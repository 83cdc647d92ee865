"""How healthy is the customer base, in words."""

from dataclasses import dataclass

import pandas as pd

from retention.formatting import Formats, missing
from retention.intervals import SMALL_N
from retention.measures.sentences.words import beside, counted, portion

GOOD_WHEN_LOWER = ("leak_rate",)
TOO_FEW = f"told from {SMALL_N} active customers on"
STEADY = 0.02


@dataclass(frozen=True)
class Tile:
    """A figure of ``overview.tiles`` written out: its change since the month before, what it is
    beside (that month, and the change on the same month last year), and whether the first change
    is welcome (``None`` where there is none)."""

    figure: str
    value: str
    change: str | None
    against: str | None
    good: bool | None


def few_active(tiles: pd.DataFrame) -> bool:
    """Whether too few customers stand behind the shares of ``overview.tiles``."""
    active = tiles.set_index("figure").loc["active", ["value", "previous"]]
    return bool(active.min() < SMALL_N)


def tile(row, formats: Formats, *, few: bool = False) -> Tile:
    """A row of ``overview.tiles`` in words: '+35', 'in a month; +69 in a year'; no share of a
    ``few``."""
    write, difference = _WRITERS[row["unit"]](formats)
    if row["unit"] == "share" and few:
        return Tile(row["figure"], formats.number(None), None, TOO_FEW, None)
    if missing(row["change"]):
        return Tile(row["figure"], write(row["value"]), None, None, None)
    against = "in a month"
    if not missing(row["change_year"]):
        against += f"; {difference(row['change_year'])} in a year"
    change = difference(row["change"])
    good = None if _steady(row) else (row["change"] > 0) != (row["figure"] in GOOD_WHEN_LOWER)
    return Tile(row["figure"], write(row["value"]), change, against, good)


def known_part(amount_customers: float, row, formats: Formats) -> str | None:
    """How much of the amount in ``row`` of ``overview.tiles`` has a name to it; ``None`` where all
    of it has. Only this part is purchases × amount per purchase."""
    if missing(amount_customers) or abs(amount_customers - row["value"]) < 0.005:
        return None
    return f"of it {formats.compact_money(amount_customers)} from known customers"


def window_title(table: pd.DataFrame, formats: Formats) -> str:
    """Which month the figures of ``overview.tiles`` tell of."""
    return f"{formats.month(table['month'].iloc[0])}, the newest whole month"


def window(table: pd.DataFrame, formats: Formats) -> str:
    """The days of that month, and which months its figures are set beside."""
    row = table.iloc[0]
    month = pd.Timestamp(row["month"])
    text = formats.day_span(month, month + pd.offsets.MonthEnd(0))
    if missing(row["previous"]):
        return f"{text}; there is no month before it."
    text += f"; the changes are from {formats.month(month - pd.DateOffset(months=1))}"
    if table["year_ago"].notna().any():
        text += f" and from {formats.month(month - pd.DateOffset(years=1))}"
    return f"{text}."


def active_at(table: pd.DataFrame, formats: Formats) -> str:
    """Whom the table of the regulars is about, from ``overview.tiles``: those of the tile."""
    return (
        f"Customers active at the end of {formats.month(table['month'].iloc[0])}, with what they "
        "had bought by then."
    )


def leak_title(leak: pd.DataFrame, formats: Formats) -> str:
    """The finding of the leak over twelve months, from the settled rows of ``bucket.leak``."""
    row = leak.iloc[-1]
    begins = pd.Timestamp(row["month"]) - pd.DateOffset(months=11)
    if row["at_start"] < SMALL_N:
        return (
            f"Of {formats.count(row['at_start'], 'customer')} active at the start of "
            f"{formats.month(begins)}, {formats.number(row['lapsed'])} lapsed by the end of "
            f"{formats.month(row['month'])}: too few for a rate"
        )
    return (
        f"Of those active at the start of {formats.month(begins)}, "
        f"{formats.share(row['leak_rate'])} "
        f"({formats.share_interval(row['low'], row['high'])}) lapsed by the end of "
        f"{formats.month(row['month'])}"
    )


def _steady(row) -> bool:
    """Whether a change is too small to be called good or bad: the month before lies within the
    95 % interval, or, where there is none, within 2 % of the value."""
    if not missing(row["low"]):
        return row["low"] <= row["previous"] <= row["high"]
    return abs(row["change"]) <= STEADY * abs(row["value"])


def _signed_money(formats: Formats):
    return lambda change: ("+" if change > 0 else "") + formats.money(change)


# unit → how its value and its change are written
_WRITERS = {
    "customers": lambda formats: (formats.number, formats.signed),
    "purchases": lambda formats: (formats.number, formats.signed),
    "share": lambda formats: (
        lambda value: formats.share(value, 1),
        lambda change: formats.points(change).replace(" points", " pts"),
    ),
    "ratio": lambda formats: (
        lambda value: formats.number(value, 2),
        lambda change: formats.signed(change, 2),
    ),
    "money": lambda formats: (formats.money, _signed_money(formats)),
}


def nobody(month: pd.DataFrame) -> bool:
    """Whether nobody was active in ``month.newest``, so that nothing came in or leaked out."""
    return len(month) > 0 and not month[["at_start", "new", "reactivated"]].iloc[0].any()


def headline(month: pd.DataFrame, formats: Formats) -> str:
    """The answer of the page, from ``month.newest``."""
    if month.empty:
        return "The first whole month is not over yet."
    row = month.iloc[0]
    when = formats.month(row["month"])
    if nobody(month):
        return f"Nobody was active in {when}."
    if not row["settled"]:
        return (
            f"{formats.count(row['at_end'], 'customer')} active at the end of {when}, "
            f"{formats.number(row['new'])} of them new that month."
        )
    if row["lapsed"] == 0:
        active = counted(row["at_end"], "customer", formats, "is", "are")
        return f"Nobody lapsed in {when}; {active} active at its end."
    text = f"{formats.count(row['lapsed'], 'customer')} lapsed in {when}"
    if not missing(row["usual_lapsed"]):
        text += f", {beside(row['lapsed'] - row['usual_lapsed'], formats, 'usual')}"
    return f"{text}; {_bought_once(row, formats)}."


def _bought_once(row, formats: Formats) -> str:
    if row["lapsed"] == 1:
        return "they had bought only once" if row["lapsed_once"] else "they had come back before"
    part = portion(row["lapsed_once"], row["lapsed"], formats)
    return f"{part} of them had bought only once"


def balance(month: pd.DataFrame, formats: Formats) -> str:
    """What came in beside what went out, from ``month.newest``: the quieter second sentence."""
    if month.empty:
        return "The overview tells whole months; what has come in so far is on the other pages."
    if nobody(month):
        return ""
    row = month.iloc[0]
    came = f"{formats.count(row['new'], 'new customer')} came in"
    if row["reactivated"]:
        came += f" and {formats.number(row['reactivated'])} reactivated"
    change = row["at_end"] - row["at_start"]
    text = (
        f"{came}, so {counted(row['at_end'], 'customer', formats, 'was', 'were')} active at the "
        f"end of {formats.month(row['month'])}: {beside(change, formats, 'a month before')}."
    )
    if not row["settled"]:
        text += " The history is too short for anybody to be counted as lapsed yet."
    return text


def nothing_moved(months: pd.DataFrame, formats: Formats) -> str:
    """What stands in the place of the bridge where there is ``nobody``, from ``bucket.months``."""
    when = formats.month(months["month"].iloc[-1])
    text = f"Nobody was active in {when}, so nobody came in or leaked out."
    gone = months.loc[months["lapsed"] > 0, "month"]
    return f"{text} The last ones lapsed in {formats.month(gone.iloc[-1])}." if len(gone) else text


def bucket_title(month: pd.DataFrame, formats: Formats) -> str:
    """The finding of the bridge."""
    row = month.iloc[0]
    came, went = row["new"] + row["reactivated"], row["lapsed"]
    when = formats.month(row["month"])
    verb = "grew" if came > went else "shrank" if came < went else "held"
    by = f" by {formats.number(abs(came - went))}" if came != went else ""
    return (
        f"The base {verb}{by} in {when}: {formats.number(came)} came in, "
        f"{formats.number(went)} leaked out"
    )


def history_title(months: pd.DataFrame, formats: Formats) -> str:
    """The finding of the months side by side: where the leak was largest."""
    settled = months[months["settled"] & (months["at_start"] >= SMALL_N)]
    settled = settled.dropna(subset=["leak_rate"])
    if len(settled) < 2 or months["at_start"].iloc[-1] < SMALL_N:
        return "Who came in and who leaked out, month by month"
    worst, last = settled.loc[settled["leak_rate"].idxmax()], settled.iloc[-1]
    if worst["month"] == last["month"]:
        return (
            f"{formats.month(last['month'])} leaked most of all months: "
            f"{formats.share(last['leak_rate'], 1)} of those active at its start"
        )
    return (
        f"The leak was {formats.share(last['leak_rate'], 1)} in {formats.month(last['month'])}; "
        f"it was largest in {formats.month(worst['month'])}, {formats.share(worst['leak_rate'], 1)}"
    )
