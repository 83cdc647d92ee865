"""Why do they leave, in words: what goes together with leaving, never why."""

import pandas as pd

from retention.formatting import Formats
from retention.measures import causes_story
from retention.measures.exposures import MIN_LEAVERS, QUESTIONS
from retention.measures.sentences.words import listed

CAVEAT = "That any of it is the reason is not shown; customers are compared who buy alike."
_WHO = {question.column: question.who for question in QUESTIONS}
_NAMED = 8  # too few to say: so many are named
_WEAK = 0.02  # a difference that may be as small as this hardly pays a step


def headline(table: pd.DataFrame, formats: Formats) -> str:
    """The clearest difference among those who left more often, else among those who left less."""
    clear = causes_story.clear(table)
    if clear.empty:
        return "Nothing that your sales know goes clearly together with leaving."
    more = clear[clear["adjusted"] > 0]
    row = (more.loc[more["adjusted"].idxmax()] if len(more)
           else clear.loc[clear["adjusted"].idxmin()])  # fmt: skip
    weak = min(abs(row["low"]), abs(row["high"])) < _WEAK
    said = difference(row, formats)
    return f"Only a weak link: o{said[1:]}." if weak else f"{said}."


def difference(row, formats: Formats) -> str:
    """One row: 'Of 100 customers who had a late delivery, 19 more (15 to 23) left than of 100
    others who buy alike'."""
    who = _WHO[row["question"]].format(level=row["level"])
    near, far = sorted((row["low"], row["high"]), key=abs)
    way = "more" if row["adjusted"] > 0 else "fewer"
    return (
        f"Of 100 customers {who}, {_of_100(row['adjusted'], formats)} {way} "
        f"({_of_100(near, formats)} to {_of_100(far, formats)}) left than of 100 others who buy "
        "alike"
    )


def _of_100(difference: float, formats: Formats) -> str:
    points = abs(difference) * 100
    return formats.number(points, 0 if points >= 1.5 else 1)


def detail(table: pd.DataFrame, formats: Formats) -> str:
    """How much is clear, and what that does not say."""
    clear = causes_story.clear(table)
    if clear.empty:
        return (
            "Every difference found could be chance. Reasons that no sale records, such as a "
            "rude word, are not seen here."
        )
    counts = {"leaving": (clear["adjusted"] > 0).sum(), "staying": (clear["adjusted"] < 0).sum()}
    told = [f"{formats.number(n)} with {way}" for way, n in counts.items() if n]
    of = formats.count(table["adjusted"].notna().sum(), "comparison")
    return f"Of {of}, these are clear: {listed(told)}. {CAVEAT}"


def picture_title(table: pd.DataFrame, horizon_days: int, formats: Formats) -> str:
    """The finding of the picture, in money where there is any."""
    more = causes_story.clear(table)
    more = more[more["adjusted"] > 0]
    if more.empty:
        return "What leavers had met more often than stayers: every difference may be chance"
    row = more.loc[more["adjusted"].idxmax()]
    left = formats.count(row["leavers_exposed"], "customer")
    said = f"{row['driver'][0].upper()}{row['driver'][1:]}: {left} left after it"
    if not row["amount_gone"] > 0:
        return said
    money = formats.money(row["amount_gone"])
    return f"{said}; they had spent {money} in the {2 * horizon_days} days before"


def placebo(table: pd.DataFrame, formats: Formats) -> str:
    """What a difference made of nothing looks like; "" where it could not be drawn."""
    rows = table[causes_story.is_placebo(table)].dropna(subset=["adjusted"])
    if rows.empty:
        return ""
    row = rows.iloc[0]
    return (
        "“Chance (placebo)” is half of the customers picked by lot: nothing has happened to them, "
        f"and they come out at {formats.points(row['adjusted'])} "
        f"({formats.points(row['low'])} to {formats.points(row['high'])}). A difference of that "
        "size means nothing."
    )


def unclear(table: pd.DataFrame, formats: Formats) -> str:
    """What a grey row means, with the largest in the picture, and how many are not in it; "" where
    nothing is unclear."""
    grey = causes_story.unclear(causes_story.pictured(table))
    rest = len(causes_story.unclear(table)) - len(grey)
    told = []
    if len(grey):
        row = grey.loc[grey["adjusted"].abs().idxmax()]
        told.append(
            f"Grey rows may be chance: too few customers, or too small a difference, to tell. "
            f"{_grey_but_apart(grey, table, formats)}The "
            f"largest is “{row['driver']}” at {formats.points(row['adjusted'])} "
            f"({formats.points(row['low'])} to {formats.points(row['high'])}); wait for more sales "
            "before doing anything about it."
        )
    if rest:
        told.append(f"{formats.count(rest, 'more comparison')} may be chance and "
                    f"{'is' if rest == 1 else 'are'} left out of the picture.")  # fmt: skip
    return " ".join(told)


def _grey_but_apart(grey: pd.DataFrame, table: pd.DataFrame, formats: Formats) -> str:
    """Why a row is grey although its line does not touch zero."""
    if not ((grey["low"] > 0) | (grey["high"] < 0)).any():
        return ""
    compared = formats.count(table["adjusted"].notna().sum(), "thing")
    return (
        f"A line that keeps clear of zero is not enough: of {compared} compared at once, some do "
        "so by luck, so a colour asks for more. "
    )


def too_few(table: pd.DataFrame, formats: Formats) -> str:
    """What could not be compared; "" where everything could."""
    rows = causes_story.too_few(table)
    if rows.empty:
        return ""
    names = [f"{row.driver} ({formats.number(row.leavers_exposed)} left)"
             for row in rows.head(_NAMED).itertuples()]  # fmt: skip
    rest = len(rows) - len(names)
    if rest:
        names.append(f"{formats.number(rest)} more")
    return f"Too few to say, with under {MIN_LEAVERS} leavers or hardly a stayer: {listed(names)}."
