"""Any table as a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from retention.reports import tables

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_row(frame: pd.DataFrame, name: str, key: str, **options) -> None:
    """Two buttons, CSV and Excel; the file is made when one is pressed. `options` go to
    `tables.to_csv` and `tables.to_xlsx`."""
    with st.container(horizontal=True, gap="small", key=f"download-{key}"):
        st.download_button(
            "CSV",
            lambda: tables.to_csv(frame, **options),
            f"{name}.csv",
            "text/csv",
            key=f"{key}-csv",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            "Excel",
            lambda: tables.to_xlsx(frame, **options),
            f"{name}.xlsx",
            _XLSX,
            key=f"{key}-xlsx",
            on_click="ignore",
            type="tertiary",
        )
