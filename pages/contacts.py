"""Whom do we contact today?"""

from pages.shared import guard  # isort: skip

import pandas as pd
import streamlit as st

from pages.shared import answer, contact_list, marks, session
from pages.shared.words import plain
from retention.actions import contacts, wording
from retention.actions.priority import UNKNOWN, Assumptions

page = guard.open_page("contacts")
formats = page.formats
horizon_days = session.database().settings.horizon

with st.spinner("Learning from your sales who may leave …"):
    assessed = marks.assessed()
everybody = session.ask("actions.contacts.today", scores=marks.SCORES, order=assessed.gate.order)
lapsed = session.ask("actions.contacts.win_back")
keys = contact_list.behind_keys()
headline, how_sure = st.container(), st.container()
top, channel, on_time_too = contact_list.controls(pd.concat([everybody, lapsed]))
asked = contacts.to_contact(everybody, also_in_rhythm=on_time_too or keys is not None)
waiting_only = len(asked) < len(everybody)
today = contacts.take(asked, top=top, channel=channel, keys=keys)
all_gone = contacts.take(lapsed, channel=channel, keys=keys)
gone = contacts.take(all_gone, top=top)

with headline:
    if len(today):
        worth = wording.worth(today, formats, Assumptions())
        answer.headline(
            plain(wording.headline(today, formats, horizon_days, assessed.gate.order)),
            plain(worth if assessed.gate.passed else assessed.gate.why),
        )
    else:
        answer.headline(
            "Nobody to contact today.", contact_list.why_empty(everybody, lapsed, channel)
        )
    if keys is not None:
        contact_list.behind_banner(keys)

active, win_back = st.tabs(
    ["Still active", "Win back"], key="list", bind="query-params", on_change="rerun"
)
if active.open:
    with active:
        if len(today):
            contact_list.table(today, contact_list.ACTIVE, "contacts")
            contact_list.mailing_files(today, "contacts")
if win_back.open:
    with win_back:
        if len(gone):
            answer.note(plain(wording.win_back_headline(gone, len(all_gone), formats)))
            contact_list.table(gone, contact_list.WIN_BACK, "win-back")
            contact_list.mailing_files(gone, "win-back")
        else:
            answer.too_few("Nobody here has lapsed.")

with st.expander("Why this order?", key="why-order"):
    st.markdown(plain(wording.who_is_listed(waiting_only)))
    st.markdown(plain(wording.why_order(assessed.gate, horizon_days, Assumptions(), formats)))
    st.markdown(plain(wording.who_is_apart(horizon_days)))
    note = wording.margin_note(everybody, formats)
    if assessed.gate.passed and note:
        st.markdown(plain(note))
        if everybody["margin_from"].eq(UNKNOWN).all():
            contact_list.to_settings()
    answer.how_counted("priority")
    answer.how_counted("risk")

if assessed.gate.passed and len(today):
    # looking back takes some seconds after an upload, and the list does not wait for it
    with how_sure:
        for warning in marks.looked_back().warnings:
            st.warning(plain(warning))
