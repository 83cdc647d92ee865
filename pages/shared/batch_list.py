"""The uploads so far: what each brought, its rejects, and taking it back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import data_quality, downloads, session
from pages.shared.words import plain
from retention import glossary
from retention.errors import Refused
from retention.formatting import missing
from retention.ingest.known_layouts import title_of
from retention.ingest.queue import dismiss, inbox, refused_in
from retention.ingest.undoing import preview_undo, undo
from retention.measures.sentences.quality import points
from retention.store import Database, batches

_SHOWN = ["batch", "file", "status", "days", "accepted", "duplicates", "rejected", "quality",
          "amount", "layout", "source", "received_at", "who"]  # fmt: skip
_QUALITY_HELP = f"Points of 100. {glossary.entry('upload_quality').sentence}"
_WHERE_ANY = ("duplicates", "rejected", "amount")
_UNDONE = "_undone"
_ROUND = "_uploads_round"


def summary(database: Database, formats) -> str:
    """What is held, in a sentence or three."""
    held = database.ask("batches/held").iloc[0]
    listed = batches.listed(database)
    others = listed[(listed["status"] == batches.LOADED) & (listed["kind"] != "sales")]
    told = []
    if held["lines"]:
        told.append(
            f"**{formats.count(int(held['lines']), 'line')}** from "
            f"{formats.count(int(held['uploads']), 'upload')} are held, "
            f"{formats.day(held['first_day'])} to {formats.day(held['last_day'])}."
        )
    if len(others):
        rows = formats.count(int(others["accepted"].sum()), "row")
        beside = "Also kept" if told else "Kept"
        told.append(f"{beside}: {rows} of {formats.count(len(others), 'other file')}.")
    if waiting := int(database.ask("parts/waiting_now")["rows"].iloc[0]):
        told.append(f"Waiting for the orders file: {formats.count(waiting, 'item row')}.")
    return " ".join(told)


def refused_files() -> None:
    """The files that came in through the inbox and were not loaded, each with its reason."""
    folder = inbox(session.own_path())
    refused = refused_in(folder)
    if not refused:
        return
    with st.container(border=True, key="refused-files", gap="small"):
        st.markdown("**Not loaded: files handed in by the command line**")
        st.caption(f"They are kept in the folder {plain(folder.name)}/refused beside the database.")
        for name, reason in refused:
            told, button = st.columns([9, 1], vertical_alignment="center")
            told.markdown(_telling(name, reason))
            button.button(
                "Dismiss",
                type="tertiary",
                key=f"dismiss-{name}",
                help="The file stays in the folder.",
                on_click=dismiss,
                args=(folder, name),
            )


def _telling(name: str, reason: str) -> str:
    """The reason with the file's name in bold, which it mostly names itself."""
    bold = f"**{plain(name)}**"
    told = plain(reason).replace(plain(name), bold, 1)
    return told if bold in told else f"{bold}: {told}"


def uploads(database: Database, formats) -> None:
    """The table of uploads; choosing one offers its rejects, its original and its undoing."""
    qualities = data_quality.of_uploads(database)
    listed = batches.listed(database).merge(qualities, on="batch", how="left").iloc[::-1]
    # a row is chosen by its place: with another upload, or after an undoing, the table comes back
    # under a new key with nothing chosen, so that nobody undoes what moved into that place
    picked = st.dataframe(
        _in_words(listed, formats), hide_index=True, on_select="rerun",
        key=f"uploads-{len(listed)}-{st.session_state.get(_ROUND, 0)}",
        selection_mode="single-row", placeholder="–",
        column_config={
            "batch": st.column_config.NumberColumn("No.", width=40),
            "file": st.column_config.TextColumn("File", width=176),
            "status": st.column_config.TextColumn("State", width=72), "days": "Days covered",
            "accepted": _count("Lines taken"), "duplicates": _count("Held already"),
            "rejected": _count("Rejected"),
            "quality": st.column_config.TextColumn(
                "Quality", alignment="right", help=_QUALITY_HELP
            ),
            "amount": st.column_config.TextColumn("Amount", alignment="right"),
            "layout": "Layout", "source": "From", "received_at": "Uploaded",
            "who": "By",
        },
        alt=f"{len(listed)} uploads, one row each",
    )  # fmt: skip
    rows = picked["selection"]["rows"]
    if rows:
        _one(database, listed.iloc[rows[0]], formats)
    else:
        st.caption("Choose an upload to download its rejects or its original, or to undo it.")


def _in_words(listed: pd.DataFrame, formats) -> pd.DataFrame:
    """The uploads without the columns that would tell nothing: zero, or the same, in all rows."""
    named = listed["source"].where(listed["source"] != listed["layout"])
    told = listed.assign(
        days=[formats.day_span(*days) for days in zip(listed["first_date"], listed["last_date"],
                                                      strict=True)],
        amount=[formats.money(amount) for amount in listed["amount"]],
        quality=[None if missing(each) else points(each, formats) for each in listed["quality"]],
        layout=listed["layout"].map(title_of),
        source=named,
        received_at=[formats.day(moment) for moment in listed["received_at"]],
    )  # fmt: skip
    silent = [name for name in _WHERE_ANY if not listed[name].fillna(0).any()]
    silent += [] if named.notna().any() else ["source"]
    silent += [] if (listed["status"] != batches.LOADED).any() else ["status"]
    silent += [] if listed["who"].nunique() > 1 else ["who"]
    return told[[name for name in _SHOWN if name not in silent]]


def _count(label: str):
    return st.column_config.NumberColumn(label, format="localized")


def _one(database: Database, row: pd.Series, formats) -> None:
    batch = int(row["batch"])
    with st.container(border=True, key="one-batch", gap="small"):
        st.markdown(f"**Upload {batch}: {plain(row['file'])}**")
        st.caption(plain(_story(row, formats)))
        if row["status"] == batches.LOADED:
            st.caption(data_quality.of_one(row, formats))
        if row["rejected"]:
            header, rows = batches.rejects(database, batch)
            st.caption("The rows that were not taken, with row number and reason:")
            downloads.download_row(
                pd.DataFrame(rows, columns=header), f"rejects-{batch}", key=f"rejects-{batch}"
            )
        corrects = False
        try:
            corrects = _kept_of(database, batch, row)
        except Refused as refusal:
            st.error(plain(refusal))
        if row["status"] == batches.LOADED:
            _offer_undo(database, batch, row, formats, corrects)


def _kept_of(database: Database, batch: int, row: pd.Series) -> bool:
    """What was said when it was loaded, and the file as it came; whether it was a corrected export,
    which took out what it no longer had."""
    manifest = database.archive.manifest(batch)
    # uploads of older versions kept none
    for warning in manifest.get("warnings", ()):
        st.caption(plain(warning))
    original = database.archive.file_of(manifest)
    if original.exists():
        st.download_button(
            "The original file", lambda: original.read_bytes(), str(row["file"]),
            key=f"original-{batch}", on_click="ignore", type="tertiary",
        )  # fmt: skip
    return bool(manifest.get("replace_period"))


def _story(row: pd.Series, formats) -> str:
    """When and by whom, and what of it replaced lines that were held before."""
    told = f"{formats.day(row['received_at'])}, {row['received_at']:%H:%M} UTC, {row['who']}."
    if row["updated"]:
        told += f" {formats.count(int(row['updated']), 'line')} of it replaced ones held before."
    return told


def _offer_undo(database: Database, batch: int, row: pd.Series, formats, corrects: bool) -> None:
    with st.popover("Undo this upload"):
        st.markdown(
            f"{formats.count(int(row['accepted']), 'line')} of this upload will go"
            + (
                f", and the {formats.count(int(row['updated']), 'line')} it replaced will stand "
                "again as they were before"
                if row["updated"]
                else ""
            )
            + ("; what it took out of its days comes back" if corrects else "")
            + ". Later uploads stay; what they hold of the same sales is kept. Uploading the file "
            "again brings it back."
        )
        is_looking = st.button("Show what changes", key=f"look-{batch}")
        changes = st.container()
        is_undoing = st.button("Undo it", type="primary", key=f"undo-{batch}")
        try:
            if is_looking:
                with changes, st.spinner("Counting without it …"):
                    _changes(preview_undo(database, batch), formats)
            if is_undoing:
                with st.spinner("Counting anew …"):
                    undo(database, batch, who="dashboard")
                _tell_undone(row, formats, corrects)
        except Refused as refusal:
            st.error(plain(refusal))


def _tell_undone(row: pd.Series, formats, corrects: bool) -> None:
    st.session_state[_UNDONE] = (
        f"Undone: **{plain(row['file'])}**, "
        f"{formats.count(int(row['accepted']), 'line')} taken out"
        + (", and what it had taken out is back." if corrects else ".")
    )
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _changes(table: pd.DataFrame, formats) -> None:
    """The months as they are and as they would be."""
    if table.empty:
        st.caption("No month changes: all it brought is held from other uploads too.")
        return
    st.table(pd.DataFrame({
        "Month": [formats.month(each) for each in table["month"]],
        "Lines": _from_to(table, "lines", formats.number),
        "Customers": _from_to(table, "customers", formats.number),
        "Amount": _from_to(table, "amount", formats.money),
    }).set_index("Month"))  # fmt: skip


def _from_to(table: pd.DataFrame, name: str, written) -> list[str]:
    pairs = zip(table[f"{name}_before"], table[f"{name}_after"], strict=True)
    return [f"{written(before)} → {written(after)}" for before, after in pairs]


def undone() -> None:
    """Say once what was undone."""
    sentence = st.session_state.pop(_UNDONE, None)
    if sentence:
        st.success(sentence)
