"""Some customers beside others: groups by their leak, a filter beside the rest, published norms."""

from __future__ import annotations

import streamlit as st

from pages.shared import answer, figures, session, tables
from pages.shared.guard import OpenPage
from pages.shared.words import plain
from retention.charts import comparisons
from retention.measures import under_filter
from retention.measures.sentences import beside as sentences

LEAKS_BY = {
    "channel": "first channel",
    "store": "first store",
    "category": "first category",
    "salesperson": "first salesperson",
    "discount": "discount at first",
    "basket": "size of the first basket",
    "acquisition": "how they were won",
    "year": "year of the first purchase",
}
LEAKS = {
    "group": ("Group", None),
    "at_start": ("Active before", "number"),
    "lapsed": ("Lapsed", "number"),
    "leak_rate": ("Leak", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
    "rest_rate": ("All others", "share"),
    "difference": ("Difference, points", "points"),
    "difference_low": ("95% from", "points"),
    "difference_high": ("95% to", "points"),
}
REST = {
    "figure": ("Figure", None),
    "inside": ("Inside the filter", None),
    "n": ("Customers", "number"),
    "rest": ("All others", None),
    "rest_n": ("Customers of them", "number"),
    "difference": ("Difference (95% interval)", None),
}
NORMS = {
    "said": ("What", None),
    "published": ("Published", "share"),
    "own": ("Yours", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
    "n": ("Customers", "number"),
    "source": ("Published by", None),
}


def show_leak_by(page: OpenPage, whole: float) -> None:
    """Which customers leak most, by what their first purchase was like."""
    by = st.selectbox("Customers told apart by", tuple(LEAKS_BY), format_func=LEAKS_BY.get,
                      key="leaks-by", bind="query-params", width=320)  # fmt: skip
    found = session.ask("leak_worth.leak_by", by=by)
    if len(found) < 2:
        answer.too_few(f"The files tell no {LEAKS_BY[by]}, or one only; nothing to compare.")
        return
    figures.show_figure(
        comparisons.leak_by(
            found, whole=whole, title=sentences.leak_by_title(found, page.formats),
            subtitle=page.subtitle("the dotted line is the leak of all",
                                   int(found["at_start"].sum()), meaning=under_filter.FIRST_WHOLE),
            **page.look,
        ),
        key="leak-by",
    )  # fmt: skip
    answer.how_counted("leak_by")
    tables.numbers(found, LEAKS, "leaks", file_name=f"leak-by-{by}")


def show_rest(page: OpenPage) -> None:
    """The customers of the filter beside all others."""
    if not page.filters.by_line:
        answer.too_few(sentences.CHOOSE)
        return
    found = session.ask("beside.rest")
    st.subheader(plain(sentences.rest_title(found, page.formats)), anchor=False)
    answer.note(plain(page.with_meaning("each side by all its purchases",
                                        under_filter.FIRST_WHOLE)))  # fmt: skip
    tables.table(sentences.rest_rows(found, page.formats), REST, "rest",
                 file_name="beside-the-rest", height="content")  # fmt: skip
    answer.how_counted("beside_rest")


def show_norms(page: OpenPage) -> None:
    """What others have published, for orientation."""
    found = session.ask("norms.beside_norms")
    st.subheader(plain(sentences.norms_title(found, page.formats)), anchor=False)
    answer.note("For orientation only: other shops, other years, other ways of counting. Your own "
                "past is the better measure.")  # fmt: skip
    tables.table(sentences.norm_rows(found), NORMS, "norms", file_name="norms",
                 height="content")  # fmt: skip
    answer.how_counted("norms")
