"""Made-up shops whose truth is known: customers who buy and leave as MBG/NBD says."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa

from retention.models.mbg_nbd import MBGNBD
from retention.settings import Settings
from retention.store import IN_MEMORY, Database

START = datetime(2020, 1, 1)
TRUTH = {"r_": 0.9, "alpha_": 25.0, "a_": 0.6, "b_": 2.5}


def visits(customers: int, *, days: int = 420, seed: int = 0, truth=TRUTH) -> pd.DataFrame:
    """One row per purchase: customer (number), day (from 0), amount. First purchases are spread
    over the first two thirds; a customer's later ones follow the model `truth`."""
    random = np.random.default_rng(seed)
    first = random.uniform(0, days * 2 / 3, customers)
    rate = random.gamma(truth["r_"], 1 / truth["alpha_"], customers)
    drop_out = np.clip(random.beta(truth["a_"], truth["b_"], customers), 1e-12, 1)
    last_repeat = random.geometric(drop_out) - 1
    would_buy = random.poisson(rate * (days - first))
    who = np.repeat(np.arange(customers), would_buy)
    moments = first[who] + random.random(len(who)) * (days - first[who])
    order = np.lexsort([moments, who])
    number = np.arange(len(who)) - np.repeat(np.cumsum(would_buy) - would_buy, would_buy)
    happened = number < last_repeat[who]
    customer = np.concatenate([np.arange(customers), who[happened]])
    moment = np.concatenate([first, moments[order][happened]])
    spend = random.lognormal(3, 0.5, customers)[customer] * random.lognormal(0, 0.3, len(customer))
    rows = pd.DataFrame({"customer": customer, "day": moment.astype(int), "amount": spend})
    return rows.sort_values(["day", "customer"], ignore_index=True)


def shop(rows: pd.DataFrame, *, horizon_days: int = 60) -> Database:
    """A database in memory that holds the visits."""
    table = pa.table(
        {
            "batch": np.ones(len(rows), dtype="int32"),
            "row_number": np.arange(1, len(rows) + 1),
            "source": ["test"] * len(rows),
            "ordered_at": pa.array([START + timedelta(days=int(day)) for day in rows["day"]]),
            "customer": [f"c{number}" for number in rows["customer"]],
            "amount": [f"{amount:.2f}" for amount in rows["amount"]],
            "is_return": (rows["amount"] < 0).to_numpy(),
            "kind": ["product"] * len(rows),
        }
    )
    database = Database(IN_MEMORY)
    with database.writing("test", "built a shop") as writer:
        writer.keep_settings(Settings(horizon_days=horizon_days))
        writer.append("sales_lines", table)
        writer.derive()
    return database


def known(kind=MBGNBD, truth=TRUTH) -> MBGNBD:
    """A fitted model of known parameters; as it stands, the one that the visits were drawn from."""
    model = kind()
    for name, value in truth.items():
        setattr(model, name, value)
    return model


def drawn(model: MBGNBD, age, *, horizon: float = 0.0, seed: int = 0) -> pd.DataFrame:
    """Customers drawn from a model, one per element of `age`: frequency, recency, age and future
    (purchases in the horizon after `age`)."""
    random = np.random.default_rng(seed)
    rate = random.gamma(model.r_, 1 / model.alpha_, len(age))
    drop_out = np.clip(random.beta(model.a_, model.b_, len(age)), 1e-12, 1.0)
    last_repeat = random.geometric(drop_out) - (1 if type(model) is MBGNBD else 0)
    would_buy = random.poisson(rate * age)
    frequency = np.minimum(would_buy, last_repeat)
    # The x-th of N uniform moments in [0, T] is T * Beta(x, N - x + 1).
    beta = random.beta(np.maximum(frequency, 1), would_buy - frequency + 1)
    recency = np.where(frequency > 0, age * beta, 0.0)
    future = np.minimum(random.poisson(rate * horizon), last_repeat - frequency)
    return pd.DataFrame({"frequency": frequency, "recency": recency, "age": age, "future": future})
