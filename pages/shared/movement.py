"""Who moved between the segments: a tab of Who are they?"""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.shared import answer, figures, marks, session, tables
from pages.shared.customers import customers_behind
from pages.shared.words import plain
from retention.charts import movement as charts
from retention.measures import migration, under_filter
from retention.measures.sentences import movement as sentences

MONTHS = {"A month ago": 1, "A quarter ago": 3, "A year ago": 12}
OTHER = "Two other days"
NUMBERS = {
    "from": ("Was in", None),
    "to": ("Is in", None),
    "direction": ("Direction", None),
    "customers": ("Customers", "number"),
    "n": ("Of", "number"),
    "share": ("Share", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
    "amount": ("Had brought in 12 months", "money"),
}


def show(page) -> None:
    """Bands and matrix of the moves between two days, and who is behind the one clicked."""
    before, after = _days(page)
    own = st.toggle(
        "Score each day by its own fifths", key="own_cuts", bind="query-params",
        help="Otherwise both days are scored by the cut points of the earlier day, so that nobody "
        "moves because others bought.",
    )  # fmt: skip
    cuts = migration.OWN if own else migration.FROZEN
    if before >= after:
        answer.too_few(sentences.WRONG_WAY)
        return
    table = session.ask("migration.migration", as_of=after, before=before, cuts=cuts)
    if table.empty:
        answer.too_few(sentences.NOTHING_YET)
        return
    _pictures(page, table, cuts)
    tables.numbers(table, NUMBERS, "movement", file_name="movement")


def _days(page) -> tuple[date, date]:
    since = st.segmented_control(
        "Compare with", (*MONTHS, OTHER), default="A quarter ago", required=True,
        key="compared_with", bind="query-params",
    )  # fmt: skip
    if since != OTHER:
        return migration.months_before(page.as_of, MONTHS[since]), page.as_of
    first = session.ask("segments.window")["from_day"].iloc[0].date()
    span = {"min_value": first, "max_value": page.as_of, "format": "DD/MM/YYYY"}
    left, right = st.columns(2, width=420)
    default = max(first, migration.months_before(page.as_of, 6))
    before = left.date_input("From", default, key="moved_from", bind="query-params", **span)
    after = right.date_input("To", page.as_of, key="moved_to", bind="query-params", **span)
    return before, after


def _pictures(page, table, cuts: str) -> None:
    formats = page.formats
    count = formats.count(int(table["customers"].sum()), "customer")
    told = f"{sentences.definition(table, cuts, formats)} · n = {count}"
    subtitle = page.with_meaning(told, under_filter.SOME)
    picked = figures.show_figure(
        charts.flows(table, cuts=cuts, title=sentences.headline(table, formats),
                     subtitle=subtitle, **page.look),
        key="flows",
    )  # fmt: skip
    answer.how_counted("migration")
    st.markdown(plain(sentences.others(table, formats)))
    if (table["direction"] == migration.DOWN).any():
        days = {name: table[name].iloc[0].date() for name in ("before", "after")}
        st.button("See who moved down →", key="moved-down", type="tertiary",
                  on_click=figures.select,
                  args=(marks.MOVED,
                        days | {"cuts": cuts, "direction": migration.DOWN}))  # fmt: skip
    for told in (sentences.folded(table, formats), sentences.not_the_same(cuts)):
        if told:
            answer.note(plain(told))
    behind = figures.behind()
    if picked or (behind and behind[0] == marks.MOVED):
        customers_behind(marks.MOVED, **(picked or behind[1]))
    figures.show_figure(
        charts.matrix(table, cuts=cuts, title=sentences.matrix_title(table, formats),
                      subtitle=f"{subtitle} · colour: part of the row", **page.look),
        key="moves",
    )  # fmt: skip
