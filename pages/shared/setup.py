"""The first-use questions: what cannot be read from a file, and what each answer changes."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import available_timezones

import streamlit as st

from pages.shared import fragments, session
from pages.shared.words import plain
from retention.errors import Refused
from retention.ingest.undoing import change_settings
from retention.settings import Settings
from retention.store import Database

CURRENCIES = (
    "EUR",
    "GBP",
    "USD",
    "CHF",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "SEK",
    "NOK",
    "DKK",
    "UAH",
    "RUB",
    "KZT",
    "TRY",
    "RSD",
    "GEL",
    "AMD",
    "ILS",
    "CAD",
    "AUD",
)


def first_answers() -> None:
    """One line that asks for the first-use answers until they are given; the form opens over the
    page, so that the page's own answer keeps its place."""
    database = session.database()
    if session.is_sample() or database.is_lost or database.settings.answered:
        return
    with st.container(
        key="first-answers", border=True, horizontal=True, vertical_alignment="center"
    ):
        st.markdown(
            "**Four answers of yours** change these numbers: currency, margin, start of day, "
            "time zone.",
            width="stretch",
        )
        if st.button("Answer now", type="primary", key="answer-now"):
            _ask_over_the_page()


@st.dialog("Four answers that change the numbers", width="large")
def _ask_over_the_page() -> None:
    with fragments.admitted():
        save_answers(session.own_database())


def save_answers(database: Database) -> None:
    """Ask the four questions, the present answers filled in and under each what it changes; keep
    what is sent and draw the page anew. The numbers are counted anew with it."""
    settings = database.settings
    with st.form("setup"):
        answers = {}
        for pair in (("currency", "day_starts_at"), ("margin_share", "time_zone")):
            for name, place in zip(pair, st.columns(2, gap="large"), strict=True):
                with place:
                    answers[name] = _QUESTIONS[name](settings)
        if not st.form_submit_button("Save these answers", type="primary"):
            return
    changed = _changed(settings, answers)
    if changed is None:
        return
    if changed != settings:
        try:
            with st.spinner("Counting anew …"):
                change_settings(database, changed, who="dashboard")
        except Refused as refused:
            st.error(plain(refused))
            return
    st.rerun()


def _currency(settings: Settings) -> str | None:
    options = list(dict.fromkeys([*CURRENCIES, *filter(None, [settings.currency])]))
    answer = st.selectbox(
        "Currency of your amounts",
        options,
        accept_new_options=True,
        index=_index(options, settings.currency),
        placeholder="such as EUR",
    )
    st.caption(
        "Everything is counted in it. Lines in another one count by the rate of their "
        "month, entered further down on the page Settings, and wait until it is there."
    )
    return answer


def _margin(settings: Settings) -> Decimal | None:
    known = None if settings.margin_share is None else float(settings.margin_share) * 100
    answer = st.number_input(
        "Margin where a line brings no cost, %", 0.0, 100.0, known, 1.0, placeholder="not known"
    )
    st.caption(
        "Changes what a customer is worth and whom it pays to contact. Left empty, money "
        "stays revenue and nothing is called profit."
    )
    return None if answer is None else Decimal(str(answer)) / 100


def _day_start(settings: Settings) -> int:
    answer = st.selectbox(
        "A business day starts at",
        range(13),
        index=settings.day_starts_at,
        format_func=lambda hour: f"{hour:02d}:00",
    )
    st.caption(
        "A bar that closes at 3 starts its day then: sales after midnight count to the "
        "evening before. Changes purchases, gaps and the last day of data, at once and "
        "for everything loaded."
    )
    return answer


def _time_zone(settings: Settings) -> str | None:
    zones = sorted(available_timezones())
    answer = st.selectbox(
        "Time zone of the shop",
        zones,
        placeholder="such as Europe/Budapest",
        index=_index(zones, settings.time_zone or st.context.timezone),
    )
    st.caption(
        "Times with a zone beside them (23:30Z, 23:30 +02:00) are converted to this one; "
        "times without stay as written. When you change it, uploads with such times are "
        "read again."
    )
    return answer


_QUESTIONS = {
    "currency": _currency,
    "margin_share": _margin,
    "day_starts_at": _day_start,
    "time_zone": _time_zone,
}


def _changed(settings: Settings, answers: dict) -> Settings | None:
    try:
        return settings.changed(**answers)
    except Refused as refused:
        st.error(plain(refused))
        return None


def _index(options, value) -> int | None:
    """Where `value` stands among the options; None shows the placeholder instead."""
    return options.index(value) if value in options else None
