"""Customers in tiers by amount: a part of Who are they?"""

from __future__ import annotations

import streamlit as st

from pages.shared import answer, figures, marks, session, tables
from pages.shared.customers import customers_behind
from pages.shared.words import plain
from retention.charts import tiers as charts
from retention.measures import under_filter
from retention.measures.sentences import tiers as sentences

NUMBERS = {
    "tier": ("Tier", None),
    "customers": ("Customers", "number"),
    "share": ("Of all", "share"),
    "from_amount": ("From", "money"),
    "amount": ("Amount", "money"),
    "amount_share": ("Of the amount", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
    "purchases_per_customer": ("Purchases each", "decimal"),
    "ranked_then": ("In a tier a year before", "number"),
    "was_higher": ("In a higher one then", "number"),
}


def show(page) -> None:
    """How much each tier brings, who stood higher a year before, and who is in the one clicked."""
    table = session.ask("tiers.tiers")
    if table.empty:
        answer.too_few(sentences.NOBODY)
        return
    formats = page.formats
    picked = figures.show_figure(
        charts.tiers(
            table, title=sentences.title(table, formats),
            subtitle=page.subtitle("net amount of the last 365 days",
                                   n=int(table["customers"].sum()), who="who brought any",
                                   meaning=under_filter.SOME_INSIDE),
            **page.look,
        ),
        key="tiers",
    )  # fmt: skip
    answer.how_counted("tier")
    told = sentences.fallen(table, formats)
    if told:
        st.markdown(plain(told))
    if table["was_higher"].gt(0).any():
        st.button("See who stood higher →", key="stood-higher", type="tertiary",
                  on_click=figures.select,
                  args=(marks.TIER, {"tier": "", "was_higher": True}))  # fmt: skip
    behind = figures.behind()
    if picked or (behind and behind[0] == marks.TIER):
        customers_behind(marks.TIER, **(picked or behind[1]))
    tables.table(table, NUMBERS, "tiers", file_name="tiers", height="content")
