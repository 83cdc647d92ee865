"""Whose contact may be expected to bring most: EV = q·V·m·s − c."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Until campaigns with a held-out group have measured it: of would-be leavers, one in ten stays
# because of the contact.
ASSUMED_SAVES = 0.10


@dataclass(frozen=True)
class Assumptions:
    """What the priority counts on beside the data: ``saves`` per would-be leaver (0–1) and
    ``cost`` of a contact with its offer (money)."""

    saves: float = ASSUMED_SAVES
    cost: float = 0.0

    @property
    def sentence(self) -> str:
        return (
            f"assumed until your own campaigns have measured it: a contact keeps "
            f"{self.saves:.0%} of those who would have left"
        )


def margin_shares(margins: pd.DataFrame, margin_share: float | None) -> pd.Series:
    """The margin of each customer as a share of the amount, by ``customer_key``.

    ``margins`` has ``margin``, ``amount_with_cost`` and ``amount_without_cost``; where lines bring
    no cost, ``margin_share`` stands in. NaN where neither is known. Kept within 0–1: a customer
    who bought below cost is not worth less than nothing to keep.
    """
    money = margins.set_index("customer_key").astype(float)
    known = money["margin"] / money["amount_with_cost"].where(money["amount_with_cost"] > 0)
    if margin_share is None:
        shares = known
    else:
        whole = money["amount_with_cost"] + money["amount_without_cost"]
        both = money["margin"] + float(margin_share) * money["amount_without_cost"]
        shares = both / whole.where(whole > 0)
    return shares.clip(0, 1).rename("margin_share")


def expected_value(risk, value, margin_share, assumptions: Assumptions) -> np.ndarray:
    """EV = q·V·m·s − c in money, by row.

    ``risk`` q is the probability of no purchase in the next H days, ``value`` V the net amount of
    the trailing 2H days per H, ``margin_share`` m 0–1. NaN where any of them is unknown.
    """
    q, v, m = (np.asarray(each, dtype=float) for each in (risk, value, margin_share))
    return q * v * m * assumptions.saves - assumptions.cost
