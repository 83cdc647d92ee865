"""Rows and tiny shops that several pages put into words."""

import pandas as pd

from retention.formatting import Formats

EURO = Formats("en_GB", "EUR")


# H = 30: active for 60 days. Anna and Bert lapse in March; Cleo, who bought once, and Emma, who
# bought twice, in May.
LAPSES = """
anna 2024-01-05
bert 2024-01-10
cleo 2024-03-02
dora 2024-03-05
dora 2024-04-20
dora 2024-05-31
emma 2024-02-15
emma 2024-03-20
"""


def tile_row(**changed):
    row = {
        "figure": "leak_rate", "unit": "share", "month": pd.Timestamp("2026-10-01"),
        "value": 0.0804, "low": 0.067, "high": 0.096, "previous": 0.0635, "change": 0.0169,
        "year_ago": 0.0627, "change_year": 0.0177,
    }  # fmt: skip
    return row | changed


SUMMARY = pd.DataFrame({
    "segment": ["Champions", "At risk", "Lost"], "customers": [20, 30, 50],
    "share": [0.2, 0.3, 0.5], "amount": [700.0, 250.0, 50.0], "amount_share": [0.7, 0.25, 0.05],
})  # fmt: skip
