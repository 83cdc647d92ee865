"""The first two lines of every page: `from pages.shared import guard`, then
`page = guard.open_page("cohorts")`.

While a folder `pages/` stands beside dashboard.py, Streamlit runs a page's file without the frame
until some session has called `st.navigation`: on a deep link to a fresh server, and on a
reconnect after a restart. The guard notices that the frame has not run, registers the
navigation, and runs again; and it asks for the permission itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from pages.shared import answer, frame, menu, rates, session, sign_in
from retention.charts import theme
from retention.formatting import Formats
from retention.measures import under_filter
from retention.measures.sentences import uncounted
from retention.store import Filters


@dataclass(frozen=True)
class OpenPage:
    """A page and the view it shows: `page.formats.money(x)`, `chart(table, **page.look)`."""

    entry: menu.Entry
    view: session.View

    @property
    def as_of(self) -> date | None:
        return self.view.as_of

    @property
    def filters(self) -> Filters:
        return self.view.filters

    @property
    def grain(self) -> str:
        return self.view.grain

    @property
    def formats(self) -> Formats:
        return self.view.formats

    @property
    def look(self) -> dict:
        return self.view.look

    def subtitle(
        self,
        definition: str,
        n: int | None = None,
        unit: str = "customer",
        *,
        who: str = "",
        meaning: str = "",
    ) -> str:
        """'definition · n = 312 customers · as of 31 Oct 2026', for a figure; `who` as in
        theme.subtitle; `meaning` is what a filter means in it, one of measures.under_filter."""
        return theme.subtitle(
            self.with_meaning(definition, meaning),
            n=n,
            as_of=self.as_of,
            unit=unit,
            who=who,
            formats=self.formats,
        )

    def with_meaning(self, definition: str, meaning: str) -> str:
        """'definition · purchases inside the filter', while something is filtered."""
        told = under_filter.told(self.filters, meaning) if meaning else ""
        return f"{definition} · {told}" if told else definition


def open_page(key: str) -> OpenPage:
    """Let the visitor in, or do not return: run again with the frame, show the log-in page, or
    say which file would fill this page or what keeps its sales from counting."""
    if not frame.take_token():
        frame.navigate()
        st.rerun()
    if not sign_in.allowed():
        sign_in.log_in_page()
        st.stop()
    page = OpenPage(menu.entry(key), session.view())
    with st.container(key="question"):
        st.title(page.entry.question, anchor=False)
    if page.entry.needs_sales and page.as_of is None:
        if session.database().is_lost:
            answer.lost()
        elif session.holds_uploads(session.database()):
            waiting = rates.told()
            answer.nothing_counted(uncounted.why(waiting), waits=bool(waiting))
        else:
            answer.empty_page(
                "a sales export from your till, shop or accounting: one row for each "
                "sale, with a date, an amount and a customer"
            )
        st.stop()
    return page
