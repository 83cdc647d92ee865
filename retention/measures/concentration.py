"""How much hangs on how few customers?

Amounts are net and those inside the filters. Every customer with a line counts, also one who paid
nothing; only who brought back more than they bought is left out of the curve and the top share.
"""

import pandas as pd

from retention.errors import Refused
from retention.store import Snapshot

GONE = (1, 5, 10)  # how many of the largest customers a landslide takes away


def pareto(snapshot: Snapshot) -> pd.DataFrame:
    """The Pareto curve, one row per hundredth of the customers, the largest first.

    Columns: ``customers_share`` (0.01 … 1), ``customers``, ``amount`` (net), ``amount_share``. With
    fewer than a hundred customers some hundredths are left out.
    """
    table = snapshot.ask("concentration/pareto")
    return table.drop_duplicates("customers", keep="last").reset_index(drop=True)


def top_share(snapshot: Snapshot, *, share: float = 0.2) -> pd.DataFrame:
    """What the top ``share`` of the customers brings, one row.

    Columns: ``share``, ``customers`` (so many, rounded), ``all_customers``, ``amount`` (net),
    ``all_amount``, ``amount_share``, ``hhi`` (Σ of squared shares of the amount: 1 = one customer,
    1/n = n equal ones).
    """
    if not 0 < share <= 1:
        raise Refused(f"“{share}” is not a share of the customers; give a number from 0 to 1.")
    table = snapshot.ask("concentration/top", share=share)
    table.insert(0, "share", share)
    table["amount_share"] = table["amount"] / table["all_amount"].where(table["all_amount"] > 0)
    return table[["share", "customers", "all_customers", "amount", "all_amount", "amount_share",
                  "hhi"]]  # fmt: skip


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
