"""One person, several numbers: what may be merged, what was, and taking it back."""

from __future__ import annotations

import streamlit as st

from pages.shared import session, tables
from pages.shared.words import plain
from retention.errors import Refused
from retention.measures import identities as measure
from retention.measures.sentences import identities as sentences
from retention.store import Filters, merges

_WHO = "dashboard"
_DONE = "_merged"
_FEW = 8
_PROPOSED = {
    "group": ("Stays as", None), "customer": ("Number", None), "name": ("Name", None),
    "shares": ("In common", None), "value": ("Which is", None), "orders": ("Purchases", "number"),
}  # fmt: skip
_MERGED = {
    "group": ("Stays as", None), "customer": ("Number", None), "name": ("Name", None),
    "who": ("Merged by", None), "merged_at": ("On", "day"),
}  # fmt: skip


def panel(formats) -> None:
    """Proposals with their effect, folded away until somebody wants them; then what was merged."""
    database = session.own_database()
    proposals = _ask("proposals")
    accepted = _ask("accepted")
    if proposals.empty and accepted.empty:
        return
    st.subheader("The same person under several numbers?", anchor=False)
    if done := st.session_state.pop(_DONE, None):
        st.success(done)
    if len(proposals):
        _proposed(database, proposals, formats)
    if len(accepted):
        _accepted(database, accepted, formats)


def _ask(name: str):
    return session.ask(f"identities.{name}", filters=Filters())


def _proposed(database, proposals, formats) -> None:
    groups = proposals["group"].nunique()
    st.markdown(
        f"**{formats.count(groups, 'group')}** of customers share an e-mail address, a phone or a "
        "card. Whoever buys under two numbers looks like two people who never came back."
    )
    if not st.toggle("Look at them", key="look-at-merges"):
        return
    with st.spinner("Counting what merging would change …"):
        told = sentences.proposed(_ask("effect"), formats)
    if told:
        st.markdown(f"**{plain(told)}.**")
        if st.button("Merge these", type="primary", key="merge-all"):
            _accept(database, proposals, [measure.ALL], formats)
    for sentence in (
        sentences.to_look_at(proposals, formats),
        sentences.passed_over(_ask("passed_over"), formats),
    ):
        if sentence:
            st.caption(plain(sentence))
    height = 380 if len(proposals) > _FEW else "auto"
    tables.table(proposals, _PROPOSED, "merges", file_name="same-person", height=height)
    named = st.multiselect(
        "Or merge these groups only",
        proposals["group"].unique().tolist(),
        key="merge-named",
        placeholder="the number that stays",
    )
    if named and st.button("Merge the chosen groups", key="merge-chosen"):
        _accept(database, proposals, named, formats)


def _accepted(database, accepted, formats) -> None:
    persons = accepted["group"].unique().tolist()
    with st.expander(f"Merged so far: {formats.count(len(persons), 'customer')}", key="merged"):
        height = 300 if len(accepted) > _FEW else "auto"
        tables.table(accepted, _MERGED, "merged", file_name="merged", height=height)
        named = st.multiselect(
            "Take these back", persons, key="part-named", placeholder="the number that stayed"
        )
        if named and st.button("Take them back", key="part-chosen"):
            _part(database, named, formats)
        if st.button("Take all back", type="tertiary", key="part-all"):
            _part(database, merges.held(database).persons(), formats)


def _accept(database, proposals, groups: list[str], formats) -> None:
    chosen = measure.chosen(proposals, groups)
    customers = sum(1 + len(others) for _, others in chosen)
    _change(
        lambda: merges.accept(database, chosen, who=_WHO, at=session.moment()),
        f"{formats.count(customers, 'customer')} are {formats.number(len(chosen))} now.",
    )


def _part(database, persons: list[str], formats) -> None:
    _change(
        lambda: merges.undo(database, persons, who=_WHO, at=session.moment()),
        f"Taken back: {formats.count(len(persons), 'merged customer')}.",
    )


def _change(change, done: str) -> None:
    try:
        with st.spinner("Counting anew …"):
            change()
    except Refused as refused:
        st.error(plain(refused))
        return
    st.session_state[_DONE] = done
    st.rerun()
