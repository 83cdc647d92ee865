"""What stands around every page: navigation, the shared filters, the banner, the as-of date.

The filters are bound to the address, so a link shows a colleague the same view. Their keys are
the names in the address; do not rename one lightly.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import streamlit as st

from pages.shared import menu, session, sign_in, uploads
from pages.shared.words import plain
from retention.formatting import GRAINS
from retention.store import Filters

PERIODS = {
    "All history": None,
    "Last 3 months": 3,
    "Last 6 months": 6,
    "Last 12 months": 12,
    "Last 24 months": 24,
}
FIELDS = ("channel", "store", "category", "salesperson", "segment", "own")
NAMES = {"own": "own segment"}
LEAST = {"own": 1}
"""So many values a filter needs to be offered; of others two, as one leaves everything in."""
_RAN = "_frame_ran"
_HERE = Path(__file__).parent
_SHEETS = {"light": [_HERE / "look.css"], "dark": [_HERE / "look.css", _HERE / "look-dark.css"]}
_LOGOS = {"light": str(_HERE / "logo.svg"), "dark": str(_HERE / "logo-dark.svg")}
ICON = str(_HERE / "icon.svg")


def navigate():
    """Register the pages this visitor may open and return the one asked for."""
    if sign_in.allowed():
        return st.navigation(menu.sections(), expanded=True)
    return st.navigation(menu.closed_sections(sign_in.log_in_page), position="hidden")


def dress() -> str:
    """Load the style sheets; returns the theme, 'light' or 'dark'."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    for sheet in _SHEETS[theme]:
        st.html(sheet)
    return theme


def draw(name: str) -> None:
    """Draw the frame for the page called `name` in the menu and decide the visitor's view."""
    theme = dress()
    st.logo(_LOGOS[theme], icon_image=ICON, size="large")
    opened = session.database()
    if session.own_path().exists():
        # looking whether it holds sales has opened it, and from now on the command line cannot:
        # somebody must take what it hands in, even while the sample is shown
        uploads.queue()
    session.begin()
    as_of = opened.as_of
    entry = next((each for each in menu.present() if each.name == name), None)
    filtered = entry is None or entry.filtered
    formats = session.formats_of(opened.settings)
    # The controls of an unfiltered page are drawn and hidden: a widget that is not drawn would
    # drop out of the address, and the filters would be gone on the next page.
    with st.container(key="bar" if filtered and as_of else "bar-off"):
        filters, grain = _controls(as_of, formats, grained=entry is not None and entry.grained)
    session.set_view(session.View(as_of, filters, grain, formats, theme))
    if sign_in.passphrase():
        st.sidebar.button("Log out", type="tertiary", key="log-out", on_click=sign_in.log_out)
    if session.is_sample():
        _sample_banner(with_link=name != "Data")


def leave_token() -> None:
    """Say that the frame has run; the guard of the page takes the token away again."""
    st.session_state[_RAN] = True


def take_token() -> bool:
    """Whether the frame ran in this very run."""
    return st.session_state.pop(_RAN, False)


def since(period: str, as_of: date | None) -> date | None:
    """The first day of a period that ends with `as_of`: the day after it, so many months back."""
    months = PERIODS.get(period)
    if not months or not as_of:
        return None
    after = as_of + timedelta(days=1)
    year, month = divmod(after.year * 12 + after.month - 1 - months, 12)
    return date(year, month + 1, min(after.day, monthrange(year, month + 1)[1]))


def _controls(as_of: date | None, formats, *, grained: bool) -> tuple[Filters, str]:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="controls"):
        period = st.selectbox(
            "Period",
            list(PERIODS),
            key="period",
            bind="query-params",
            label_visibility="collapsed",
            width=160,
        )
        # drawn and hidden where nothing is told by it, like the filters of an unfiltered page
        with st.container(key="grain-on" if grained else "grain-off", width="content"):
            grain = st.segmented_control(
                "Grain",
                GRAINS,
                default="month",
                required=True,
                key="grain",
                bind="query-params",
                format_func=str.capitalize,
                label_visibility="collapsed",
            )
        chosen = _field_filters(as_of)
        if as_of:
            with st.container(width="content", key="as-of"):
                st.caption(f"as of **{formats.day(as_of)}**", width="content")
    _filter_sentence(period, chosen)
    return Filters(**chosen, since=since(period, as_of)), grain or "month"


def _field_filters(as_of: date | None) -> dict[str, tuple[str, ...]]:
    """The filters that have something to choose between in these data."""
    if not as_of:
        return {}
    choices = session.ask("filters.choices", filters=Filters())
    offered = {
        field: values
        for field in FIELDS
        if len(values := list(choices.loc[choices["field"] == field, "value"]))
        >= LEAST.get(field, 2)
    }
    if not offered:
        return {}
    # An expander, not a popover: the widgets of a closed popover are not in the browser's page,
    # and on the next change of page they fall out of the address and of its history.
    with st.expander("Filters", key="filters", type="compact"), st.container(horizontal=True):
        return {
            field: tuple(
                st.multiselect(
                    NAMES.get(field, field).capitalize(),
                    values,
                    key=field,
                    width=188,
                    bind="query-params",
                    placeholder="all",
                )
            )
            for field, values in offered.items()
        }


def _filter_sentence(period: str, chosen: dict[str, tuple[str, ...]]) -> None:
    """Say what is filtered, with a way to clear it."""
    parts = [
        f"{NAMES.get(field, field)} **{plain(' or '.join(values))}**"
        for field, values in chosen.items()
        if values
    ]
    if PERIODS.get(period):
        parts.insert(0, f"the **{period.lower()}**")
    if not parts:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="filtered"):
        st.caption("Only " + ", ".join(parts), width="content")
        st.button("Clear filters", type="tertiary", key="clear", on_click=clear_filters)


def clear_filters() -> None:
    """Back to everything; the address is cleared with it."""
    st.session_state["period"] = next(iter(PERIODS))
    for field in FIELDS:
        if field in st.session_state:
            st.session_state[field] = []


def _sample_banner(with_link: bool) -> None:
    with st.container(key="sample-banner", horizontal=True, vertical_alignment="center"):
        st.markdown(
            "**Sample data.** A made-up shop, so that you can look around.", width="content"
        )
        if with_link and menu.exists("data"):
            st.page_link(menu.entry("data").path, label="Load your own sales →")
