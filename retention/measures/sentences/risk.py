"""Who leaves next, and how sure are we, in words."""

import numpy as np
import pandas as pd

from retention.formatting import Formats, missing
from retention.glossary import GLOSSARY
from retention.measures.risk_story import Check, FirstTenth, Standing, best_rule
from retention.measures.sentences.words import beside, counted

_ENOUGH_IN_A_GROUP = 20
_STEADY, _SHIFTED = 0.10, 0.25  # the usual reading of a population stability index
_HARDLY_BETTER = 0.01  # one pair of a hundred
RULES = {
    "recency": "sorting by days since the last purchase",
    "overdue_ratio": "sorting by days since the last purchase beside the usual gap",
    "rfm": "adding up points for recency, number of purchases and spend",
}
"""The simple rules as they follow “simply …”."""
FIGURES = {
    term: (GLOSSARY[term].label, GLOSSARY[term].sentence)
    for term in ("auc", "average_precision", "lift_top10", "value_top10", "log_loss", "brier",
                 "ece", "ece_floor")
}  # fmt: skip
"""The figures of the contest: how a column is called, and what it says."""
TECHNICAL = {
    "blend": "blend",
    "logistic": "logistic regression",
    "mbg_nbd": "MBG/NBD",
    "recency": "recency",
    "overdue_ratio": "overdue ratio",
    "rfm": "RFM",
    "hist_gradient_boosting": "boosted trees",
    "random_forest": "random forest",
}
_IN_PERCENT = ("auc", "average_precision", "value_top10", "ece", "ece_floor")
_ENDS = ("low", "high")
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
    "mbg_logit": "what the buying pace alone says (MBG/NBD)",
}
_RULES = {1: "may only raise the risk", -1: "may only lower it", 0: "may do either"}


def headline(now: Standing, horizon_days: int, formats: Formats) -> str:
    """How many are expected to leave, and the money that stands for, where visits have any."""
    leavers = formats.number(now.leavers)
    of = f"About {leavers} of your {formats.count(now.customers, 'active customer')}"
    stay_away = f"{of} are expected to buy nothing in the next {horizon_days} days"
    if not now.value:
        return f"{stay_away}."
    return (
        f"{stay_away}; {formats.money(now.at_risk)} of the {formats.money(now.value)} they all "
        "lately spent in as many days may be lost."
    )


def judged(check: Check, formats: Formats) -> str:
    """Whom a look back judged: '1,320 customers', 'a sample of 60,000 customers'."""
    people = formats.count(check.n, "customer")
    return f"a sample of {people}" if check.sampled else people


def how_sure(check: Check, formats: Formats) -> str:
    """The newest look back in one sentence."""
    return (
        f"How sure? When this was last checked, {formats.number(check.expected)} of "
        f"{judged(check, formats)} were expected to stay away until "
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
        f"On {formats.day(check.cutoff)} it gave each of {judged(check, formats)} a "
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
    """The same in money; empty where visits have no amounts."""
    if missing(tenth.money):
        return ""
    return (
        f"In money: ordered by risk and spend together, the first tenth held "
        f"{formats.share(tenth.money)} of what the leavers used to spend; ordered by spend alone "
        f"{formats.share(tenth.money_value)}, by days since last "
        f"{formats.share(tenth.money_recency)}."
    )


def contest_title(table: pd.DataFrame, best: str, formats: Formats) -> str:
    """The model beside the best of the rules that anybody can follow; ``table`` is that of
    ``risk_story.contestants``, ``best`` the model's name in it."""
    ours = formats.number(100 * _ours(table, best))
    rule = best_rule(table)
    said = f"Of 100 pairs of a leaver and a stayer our model puts {ours} the right way round"
    if rule is None:
        return said
    return f"{said}; simply {RULES[rule['model']]}, {formats.number(100 * rule['auc'])}"


def contest_reading(table: pd.DataFrame, best: str, formats: Formats) -> str:
    """What to make of it; "" where no rule was tried."""
    rule = best_rule(table)
    if rule is None:
        return ""
    ahead = _ours(table, best) - rule["auc"]
    if ahead < _HARDLY_BETTER:
        return ("The rule sorts as well as the model. What the model adds is a percentage for each "
                "customer, which a rule cannot give.")  # fmt: skip
    return (f"The model gets {formats.number(100 * ahead)} more of 100 right than the best simple "
            "rule, and gives each customer a percentage.")  # fmt: skip


def _ours(table: pd.DataFrame, best: str) -> float:
    return table.set_index("model")["auc"][best]


def contest_rows(table: pd.DataFrame, names: dict[str, str], formats: Formats) -> pd.DataFrame:
    """The contest in full, each figure with its 95% interval, as text: ``model`` (called as in
    ``names``), ``technical`` and a column for each of ``FIGURES``."""
    rows = []
    for each in table.to_dict("records"):
        told = {name: _figure(each, name, formats) for name in FIGURES}
        own = names.get(each["model"], each["model"])
        rows.append({"model": own, "technical": TECHNICAL.get(each["model"], "")} | told)
    return pd.DataFrame(rows, columns=["model", "technical", *FIGURES])


def _figure(row: dict, name: str, formats: Formats) -> str:
    if name in _IN_PERCENT:
        value = formats.share(row[name], 1)
        between = [formats.number(100 * row.get(f"{name}_{end}", np.nan), 1) for end in _ENDS]
    else:
        value = formats.number(row[name], 2)
        between = [formats.number(row.get(f"{name}_{end}", np.nan), 2) for end in _ENDS]
    return value if missing(row.get(f"{name}_low")) else f"{value} ({'–'.join(between)})"


def drift(psi: float) -> str:
    """Whether the customers it judged were like those it learnt from; ``psi`` is the population
    stability index of their risks."""
    if missing(psi):
        return "There were too few customers to tell whether they looked like those before."
    if psi < _STEADY:
        return "The customers it judged looked like those it had learnt from."
    if psi < _SHIFTED:
        return "The customers it judged differed somewhat from those it had learnt from."
    return ("The customers it judged were a different crowd from those it had learnt from, so take "
            "its percentages with care.")  # fmt: skip


def other_checks(checks: list[Check], formats: Formats) -> str:
    """The older looks back; empty where there was one only."""
    told = [
        f"from {formats.day(each.cutoff)}, {formats.number(each.expected)} expected and "
        f"{formats.number(each.left)} left"
        for each in checks[1:]
    ]
    return f"Earlier checks: {'; '.join(told)}." if told else ""


def card_rows(card: dict, psi: float, formats: Formats) -> pd.DataFrame:
    """The model card of a model that may speak, as ``fact`` and ``told``; ``psi`` as in
    ``drift``."""
    days = card["horizon_days"]
    learnt_from = formats.count(card["customers"], "customer")
    rows = [
        ("What it tells", f"the chance of no purchase within {days} days"),
        ("Whom it scored", formats.count(card["customers_scored"], "active customer")),
        ("Last day it saw", formats.day(pd.Timestamp(card["known"]))),
        ("Looked back from", ", ".join(formats.day(pd.Timestamp(day)) for day in card["cutoffs"])),
        ("Learnt from", f"a sample of {learnt_from}" if card["sampled"] else learnt_from),
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
    drifted = GLOSSARY["psi"]
    rows.append((drifted.label, f"{formats.number(psi, 2)}. {drifted.sentence}"))
    return pd.DataFrame(rows, columns=["fact", "told"])


def _made(card: dict, formats: Formats) -> str:
    if "logistic" not in card:
        return "MBG/NBD alone: too few have left or stayed to learn more"
    share = formats.share(card["weight_logistic"])
    return f"{share} a logistic regression on ten facts, the rest MBG/NBD (mixed as log-odds)"
