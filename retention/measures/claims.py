"""Figures that are told everywhere and that nobody can trace. They are shown as claims beside a
shop's own data, never as data and never as defaults."""

import pandas as pd

LOST_BECAUSE = (
    ("indifference of the staff", 0.68, 0.68),
    ("quality, or late delivery", 0.14, 0.14),
    ("a competitor (price, service, warranty, reliability, product)", 0.09, 0.10),
    ("moved to other relations", 0.05, 0.05),
    ("no apparent reason", 0.03, 0.03),
)

# "a business loses a tenth of its customers": over which time is not said
LOST = ("a tenth of the customers is lost", 0.10)


def lost() -> pd.DataFrame:
    """How many customers a business is said to lose: one row of ``claim`` and ``share`` (0–1). The
    period is not stated where it is told."""
    return pd.DataFrame([LOST], columns=["claim", "share"])


def lost_because() -> pd.DataFrame:
    """Why customers are said to leave: ``reason``, ``low`` and ``high`` (the claimed share, 0–1),
    the largest first."""
    return pd.DataFrame(LOST_BECAUSE, columns=["reason", "low", "high"])


# (what is said, the least and the most profit that it is said to bring)
WORTH = (("5–10% fewer customers lost", None, 0.75), ("5% more regulars", 0.20, 0.85))


def worth() -> pd.DataFrame:
    """What keeping customers is said to bring: ``claim``, ``low`` (share of profit, empty where
    only the most is said) and ``high``."""
    return pd.DataFrame(WORTH, columns=["claim", "low", "high"])
