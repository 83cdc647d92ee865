"""How sure are we? The backtest and today's risks as the small tables that the risk page tells.

Shares are 0–1. ``listed`` is a table of ``actions.contacts.today``, ``tested`` a ``Backtest`` with
at least one cut-off.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from retention.models.backtest import Backtest

BANDS = 10
FIRST_SHARE = 0.10
RULES = ("recency", "overdue_ratio", "rfm")  # what anybody can sort by without a model


@dataclass(frozen=True)
class Standing:
    """Active customers, how many of them are expected to leave, those likelier to leave than to
    stay, those all but gone (over 90 %); their usual money per H and the part of it at risk."""

    customers: int
    leavers: float
    likelier_gone: int
    all_but_gone: int
    value: float
    at_risk: float


@dataclass(frozen=True)
class Check:
    """One look back: on the evening of ``cutoff`` the risks of ``n`` customers said that
    ``expected`` of them would leave by ``until``; ``left`` did. The model had learnt on ``learnt``
    (cut-offs, oldest first). ``sampled``: the customers are a sample of those active then."""

    cutoff: date
    until: date
    n: int
    expected: float
    left: int
    learnt: tuple[date, ...] = ()
    sampled: bool = False


@dataclass(frozen=True)
class FirstTenth:
    """What the first tenth of a list holds: ``customers`` in it, ``leavers`` among them by the
    model's order, by days since last and by lot; the shares of the leavers' money in the first
    tenth by risk × value, by value alone and by days since last."""

    customers: float
    leavers: float
    leavers_recency: float
    leavers_lot: float
    money: float
    money_value: float
    money_recency: float


def standing(listed: pd.DataFrame) -> Standing:
    """Where the active customers stand today; their risks must be known."""
    risk, value = listed["risk"], listed["value"].clip(lower=0)
    return Standing(
        len(listed), float(risk.sum()), int((risk > 0.5).sum()), int((risk > 0.9).sum()),
        float(value.sum()), float((risk * value).sum()),
    )  # fmt: skip


def bands(listed: pd.DataFrame) -> pd.DataFrame:
    """Customers by risk, one row per tenth: ``low``, ``high`` (from low, below high; the last one
    with 1), ``customers``, ``amount`` (their usual money per H; empty where visits have none)."""
    edges = np.arange(BANDS + 1) / BANDS
    place = np.searchsorted(edges, listed["risk"], side="right").clip(1, BANDS) - 1
    unpriced = listed["value"].isna().all()
    amount = listed["value"].clip(lower=0).fillna(0.0)
    return pd.DataFrame(
        {
            "low": edges[:-1],
            "high": edges[1:],
            "customers": np.bincount(place, minlength=BANDS),
            "amount": np.nan if unpriced else np.bincount(place, amount, minlength=BANDS),
        }
    )


def checks(tested: Backtest) -> list[Check]:
    """Every look back, the newest first."""
    return [
        Check(row["cutoff"], row["until"], row["n"], row["n"] * row["predicted"], row["events"],
              row["learnt"], tested.sampled)
        for row in tested.matured.to_dict("records")
    ]  # fmt: skip


def judged(tested: Backtest) -> str:
    """The name of the model that the gate looked at, whether it passed or not."""
    return "blend" if "blend" in tested.cutoffs[0]["models"] else "mbg_nbd"


def groups(tested: Backtest) -> pd.DataFrame:
    """The newest test in groups of like risk: ``predicted`` and ``observed`` (shares), ``n``,
    ``low``, ``high`` (95 % of observed)."""
    return tested.calibration.rename(columns={"churned": "observed"})


def gains(tested: Backtest) -> pd.DataFrame:
    """What the first customers of a list hold, in the newest test: ``model``, ``share_contacted``,
    ``captured`` (of those who left), by the model's order and by days since last."""
    names = {"risk": judged(tested), "recency": "recency"}
    rows = tested.gains[tested.gains["ranking"].isin(names)]
    return pd.DataFrame(
        {
            "model": rows["ranking"].map(names),
            "share_contacted": rows["share"],
            "captured": rows["churners"],
        }
    ).reset_index(drop=True)


def first_tenth(tested: Backtest) -> FirstTenth:
    """What the first tenth of the list held in the newest test."""
    at = tested.gains[np.isclose(tested.gains["share"], FIRST_SHARE)].set_index("ranking")
    newest = tested.cutoffs[0]
    return FirstTenth(
        customers=newest["n"] * FIRST_SHARE,
        leavers=newest["events"] * at.loc["risk", "churners"],
        leavers_recency=newest["events"] * at.loc["recency", "churners"],
        leavers_lot=newest["events"] * FIRST_SHARE,
        money=at.loc["risk x value", "money"],
        money_value=at.loc["value", "money"],
        money_recency=at.loc["recency", "money"],
    )


def contestants(tested: Backtest) -> pd.DataFrame:
    """The newest test, one row per model, the best ranking first: ``model``, ``auc``, ``auc_low``,
    ``auc_high`` and the other ``models.figures`` with theirs. Giving everybody the same risk ranks
    nobody: left out."""
    table = pd.DataFrame(tested.cutoffs[0]["models"]).T.rename_axis("model").reset_index()
    table = table[table["model"] != "base_rate"]
    numbers = [name for name in table.columns if name != "model"]
    table[numbers] = table[numbers].astype(float)
    return table.sort_values("auc", ascending=False, kind="stable", ignore_index=True)


def best_rule(table: pd.DataFrame) -> pd.Series | None:
    """The row of ``contestants`` of the simple rule that ranks best; None where none was tried."""
    rules = table[table["model"].isin(RULES)]
    return None if rules.empty else rules.iloc[0]
