"""What the list for today says about itself, in sentences made from the list."""

import pandas as pd

from retention.actions import priority
from retention.formatting import Formats
from retention.models.gate import Verdict

IN_RHYTHM = "Also those still in their rhythm"
"""The switch of the list for today, as it is labelled."""


def headline(taken: pd.DataFrame, formats: Formats, horizon_days: int, order: str) -> str:
    """The answer of the page: how many to contact and the sum of their ``revenue_at_risk``.

    ``taken`` are rows of ``contacts.today``; ``order`` is that of ``models.gate.Verdict``, told
    where no percentage is.
    """
    contacts = f"{formats.count(len(taken), 'contact')}"
    if taken["risk"].isna().all():
        first = "who spend most" if order == "value" else "with the longest silence"
        return f"{contacts} for today, those {first} first."
    lost = taken["revenue_at_risk"].sum()
    if not lost > 0:
        return f"{contacts} for today."
    return (
        f"{contacts} for today; about {formats.money(lost)} of what they lately spent in "
        f"{horizon_days} days may be lost."
    )


def worth(taken: pd.DataFrame, formats: Formats, assumptions: priority.Assumptions) -> str:
    """What the contacts may be expected to bring, with the assumption it rests on."""
    total = formats.money(taken["priority"].sum())
    of = "revenue" if (taken["margin_from"] == priority.UNKNOWN).all() else "margin"
    return f"Contacting them is worth about {total} of {of}, {assumptions.sentence}."


def margin_note(listed: pd.DataFrame, formats: Formats) -> str:
    """Where the margin in the priority comes from; "" where every customer's own sales tell it."""
    counts = listed["margin_from"].value_counts()
    if counts.get(priority.UNKNOWN, 0) == len(listed):
        return (
            "No margin is known, so priority counts the whole amount: the order holds as far as "
            "your margins are alike, but the money is revenue, not profit. Say your margin under "
            "Settings, or load sales with their cost."
        )
    parts = []
    if counts.get(priority.SETTINGS, 0):
        parts.append(
            f"{_have(counts[priority.SETTINGS], formats)} no cost in the sales; the margin from "
            "Settings stands in."
        )
    if counts.get(priority.OTHERS, 0):
        parts.append(
            f"{_have(counts[priority.OTHERS], formats)} no known margin; the middle one of the "
            "others stands in."
        )
    return " ".join(parts)


def who_is_listed(waiting_only: bool) -> str:
    """Who of the active customers stands on the list, by the switch above it."""
    if waiting_only:
        return (
            "The list holds customers who are due, late or broken by their own rhythm; "
            f"“{IN_RHYTHM}” adds those who bought as usual."
        )
    return "The list holds all active customers, also those who bought as usual."


def why_order(
    gate: Verdict, horizon_days: int, assumptions: priority.Assumptions, formats: Formats
) -> str:
    """What puts one customer above another on the list for today, and what of it is assumed."""
    if not gate.passed:
        who = (
            f"spent most in the last {2 * horizon_days} days"
            if gate.order == "value"
            else "has been silent longest"
        )
        return (
            "The model did not earn the right to a percentage on your own past, so whoever "
            f"{who} comes first."
        )
    if gate.order == "value":
        return (
            "Nearly everybody active is likely to stay away, so risk hardly tells them apart: "
            f"whoever spent most in the last {2 * horizon_days} days comes first."
        )
    cost = formats.money(assumptions.cost) if assumptions.cost else "nothing"
    return (
        "The highest priority comes first. Priority = risk of no purchase in the next "
        f"{horizon_days} days × what they brought per {horizon_days} days lately × your margin × "
        "the share of leavers that a contact keeps − what a contact costs. Assumed, not "
        f"measured: that a contact keeps {100 * assumptions.saves:.0f}% and costs {cost}."
    )


def who_is_apart(horizon_days: int) -> str:
    """Whom the list for today leaves to the other one."""
    return (
        f"Customers without a purchase for {2 * horizon_days} days have lapsed: they are under "
        "Win back, the largest first, and on no other list."
    )


def consent(listed: pd.DataFrame, formats: Formats) -> str:
    """Who of a list with e-mail addresses agreed to be written to; all of ``listed`` have one."""
    counts = listed["consent_email"].value_counts()
    yes, no, unknown = (int(counts.get(said, 0)) for said in ("yes", "no", "unknown"))
    sentence = f"Of {formats.count(len(listed), 'customer')} with an e-mail address, "
    sentence += f"{formats.number(yes) if yes else 'none'} said yes to mail."
    if no:
        sentence += f" {formats.number(no)} said no and {'is' if no == 1 else 'are'} in no file."
    if unknown:
        sentence += (
            f" For {formats.number(unknown)} your files say neither, and in the EU and the UK "
            "marketing mail needs a yes."
        )
    return sentence


def win_back_headline(taken: pd.DataFrame, lapsed: int, formats: Formats) -> str:
    """Who has lapsed, and what those on the list had brought; ``lapsed`` counts all of them."""
    gone = f"{formats.count(lapsed, 'customer')} {'has' if lapsed == 1 else 'have'} lapsed"
    who = "the largest" if len(taken) == 1 else f"the {formats.number(len(taken))} largest"
    sentence = f"{gone}; {who} brought {formats.money(taken['amount'].sum())} before lapsing"
    once = taken["orders"].eq(1).sum()
    return sentence + (f", {formats.number(once)} of them in a single purchase." if once else ".")


def _have(count: int, formats: Formats) -> str:
    return f"{formats.count(count, 'customer')} {'has' if count == 1 else 'have'}"
