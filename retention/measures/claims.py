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


def lost_because() -> pd.DataFrame:
    """Why customers are said to leave: ``reason``, ``low`` and ``high`` (the claimed share, 0–1),
    the largest first."""
    return pd.DataFrame(LOST_BECAUSE, columns=["reason", "low", "high"])
