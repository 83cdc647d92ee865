"""How do we count?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import answer, rates, session
from pages.shared.setup import save_answers
from pages.shared.words import plain
from retention.errors import Refused
from retention.measures.sentences import horizon
from retention.settings import MAX_HORIZON_DAYS, MIN_HORIZON_DAYS

page = guard.open_page("settings")
database = session.database()
settings = database.settings
answer.headline(
    "Four answers that change the numbers, and the horizon that your own customers gave."
    if settings.answered
    else "Four answers that change the numbers: please give them once.",
    "Changing one counts everything anew; nothing that was uploaded is lost.",
)

save_answers(database)
rates.editor(database)

st.subheader("Horizon", anchor=False)
if settings.horizon_days is None:
    answer.note("The horizon is found at the first upload in which customers come back.")
else:
    chosen = database.archive.settings_of_people().horizon_days is not None
    st.markdown(horizon.told(settings.horizon_days, chosen=chosen))
    answer.how_counted("horizon")
    with st.form("horizon", border=True):
        days = st.slider(
            "Another horizon, days", MIN_HORIZON_DAYS, MAX_HORIZON_DAYS, settings.horizon_days,
            step=30, help="Changes who is active or lapsed and each risk, for the whole history.",
        )  # fmt: skip
        if st.form_submit_button("Use this horizon") and days != settings.horizon_days:
            try:
                with st.spinner("Counting anew …"):
                    database.change_settings(settings.changed(horizon_days=days), who="dashboard")
                st.rerun()
            except Refused as refusal:
                st.error(plain(refusal))
