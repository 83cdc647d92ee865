"""Whose contact may be expected to bring most: EV = q·V·m·s − c."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Until campaigns with a held-out group have measured it: of would-be leavers, one in ten stays
# because of the contact.
ASSUMED_SAVES = 0.10
# Where a margin comes from, the better source first
SALES, SETTINGS, OTHERS, UNKNOWN = "sales", "settings", "others", "unknown"


@dataclass(frozen=True)
class Assumptions:
    """What the priority counts on beside the data: ``saves`` per would-be leaver (0–1) and
    ``cost`` of a contact with its offer (money)."""

    saves: float = ASSUMED_SAVES
    cost: float = 0.0

    @property
    def sentence(self) -> str:
        return (
            f"if a contact keeps {100 * self.saves:.0f}% of those who would have left, which is "
            "an assumption until your own campaigns have measured it"
        )


def margins(money: pd.DataFrame, margin_share: float | None) -> pd.DataFrame:
    """The margin of each customer as a share of the amount, and where it comes from.

    ``money`` has ``customer_key``, ``margin``, ``amount_with_cost`` and ``amount_without_cost``;
    where lines bring no cost, ``margin_share`` stands in. One row per customer, by
    ``customer_key``: ``margin_share`` (NaN where neither is known; kept within 0–1, since a
    customer who bought below cost is not worth less than nothing to keep) and ``margin_from``:
    "sales", "settings" or "unknown".
    """
    money = money.set_index("customer_key").astype(float)
    with_cost = money["amount_with_cost"]
    shares = money["margin"] / with_cost.where(with_cost > 0)
    told_by = np.where(shares.notna(), SALES, UNKNOWN)
    if margin_share is not None:
        whole = with_cost + money["amount_without_cost"]
        both = money["margin"] + float(margin_share) * money["amount_without_cost"]
        shares = both / whole.where(whole > 0)
        told_by = np.where(shares.isna(), UNKNOWN, np.where(with_cost > 0, SALES, SETTINGS))
    return pd.DataFrame({"margin_share": shares.clip(0, 1), "margin_from": told_by})


def for_everybody(known: pd.DataFrame, customer_keys: pd.Series) -> pd.DataFrame:
    """``margins`` row by row of ``customer_keys``; who has none gets the median of the others
    ("others"). With nobody's margin known the shares stay empty ("unknown")."""
    found = known.reindex(customer_keys).set_index(customer_keys.index)
    found["margin_from"] = found["margin_from"].fillna(UNKNOWN)
    missing = found["margin_share"].isna()
    if missing.any() and not missing.all():
        found.loc[missing, "margin_share"] = found["margin_share"].median()
        found.loc[missing, "margin_from"] = OTHERS
    return found


def expected_value(risk, value, margin_share, assumptions: Assumptions) -> np.ndarray:
    """EV = q·V·m·s − c in money, by row.

    ``risk`` q is the probability of no purchase in the next H days, ``value`` V the net amount of
    the trailing 2H days per H, ``margin_share`` m 0–1. NaN where any of them is unknown.
    """
    q, v, m = (np.asarray(each, dtype=float) for each in (risk, value, margin_share))
    return q * v * m * assumptions.saves - assumptions.cost
