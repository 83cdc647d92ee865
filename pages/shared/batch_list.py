"""The uploads so far: what each brought, its rejects, and taking it back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import downloads, session
from pages.shared.words import plain
from retention.errors import Refused
from retention.ingest.queue import dismiss, inbox, refused_in
from retention.ingest.undoing import undo
from retention.store import Database, batches

_SHOWN = ["batch", "file", "source", "first_date", "last_date", "rows", "accepted", "updated",
          "duplicates", "rejected", "amount", "status", "received_at", "who"]  # fmt: skip


def summary(database: Database, formats) -> str:
    """What is held, in one sentence."""
    listed = batches.listed(database)
    loaded = listed[listed["status"] == batches.LOADED]
    first, last = loaded["first_date"].min(), loaded["last_date"].max()
    return (
        f"**{formats.number(int(loaded['accepted'].sum()))} lines** from "
        f"{formats.count(len(loaded), 'upload')} are held, "
        f"{formats.day(first)} to {formats.day(last)}."
    )


def refused_files() -> None:
    """The files that came in through the inbox and were not loaded, each with its reason."""
    folder = inbox(session.own_path())
    refused = refused_in(folder)
    if not refused:
        return
    with st.container(border=True, key="refused-files"):
        st.warning("Files handed in by the command line were not loaded. They are kept in the "
                   f"folder {plain(folder.name)}/refused beside the database.")
        for name, reason in refused:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(name)}**: {plain(reason)}")
                st.button("Dismiss", type="tertiary", key=f"dismiss-{name}",
                          help="The file stays in the folder.", on_click=dismiss,
                          args=(folder, name))


def uploads(database: Database, formats) -> None:
    """The table of uploads; choosing one offers its rejects, its original and its undoing."""
    listed = batches.listed(database).iloc[::-1]
    picked = st.dataframe(
        listed[_SHOWN], hide_index=True, key="uploads", on_select="rerun",
        selection_mode="single-row", placeholder="–",
        column_config={
            "batch": "No.", "file": "File", "source": "From", "rows": _count("Rows"),
            "first_date": st.column_config.DateColumn("First day"),
            "last_date": st.column_config.DateColumn("Last day"),
            "accepted": _count("Accepted"), "updated": _count("of them updates"),
            "duplicates": _count("Held already"), "rejected": _count("Rejected"),
            "amount": _count("Amount"), "status": "State",
            "received_at": st.column_config.DatetimeColumn("Uploaded (UTC)"), "who": "By",
        },
        alt=f"{len(listed)} uploads, one row each",
    )  # fmt: skip
    rows = picked["selection"]["rows"]
    if rows:
        _one(database, listed.iloc[rows[0]], formats)
    else:
        st.caption("Choose an upload to download its rejects or its original, or to undo it.")


def _count(label: str):
    return st.column_config.NumberColumn(label, format="localized")


def _one(database: Database, row: pd.Series, formats) -> None:
    batch = int(row["batch"])
    with st.container(border=True, key="one-batch"):
        st.markdown(f"**Upload {batch}: {plain(row['file'])}**")
        if row["rejected"]:
            header, rows = batches.rejects(database, batch)
            st.caption("The rows that were not taken, with row number and reason:")
            downloads.download_row(
                pd.DataFrame(rows, columns=header), f"rejects-{batch}", key=f"rejects-{batch}"
            )
        original = database.archive.file_of(database.archive.manifest(batch))
        if original.exists():
            st.download_button(
                "The original file", lambda: original.read_bytes(), str(row["file"]),
                key=f"original-{batch}", on_click="ignore", type="tertiary",
            )  # fmt: skip
        if row["status"] == batches.LOADED:
            _offer_undo(database, batch, row, formats)


def _offer_undo(database: Database, batch: int, row: pd.Series, formats) -> None:
    with st.popover("Undo this upload"):
        st.markdown(
            f"{formats.count(int(row['accepted']), 'line')} of this upload will go"
            + (
                f", and the {formats.count(int(row['updated']), 'line')} it replaced will stand "
                "again as they were before"
                if row["updated"]
                else ""
            )
            + ". Later uploads stay; what they hold of the same sales is kept. Uploading the file "
            "again brings it back."
        )
        if st.button("Undo it", type="primary", key=f"undo-{batch}"):
            try:
                with st.spinner("Counting anew …"):
                    undo(database, batch, who="dashboard")
            except Refused as refusal:
                st.error(plain(refusal))
            else:
                st.rerun()


_CHECKS = {
    "anonymous": ("Lines that name no customer",
                  "They count in the money and are left out of every number about customers."),
    "returns_linked": ("Returns whose sale was found", "They count against the day of that sale."),
    "returns_unlinked": ("Returns without a sale to match", "They count on their own day."),
    "fees": ("Postage, fees and charges", "Left out of everything about products."),
    "zero": ("Lines of amount zero", "Held, but no purchase by themselves."),
    "without_amount": ("Lines without an amount", "Visits without money."),
    "without_product": ("Lines without a product", "Left out of everything about products."),
    "months_without_sales": ("Months without any sale", "Is an export missing?"),
    "days_without_sales": ("Days of unusual silence", "Was the shop closed, or is a file missing?"),
}  # fmt: skip


def quality(formats) -> None:
    """What the data leave open, in words, with what it means."""
    found = session.ask("quality.report").set_index("check")
    rows = [
        {"What": label, "How many": formats.number(row["count"]),
         "Share": formats.share(row["share"]), "Amount": formats.money(row["amount"]),
         "What it means": meaning}
        for check, (label, meaning) in _CHECKS.items()
        if (row := found.loc[check])["count"] > 0
    ]  # fmt: skip
    if rows:
        st.table(pd.DataFrame(rows).set_index("What"))
    fields = session.ask("quality.fields")
    absent = fields[(fields["filled"] == 0) & fields["needed_for"].notna()]
    if len(absent):
        words = [f"{row.field.replace('_', ' ')} ({row.needed_for})" for row in absent.itertuples()]
        st.caption("Not in your files: " + ", ".join(words) + ".")
