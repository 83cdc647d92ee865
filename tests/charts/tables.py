"""Small hand-made tables, as the measures document them."""

from __future__ import annotations

import pandas as pd

from retention.formatting import Formats

EURO = Formats("en_GB", "EUR")


def triangle() -> pd.DataFrame:
    """Three monthly cohorts; the last has one observed period, the second is small."""
    rows = [
        ("2026-01-01", 100, 0, 100),
        ("2026-01-01", 100, 1, 40),
        ("2026-01-01", 100, 2, 0),
        ("2026-02-01", 10, 0, 10),
        ("2026-02-01", 10, 1, 5),
        ("2026-03-01", 50, 0, 50),
    ]
    table = pd.DataFrame(rows, columns=["cohort", "size", "period", "active"])
    table["cohort"] = pd.to_datetime(table["cohort"])
    return with_interval(table, "active", "size", "retention")


def pooled() -> pd.DataFrame:
    table = pd.DataFrame({"period": [0, 1, 2], "size": [160, 110, 100], "active": [160, 45, 0]})
    return with_interval(table, "active", "size", "retention")


def bucket() -> pd.DataFrame:
    """Two months: 100 + 20 + 5 − 10 = 115, 115 + 0 + 0 − 15 = 100."""
    return pd.DataFrame(
        {
            "month": pd.to_datetime(["2026-01-01", "2026-02-01"]),
            "at_start": [100, 115],
            "new": [20, 0],
            "reactivated": [5, 0],
            "lapsed": [10, 15],
            "at_end": [115, 100],
            "leak_rate": [0.1, 15 / 115],
        }
    )


def bridge() -> pd.DataFrame:
    """100 + 30 + 5 − 20 − 40 = 75; nobody was reactivated and nothing only brought back."""
    steps = {
        "before": 100.0, "new": 30.0, "reactivated": 0.0, "expansion": 5.0, "contraction": -20.0,
        "lost": -40.0, "returns_without_spend": 0.0, "after": 75.0,
    }  # fmt: skip
    table = pd.DataFrame({"step": list(steps), "amount": list(steps.values())})
    table["low"], table["high"] = table["amount"] - 5, table["amount"] + 5
    table["customers"] = [10, 4, 0, 2, 3, 5, 0, 9]
    days = {"before": ("2024-01-01", "2024-12-31"), "after": ("2025-01-01", "2025-12-31")}
    for place, name in enumerate(("begins", "ends")):
        table[name] = pd.to_datetime([days.get(step, (None, None))[place] for step in steps])
    return table


def value_curve() -> pd.DataFrame:
    """Two groups over two months; of the second only the first is told by 20 customers."""
    table = pd.DataFrame({
        "group": ["web", "web", "2024", "2024"], "month": [1, 2, 1, 2], "n": [50, 40, 20, 19],
        "amount": [10.0, 15.0, 8.0, 9.0],
    })  # fmt: skip
    return table.assign(amount_low=table["amount"] - 1, amount_high=table["amount"] + 1)


def value_groups() -> pd.DataFrame:
    table = pd.DataFrame({
        "group": ["2023", "2024", "<b>"], "customers": [90, 40, 3],
        "amount": [900.0, 800.0, 6.0], "amount_each": [10.0, 20.0, 2.0],
    })  # fmt: skip
    return table.assign(amount_low=[9.0, 18.0, None], amount_high=[11.0, 22.0, None])


def worth() -> pd.DataFrame:
    return pd.DataFrame({
        "points": [-0.01, 0.0, 0.01], "leak_rate": [0.04, 0.05, 0.06],
        "amount": [1100.0, 1000.0, 910.0], "change": [100.0, 0.0, -90.0],
        "low": [80.0, 0.0, -110.0], "high": [120.0, 0.0, -70.0],
    })  # fmt: skip


def leak_by() -> pd.DataFrame:
    table = pd.DataFrame({"group": ["2023", "2024", "x"], "at_start": [100, 50, 10],
                          "lapsed": [60, 20, 5]})  # fmt: skip
    table["difference_low"], table["difference_high"] = [0.05, -0.3, -0.2], [0.2, -0.1, 0.3]
    return with_interval(table, "lapsed", "at_start", "leak_rate")


def ladder() -> pd.DataFrame:
    table = pd.DataFrame(
        {"order_number": [1, 2, 3], "eligible": [400, 150, 8], "returned": [150, 90, 4]}
    )
    return with_interval(table, "returned", "eligible", "share")


def segments() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "segment": ["Champions", "At risk", "Lost", "Cannot lose"],
            "customers": [30, 20, 50, 0],
            "amount": [9000.0, 3000.0, 500.0, 0.0],
            "share": [0.3, 0.2, 0.5, 0.0],
            "amount_share": [0.72, 0.24, 0.04, 0.0],
            "low": [0.6, 0.16, 0.02, None],
            "high": [0.8, 0.33, 0.07, None],
        }
    )


def movement() -> pd.DataFrame:
    """200 customers: 120 stayed, 40 moved down, 1 up (too few for a band), 39 came since."""
    rows = [
        ("Champions", "Champions", 110, 150, 900.0, "same", False),
        ("Champions", "At risk", 40, 150, 300.0, "down", False),
        ("At risk", "Champions", 1, 11, 8.0, "up", True),
        ("At risk", "At risk", 10, 11, 40.0, "same", False),
        ("Not yet a customer", "Champions", 39, 39, None, "joined", False),
    ]
    columns = ["from", "to", "customers", "n", "amount", "direction", "is_small"]
    table = pd.DataFrame(rows, columns=columns)
    table["before"], table["after"] = pd.Timestamp("2026-07-31"), pd.Timestamp("2026-10-31")
    table["since"] = pd.NaT
    return with_interval(table, "customers", "n", "share")


def tiers() -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "tier": ["Top 5%", "Next 15%", "Next 30%", "Other half"],
            "customers": [20, 60, 120, 200],
            "n": 400,
            "amount": [500.0, 300.0, 150.0, 50.0],
            "amount_share": [0.5, 0.3, 0.15, 0.05],
            "from_amount": [20.0, 4.0, 1.0, 0.1],
            "purchases_per_customer": [9.0, 4.0, 2.0, 1.0],
            "ranked_then": [10.0, 20.0, 30.0, 40.0],
            "was_higher": [0.0, 5.0, 6.0, 7.0],
        }
    )
    table["share"] = table["customers"] / table["n"]
    return table.assign(low=table["amount_share"] - 0.03, high=table["amount_share"] + 0.03)


def leak() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": pd.to_datetime(["2026-01-01", "2026-02-01"]),
            "at_start": [100, 120],
            "lapsed": [30, 42],
            "leak_rate": [0.3, 0.35],
            "low": [0.22, 0.27],
            "high": [0.4, 0.44],
        }
    )


def lost() -> pd.DataFrame:
    return pd.DataFrame({"claim": ["a tenth of the customers is lost"], "share": [0.1]})


def statuses() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "status": ["on time", "late", "broken", "lapsed"],
            "customers": [60, 15, 5, 20],
            "share": [0.6, 0.15, 0.05, 0.2],
            "low": [0.5, 0.1, 0.02, 0.13],
            "high": [0.69, 0.23, 0.11, 0.29],
            "amount": [900.0, 200.0, 50.0, None],
            "value": [90.0, 20.0, 5.0, 0.0],
        }
    )


def drivers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "driver": [
                "Bought in <b>North</b>",
                "Served by Anna",
                "Returned something",
                "A coin toss",
            ],
            "question": ["store", "salesperson", "returned", "placebo"],
            "level": ["<b>North</b>", "Anna", "any", ""],
            "exposed": [400, 300, 40, 500],
            "leavers_exposed": [120, 60, 12, 150],
            "crude": [0.12, -0.1, 0.2, 0.01],
            "adjusted": [0.08, -0.07, 0.15, 0.0],
            "low": [0.04, -0.11, 0.02, -0.03],
            "high": [0.12, -0.03, 0.28, 0.03],
            "q": [0.01, 0.02, 0.01, 0.9],
        }
    )


def claims() -> pd.DataFrame:
    return pd.DataFrame(
        {"reason": ["indifference", "competitor"], "low": [0.68, 0.09], "high": [0.68, 0.1]}
    )


def calibration() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "predicted": [0.1, 0.5, 0.8],
            "observed": [0.12, 0.45, 0.85],
            "n": [100, 50, 30],
            "low": [0.07, 0.32, 0.68],
            "high": [0.2, 0.6, 0.94],
        }
    )


def lift() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "model": ["recency", "recency", "blend", "blend"],
            "share_contacted": [0.0, 1.0, 0.0, 1.0],
            "captured": [0.0, 1, 0.0, 1],
        }
    )


def comparators() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "model": ["recency", "blend"],
            "auc": [0.7, 0.8],
            "auc_low": [0.66, 0.77],
            "auc_high": [0.74, 0.83],
        }
    )


def distribution() -> pd.DataFrame:
    return pd.DataFrame({"low": [0.0, 0.5], "high": [0.5, 1.0], "customers": [30, 0]})


def purchases() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": pd.to_datetime(["2026-01-05", "2026-02-05", "2026-02-09"]),
            "amount": [40.0, 60.0, -15.0],
            "kind": ["purchase", "purchase", "return"],
        }
    )


def grid() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "r": [1, 5, 5],
            "f": [1, 5, 5],
            "customers": [7, 4, 3],
            "segment": ["Lost", "Champions", "Loyal"],
        }
    )


def with_interval(table: pd.DataFrame, part: str, whole: str, share: str) -> pd.DataFrame:
    table[share] = table[part] / table[whole]
    half = 1.96 * (table[share] * (1 - table[share]) / table[whole]) ** 0.5
    return table.assign(low=(table[share] - half).clip(0), high=(table[share] + half).clip(upper=1))


def groups() -> pd.DataFrame:
    """Two groups of a hundred and sixty, one of whom nothing is told and one of ten."""
    rows = [
        ("web", 0, 100, 100), ("web", 1, 90, 45), ("web", 2, 19, 9),
        ("shop", 0, 60, 60), ("shop", 1, 50, 20), ("shop", 2, 30, 12),
        ("", 0, 200, 200), ("", 1, 200, 50), ("", 2, 30, 6),
        ("fax", 0, 10, 10), ("fax", 1, 10, 5),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["group", "period", "size", "active"])
    return with_interval(table, "active", "size", "retention")


def contrast() -> pd.DataFrame:
    return pd.DataFrame({
        "period": [0, 1, 2, 3], "first_size": [50, 50, 40, 15], "second_size": [60, 60, 50, 40],
        "first_retention": [1.0, 0.5, 0.4, 0.2], "second_retention": [1.0, 0.3, 0.35, 0.2],
        "difference": [0.0, 0.2, 0.05, 0.0], "low": [-0.01, 0.05, -0.1, -0.2],
        "high": [0.01, 0.33, 0.2, 0.2],
    })  # fmt: skip
