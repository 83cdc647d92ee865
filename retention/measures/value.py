"""What is a customer worth? Amount and margin per customer, so far and month by month.

The customers are those whose first purchase was inside the filters, their money is that inside the
filters. A month is a twelfth of a year of the customer's own, from the first purchase on.
"""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.intervals import middle_95, resample_weights
from retention.store import Snapshot

BY = (
    "all", "acquisition", "channel", "store", "category", "salesperson", "discount", "basket",
    "year",
)  # fmt: skip
MOST_MONTHS = 60
LEAST_RESAMPLED = 5  # of fewer customers a resample tells nothing
_BLOCKS = 200  # as in sql/snapshot/shown_macros.sql
_MONEY = ("amount", "margin")


def historic(snapshot: Snapshot, *, by: str = "all", seed: int = 0) -> pd.DataFrame:
    """What customers have brought so far (historic CLV), one row per group, the largest first.

    ``by`` tells groups apart: all, acquisition (how the customer was won: what the files of
    customers say, else the channel of the first purchase), channel, store, category, salesperson,
    discount, basket (its size) of the first purchase, or its year. Columns: ``group``,
    ``customers``, ``amount`` (net), ``amount_each`` with ``amount_low`` and ``amount_high`` (95 %,
    by resampling the customers under ``seed``), ``margin``, ``margin_each``, ``margin_low``,
    ``margin_high`` (empty where neither the lines nor the settings tell a margin). Customers
    without the field are in no group.
    """
    check_by(by)
    return so_far(
        snapshot.ask("value/members", by=by),
        snapshot.ask("value/spent", by=by, unfinished=True, last_month=0),
        seed,
    )


def so_far(members: pd.DataFrame, spent: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The table of ``historic``, of what ``sql/value/members`` and ``sql/value/spent`` answer."""
    groups = _names(members)
    people = np.zeros((len(groups), _BLOCKS))
    place = pd.Index(groups).get_indexer(members["grp"]), members["block"]
    np.add.at(people, place, members["customers"])
    rows = pd.DataFrame({"group": groups, "customers": people.sum(axis=1).astype("int64")})
    for what in _MONEY:
        money = _money(spent, groups, what, months=1)[..., 0]
        told = _told(spent, groups, what)
        rows[what] = np.where(told, money.sum(axis=1).round(4), np.nan)
        rows[f"{what}_each"] = rows[what] / rows["customers"]
        low, high = _interval(money, people, seed)
        known = told & (rows["customers"] >= LEAST_RESAMPLED).to_numpy()
        rows[f"{what}_low"] = np.where(known, low, np.nan)
        rows[f"{what}_high"] = np.where(known, high, np.nan)
    return rows.sort_values(["customers", "group"], ascending=[False, True], ignore_index=True)[
        _HISTORIC
    ]


_HISTORIC = [
    "group", "customers", "amount", "amount_each", "amount_low", "amount_high", "margin",
    "margin_each", "margin_low", "margin_high",
]  # fmt: skip


def curve(snapshot: Snapshot, *, by: str = "all", seed: int = 0) -> pd.DataFrame:
    """What a customer has brought by the end of each month since the own first purchase.

    Each month's mean is of the customers for whom it is over, and the means are added up, so that
    a young base and an old one can be read alike (Lin, Feuer, Etzioni and Wax, Biometrics 53
    (1997) 419, without their weights: whoever stops buying stays in). One row per group (as in
    ``historic``) and month observed for at least ``LEAST_RESAMPLED`` customers. Columns:
    ``group``, ``month`` (1 is the first), ``n`` (customers for whom it is over), ``amount`` (per
    customer, up to its end), ``amount_low``, ``amount_high`` (95 %, by resampling the customers
    under ``seed``), ``margin``, ``margin_low``, ``margin_high`` (empty where no margin is told).
    """
    check_by(by)
    return added_up(
        snapshot.ask("value/members", by=by),
        snapshot.ask("value/spent", by=by, unfinished=False, last_month=MOST_MONTHS),
        seed,
    )


def added_up(members: pd.DataFrame, spent: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The table of ``curve``, of what ``sql/value/members`` and ``sql/value/spent`` answer."""
    months = min(int(members["months"].max()) if len(members) else 0, MOST_MONTHS)
    if not months:
        return pd.DataFrame(columns=_CURVE)
    spent = spent[spent["month"] < months]
    groups = _names(members)
    people = _people(members, groups, months)
    parts = {}
    for what in _MONEY:
        money = _money(spent, groups, what, months)
        told = _told(spent, groups, what)[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            means = np.cumsum(money.sum(axis=1) / people.sum(axis=1), axis=1)
        low, high = _curve_interval(money, people, seed)
        for name, values in ((what, means), (f"{what}_low", low), (f"{what}_high", high)):
            parts[name] = np.where(told, values, np.nan).ravel()
    table = pd.DataFrame({
        "group": np.repeat(groups, months),
        "month": np.tile(np.arange(1, months + 1), len(groups)),
        "n": people.sum(axis=1).astype("int64").ravel(),
        **parts,
    })  # fmt: skip
    return table[table["n"] >= LEAST_RESAMPLED][_CURVE].reset_index(drop=True)


_CURVE = [
    "group", "month", "n", "amount", "amount_low", "amount_high", "margin", "margin_low",
    "margin_high",
]  # fmt: skip


def check_by(by: str) -> None:
    """``Refused`` for a way to tell customers apart that is not in ``BY``."""
    if by not in BY:
        raise Refused(f"Customers cannot be told apart by “{by}”; choose one of {', '.join(BY)}.")


def _names(members: pd.DataFrame) -> list[str]:
    return sorted(members["grp"].unique())


def _people(members: pd.DataFrame, groups: list[str], months: int) -> np.ndarray:
    """Customers for whom a month is over: groups × blocks × months."""
    counted = np.zeros((len(groups), _BLOCKS, months + 1))
    over = members["months"].clip(upper=months)
    place = (pd.Index(groups).get_indexer(members["grp"]), members["block"], over)
    np.add.at(counted, place, members["customers"])
    return counted[..., ::-1].cumsum(axis=-1)[..., ::-1][..., 1:]


def _money(spent: pd.DataFrame, groups: list[str], what: str, months: int) -> np.ndarray:
    """Money: groups × blocks × months."""
    table = np.zeros((len(groups), _BLOCKS, months))
    place = (pd.Index(groups).get_indexer(spent["grp"]), spent["block"], spent["month"])
    np.add.at(table, place, spent[what].fillna(0.0).to_numpy(float))
    return table


def _told(spent: pd.DataFrame, groups: list[str], what: str) -> np.ndarray:
    """Of each group, whether its money is known: some of it, and of no part unknown."""
    known = set(spent.loc[spent["amount"].notna(), "grp"])
    if what == "margin":
        known -= set(spent.loc[spent["untold"].eq(True), "grp"])
    return np.array([group in known for group in groups], dtype=bool)


def _interval(money: np.ndarray, people: np.ndarray, seed: int) -> tuple:
    """Of Σ money / Σ people, groups × blocks each, the blocks resampled."""
    weights = np.hstack(list(resample_weights(_BLOCKS, seed=seed)))
    with np.errstate(invalid="ignore", divide="ignore"):
        return middle_95((money @ weights) / (people @ weights))


def _curve_interval(money: np.ndarray, people: np.ndarray, seed: int) -> tuple:
    weights = np.hstack(list(resample_weights(_BLOCKS, seed=seed)))
    with np.errstate(invalid="ignore", divide="ignore"):
        steps = np.einsum("gbm,bd->gmd", money, weights) / np.einsum("gbm,bd->gmd", people, weights)
    return middle_95(np.cumsum(steps, axis=1))
