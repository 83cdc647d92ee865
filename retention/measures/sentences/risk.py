"""Who leaves next, and how sure are we, in words."""

import pandas as pd

from retention.formatting import Formats
from retention.measures.risk_story import Check, FirstTenth, Standing
from retention.measures.sentences.words import beside, counted

_ENOUGH_IN_A_GROUP = 20
_STEADY, _SHIFTED = 0.10, 0.25  # the usual reading of a population stability index
FACTS = {
    "orders": "purchases so far",
    "days_since": "days since the last purchase",
    "tenure_days": "days since the first purchase",
    "gap_days": "usual gap between purchases",
    "overdue_ratio": "silence beside the usual gap",
    "gap_spread": "how irregular the gaps are",
    "orders_h": "purchases in the last {days} days",
    "orders_before_h": "purchases in the {days} days before",
    "mean_amount": "amount of a purchase",
    "last_ratio": "last purchase beside the usual one",
    "mbg_logit": "what MBG/NBD says",
}
_RULES = {1: "may only raise the risk", -1: "may only lower it", 0: "may do either"}


def headline(now: Standing, horizon_days: int, formats: Formats) -> str:
    """How many are expected to leave, and the money that stands for."""
    leavers = formats.number(now.leavers)
    of = f"About {leavers} of your {formats.count(now.customers, 'active customer')}"
    return (
        f"{of} are expected to buy nothing in the next {horizon_days} days; "
        f"{formats.money(now.at_risk)} of the {formats.money(now.value)} they all usually spend "
        "in that time is at risk."
    )


def how_sure(check: Check, formats: Formats) -> str:
    """The newest look back in one sentence."""
    return (
        f"How sure? When this was last checked, {formats.number(check.expected)} of "
        f"{formats.count(check.n, 'customer')} were expected to stay away until "
        f"{formats.day(check.until)}; {formats.number(check.left)} did."
    )


def refused(gate) -> tuple[str, str]:
    """Headline and detail where the model may show no percentage; ``gate`` is the ``Verdict``."""
    order = "the largest first" if gate.order == "value" else "the longest silent first"
    return f"Nobody can say in percent who leaves next; here they are, {order}.", gate.why


def bands_title(now: Standing, formats: Formats) -> str:
    """The finding of today's picture."""
    many = counted(now.likelier_gone, "customer", formats, "is", "are")
    if not now.likelier_gone:
        return "Every active customer is likelier to buy again than to stay away"
    gone = f"; {formats.number(now.all_but_gone)} of them almost surely (over 90%)"
    return f"{many} likelier to stay away than to buy{gone if now.all_but_gone else ''}"


def groups_title(groups: pd.DataFrame, formats: Formats) -> str:
    """The group of customers whose risk was nearest to 70 %, in customers of a hundred."""
    enough = groups[groups["n"] >= _ENOUGH_IN_A_GROUP]
    if enough.empty:
        return "Too few customers in a group to compare what was said with what happened"
    row = enough.loc[(enough["predicted"] - 0.7).abs().idxmin()]
    return (
        f"Of 100 customers it called {formats.share(row['predicted'])} likely to stay away, "
        f"{formats.number(100 * row['observed'])} did"
    )


def steps(check: Check, formats: Formats) -> list[tuple[str, str]]:
    """What the model saw, said, and what came: (heading, sentence) in order of time."""
    days = (check.until - check.cutoff).days
    learnt = (
        f"Sales up to {formats.day(check.cutoff)} and nothing later. It learnt from "
        f"{_looks(check, formats)}: who was active then, and who had bought again {days} days on."
    )
    said = (
        f"On {formats.day(check.cutoff)} it gave each of {formats.count(check.n, 'customer')} a "
        f"risk of buying nothing for {days} days. Added up: {formats.number(check.expected)} "
        "would stay away."
    )
    came = (
        f"By {formats.day(check.until)}, {formats.number(check.left)} had bought nothing, "
        f"{beside(check.left - check.expected, formats, 'expected')}."
    )
    return [("What it saw", learnt), ("What it said", said), ("What happened", came)]


def _looks(check: Check, formats: Formats) -> str:
    if len(check.learnt) == 1:
        return f"one earlier day, {formats.day(check.learnt[0])}"
    first, last = formats.day(check.learnt[0]), formats.day(check.learnt[-1])
    return f"{formats.number(len(check.learnt))} earlier days, {first} to {last}"


def gains_title(tenth: FirstTenth, formats: Formats) -> str:
    """How many leavers the first tenth of the list held."""
    by_rule, by_lot = formats.number(tenth.leavers_recency), formats.number(tenth.leavers_lot)
    return (
        f"Of the first {formats.number(tenth.customers)} on its list "
        f"{formats.number(tenth.leavers)} left; by days since last {by_rule}, by lot {by_lot}"
    )


def gains_money(tenth: FirstTenth, formats: Formats) -> str:
    """The same in money."""
    return (
        f"In money: ordered by risk and usual spend together, the first tenth held "
        f"{formats.share(tenth.money)} of what the leavers used to spend; ordered by spend alone "
        f"{formats.share(tenth.money_value)}, by days since last "
        f"{formats.share(tenth.money_recency)}."
    )


def contest_title(table: pd.DataFrame, best: str, formats: Formats) -> str:
    """The model beside the rule that anybody can follow."""
    auc = table.set_index("model")["auc"]
    ours = formats.number(100 * auc[best])
    if "recency" not in auc:
        return f"Of 100 pairs of a leaver and a stayer it ranks {ours} the right way round"
    return (
        f"Of 100 pairs of a leaver and a stayer it ranks {ours} the right way round, days since "
        f"the last purchase {formats.number(100 * auc['recency'])}"
    )


def drift(psi: float, formats: Formats) -> str:
    """Whether the customers it judged were like those it learnt from."""
    if psi < _STEADY:
        reading = "looked like those it had learnt from"
    elif psi < _SHIFTED:
        reading = "differed somewhat from those it had learnt from"
    else:
        reading = (
            "were a different crowd from those it had learnt from, so take its percentages with "
            "care"
        )
    steady, shifted = formats.number(_STEADY, 1), formats.number(_SHIFTED, 2)
    scale = f"under {steady} is steady, over {shifted} is not"
    return f"The customers it judged {reading} (drift {formats.number(psi, 2)}; {scale})."


def other_checks(checks: list[Check], formats: Formats) -> str:
    """The older looks back; empty where there was one only."""
    told = [
        f"from {formats.day(each.cutoff)}, {formats.number(each.expected)} expected and "
        f"{formats.number(each.left)} left"
        for each in checks[1:]
    ]
    return f"Earlier checks: {'; '.join(told)}." if told else ""


def card_rows(card: dict, formats: Formats) -> pd.DataFrame:
    """The model card of a model that may speak, as ``fact`` and ``told``."""
    days = card["horizon_days"]
    rows = [
        ("What it tells", f"the chance of no purchase within {days} days"),
        ("Whom it scored", formats.count(card["customers_scored"], "active customer")),
        ("Last day it saw", formats.day(pd.Timestamp(card["known"]))),
        ("Looked back from", ", ".join(formats.day(pd.Timestamp(day)) for day in card["cutoffs"])),
        ("Learnt from", formats.count(card["customers"], "customer")),
        ("Of those looks, stayed away", formats.share(card["churned_share"])),
        ("How it is made", _made(card, formats)),
    ]
    for name, coefficient in card.get("logistic", {}).get("coefficients", {}).items():
        rule = _RULES[card["logistic"]["signs"][name]]
        weight = formats.signed(coefficient, 2)
        rows.append((f"Weight of: {FACTS[name].format(days=days)}", f"{weight} ({rule})"))
    rows += [
        (f"MBG/NBD, {name}", formats.number(value, 3)) for name, value in card["mbg_nbd"].items()
    ]
    return pd.DataFrame(rows, columns=["fact", "told"])


def _made(card: dict, formats: Formats) -> str:
    if "logistic" not in card:
        return "MBG/NBD alone: too few have left or stayed to learn more"
    share = formats.share(card["weight_logistic"])
    return f"{share} a logistic regression on ten facts, the rest MBG/NBD (mixed as log-odds)"
