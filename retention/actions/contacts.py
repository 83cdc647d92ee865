"""Whom to contact today: a list in order of priority, each row with its reason and an action.

Three parts of the base, kept apart so that nobody appears twice: the active customers (a purchase
in the last 2H days) are the list for today; the lapsed ones are the win-back list.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from retention.actions import audiences, facts, playbook, priority
from retention.actions.phones import dialled
from retention.errors import Refused
from retention.measures.rhythm import expected_next
from retention.models import risk
from retention.store import Snapshot

CHANNELS = ("email", "phone")
_COLUMNS = ["rank", "customer", "risk", "value", "priority", "status", "reason", "action", "last",
            "amount"]  # fmt: skip
_PEOPLE = ["name", "email", "phone", "country", "segment", "salesperson", "store", "gap_days",
           "days_since"]  # fmt: skip
_CONSENT = ["consent_email", "consent_phone", "consent_sms"]
_NEXT = ["expected_next_low", "expected_next_high"]
_DETAILS = [*_PEOPLE, *_NEXT, "orders", "single_amount", "usual_amount", "revenue_at_risk", "why",
            "margin_share", "margin_from", "risk_rank", "customer_key", *_CONSENT]  # fmt: skip
_WIN_BACK = ["rank", "customer", "amount", "orders", "last", "reason", "action", "status",
             *_PEOPLE, "customer_key", *_CONSENT]  # fmt: skip


def today(
    snapshot: Snapshot,
    *,
    scores: pd.DataFrame | None = None,
    order: str = "risk",
    assumptions: priority.Assumptions | None = None,
) -> pd.DataFrame:
    """All active customers, the first to be looked at first, one row each; whom of them to contact
    is ``to_contact``, and how many of those ``take``.

    Columns: ``rank`` (1…), ``customer``, ``risk`` (0–1, empty where no model earned its place),
    ``value`` (net amount per H), ``priority`` (money; counted on the whole amount where no margin
    is known), ``status``, ``reason`` (a fact, see ``facts``), ``action``, ``last`` (day of the
    last purchase), ``amount`` (net, ever). Then details for the screen and for exports: ``name``,
    ``email``, ``phone``, ``country``, ``segment``, ``salesperson`` and ``store`` (of the last
    purchase), ``gap_days``, ``days_since``, ``expected_next_low`` and ``expected_next_high`` (days,
    see ``rhythm.expected_next``), ``orders`` (purchases), ``single_amount`` (of the one purchase of
    a one-time buyer, who has no usual spend) and ``usual_amount`` (``value`` of everybody else;
    each empty where the other stands), ``revenue_at_risk`` (risk × value), ``why`` (one of
    ``models.reasons``), ``margin_share`` and ``margin_from`` (see ``priority.margins``),
    ``risk_rank`` (the model's own order), ``customer_key``, ``consent_email``, ``consent_phone``
    and ``consent_sms`` (yes, no or unknown; a no said anywhere of them stands). ``scores`` and
    ``order`` are those of ``models.risk`` and of its gate, asked for here unless scores are given.
    Rows go by priority; where a percentage is refused, or risk hardly tells customers apart (order
    "value"), they follow the risk model's own order.
    """
    if scores is None:
        assessed = risk.assess(snapshot)
        scores, order = assessed.scores, assessed.gate.order
    listed = _with_facts(snapshot, scores)
    margins = priority.margins(snapshot.ask("contacts/margins"), snapshot.settings.margin_share)
    listed = listed.join(priority.for_everybody(margins, listed["customer_key"]))
    listed["priority"] = priority.expected_value(
        listed["risk"], listed["value"], listed["margin_share"].fillna(1.0),
        assumptions or priority.Assumptions(),
    )  # fmt: skip
    listed = listed.join(_spend(listed))
    listed["revenue_at_risk"] = listed["risk"] * listed["value"].clip(lower=0)
    listed["why"] = listed["reason"]
    listed["reason"] = facts.sentences(listed, snapshot.horizon_days)
    listed["action"] = _actions(listed, listed["why"])
    if order == "risk" and listed["priority"].notna().any():
        listed = listed.sort_values(
            ["priority", "value", "customer"], ascending=[False, False, True], kind="stable"
        )
    return take(listed[_COLUMNS[1:] + _DETAILS])


def win_back(
    snapshot: Snapshot, *, top: int | None = None, channel: str | None = None
) -> pd.DataFrame:
    """Lapsed customers, the largest amount first, one row each: whom it might pay to ask back.

    Columns: ``rank``, ``customer``, ``amount`` (net, ever), ``orders`` (purchases), ``last``,
    ``reason`` (a fact), ``action``, ``status``, ``name``, ``email``, ``phone``, ``country``,
    ``segment``, ``salesperson``, ``store``, ``gap_days``, ``days_since``, ``customer_key``,
    ``consent_email``, ``consent_phone``, ``consent_sms``. No risk: they have gone already.
    """
    gone = _facts(snapshot)
    gone = gone[gone["status"] == "lapsed"].copy()
    gone["reason"] = facts.silence(gone)
    gone["action"] = _actions(gone, pd.Series("", index=gone.index))
    gone = gone.rename(columns={"purchases": "orders"}).sort_values(
        ["amount", "customer"], ascending=[False, True], kind="stable"
    )
    return take(gone[_WIN_BACK[1:]], top=top, channel=channel)


WAITING = ("due", "late", "broken")


def to_contact(listed: pd.DataFrame, *, also_in_rhythm: bool = False) -> pd.DataFrame:
    """Those of ``today`` whose own rhythm says that it is time: who bought as usual, or for the
    first time just now, is left in peace unless ``also_in_rhythm``. The whole list where that is
    nobody."""
    waiting = listed if also_in_rhythm else listed[listed["status"].isin(WAITING)]
    return waiting if len(waiting) else listed


def take(
    listed: pd.DataFrame,
    *,
    top: int | None = None,
    channel: str | None = None,
    keys: Collection[int] | None = None,
    agreed_only: bool = False,
) -> pd.DataFrame:
    """The first ``top`` of a list of this module among those who can be reached by ``channel``
    and whose ``customer_key`` is one of ``keys``, ranked anew; ``agreed_only`` leaves out of a
    channel also those who never said yes to it. ``Refused`` for another channel."""
    if channel is not None and channel not in CHANNELS:
        raise Refused(f"There is no channel “{channel}”; choose one of {', '.join(CHANNELS)}.")
    if channel is not None:
        listed = listed[reachable(listed, channel)]
        if agreed_only:
            listed = listed[listed[f"consent_{channel}"] == "yes"]
    if keys is not None:
        listed = listed[listed["customer_key"].isin(keys)]
    listed = listed.drop(columns="rank", errors="ignore").head(len(listed) if top is None else top)
    listed = listed.reset_index(drop=True)
    listed.insert(0, "rank", np.arange(1, len(listed) + 1))
    return listed


def reachable(listed: pd.DataFrame, channel: str) -> pd.Series:
    """Whether each customer of a list of this module has an address in ``channel`` that works (an
    e-mail that a mailing service takes, or a number that can be dialled) and never said no."""
    works = audiences.usable(listed["email"]) if channel == "email" else dialled(listed["phone"])
    return works & listed[f"consent_{channel}"].ne("no")


def reach(listed: pd.DataFrame) -> pd.Series:
    """How each customer can be reached, as the playbook's sentences begin."""
    ways = [reachable(listed, "phone"), reachable(listed, "email")]
    chosen = np.select(ways, [playbook.CALL, playbook.WRITE], playbook.CONTACT)
    return pd.Series(chosen, index=listed.index, dtype="str")


def _with_facts(snapshot: Snapshot, scores: pd.DataFrame) -> pd.DataFrame:
    known = _facts(snapshot).drop(columns=["gap_days", "days_since", "overdue_ratio", "customer"])
    listed = scores.merge(known, on="customer_key").sort_values("rank", ignore_index=True)
    return listed.rename(columns={"rank": "risk_rank"})


def _spend(listed: pd.DataFrame) -> pd.DataFrame:
    """The money of a row under its own name: one purchase is an amount, not yet a habit."""
    once = listed["orders"] == 1
    return pd.DataFrame(
        {
            "single_amount": listed["amount"].where(once),
            "usual_amount": listed["value"].where(~once),
        }
    )


def _facts(snapshot: Snapshot) -> pd.DataFrame:
    known = snapshot.ask("contacts/facts").merge(
        snapshot.ask("contacts/consent"), on="customer_key", how="left", validate="1:1"
    )
    expected = expected_next(snapshot, known)
    known["expected_next_low"], known["expected_next_high"] = expected["low"], expected["high"]
    return known.rename(
        columns={"last_day": "last", "last_salesperson": "salesperson", "last_store": "store"}
    )


def _actions(listed: pd.DataFrame, why: pd.Series) -> pd.Series:
    """The playbook's sentence of each row, looked up once per kind of customer."""
    kinds = list(zip(listed["segment"], listed["status"], why, reach(listed), strict=True))
    sentences = {kind: playbook.action(*kind[:3], reach=kind[3]) for kind in set(kinds)}
    return pd.Series([sentences[kind] for kind in kinds], index=listed.index, dtype="str")
