"""Lists of customers: each name leads to the customer's page, each list can be searched and
taken along as a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import downloads, figures, marks, menu, session, tables
from pages.shared.words import plain
from retention.measures.customers import with_own_rhythm
from retention.measures.sentences import marks as mark_sentences

WHO_WIDTH = 130  # pixels
_OUR_KEY = "customer_key"  # says nothing to a reader

_COLUMNS = {
    "rank": ("Rank", "number"),
    "name": ("Name", None),
    "customer": ("Number", None),
    "status": ("Status", None),
    "segment": ("Segment", None),
    "risk": ("Risk", "percent"),
    "priority": ("Priority", "money"),
    "value": ("Value", "money"),
    "reason": ("Why", None),
    "action": ("What to do", None),
    "orders": ("Purchases", "number"),
    "purchases": ("Purchases", "number"),
    "amount": ("Amount", "money"),
    "last": ("Last purchase", "day"),
    "last_day": ("Last purchase", "day"),
    "days_since": ("Days since", "number"),
    "gap_days": ("Usual gap, days", "days"),
    "overdue_ratio": ("Overdue ratio", "ratio"),
    "expected_next_low": ("Expected from", "day"),
    "expected_next_high": ("Expected to", "day"),
    "first": ("First purchase", "day"),
    "first_day": ("First purchase", "day"),
    "email": ("E-mail", None),
    "phone": ("Phone", None),
    "city": ("City", None),
    "salesperson": ("Salesperson", None),
    "store": ("Store", None),
}
"""The columns that lists of customers may have, in the order they are shown: name and unit as in
`tables.configs`."""
_NARROW = {
    "orders": st.column_config.NumberColumn("Purchases", format="localized", width=72),
    "amount": st.column_config.NumberColumn("Amount", format="localized", step=1, width=80),
    "last": st.column_config.DateColumn("Last", format="D MMM YYYY", width=92),
}


def customers_table(
    frame: pd.DataFrame,
    key: str,
    *,
    file_name: str = "customers",
    height: int | str = "auto",
    columns: tuple[str, ...] = (),
    config: dict | None = None,
    labels: dict[str, str] | None = None,
    row_height: int | None = None,
    **files,
) -> None:
    """A list of customers (needs the column `customer`): search, sort, download; a click on a
    customer opens the customer's page. Known columns come first, with their names and units;
    columns that hold nothing are left out of the view, not of the files. `columns` names those
    of the view, `config` overrides their column_config and `labels` their names; a `row_height` of
    two lines lets long texts wrap; `files` are options of `downloads.download_row`."""
    found = with_own_rhythm(_searched(frame, key))
    clicked = f"{key}-open"
    opener = _opener(found)
    st.dataframe(
        _called(tables.in_percent(found, _COLUMNS), opener),
        hide_index=True,
        key=key,
        placeholder="–",
        lazy=len(found) > tables.LAZY_FROM,
        height=height if len(found) > 10 else "auto",
        column_order=_order(found, columns, opener),
        row_height=row_height,
        column_config=_config(found, opener, clicked, config or {}, labels or {}),
        alt=f"{len(found)} customers, one row each",
    )
    downloads.download_row(found, file_name, key=key, **files)
    click = st.session_state.get(clicked)
    if click and menu.exists("customer"):
        open_customer(str(found["customer"].iloc[click["row"]]))


def open_customer(customer: str) -> None:
    """Go to the page of one customer."""
    st.switch_page(menu.entry("customer").path, query_params={"customer": customer})


def customers_behind(kind: str, **values) -> None:
    """List the customers behind a mark of a chart, with the way to Contacts and a way back."""
    _behind(kind, values)


def customers_beside(kind: str, values: dict) -> None:
    """The same beside a picture, in as few columns as stand there whole."""
    _behind(kind, values, ("orders", "amount", "last"))


def _behind(kind: str, values: dict, columns: tuple[str, ...] = ()) -> None:
    frame = marks.customers_behind(kind, values)
    formats = session.view().formats
    with st.container(key="behind", border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            named = mark_sentences.heading(kind, values, len(frame), formats)
            st.subheader(plain(named), anchor=False, width="content")
            st.space("stretch")
            if menu.exists("contacts") and len(frame):
                st.page_link(
                    menu.entry("contacts").path,
                    label="Open in Contacts →",
                    query_params={figures.BEHIND: figures.encoded(kind, values)},
                )
            st.button(
                "Close", type="tertiary", key="close-behind", on_click=figures.clear_selection
            )
        customers_table(
            frame,
            key=f"behind-{kind}",
            file_name=f"customers-{kind}",
            height=420,
            columns=columns,
            config=_NARROW if columns else None,
        )


def _searched(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    if len(frame) <= 10:
        return frame
    wanted = st.text_input(
        "Search",
        key=f"{key}-search",
        type="search",
        width=320,
        placeholder="Search customers",
        label_visibility="collapsed",
    )
    return search(frame, wanted)


def search(frame: pd.DataFrame, wanted: str | None) -> pd.DataFrame:
    """The rows in which any text column holds all the words, whatever their case."""
    texts = frame.select_dtypes(include=["object", "string"])
    joined = texts.fillna("").astype(str).agg(" ".join, axis=1).str.lower()
    kept = pd.Series(True, index=frame.index)
    for word in (wanted or "").lower().split():
        kept &= joined.str.contains(word, regex=False)
    return frame[kept]


def _opener(frame: pd.DataFrame) -> str:
    """The column that leads to the customer: people are known by name where the files name them."""
    named = "name" in frame.columns and frame["name"].notna().any()
    return "name" if named else "customer"


def _called(frame: pd.DataFrame, opener: str) -> pd.DataFrame:
    """Whoever has no name is called by number, so that every row can be opened."""
    return frame.assign(**{opener: frame[opener].fillna(frame["customer"])})


def _order(frame: pd.DataFrame, wanted: tuple[str, ...], opener: str) -> list[str]:
    held = [name for name in frame.columns if frame[name].notna().any() or name == "customer"]
    known = [name for name in wanted or _COLUMNS if name in held]
    others = [] if wanted else [name for name in held if name not in (*known, _OUR_KEY)]
    return [opener, *(name for name in known + others if name != opener)]


def _config(
    frame: pd.DataFrame, opener: str, clicked: str, overrides: dict, labels: dict[str, str]
) -> dict:
    made = tables.configs(frame.columns, _COLUMNS) | overrides
    made |= {name: {**made.get(name, {}), "label": label} for name, label in labels.items()}
    if menu.exists("customer"):
        made[opener] = st.column_config.ButtonColumn(
            "Customer", type="tertiary", alignment="left", key=clicked, pinned=True, width=WHO_WIDTH
        )
    return made
