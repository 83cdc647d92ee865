"""The frame: who may come in, which page, which filters. Started by `make run`."""

import streamlit as st

from pages.shared import frame, sign_in, trouble

st.set_page_config(page_title="Regulars", page_icon=frame.ICON, layout="wide")
page = frame.navigate()
st.set_page_config(page_title=f"{page.title} · Regulars")
with trouble.boundary():
    if sign_in.allowed():
        frame.draw(page.title)
    else:
        frame.dress()
    frame.leave_token()
    page.run()
