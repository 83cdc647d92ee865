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
    """Ask the four questions with the present answers filled in. Returns the changed settings
    when the form is sent and every answer holds, else None. Nothing is saved here."""
    with st.form(key, border=True):
        currency = st.selectbox(
            "Currency of your amounts", CURRENCIES, index=_index(CURRENCIES, settings.currency),
            accept_new_options=True, placeholder="such as EUR",
            help="Three letters. Changes how money is written; amounts are not converted.")
        margin = st.number_input(
            "Margin where a line brings no cost, %", 0.0, 100.0, step=1.0, placeholder="not known",
            value=None if settings.margin_share is None else float(settings.margin_share) * 100,
            help="Changes what a customer is worth and whom it pays to contact. Left empty, money "
                 "stays revenue and nothing is called profit.")
        hour = st.selectbox(
            "A business day starts at", range(13), index=settings.day_starts_at,
            format_func=lambda value: f"{value:02d}:00",
            help="A bar that closes at 3 starts its day at 4 or so: sales after midnight then "
                 "count to the evening before. Changes purchases, gaps and the last day of data.")
        zones = sorted(available_timezones())
        zone = st.selectbox(
            "Time zone of the shop", zones,
            index=_index(zones, settings.time_zone or st.context.timezone),
            help="Changes which day a sale belongs to, where a file gives times with a zone.")
        if not st.form_submit_button("Save these answers", type="primary"):
            return None
        return _changed(settings, currency, margin, hour, zone)


def _changed(settings: Settings, currency, margin, hour, zone) -> Settings | None:
    share = None if margin is None else Decimal(str(margin)) / 100
    try:
        return settings.changed(currency=currency, margin_share=share, day_starts_at=hour,
                                time_zone=zone)
    except Refused as refused:
        st.error(plain(refused))
        return None


def _index(options, value) -> int | None:
    """Where `value` stands among the options; None shows the placeholder instead."""
    return list(options).index(value) if value in options else None
