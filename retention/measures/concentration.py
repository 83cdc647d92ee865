"""How much hangs on how few customers?

Amounts are net and those inside the filters. Every customer with a line counts, also one who paid
nothing; only who brought back more than they bought is left out of the curve and the top share.
"""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.intervals import middle_95, resampled_sums
from retention.store import Snapshot

_BLOCKS = 500
GONE = (1, 5, 10)  # how many of the largest customers a landslide takes away


def pareto(snapshot: Snapshot) -> pd.DataFrame:
    """The Pareto curve, one row per hundredth of the customers, the largest first.

    Columns: ``customers_share`` (0.01 … 1), ``customers``, ``amount`` (net), ``amount_share``. With
    fewer than a hundred customers some hundredths are left out.
    """
    amounts = _largest_first(snapshot)
    hundredths = np.arange(1, 101)
    customers = _rounded(len(amounts) * hundredths / 100)
    running = _exact(np.concatenate([[0.0], np.cumsum(amounts)]))
    table = pd.DataFrame({
        "customers_share": hundredths / 100, "customers": customers, "amount": running[customers],
    })  # fmt: skip
    table["amount_share"] = table["amount"] / _above_zero(running[-1])
    table = table[table["customers"] > 0]
    return table.drop_duplicates("customers", keep="last").reset_index(drop=True)


def top_share(snapshot: Snapshot, *, share: float = 0.2, seed: int = 0) -> pd.DataFrame:
    """What the top ``share`` of the customers brings, one row.

    Columns: ``share``, ``customers`` (so many, rounded), ``all_customers``, ``amount`` (net),
    ``all_amount``, ``amount_share``, ``low`` and ``high`` (its 95 % interval: the customers
    resampled under ``seed``, and ranked anew), ``hhi`` (Σ of squared shares of the amount: 1 = one
    customer, 1/n = n equal ones).
    """
    if not 0 < share <= 1:
        raise Refused(f"“{share}” is not a share of the customers; give a number from 0 to 1.")
    amounts = _largest_first(snapshot)
    top, whole = int(_rounded(len(amounts) * share)), _exact(amounts.sum())
    parts = amounts / _above_zero(whole)
    told = len(amounts) and whole > 0
    low, high = middle_95(_top_resampled(amounts, share, seed)) if told else (np.nan, np.nan)
    row = (share, top, len(amounts), _exact(amounts[:top].sum()), whole,
           parts[:top].sum() if told else np.nan, float(low), float(high),
           (parts**2).sum() if told else np.nan)  # fmt: skip
    return pd.DataFrame([row], columns=_TOP_COLUMNS)


_TOP_COLUMNS = [
    "share", "customers", "all_customers", "amount", "all_amount", "amount_share", "low", "high",
    "hhi",
]  # fmt: skip


def _largest_first(snapshot: Snapshot) -> np.ndarray:
    return snapshot.ask("concentration/spent")["amount"].to_numpy(dtype=float)


def _top_resampled(amounts: np.ndarray, share: float, seed: int) -> np.ndarray:
    """The top share's part of the money in each resample. The customers are resampled in up to
    ``_BLOCKS`` blocks of neighbours by amount; of the block at the edge a part of the people has
    that part of its money, since they spend almost alike."""
    count = len(amounts)
    places = np.arange(count)
    block = places * min(_BLOCKS, count) // count
    blocks = int(block[-1]) + 1
    sums = resampled_sums(
        np.concatenate([block, block + blocks]), np.concatenate([places, places]),
        np.concatenate([np.ones(count), amounts]), count=2 * blocks, seed=seed,
    )  # fmt: skip
    people, money = sums[:blocks], sums[blocks:]
    before = np.cumsum(people, axis=0) - people
    within = np.clip(share * people.sum(axis=0) - before, 0, people)
    part = np.divide(within, people, out=np.zeros_like(within), where=people > 0)
    whole = money.sum(axis=0)
    return (money * part).sum(axis=0) / np.where(whole > 0, whole, np.nan)


def _rounded(customers):
    return np.floor(customers + 0.5).astype(int)


def _exact(amounts):
    """Sums without the last digits that adding binary fractions leaves; money has four decimals."""
    return np.round(amounts, 4)


def _above_zero(amount: float) -> float:
    return amount if amount > 0 else np.nan


def landslide(snapshot: Snapshot, *, fixed_costs: float | None = None) -> pd.DataFrame:
    """What is left of the last 365 days if the largest 1, 5 or 10 customers go, one row each.

    Columns: ``gone``, ``amount_before``, ``amount_left`` (net, anonymous sales included),
    ``amount_left_share``, ``margin_before``, ``margin_left`` (empty unless each line has a cost or
    the settings a margin, and under a filter by a sales field), ``margin_left_share``, ``cover``
    (margin left / ``fixed_costs`` of a year, where they are given).
    """
    table = snapshot.ask(
        "concentration/landslide", gone=list(GONE), all_lines=not snapshot.filters.by_line
    )
    table = table[table["gone"] <= table.pop("customers")].reset_index(drop=True)
    for what in ("amount", "margin"):
        before = table[f"{what}_before"]
        table[f"{what}_left_share"] = table[f"{what}_left"] / before.where(before > 0)
    table["cover"] = table["margin_left"] / (fixed_costs or float("nan"))
    return table[["gone", "amount_before", "amount_left", "amount_left_share", "margin_before",
                  "margin_left", "margin_left_share", "cover"]]  # fmt: skip
