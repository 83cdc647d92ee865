"""How far the data can be relied on: the score with its parts, and what the files leave open."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import answer, session
from retention.ingest.fields import WORDS
from retention.measures import quality
from retention.measures.sentences import quality as sentences
from retention.store import Database

_CHECKS = {
    "anonymous": ("Lines that name no customer",
                  "They count in the money and are left out of every number about customers."),
    "customers_without_purchase": (
        "Customers without a purchase",
        "Of {of} on any line. They only brought back or paid nothing: no page counts them.",
    ),
    "returns_linked": ("Returns whose sale was found", "They count against the day of that sale."),
    "returns_unlinked": ("Returns without a sale to match", "They count on their own day."),
    "fees": ("Postage, fees and charges", "Left out of everything about products."),
    "zero": ("Lines of amount zero", "Held, but no purchase by themselves."),
    "without_amount": ("Lines without an amount", "Visits without money."),
    "without_product": ("Lines without a product", "Left out of everything about products."),
    "months_without_sales": ("Months without any sale", "Is an export missing?"),
    "days_without_sales": ("Days of unusual silence", "Was the shop closed, or is a file missing?"),
}  # fmt: skip
_PARTS = {
    "rows_read": "rows that could be read",
    "customers_known": "lines that name a customer",
    "days_whole": "days without a gap",
    "amounts_plausible": "lines with a plausible amount",
    "products_named": "lines that name a product",
}


def of_uploads(database: Database) -> pd.DataFrame:
    """Each upload's parts and points, counted once for each state of the data."""
    if database.as_of is None:
        return quality.of_uploads(database)
    return session.ask("quality.of_uploads")


def of_one(row: pd.Series, formats) -> str:
    """The quality of one upload with its parts, the weakest first."""
    parts = row[[name for name in _PARTS if name in row]].dropna().sort_values()
    told = ", ".join(f"{_PARTS[part]} {formats.share(share)}" for part, share in parts.items())
    return f"Quality {sentences.points(row['quality'], formats)} of 100: {told}."


def _score(formats) -> None:
    """The quality score with its parts, the weakest first."""
    table = session.ask("quality.score")
    whole = table.iloc[-1]
    parts = table.iloc[:-1].sort_values("share")
    told = ", ".join(f"{_PARTS[row.part]} {formats.share(row.share)}" for row in parts.itertuples())
    st.markdown(f"**Quality {sentences.points(whole['points'], formats)} of 100**: {told}.")
    answer.how_counted("data_quality")


def report(formats) -> None:
    """What the data leave open, in words, with what it means."""
    _score(formats)
    found = session.ask("quality.report").set_index("check")
    rows = [
        {"What": label, "How many": formats.number(row["count"]),
         "Share": formats.share(row["share"]), "Amount": formats.money(row["amount"]),
         "What it means": meaning.format(of=formats.number(row["of"]))}
        for check, (label, meaning) in _CHECKS.items()
        if (row := found.loc[check])["count"] > 0
    ]  # fmt: skip
    if rows:
        st.table(pd.DataFrame(rows).set_index("What"))
    fields = session.ask("quality.fields")
    absent = fields[(fields["filled"] == 0) & fields["needed_for"].notna()]
    if len(absent):
        words = [f"{WORDS[row.field]} ({row.needed_for})" for row in absent.itertuples()]
        st.caption("Not in your files: " + ", ".join(words) + ".")
