"""Who are they?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import (
    answer,
    figures,
    money_tiers,
    movement,
    own_segments,
    session,
    sharp_changes,
    tables,
)
from pages.shared.customers import customers_behind
from pages.shared.words import plain
from retention.actions.playbook import SEGMENT_ACTIONS
from retention.charts import concentration as concentration_charts
from retention.charts import rhythm as rhythm_charts
from retention.charts import segments as charts
from retention.measures import under_filter
from retention.measures.sentences import chosen as chosen_sentences
from retention.measures.sentences import segments as sentences

page = guard.open_page("segments")
formats = page.formats
TOP = 0.2
COLUMNS = {
    "segment": ("Segment", None),
    "customers": ("Customers", "number"),
    "share": ("Of all", "share"),
    "amount": ("Amount", "money"),
    "amount_share": ("Of the amount", "share"),
    "action": ("What to do", None),
}
STATUSES = {
    "status": ("Status", None),
    "customers": ("Customers", "number"),
    "share": ("Of all", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
    "amount": ("Amount so far", "money"),
    "value": ("Usual amount in the horizon", "money"),
    "weekly_silent": ("Came weekly, then silent", "number"),
}
SCALES = {
    "r": "Recency (R): days since the last purchase",
    "f": "Frequency (F): purchases",
    "m": "Money (M): net amount",
}
CUTS = {
    "scale": ("Score of", None),
    "score": ("Score", "number"),
    "from": ("From", "number"),
    "to": ("To", "number"),
    "n": ("Customers", "number"),
}
DETAILS = {
    "share_low": ("Of all, 95% from", "share"),
    "share_high": ("Of all, 95% to", "share"),
    "low": ("Of the amount, 95% from", "share"),
    "high": ("Of the amount, 95% to", "share"),
    "purchases_per_customer": ("Purchases each", "decimal"),
    "days_since_median": ("Days since last purchase, median", "number"),
}
PARETO = {
    "customers_share": ("Largest share of customers", "share"),
    "customers": ("Customers", "number"),
    "amount": ("Amount", "money"),
    "amount_share": ("Share of amount", "share"),
}
WITH_PURCHASE = "with a purchase"
MEANING = "by recency, frequency and money in the whole history"


def show_treemap(summary) -> None:
    """The main picture, by customers or by amount, and who is behind the area clicked."""
    size = st.segmented_control(
        "Areas show", ("customers", "amount"), default="customers", required=True, key="size",
        bind="query-params", format_func=str.capitalize, label_visibility="collapsed",
    )  # fmt: skip
    picked = figures.show_figure(
        charts.treemap(
            summary, size=size,
            title=words.treemap_title(summary, size=size, formats=formats),
            subtitle=page.subtitle(MEANING, n=int(summary["customers"].sum()),
                                   who=WITH_PURCHASE,
                                   meaning=under_filter.SOME_INSIDE),
            **page.look,
        ),
        key=f"treemap-{size}",
    )  # fmt: skip
    answer.how_counted("rfm")
    if picked:
        segment = str(picked["segment"])
        if segment in SEGMENT_ACTIONS:
            st.markdown(f"**{segment}:** {SEGMENT_ACTIONS[segment]}")
        customers_behind("segment", **picked)


def show_playbook(summary) -> None:
    """What to do for each segment that occurs."""
    st.subheader("What to do for each", anchor=False)
    told = summary.assign(action=summary["segment"].map(SEGMENT_ACTIONS))
    tables.table(told, COLUMNS, "playbook", file_name="segments", height="content")
    with st.expander("How the scores are cut", key="cuts-open"):
        answer.note(plain(sentences.window(session.ask("segments.window").iloc[0], formats)))
        cuts = session.ask("segments.rfm_cuts")
        tables.table(cuts.assign(scale=cuts["scale"].map(SCALES)), CUTS, "cuts",
                     file_name="rfm-cuts", height="content")  # fmt: skip


def show_money(summary) -> None:
    figures.show_figure(
        charts.money(
            summary, title=sentences.money_title(summary, formats, everybody),
            subtitle=page.subtitle("net amount", n=int(summary["customers"].sum()),
                                   who=WITH_PURCHASE,
                                   meaning=under_filter.SOME_INSIDE),
            **page.look,
        ),
        key="money",
    )  # fmt: skip
    answer.how_counted("amount")
    tables.numbers(summary, COLUMNS | DETAILS, "money", file_name="segments")


def show_rhythm() -> None:
    """Who is on time and who has fallen behind, each by their own rhythm."""
    table = session.ask("rhythm.statuses")
    horizon_days = session.database().settings.horizon
    picked = figures.show_figure(
        rhythm_charts.statuses(
            table, title=sentences.statuses_title(table, horizon_days, formats),
            subtitle=page.subtitle(
                "days since the last purchase beside the own usual gap",
                n=int(table["customers"].sum()), who=WITH_PURCHASE, meaning=under_filter.SOME,
            ),
            **page.look,
        ),
        key="rhythm",
    )  # fmt: skip
    answer.how_counted("status")
    silent = sentences.weekly_silent(table, formats)
    if silent:
        with st.container(border=True, key="weekly", horizontal=True,
                          vertical_alignment="center"):  # fmt: skip
            st.markdown(plain(silent), width="stretch")
            st.button("See who they are →", key="weekly-silent", type="tertiary",
                      on_click=figures.select, args=("weekly_silent", {}))  # fmt: skip
            answer.how_counted("weekly_silent")
    if picked:
        customers_behind("status", **picked)
    elif figures.behind() == ("weekly_silent", {}):
        customers_behind("weekly_silent")
    tables.numbers(table, STATUSES, "statuses", file_name="rhythm")
    sharp_changes.show(page)


def show_grid() -> None:
    grid = session.ask("segments.grid")
    picked = figures.show_figure(
        charts.rfm_grid(
            grid, title=sentences.grid_title(grid, formats),
            subtitle=page.subtitle(MEANING, n=int(grid["customers"].sum()),
                                   who=WITH_PURCHASE,
                                   meaning=under_filter.SOME_INSIDE),
            **page.look,
        ),
        key="grid",
    )  # fmt: skip
    answer.note(
        "5 is the best fifth. Customers who are alike share a score, so where most bought once a "
        "row can stand empty."
    )
    if picked:
        customers_behind("rfm", **picked)


def show_concentration() -> None:
    """What hangs on the largest customers."""
    curve = session.ask("concentration.pareto")
    top = session.ask("concentration.top_share", share=TOP)
    finding = sentences.concentration(top, formats)
    if curve.empty or not finding:
        answer.too_few("Nothing was sold to known customers inside these filters.")
        return
    picked = figures.show_figure(
        concentration_charts.pareto(
            curve, marked=TOP, title=finding,
            subtitle=page.subtitle("net amount of purchases, the largest customers first",
                                   n=int(top["all_customers"].iloc[0]),
                                   who="who brought back no more than they bought",
                                   meaning=under_filter.INSIDE),
            **page.look,
        ),
        key="pareto",
    )  # fmt: skip
    answer.how_counted("concentration")
    slide = sentences.landslide(session.ask("concentration.landslide"), formats)
    if slide:
        st.markdown(plain(slide))
    if picked:
        customers_behind("largest", **picked)
    tables.numbers(curve, PARETO, "pareto", file_name="concentration")
    money_tiers.show(page)


segment = page.filters.segment
words = chosen_sentences if segment else sentences
# of themselves the customers of a segment are all and bring all: they are shown as a part
everybody = session.ask("segments.summary", filters=page.filters.without_segment)
summary = everybody[everybody["segment"].isin(segment)] if segment else everybody
if summary.empty:
    answer.too_few("No customer has a purchase inside these filters.")
    st.stop()
if segment:
    answer.headline(
        plain(chosen_sentences.headline(summary, everybody, formats)),
        plain(chosen_sentences.on_average(summary, everybody, formats)),
    )
else:
    answer.headline(
        plain(sentences.headline(summary, formats)), plain(sentences.slipping(summary, formats))
    )
show_treemap(summary)
show_playbook(summary)
views = ("Money", "Movement", "Rhythm", "Recency × frequency", "Concentration", "Your own")
money, moved, rhythm, grid, concentration, own = st.tabs(
    views, key="view", bind="query-params", on_change="rerun"
)
if money.open:
    with money:
        show_money(summary)
if moved.open:
    with moved:
        movement.show(page)
if rhythm.open:
    with rhythm:
        show_rhythm()
if grid.open:
    with grid:
        show_grid()
if concentration.open:
    with concentration:
        show_concentration()
if own.open:
    with own:
        own_segments.show(page)
