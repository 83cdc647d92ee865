"""Do they come back?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import advice, answer, cohort_split, figures, session, tables
from pages.shared.customers import customers_behind, customers_beside
from pages.shared.words import plain
from retention.charts import cohort_lines
from retention.charts import cohorts as charts
from retention.charts import ladder as ladder_charts
from retention.errors import Refused
from retention.intervals import SMALL_N
from retention.measures import contrast, ladder, under_filter
from retention.measures.sentences import chosen as chosen_sentences
from retention.measures.sentences import cohort_groups as group_sentences
from retention.measures.sentences import cohorts as sentences
from retention.measures.sentences import units

page = guard.open_page("cohorts")
formats, grain = page.formats, page.grain
KINDS = {"classic": "in the period", "rolling": "in it or later", "cumulative": "by its end"}
CELLS = {
    "cohort": ("Began", "day"),
    "size": ("Customers", "number"),
    "period": ("Period", "number"),
    "active": ("Bought", "number"),
    "orders": ("Purchases", "number"),
    "amount": ("Amount", "money"),
    "margin": ("Margin", "money"),
}
STEPS = {
    "order_number": ("After purchase", "number"),
    "within": ("Within, days", "number"),
    "eligible": ("Customers", "number"),
    "returned": ("Bought again", "number"),
    "share": ("Share", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
}
REMIND = {
    "group": ("Began with", None),
    "n": ("Customers", "number"),
    "returned": ("Returned", "number"),
    "remind_from": ("From day", "number"),
    "remind_to": ("To day", "number"),
    "rate": ("A week then", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
    "usual_rate": ("Usual week", "share"),
    "unlikely_after": ("Unlikely after", "number"),
    "still_to_come": ("Came later", "share"),
}
TIMES = {
    "order_number": ("After purchase", "number"),
    "n": ("Customers", "number"),
    "censored": ("Not back yet", "number"),
    "p25": ("A quarter back, days", "number"),
    "p50": ("Half back, days", "number"),
    "p75": ("Three quarters back, days", "number"),
    "median_among_returners": ("Half of those who return, days", "number"),
}


def choices() -> tuple[str, str, str]:
    """What a cell counts: the unit, the kind of retention and the clock."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        unit = st.segmented_control(
            "Count", tuple(units.CHOICES), default="customers", required=True, key="unit",
            bind="query-params", format_func=units.CHOICES.get,
        )  # fmt: skip
        kind = st.segmented_control(
            "A customer counts who bought", tuple(KINDS), default="classic", required=True,
            key="kind", bind="query-params", format_func=KINDS.get, disabled=unit != "customers",
        )  # fmt: skip
        clock = st.segmented_control(
            "Periods are", ("calendar", "elapsed"), default="calendar", required=True,
            key="clock", bind="query-params",
            format_func={"calendar": "calendar", "elapsed": "since own start"}.get,
        )  # fmt: skip
        st.space("stretch")
        answer.how_counted(units.TERMS.get(unit) or f"retention_{kind}")
    return unit, kind if unit == "customers" else "classic", clock


def show_triangle(cells, definition: str, kind: str) -> None:
    """The main picture, and beside it the customers behind the cell that was clicked."""
    title = sentences.triangle_title(out, grain=grain, kind=kind, unit=unit, formats=formats)
    picked = figures.behind()
    chosen = picked[1] if picked and picked[0] == "cohort_cell" and "in" not in picked[1] else None
    if chosen:  # the same cell, counted as the page counts now
        chosen = chosen | fixed
    # under a tall picture the list would be out of sight
    left, right = st.columns([3, 2], gap="medium") if chosen else (st.container(), None)
    with left:
        figures.show_figure(
            charts.triangle(
                cells, title=title,
                subtitle=page.subtitle(definition, **began(cells), meaning=under_filter.FIRST),
                grain=grain, fixed=fixed, chosen=chosen, **page.look,
            ),
            key="triangle",
        )  # fmt: skip
    if kind == "rolling":
        answer.note(
            "“Or later” favours those who began long ago: they have had more time to come back. "
            "Read along a row, not down a column."
        )
    if chosen:
        with right:
            customers_beside("cohort_cell", chosen)


def began(cells) -> dict:
    """How many customers a picture of `cells` is about, and which, for its subtitle."""
    members = int(cells.loc[cells["period"] == 0, "size"].sum())
    return {"n": members, "who": f"whose first {grain} is over"}


def show_curves(cells, definition: str, named: list) -> None:
    if not (cells["size"] >= SMALL_N).any():
        answer.too_few(f"No {grain} has brought {SMALL_N} new customers, too few for a curve.")
        return
    picked = figures.show_figure(
        cohort_lines.curves(
            cells, title=sentences.curves_title(named, grain=grain, kind=kind, formats=formats),
            subtitle=page.subtitle(definition, **began(cells), meaning=under_filter.FIRST),
            grain=grain, highlight=named,
            fixed=fixed | {"in": "curves"}, **page.look,
        ),
        key="curves",
    )  # fmt: skip
    # the mark of the triangle and of the curves is the same: the address says which was clicked
    if picked:
        customers_behind("cohort_cell", **{k: v for k, v in picked.items() if k != "in"})


def show_two_cohorts(cells, definition: str, named: list) -> None:
    """Two calendar cohorts beside each other: those that stand out, else the first two."""
    days = contrast.comparable(cells)
    if len(days) < 2:
        return
    best = [days.index(f"{day:%Y-%m-%d}") for day in named] if len(named) == 2 else [0, 1]
    cohort_split.show_two(
        page, "cohort", days, group_sentences.two_names("cohort", formats, grain, {}), definition,
        kind=kind, unit=unit, chosen=tuple(best), **counted,
    )  # fmt: skip


def show_pooled(line, definition: str) -> None:
    title = sentences.pooled_title(line, grain=grain, formats=formats)
    picked = figures.show_figure(
        cohort_lines.pooled(
            line, title=title, grain=grain, fixed=fixed,
            subtitle=page.subtitle(f"{definition}, all cohorts together", **began(line),
                                   meaning=under_filter.FIRST),
            **page.look,
        ),
        key="pooled",
    )  # fmt: skip
    if picked:
        customers_behind("cohort_period", **picked)
    columns = cohort_split.columns_of(CELLS | {"cohorts": ("Cohorts", "number")}, unit)
    tables.numbers(line, columns, "pooled", file_name="cohorts-together")


def show_ladder() -> None:
    second = session.ask("ladder.second_order")
    within = st.segmented_control(
        "Next purchase within", ladder.HORIZONS, default=ladder.told_within(second), required=True,
        key="within",
        bind="query-params", format_func="{} days".format,
    )  # fmt: skip
    steps = session.ask("ladder.ladder", within=within)
    if steps.empty:
        answer.too_few(f"Nobody's purchase is {within} days old yet, so nothing can be told.")
        return
    definition = f"followed by another purchase within {within} days / all at least that old"
    picked = figures.show_figure(
        ladder_charts.ladder(
            steps, title=sentences.ladder_title(steps, within=within, formats=formats),
            subtitle=page.subtitle(definition, meaning=under_filter.NTH),
            fixed={"within": within}, **page.look,
        ),
        key="ladder",
    )  # fmt: skip
    answer.how_counted("ladder")
    if picked:
        stopped = st.segmented_control(
            "Show those who", ("stopped there", "went on"), default="stopped there",
            required=True, key="ladder-side",
        )  # fmt: skip
        customers_behind("ladder", **picked, returned=stopped == "went on")
    with st.expander("The second purchase within 30, 90, 180 and 365 days", key="second-open"):
        tables.table(second, STEPS, "second", file_name="second-purchase")
    with st.expander("How long they take from one purchase to the next", key="times-open"):
        tables.table(session.ask("ladder.times"), TIMES, "times", file_name="days-between",
                     height=320)  # fmt: skip
    show_reminders()


def show_reminders() -> None:
    """When to write to those who bought once, by what they began with."""
    found = session.ask("reminders.reminders")
    said = sentences.reminder(found, formats)
    if not said:
        return
    st.subheader(plain(said), anchor=False)
    answer.note(plain(page.with_meaning(
        "by the category of the first purchase; those who have not come back are counted as "
        "waiting", under_filter.NTH,
    )))  # fmt: skip
    with st.container(horizontal=True):
        answer.how_counted("remind", named=True)
        answer.how_counted("unlikely_after", named=True)
    tables.table(found, REMIND, "remind", file_name="when-to-remind", height="content")


headline = st.container()
unit, kind, clock = choices()
counted = {"grain": grain, "clock": clock}
fixed = {"counted": kind, "clock": clock}
try:
    cells = session.ask("cohorts.triangle", kind=kind, unit=unit, **counted)
except Refused as refused:
    answer.too_few(str(refused))
    st.stop()
if cells.empty:
    answer.too_few(
        f"No {grain} is over yet for anybody who began inside these filters: choose a finer step "
        "above, or fewer filters."
    )
    st.stop()
line = session.ask("cohorts.pooled", kind=kind, unit=unit, **counted)
out = contrast.at_period(cells, contrast.compared_period(cells, grain))
with headline:
    segment, said_of = page.filters.segments, {"grain": grain, "kind": kind, "unit": unit}
    if segment:
        said = chosen_sentences.who_came_back(line, segment, formats=formats, **said_of)
        everybody = session.ask("cohorts.pooled", kind=kind, unit=unit, **counted,
                                filters=page.filters.without_segment)  # fmt: skip
        beside = chosen_sentences.everybody_came_back(everybody, formats=formats, **said_of)
    else:
        said = sentences.headline(line, formats=formats, **said_of)
        beside = sentences.standing_out(out, formats=formats, **said_of)
    answer.headline(plain(said), plain(beside))

definition = sentences.definition(grain=grain, kind=kind, unit=unit, clock=clock)
show_triangle(cells, definition, kind)
answer.gaps_in_the_file()
todo = advice.second_purchase(page)
if todo:
    with st.container(border=True, key="todo"):
        st.markdown(plain(todo))
views = ("Curves", "Split by", "All together", "Purchase by purchase", "The numbers")
curves, split, together, rungs, numbers = st.tabs(views, key="view", bind="query-params",
                                           on_change="rerun")  # fmt: skip
if curves.open:
    with curves:
        # older cohorts have had longer to come back: “or later” makes none of them better
        named = [] if kind == "rolling" else contrast.extremes(out)
        show_curves(cells, definition, named)
        show_two_cohorts(cells, definition, named)
if split.open:
    with split:
        cohort_split.show_split(page, line, definition, kind=kind, unit=unit, **counted)
if together.open:
    with together:
        show_pooled(line, definition)
if rungs.open:
    with rungs:
        show_ladder()
if numbers.open:
    with numbers:
        columns = cohort_split.columns_of(CELLS, unit)
        tables.table(cells, columns, "cells", file_name="cohorts", height=420)
