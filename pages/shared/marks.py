"""The customers behind a mark, also where it is not a question to the sales alone: a band of risk
is told by the model, a driver by the comparison of leavers with stayers, a move by two days."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.shared import session
from retention.errors import Refused
from retention.store import Filters

_OURS = {"measure", "as_of", "filters"}  # what `session.ask` itself is told
RISK_BAND, DRIVER, MOVED, TIER = "risk_band", "driver", "moved", "tier"
SCORES = session.Asked("models.risk.assess", part="scores", filters=Filters())
"""The risk of each active customer of the whole base: customer_key, risk and more."""
EVERYBODY = session.Asked("exposures.everybody", filters=Filters())
"""The rows that leavers and stayers are compared on, before any filter."""


def customers_behind(kind: str, values: dict) -> pd.DataFrame:
    """The customers behind a mark as in `measures.customers.customers`; `Refused` for a mark that
    does not exist."""
    if _OURS & set(values):  # an address may say anything
        raise Refused("The address names no mark of a chart; go back and click the chart again.")
    if kind == RISK_BAND:
        table = session.ask("customers.customers", scores=SCORES)
        return _in_band(table.dropna(subset=["risk"]), **_band(values))
    if kind == DRIVER:
        return _of(session.ask("causes.behind", rows=EVERYBODY, **_driver(values)))
    if kind == MOVED:
        return _of(session.ask("migration.behind", **_moved(values)))
    if kind == TIER:
        return _of(session.ask("tiers.behind", **_tier(values)))
    return session.ask("customers.behind", kind=kind, **values)


def _of(keys: pd.Series) -> pd.DataFrame:
    table = session.ask("customers.customers")
    return table[table["customer_key"].isin(keys)].reset_index(drop=True)


def assessed():
    """Today's `Assessment`: of the whole base, whatever the filters."""
    return session.ask(SCORES.measure, filters=SCORES.filters)


def looked_back(*, learners: bool = False):
    """The backtest, of the whole base: how right the risks were on this shop's own past. The first
    time after an upload it takes some seconds."""
    return session.ask("models.backtest.backtest", filters=Filters(), learners=learners)


def _in_band(table: pd.DataFrame, low: float, high: float) -> pd.DataFrame:
    above = (table["risk"] < high) | (high >= 1)
    kept = table[(table["risk"] >= low) & above]
    return kept.sort_values("risk", ascending=False, kind="stable", ignore_index=True)


def _band(values: dict) -> dict[str, float]:
    edges = {name: values.get(name) for name in ("low", "high")}
    if set(values) != set(edges) or not all(
        isinstance(each, int | float) for each in edges.values()
    ):
        raise Refused("A band of risk is told by two numbers, low and high.")
    return edges


def _driver(values: dict) -> dict[str, str]:
    told = {name: values.get(name, "") for name in ("driver", "level")}
    if set(values) - set(told) or not all(isinstance(each, str) for each in told.values()):
        raise Refused("A driver is told by two texts, driver and level.")
    return told


def _moved(values: dict) -> dict:
    told = {name: each for name, each in values.items() if name not in ("before", "after")}
    days = [values.get("before"), values.get("after")]
    if (
        set(told) - {"was", "now", "direction", "cuts"}
        or not all(isinstance(each, str) for each in told.values())
        or not all(isinstance(each, date) for each in days)
    ):
        raise Refused("A move is told by two days and by the segments on them, or its direction.")
    return {"before": days[0], "as_of": days[1], **told}


def _tier(values: dict) -> dict:
    kinds = {"tier": str, "was_higher": bool}
    if not all(isinstance(each, kinds.get(name, ())) for name, each in values.items()):
        raise Refused("A tier is told by its name.")
    return {"tier": values.get("tier", ""), "was_higher": values.get("was_higher", False)}
