"""What changed since the last upload, in words."""

from dataclasses import dataclass

import pandas as pd

from retention.formatting import Formats, missing
from retention.measures.sentences.words import beside, counted

SINCE = "Since the last upload"


@dataclass(frozen=True)
class Told:
    """A sentence and, where customers stand behind it, the mark that lists them."""

    text: str
    kind: str | None = None
    values: tuple[tuple[str, object], ...] = ()


def told(table: pd.DataFrame, horizon_days: int, formats: Formats) -> list[Told]:
    """What changed, from ``changes.since_last_upload``."""
    if table.empty:
        return []
    facts = table.set_index("fact")
    facts_told = [Told(text) for text in _flows(facts, formats)]
    return facts_told + _silences(facts, horizon_days, formats)


def title(table: pd.DataFrame, formats: Formats) -> str:
    """The days that a filled ``changes`` tells of."""
    row = table.iloc[0]
    first = pd.Timestamp(row["before_day"]) + pd.Timedelta(days=1)
    days = formats.day_span(first, row["until_day"])
    return f"{'The last month' if row['since'] == 'month' else SINCE}: {days}"


def since(table: pd.DataFrame, tiles: pd.DataFrame, formats: Formats) -> str:
    """Why a filled ``changes`` tells of those days, and whether ``overview.tiles`` tells of
    others."""
    month = pd.Timestamp(tiles["month"].iloc[0])
    above = formats.month(month)
    why = (
        "One upload brought everything, so this tells its last month"
        if table["since"].iloc[0] == "month"
        else "This tells what came in with the last upload"
    )
    days = (month - pd.Timedelta(days=1), month + pd.offsets.MonthEnd(0))
    if tuple(map(pd.Timestamp, table[["before_day", "until_day"]].iloc[0])) == days:
        return f"{why}: the same days as the figures above."
    return f"{why}. Other days than above, so other numbers: the figures above are of {above}."


def _flows(facts: pd.DataFrame, formats: Formats) -> list[str]:
    active, before = facts.loc["active"], formats.day(facts["before_day"].iloc[0])
    texts = [
        f"{counted(active['after'], 'customer', formats, 'is', 'are')} active, "
        f"{beside(active['change'], formats, f'on {before}')}."
    ]
    for fact, said in (
        ("new", "bought for the first time"),
        ("reactivated", "reactivated, buying again after lapsing"),
        ("lapsed", "lapsed"),
    ):
        row = facts.loc[fact]
        texts.append(
            f"{formats.count(row['after'], 'customer')} {said}{_year_ago(row, formats.number)}."
        )
    money, bought = facts.loc["amount"], facts.loc["customers"]
    purchases = formats.count(facts.loc["purchases"]["after"], "purchase")
    texts.append(f"{formats.count(bought['after'], 'customer')} made {purchases}.")
    sold = formats.money(money["after"])
    texts.append(f"Sales came to {sold}{_year_ago(money, formats.money)}.")
    return texts


def _year_ago(row, write) -> str:
    if missing(row["before"]):
        return ""
    return f"; in the same days a year earlier {write(row['before'])}"


def _silences(facts: pd.DataFrame, horizon_days: int, formats: Formats) -> list[Told]:
    overdue, silent = facts.loc["newly_overdue"], facts.loc["silent_regulars"]
    told = []
    if overdue["after"]:
        since = pd.Timestamp(overdue["before_day"]).date()
        told.append(
            Told(
                f"{formats.count(overdue['after'], 'returning customer')} fell behind their own "
                f"rhythm. Together they lately spent {formats.money(overdue['value'])} in "
                f"{horizon_days} days.",
                "newly_overdue",
                (("since_day", since),),
            )
        )
    if silent["after"]:
        before = formats.day(silent["before_day"])
        many = counted(silent["after"], "returning customer", formats, "has", "have")
        told.append(
            Told(
                f"{many} been silent for far longer than usual for them, "
                f"{beside(silent['change'], formats, f'on {before}')}. Together they used to spend "
                f"{formats.money(silent['value'])} in {horizon_days} days.",
                "silent_regulars",
            )
        )
    return told
