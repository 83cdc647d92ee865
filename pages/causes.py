"""Why do they leave?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import answer, figures, marks, menu, session, tables
from pages.shared.customers import customers_behind
from pages.shared.words import plain
from retention.actions.playbook import driver_action
from retention.charts import causes as charts
from retention.errors import Refused
from retention.measures import causes_story, claims, under_filter
from retention.measures.sentences import causes as sentences

page = guard.open_page("causes")
formats = page.formats
horizon_days = session.database().settings.horizon
MOST_STEPS = 4
DRIVERS = {
    "driver": ("What they had met", None),
    "exposed": ("Customers", "number"),
    "leavers_exposed": ("of them left", "number"),
    "crude": ("As counted, points", "points"),
    "adjusted": ("Like with like, points", "points"),
    "low": ("95% from", "points"),
    "high": ("95% to", "points"),
    "q": ("May be chance (q)", "decimal"),
    "amount_gone": ("Amount they had brought", "money"),
}
SIDE_BY_SIDE = {
    "driver": ("What they had met", None),
    "leavers_share": ("Of the leavers", "share"),
    "stayers_share": ("Of the stayers", "share"),
    "difference": ("Difference, points", "points"),
    "low": ("95% from", "points"),
    "high": ("95% to", "points"),
    "n": ("Customers", "number"),
}


def compared():
    """Leavers against stayers, or a quiet word where they cannot be compared."""
    try:
        with st.spinner("Comparing leavers with stayers …", show_time=True):
            return session.ask("causes.drivers", rows=marks.EVERYBODY)
    except Refused as refused:
        answer.headline("Leavers and stayers cannot be compared here.", plain(refused))
        return None


def picture(table) -> None:
    """The main picture, and the leavers behind the row that was clicked."""
    definition = (
        f"share that buys nothing for {horizon_days} days: those who met it less others who buy "
        "alike, 95% interval"
    )
    picked = figures.show_figure(
        charts.forest(
            causes_story.pictured(table),
            title=sentences.picture_title(table, horizon_days, formats),
            subtitle=page.subtitle(definition, n=causes_story.customers(table),
                                   meaning=under_filter.BY_THEN),
            **page.look,
        ),
        key="drivers",
    )  # fmt: skip
    answer.how_counted("driver")
    for sentence in (sentences.unclear(table, formats), sentences.placebo(table, formats),
                     sentences.too_few(table, formats)):  # fmt: skip
        if sentence:
            answer.note(plain(sentence))
    if picked:
        customers_behind("driver", **picked)


def what_to_do(table) -> None:
    """A step for each of the clearest differences, once each."""
    rows = causes_story.to_look_into(table).to_dict("records")
    steps = dict.fromkeys(driver_action(row["question"], row["level"]) for row in rows)
    steps = [step for step in steps if step][:MOST_STEPS]
    if not steps:
        return
    with st.container(border=True, key="todo"):
        st.markdown("**What to look into**")
        st.markdown("\n".join(f"- {plain(step)}" for step in steps))
        if menu.exists("contacts"):
            st.page_link(menu.entry("contacts").path, label="Open today's list →")


def claimed() -> None:
    """What is told everywhere, beside what this shop has recorded."""
    st.subheader("And the reasons people give?", anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with left:
        figures.show_figure(
            charts.claims(
                claims.lost_because(),
                title="You will read that 68% leave because of indifferent staff",
                subtitle="claims, not your data · no source can be traced", **page.look,
            ),
            key="claims",
        )  # fmt: skip
    with right, st.container(border=True, key="recorded"):
        st.markdown("**Your own recorded reasons: none yet**")
        st.markdown(
            "No sale records why somebody stays away, so nothing of yours can be set beside these "
            "claims. Until it can, do not plan by them: the picture above is what your own sales "
            "say, and it says what goes together, not why."
        )


def everything(table) -> None:
    with st.expander("Everything that was compared", key="all-drivers"):
        tables.table(table, DRIVERS, "drivers", file_name="leavers-compared", height=420)
    side_by_side = st.expander("Leavers and stayers side by side, not adjusted", key="sides",
                               on_change="rerun")  # fmt: skip
    if side_by_side.open:
        with side_by_side, st.spinner("Counting …"):
            both = session.ask("causes.leavers_against_stayers", rows=marks.EVERYBODY)
            tables.table(both, SIDE_BY_SIDE, "sides", file_name="leavers-and-stayers", height=420)


found = compared()
if found is not None:
    table = causes_story.without_twins(found)
    answer.headline(plain(sentences.headline(table, formats)),
                    plain(sentences.detail(table, formats)))  # fmt: skip
    if causes_story.pictured(table).empty:
        answer.too_few(sentences.too_few(table, formats) or "There is nothing to compare.")
    else:
        picture(table)
        what_to_do(table)
    everything(found)
claimed()
