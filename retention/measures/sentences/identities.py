"""Customers who look like one person, in words."""

import pandas as pd

from retention.formatting import Formats, missing


def proposed(effect: pd.DataFrame, formats: Formats) -> str:
    """How many may be merged without a look, and what that changes; from ``identities.effect``."""
    told = effect.iloc[0]
    if not told["groups"]:
        return ""
    sentence = f"{_groups(told, formats)}; "
    if missing(told["before"]):
        return sentence + "nobody's first purchase is old enough yet to see what merging changes"
    before, after = formats.share(told["before"], 1), formats.share(told["after"], 1)
    days = formats.count(int(told["within"]), "day")
    if before == after:
        return f"{sentence}merged, {before} still buy a second time within {days}"
    return f"{sentence}merged, {after} buy a second time within {days} instead of {before}"


def to_look_at(proposals: pd.DataFrame, formats: Formats) -> str:
    """How many groups a person has to look at; empty where there is none."""
    groups = proposals.loc[proposals["look_first"].astype(bool), "group"].nunique()
    if not groups:
        return ""
    verb = "shares" if groups == 1 else "share"
    return (
        f"{formats.count(groups, 'more group')} {verb} something, but the names differ or too many "
        "customers hang together; look first, and accept those by name."
    )


def passed_over(table: pd.DataFrame, formats: Formats) -> str:
    """Keys of the shop's own, as ``identities.passed_over`` gives them; empty where none is."""
    if table.empty:
        return ""
    largest = table.sort_values("customers", ascending=False).iloc[0]
    count = formats.number(largest["customers"])
    others = f", and {formats.number(len(table) - 1)} more" if len(table) > 1 else ""
    return (
        f"Passed over, because more than five customers have it: {largest['value']} "
        f"({count} customers){others}."
    )


def _groups(told, formats: Formats) -> str:
    if told["pairs"] == told["groups"]:
        return formats.count(int(told["groups"]), "pair")
    return (
        f"{formats.count(int(told['groups']), 'group')} with "
        f"{formats.count(int(told['customers']), 'customer')} in all"
    )
