"""Who lately buys sharply more or less than they used to."""

from __future__ import annotations

import streamlit as st

from pages.shared import answer, session
from pages.shared.customers import customers_table
from pages.shared.guard import OpenPage
from pages.shared.words import plain
from retention.measures import under_filter
from retention.measures.sentences import swings as sentences
from retention.store import Filters

_SHOWN = ("customer", "said", "amount", "direction")


def show(page: OpenPage) -> None:
    """The list, the largest money first; a click opens the customer."""
    table = session.ask("swings.swings")
    st.subheader(plain(sentences.title(table, page.formats)), anchor=False)
    answer.note(plain(page.with_meaning(
        "the newest three purchases beside five or more before, and beside how much everybody's "
        "buying varies", under_filter.SOME,
    )))  # fmt: skip
    answer.how_counted("swing")
    if table.empty:
        return
    told = sentences.told(table, page.formats)[[*_SHOWN, "customer_key"]]
    customers_table(
        told, "swings", file_name="sharp-changes", columns=_SHOWN,
        labels={"said": "Now and before", "amount": "Amount in 365 days", "direction": "Way"},
    )  # fmt: skip


def of_customer(customer: str, formats) -> str:
    """The sentence for a customer's own page."""
    return sentences.of_customer(session.ask("swings.swings", filters=Filters()), customer, formats)
