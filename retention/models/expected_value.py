"""What today's customers will spend in the next twelve months, and how far off that was a year ago.

Three ways are set beside each other. The cohort curve: what a customer of that age has spent in the
next twelve months of age, on average. MBG/NBD × Gamma-Gamma (Fader, Hardie and Lee, Journal of
Marketing Research 42 (2005) 415): how often each customer will buy, times the mean amount of the
customer's purchases. Same as last year: everybody spends what they spent in the last twelve months.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from retention.models.gamma_gamma import GammaGamma
from retention.models.mbg_nbd import MBGNBD

CURVE, MODEL, SAME = "cohort curve", "MBG/NBD × Gamma-Gamma", "same as last year"
REPEATERS = 500  # from so many on the model is asked
YEAR = 365
_TAIL = 6  # months: beyond the ages seen, spending goes on as in the last so many
_LEAST = 20  # customers of whom a month's mean is taken
_ENOUGH_CUSTOMERS = 60_000  # above twice so many, the figures' third digit no longer changes


def expected_value(snapshot) -> pd.DataFrame:
    """One row per way: what it expects of the next 365 days, and how it did on the last 365.

    Columns: ``way``, ``customers`` and ``repeaters`` (today), ``expected`` (net amount of the next
    365 days of today's customers; new ones come on top), ``expected_each``, ``cutoff`` (the day of
    the test, 365 days before ``as_of``), ``forecast`` (what it would have said then), ``came``
    (what these customers spent), ``error`` (forecast / came − 1), ``off_each`` (mean absolute error
    of a customer), ``chosen``: of the curve and the model (asked from 500 repeaters on) the one
    whose ``error`` was smaller; neither while no year tests them. What cannot be told yet is empty;
    no rows without amounts.
    """
    customers = int(snapshot.ask("features/span")["customers"].iloc[0])
    one_in = max(1, customers // _ENOUGH_CUSTOMERS)
    today = _summary(snapshot, snapshot.as_of, one_in)
    if today.empty:
        return pd.DataFrame(columns=_COLUMNS)
    cutoff = snapshot.as_of - timedelta(days=YEAR)
    then = _summary(snapshot, cutoff, one_in)
    rows = [
        _row(way, _each(snapshot, way, snapshot.as_of, today), today, one_in)
        | _test(snapshot, way, cutoff, then, one_in)
        for way in (CURVE, MODEL, SAME)
    ]
    table = pd.DataFrame(rows)
    table["chosen"] = table["way"] == _chosen(table.set_index("way"))
    return table[_COLUMNS]


_COLUMNS = [
    "way", "customers", "repeaters", "expected", "expected_each", "cutoff", "forecast", "came",
    "error", "off_each", "chosen",
]  # fmt: skip


def _summary(snapshot, cutoff: date, one_in: int) -> pd.DataFrame:
    return snapshot.ask("features/money_summary", cutoff=cutoff, one_in=one_in)


def _each(snapshot, way: str, cutoff: date, people: pd.DataFrame) -> np.ndarray | None:
    """What each customer is expected to spend in the 365 days after ``cutoff``; ``None`` where the
    way cannot tell."""
    if people.empty:
        return None
    if way == SAME:
        return people["last_year"].to_numpy(float)
    if way == CURVE:
        return _by_age(snapshot.ask("features/money_by_age", cutoff=cutoff), people["age"])
    repeaters = people[people["frequency"] > 0]
    return _by_model(people, repeaters) if len(repeaters) >= REPEATERS else None


def _by_age(months: pd.DataFrame, age: pd.Series) -> np.ndarray | None:
    """The means of the twelve months of age that follow; after the last one seen, the tail's."""
    seen = months[months["customers"] >= _LEAST]
    if len(seen) < 12:
        return None
    means = (seen["amount"] / seen["customers"]).to_numpy()
    tail = seen.tail(_TAIL)
    held = tail["amount"].sum() / tail["customers"].sum()
    at = np.floor((age.to_numpy() + 1) * 12 / YEAR).astype(int)
    means = np.concatenate([means, np.full(int(at.max()) + 12, held)])
    sums = np.concatenate([[0.0], np.cumsum(means)])
    return sums[at + 12] - sums[at]


def _by_model(people: pd.DataFrame, repeaters: pd.DataFrame) -> np.ndarray:
    shape = people.groupby(["frequency", "recency", "age"], as_index=False).size()
    rows = shape[["frequency", "recency", "age"]]
    buying = MBGNBD().fit(rows, sample_weight=shape["size"])
    shape["purchases"] = buying.expected_purchases(*rows.to_numpy(float).T, YEAR)
    often = people[["frequency", "recency", "age"]].merge(shape, how="left")["purchases"]
    # the mean of a single purchase says as much of the customer as of the day
    known = pd.DataFrame({"n": repeaters["frequency"] + 1, "mean": repeaters["mean_amount"]})
    spending = GammaGamma().fit(known)
    mean = spending.expected_mean_value(people["frequency"] + 1, people["mean_amount"])
    return often.to_numpy() * mean


def _row(way: str, each, people: pd.DataFrame, one_in: int) -> dict:
    known = each is not None
    return {
        "way": way,
        "customers": len(people) * one_in,
        "repeaters": int((people["frequency"] > 0).sum()) * one_in,
        "expected": round(float(each.sum()) * one_in, 4) if known else np.nan,
        "expected_each": float(each.mean()) if known else np.nan,
    }


def _test(snapshot, way: str, cutoff: date, people: pd.DataFrame, one_in: int) -> dict:
    each = _each(snapshot, way, cutoff, people)
    test = {"cutoff": pd.Timestamp(cutoff)}
    if each is None:
        return test | dict.fromkeys(("forecast", "came", "error", "off_each"), np.nan)
    came = people["next_year"].to_numpy(float)
    whole = came.sum()
    return test | {
        "forecast": round(float(each.sum()) * one_in, 4),
        "came": round(float(whole) * one_in, 4),
        "error": float(each.sum() / whole - 1) if whole > 0 else np.nan,
        "off_each": float(np.abs(each - came).mean()),
    }


def _chosen(ways: pd.DataFrame) -> str | None:
    off = ways.loc[[CURVE, MODEL], "error"].abs().dropna()
    return off.idxmin() if len(off) else None
