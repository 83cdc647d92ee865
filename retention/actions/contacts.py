"""Whom to contact today: a list in order of priority, each row with its reason and an action."""

import numpy as np
import pandas as pd

from retention.actions import playbook, priority
from retention.errors import Refused
from retention.models import risk
from retention.store import Snapshot

CHANNELS = ("email", "phone")
_COLUMNS = ["rank", "customer", "risk", "value", "priority", "status", "reason", "action", "last",
            "amount"]  # fmt: skip
_DETAILS = ["name", "email", "phone", "country", "segment", "salesperson", "store", "gap_days",
            "days_since", "customer_key"]  # fmt: skip


def today(
    snapshot: Snapshot,
    *,
    top: int | None = None,
    channel: str | None = None,
    scores: pd.DataFrame | None = None,
    assumptions: priority.Assumptions | None = None,
) -> pd.DataFrame:
    """Active customers in order of priority, one row each.

    Columns: ``rank`` (1…), ``customer``, ``risk`` (0–1, empty where no model earned its place),
    ``value`` (net amount per H), ``priority`` (money; counted on the whole amount where no margin
    is known), ``status``, ``reason``, ``action``, ``last`` (day of the last purchase), ``amount``
    (net, ever); then details for the screen and for exports. ``channel`` keeps those who have an
    address there. ``scores`` are those of ``models.risk``, computed here unless given. The rows
    follow the risk model's own order where it refuses a percentage.
    """
    if channel is not None and channel not in CHANNELS:
        raise Refused(f"There is no channel “{channel}”; choose one of {', '.join(CHANNELS)}.")
    scores = risk.score(snapshot) if scores is None else scores
    listed = _with_facts(snapshot, scores)
    listed["margin_share"] = _margins(snapshot, listed)
    listed["priority"] = priority.expected_value(
        listed["risk"], listed["value"], listed["margin_share"],
        assumptions or priority.Assumptions(),
    )  # fmt: skip
    listed["action"] = [
        playbook.action(row.segment, row.status, row.reason) for row in listed.itertuples()
    ]
    if channel is not None:
        listed = listed[listed[channel].notna()]
    if listed["priority"].notna().any():
        listed = listed.sort_values(
            ["priority", "value", "customer"], ascending=[False, False, True], kind="stable"
        )
    listed["rank"] = np.arange(1, len(listed) + 1)
    return listed[_COLUMNS + _DETAILS].head(top or len(listed)).reset_index(drop=True)


def _with_facts(snapshot: Snapshot, scores: pd.DataFrame) -> pd.DataFrame:
    facts = snapshot.ask("contacts/facts").rename(
        columns={"last_day": "last", "last_salesperson": "salesperson", "last_store": "store"}
    )
    kept = scores[["customer_key", "rank", "risk", "value", "reason"]]
    return kept.merge(facts, on="customer_key").sort_values("rank").reset_index(drop=True)


def _margins(snapshot: Snapshot, listed: pd.DataFrame) -> pd.Series:
    shares = priority.margin_shares(
        snapshot.ask("contacts/margins"), snapshot.settings.margin_share
    )
    found = listed["customer_key"].map(shares)
    # with no cost anywhere and no answer, the amount itself orders the list
    return found.fillna(1.0) if found.isna().all() else found.fillna(found.median())
