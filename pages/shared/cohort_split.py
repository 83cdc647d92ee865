"""Do they come back, by what the first purchase was like; and two groups beside each other."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.shared import answer, figures, session, tables
from pages.shared.customers import customers_behind
from retention.charts import cohort_groups as charts
from retention.errors import Refused
from retention.intervals import SMALL_N
from retention.measures import contrast, under_filter
from retention.measures.sentences import cohort_groups as sentences

RETENTION = {
    "customers": ("Share", "share"),
    "amount": ("Share", "share"),
    "margin": ("Share", "share"),
    "orders": ("Purchases per customer", "decimal"),
}
_COLUMNS = {
    "called": ("Began with", None),
    "size": ("Customers", "number"),
    "period": ("Period", "number"),
    "active": ("Bought", "number"),
    "orders": ("Purchases", "number"),
    "amount": ("Amount", "money"),
    "margin": ("Margin", "money"),
}
_TWO = {
    "period": ("Period", "number"),
    "first_size": ("Customers, first", "number"),
    "first_retention": ("Share, first", "share"),
    "second_size": ("Customers, second", "number"),
    "second_retention": ("Share, second", "share"),
    "difference": ("Difference, points", "points"),
    "low": ("95% from", "points"),
    "high": ("95% to", "points"),
}


def columns_of(columns: dict, unit: str) -> dict:
    """The columns of a table of cohorts with the value and its interval as `unit` is told."""
    label, told = RETENTION[unit]
    return columns | {
        "retention": (label, told), "low": ("95% from", told), "high": ("95% to", told),
    }  # fmt: skip


def show_split(page, line: pd.DataFrame, definition: str, **counted) -> None:
    """The groups' lines, their table and two of them beside each other. `line` is all cohorts
    together; `counted` is grain, kind, unit and clock."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.selectbox(
            "Split by", list(sentences.LABELS), key="split", bind="query-params", width=280,
            format_func=lambda name: _capital(sentences.LABELS[name]),
        )  # fmt: skip
        st.space("stretch")
        answer.how_counted("basket_band" if by == "basket" else "began_with")
    try:
        table = session.ask("cohort_groups.cohort_groups", by=by, **counted)
    except Refused as refused:
        answer.too_few(str(refused))
        return
    bands = session.ask("cohort_groups.basket_bands")
    # another split may have a group called large, too
    names = sentences.called(table, bands if by == "basket" else bands.head(0), page.formats)
    if not charts.drawn_groups(table):
        answer.too_few(f"No group has {SMALL_N} customers yet, too few for a line.")
        return
    compared = contrast.groups_at(table, line, counted["grain"])
    title = sentences.title(compared, names, grain=counted["grain"], kind=counted["kind"],
                            formats=page.formats)  # fmt: skip
    mark = {"split": by, "counted": counted["kind"], "clock": counted["clock"]}
    picked = figures.show_figure(
        charts.groups(
            table, title=title, names=names, grain=counted["grain"], fixed=mark,
            subtitle=page.subtitle(definition, meaning=under_filter.FIRST), **page.look,
        ),
        key="groups",
    )  # fmt: skip
    if picked:
        customers_behind("cohort_group", **picked)
    _groups_table(compared, names, counted["unit"])
    large = table[(table["period"] == 0) & (table["size"] >= SMALL_N)]["group"]
    chosen = sorted(large, key=lambda name: name == "")
    if len(chosen) > 1:
        written = sentences.two_names(by, page.formats, counted["grain"], names)
        show_two(page, by, chosen, written, definition, **counted)


def _groups_table(compared: pd.DataFrame, names: dict[str, str], unit: str) -> None:
    if compared.empty:
        return
    rows = compared.assign(called=compared["group"].map(names))
    with st.expander("Every group at one period", key="groups-open"):
        tables.table(
            rows, columns_of(_COLUMNS, unit), "groups", file_name="cohorts-by-group",
            height=320 if len(rows) > 8 else "auto", quiet=rows["size"] < SMALL_N,
        )  # fmt: skip
        if (rows["size"] < SMALL_N).any():
            answer.note(f"Grey: fewer than {SMALL_N} customers, so the share may be mere chance.")


def show_two(
    page,
    by: str,
    names: list[str],
    called: Callable[[str], str],
    definition: str,
    *,
    grain: str,
    kind: str,
    unit: str,
    clock: str,
    chosen: tuple[int, int] = (0, 1),
) -> None:
    """Two of `names` to choose, and their difference; `chosen` are the places of those shown at
    first."""
    st.divider()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first, second = (
            st.selectbox(label, names, index=place, key=f"{by}-{side}", format_func=called,
                         width=280)
            for side, label, place in zip(("first", "second"), ("Compare", "with"), chosen,
                                          strict=True)
        )  # fmt: skip
    if first == second:
        answer.too_few("Choose two different ones to compare.")
        return
    table = session.ask(
        "cohort_groups.cohort_contrast", by=by, first=first, second=second, grain=grain, kind=kind,
        clock=clock,
    )  # fmt: skip
    told = {"grain": grain, "kind": kind, "formats": page.formats}
    figures.show_figure(
        charts.difference(
            table, grain=grain,
            title=sentences.two_title(table, called, by=by, grain=grain, formats=page.formats),
            subtitle=page.subtitle(
                "difference of the shares of customers, with its 95% interval; blue where it "
                "excludes zero", meaning=under_filter.FIRST),
            **page.look,
        ),
        key=f"two-{by}",
    )  # fmt: skip
    answer.note(sentences.two(table, called, by=by, **told))
    if unit != "customers":
        answer.note("Two groups are compared by how many customers bought, whatever is counted.")
    with st.expander("The numbers", key=f"two-open-{by}"):
        tables.table(table, _TWO, f"two-{by}", file_name="cohorts-compared", height=320)


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
