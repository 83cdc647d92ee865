"""The parts of the Contacts page: who is chosen, the list, and the files to take along."""

from __future__ import annotations

import codecs

import pandas as pd
import streamlit as st

from pages.shared import customers, figures, marks, menu, session
from pages.shared.words import plain
from retention import glossary
from retention.actions import audiences, columns, contacts, wording
from retention.actions.phones import international
from retention.errors import Refused
from retention.reports import tables

_VIA = {None: "any way", "email": "by e-mail", "phone": "by phone"}
# pixels; above four lines of text Streamlit wraps words, and facts are read whole
_ROW, _ONE_LINE = 66, 36
_DIGITS = {"risk": 2, "priority": 2, "amount": 2, "gap_days": 1, "usual_amount": 0,
           "single_amount": 0, "revenue_at_risk": 2}  # fmt: skip
# what says nothing to a reader, and the value, which is told apart as usual and as of one purchase
_OURS = ["customer_key", "risk_rank", "why", "margin_share", "margin_from", "value"]
# what a caller needs comes first and is seen without scrolling; how it was counted comes last
ACTIVE = ("name", "phone", "email", "reason", "action", "revenue_at_risk", "last",
          "consent_email", "consent_phone", "risk", "priority", "usual_amount", "single_amount",
          "expected_next_low", "customer", "salesperson", "store", "segment")  # fmt: skip
BY_RISK = ("name", "risk", "reason", "usual_amount", "single_amount", "last", "status", "segment",
           "customer", "salesperson", "store")  # fmt: skip
WIN_BACK = ("name", "phone", "email", "reason", "action", "amount", "last", "consent_email",
            "consent_phone", "customer", "salesperson", "store", "segment")  # fmt: skip


def controls(everybody: pd.DataFrame) -> tuple[int, str | None, bool]:
    """How many contacts there is time for, how to reach them, and whether those who are still
    within their own rhythm are wanted too; all in the address. A way to reach them is offered
    where somebody of `everybody` has a usable address for it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="capacity"):
        top = st.number_input(
            "How many can you contact today?",
            1,
            5000,
            20,
            key="top",
            bind="query-params",
            width=220,
        )
        ways = [name for name in contacts.CHANNELS if contacts.reachable(everybody, name).any()]
        via = (
            st.segmented_control(
                "Reach them",
                ["any", *ways],
                default="any",
                required=True,
                key="via",
                bind="query-params",
                format_func=lambda name: _VIA[_channel(name)].capitalize(),
            )
            if ways
            else None
        )
        on_time_too = st.toggle(
            wording.IN_RHYTHM,
            key="on_time",
            bind="query-params",
            help="Large accounts that bought as usual. Left out, the list holds only customers "
            "who are due, late or broken by their own rhythm.",
        )
    return int(top or 20), _channel(via), on_time_too


def _channel(name: str | None) -> str | None:
    return name if name in ("email", "phone") else None


def behind_keys() -> set[int] | None:
    """The customers behind the mark that led here, by key; None where none did."""
    picked = figures.behind()
    if picked is None:
        return None
    try:
        return set(marks.customers_behind(*picked)["customer_key"])
    except Refused as refused:
        st.warning(plain(refused))
        return None


def behind_banner(keys: set[int]) -> None:
    """Say that the list is narrowed to a mark of another page, with the way back to everybody."""
    with st.container(horizontal=True, vertical_alignment="center", key="narrowed"):
        count = session.view().formats.count(len(keys), "customer")
        st.caption(f"Only the **{count}** you picked in a picture", width="content")
        st.button(
            "Show everybody", type="tertiary", key="everybody", on_click=figures.clear_selection
        )


def why_empty(everybody: pd.DataFrame, lapsed: pd.DataFrame, channel: str | None) -> str:
    """Why the list for today holds nobody, and what would change that."""
    if everybody.empty and lapsed.empty:
        return "The filters leave no customer; clear them to see everybody."
    if everybody.empty:
        return "Nobody here is still active; look under Win back."
    if channel is not None and not contacts.reachable(everybody, channel).any():
        return (
            f"None of these customers can be reached {_VIA[channel]}: the sales name no "
            "usable address, or they said no to it. Load customers with it, or choose any way."
        )
    return "Nobody is left of your choice; show everybody, or reach them any way."


def table(
    listed: pd.DataFrame, shown: tuple[str, ...], key: str, *, rows: int = 20, dense: bool = False
) -> None:
    """The list on screen with its plain files, `rows` of it without scrolling; columns that are
    empty, or unknown, for all stay away. `dense`: each row on one line."""
    row = _ONE_LINE if dense else _ROW
    told = tuple(
        name for name in shown if (listed[name].notna() & (listed[name] != "unknown")).any()
    )
    filed = listed.drop(columns=_OURS, errors="ignore")
    called = (session.database().settings.horizon, session.view().formats.currency)
    number = international(filed["phone"], filed["country"])
    filed = filed.assign(phone=number.where(number != "", filed["phone"])).round(_DIGITS)
    customers.customers_table(
        filed,
        key=key,
        file_name=f"{key}-{session.view().as_of:%Y-%m-%d}",
        columns=told,
        config=_config() | (_ONE_LINE_CONFIG if dense else {}),
        height=37 + row * min(len(filed), rows),
        row_height=row,
        phone_columns=("phone",),
        labels=columns.words(*called),
        headers=columns.file_words(*called),
    )


_SAID = "What your files of customers say: yes, no, or unknown where they say nothing."
_ONE_LINE_CONFIG = {"reason": st.column_config.TextColumn(width=285)}


def _config() -> dict:
    """Formats and help, and widths that leave room for the facts and for the words above them."""
    days = session.database().settings.horizon
    column = st.column_config
    return {
        "phone": column.TextColumn(width=112),
        "email": column.TextColumn(width=165),
        "consent_email": column.TextColumn(width=110, help=_SAID),
        "consent_phone": column.TextColumn(width=105, help=_SAID),
        "consent_sms": column.TextColumn(width=105, help=_SAID),
        "reason": column.TextColumn(width=145),
        "action": column.TextColumn(width=187),
        "usual_amount": column.NumberColumn(
            format="localized",
            width=170,
            help=f"What they brought per {days} days, over the last {2 * days} days. Who bought "
            "once has no usual spend yet.",
        ),
        "single_amount": column.NumberColumn(
            format="localized",
            width=135,
            help="The amount of the one purchase of somebody who bought once.",
        ),
        "revenue_at_risk": column.NumberColumn(
            format="accounting",
            width=111,
            help=f"Risk × what they brought per {days} days, over the last {2 * days} days: half "
            "of what came in then. The headline adds this column up.",
        ),
        "expected_next_low": column.DateColumn(
            format="D MMM YYYY", width=135, help=glossary.entry("expected_next").sentence
        ),
        "risk": column.NumberColumn(
            format="%.0f%%", width=110, help=glossary.entry("risk").sentence
        ),
        "priority": column.NumberColumn(
            format="accounting",
            width=95,
            help=f"{glossary.entry('priority').sentence} The sum stands under the headline.",
        ),
    }


def mailing_files(listed: pd.DataFrame, key: str) -> None:
    """Files for mailing services: of those who said yes to mail and, once somebody vouches for
    them, of those who never said; never of those who said no."""
    written = listed[audiences.usable(listed["email"])]
    formats = session.view().formats
    with st.expander("Write to them with Mailchimp or Klaviyo", key=f"mailing-{key}"):
        if written.empty:
            st.caption(
                "None of these customers has an e-mail address that a mailing service takes."
            )
            return
        st.markdown(plain(wording.consent(written, formats)))
        unknown = int(written["consent_email"].eq("unknown").sum())
        agreed = unknown > 0 and st.checkbox(
            f"The {formats.number(unknown)} of whom nothing is known agreed to get mail from us",
            key=f"agreed-{key}",
        )
        known = agreed or written["consent_email"].eq("yes").any()
        with st.container(horizontal=True, gap="small"):
            for service in audiences.SERVICES:
                _mailing_file(listed, service, key, agreed=agreed, disabled=not known)


def _mailing_file(
    listed: pd.DataFrame, service: str, key: str, *, agreed: bool, disabled: bool
) -> None:
    def file() -> bytes:
        made = audiences.audience(listed, service, agreed=agreed)
        text = tables.to_csv(made, phone_columns=audiences.PHONE_COLUMNS)
        # without the mark for Excel, which a service may take for part of the first header
        return text.removeprefix(codecs.BOM_UTF8)

    st.download_button(
        f"CSV for {service.capitalize()}",
        file,
        f"{service}-{key}.csv",
        "text/csv",
        key=f"{service}-{key}",
        on_click="ignore",
        disabled=disabled,
    )


def to_settings() -> None:
    """The way to the question about the margin, where this version has it."""
    if menu.exists("settings"):
        st.page_link(menu.entry("settings").path, label="Say your margin →")
