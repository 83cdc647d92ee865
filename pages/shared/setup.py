"""The first-use questions: what cannot be read from a file, and what each answer changes."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import available_timezones

import streamlit as st

from pages.shared.words import plain
from retention.errors import Refused
from retention.settings import Settings

CURRENCIES = ("EUR", "GBP", "USD", "CHF", "PLN", "CZK", "HUF", "RON", "BGN", "SEK", "NOK", "DKK",
              "UAH", "RUB", "KZT", "TRY", "RSD", "GEL", "AMD", "ILS", "CAD", "AUD")


def setup_form(settings: Settings, key: str = "setup") -> Settings | None:
    """Ask the four questions, the present answers filled in and under each what it changes.
    Returns the changed settings when the form is sent and every answer holds, else None. Nothing
    is saved here."""
    with st.form(key, width=620):
        answers = {
            "currency": _currency(settings),
            "margin_share": _margin(settings),
            "day_starts_at": _day_start(settings),
            "time_zone": _time_zone(settings),
        }
        if st.form_submit_button("Save these answers", type="primary"):
            return _changed(settings, answers)
    return None


def _currency(settings: Settings) -> str | None:
    options = list(dict.fromkeys([*CURRENCIES, *filter(None, [settings.currency])]))
    answer = st.selectbox("Currency of your amounts", options, accept_new_options=True,
                          index=_index(options, settings.currency), placeholder="such as EUR")
    st.caption("Changes how money is written. Amounts are not converted.")
    return answer


def _margin(settings: Settings) -> Decimal | None:
    known = None if settings.margin_share is None else float(settings.margin_share) * 100
    answer = st.number_input("Margin where a line brings no cost, %", 0.0, 100.0, known, 1.0,
                             placeholder="not known")
    st.caption("Changes what a customer is worth and whom it pays to contact. Left empty, money "
               "stays revenue and nothing is called profit.")
    return None if answer is None else Decimal(str(answer)) / 100


def _day_start(settings: Settings) -> int:
    answer = st.selectbox("A business day starts at", range(13), index=settings.day_starts_at,
                          format_func=lambda hour: f"{hour:02d}:00")
    st.caption("A bar that closes at 3 starts its day then: sales after midnight count to the "
               "evening before. Changes purchases, gaps and the last day of data.")
    return answer


def _time_zone(settings: Settings) -> str | None:
    zones = sorted(available_timezones())
    answer = st.selectbox("Time zone of the shop", zones, placeholder="such as Europe/Budapest",
                          index=_index(zones, settings.time_zone or st.context.timezone))
    st.caption("Says whose clock the times in your files are read by. They are taken as written; "
               "a zone written beside them is not converted.")
    return answer


def _changed(settings: Settings, answers: dict) -> Settings | None:
    try:
        return settings.changed(**answers)
    except Refused as refused:
        st.error(plain(refused))
        return None


def _index(options, value) -> int | None:
    """Where `value` stands among the options; None shows the placeholder instead."""
    return options.index(value) if value in options else None
