"""Who leaves next, and how sure are we?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import answer, contact_list, downloads, figures, marks, menu, session, tables
from pages.shared.customers import customers_behind
from pages.shared.words import plain
from retention.charts import risk as charts
from retention.intervals import SMALL_N
from retention.measures import risk_story, under_filter
from retention.measures.sentences import risk as sentences

page = guard.open_page("risk")
formats = page.formats
database = session.database()
horizon_days = database.settings.horizon
BANDS = {
    "low": ("Risk from", "share"),
    "high": ("below", "share"),
    "customers": ("Customers", "number"),
    "amount": ("Usual spend", "money"),
}
CHECKED, COMPARED = "How often was it right?", "Is it better than a simple rule?"
UNKNOWN = "What it cannot know"
GROUPS = {
    "n": ("Customers", "number"),
    "predicted": ("It said", "share"),
    "observed": ("Happened", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
}


def look_back(*, learners: bool = False):
    waiting = (
        "Teaching two learning machines for comparison …"
        if learners
        else "Looking back: what would it have said three months ago? …"
    )
    with st.spinner(waiting, show_time=True):
        return marks.looked_back(learners=learners)


def learns_from() -> None:
    if page.filters.narrows:
        answer.note("The filters choose whom you see; the model learns from all customers.")


def today(listed) -> None:
    """The main picture: where the customers stand today."""
    now, bands = risk_story.standing(listed), risk_story.bands(listed)
    picked = figures.show_figure(
        charts.distribution(
            bands, title=sentences.bands_title(now, formats),
            subtitle=page.subtitle(
                f"active customers by their risk of no purchase in the next {horizon_days} days",
                n=len(listed), meaning=under_filter.SOME,
            ),
            **page.look,
        ),
        key="bands",
    )  # fmt: skip
    answer.how_counted("risk")
    if picked:
        customers_behind("risk_band", **picked)
    tables.numbers(bands, BANDS, "bands", file_name="risk-today")


def what_to_do() -> None:
    if not menu.exists("contacts"):
        return
    with st.container(border=True, key="todo"):
        st.markdown(
            "The riskiest do not come first: some will almost surely leave, others never "
            "spent much. Contacts weighs risk, spend and margin together."
        )
        st.page_link(menu.entry("contacts").path, label="Open today's list →")


def how_it_was_checked(tested, looks) -> None:
    """The story of the newest test: three steps, then its two pictures."""
    for column, (heading, sentence) in zip(
        st.columns(3), sentences.steps(looks[0], formats), strict=True
    ):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{heading}**")
            st.markdown(plain(sentence))
    left, right = st.columns(2, gap="large")
    with left:
        said_and_happened(tested, looks[0])
    with right:
        first_on_the_list(tested, looks[0])
    older = sentences.other_checks(looks, formats)
    answer.note(plain(" ".join([older, sentences.drift(psi_of(tested))])))


def said_and_happened(tested, check) -> None:
    groups = risk_story.groups(tested)
    figures.show_figure(
        charts.calibration(
            groups, title=sentences.groups_title(groups, formats),
            subtitle=page.with_meaning(
                f"ten groups by risk · n = {sentences.judged(check, formats)} · said on "
                f"{formats.day(check.cutoff)}, checked on {formats.day(check.until)}",
                under_filter.NO_FILTER,
            ),
            **page.look,
        ),
        key="groups",
    )  # fmt: skip
    tables.numbers(groups, GROUPS, "groups", file_name="said-and-happened")


def first_on_the_list(tested, check) -> None:
    tenth = risk_story.first_tenth(tested)
    figures.show_figure(
        charts.lift(
            risk_story.gains(tested), best=risk_story.judged(tested),
            title=sentences.gains_title(tenth, formats),
            subtitle=page.with_meaning(
                f"who had left by {formats.day(check.until)} · n = "
                f"{formats.count(check.left, 'leaver')} of {sentences.judged(check, formats)}",
                under_filter.NO_FILTER,
            ),
            **page.look,
        ),
        key="gains",
    )  # fmt: skip
    if money := sentences.gains_money(tenth, formats):
        answer.note(plain(money))


def beside_rules(tested, check, *, passed: bool) -> None:
    """Our model and what anybody could do without it."""
    if st.toggle("Compare with two learning machines too", key="learners", bind="query-params"):
        tested = look_back(learners=True)
    table = risk_story.contestants(tested)
    best = risk_story.judged(tested)
    figures.show_figure(
        charts.comparators(
            table, best=best, title=sentences.contest_title(table, best, formats),
            subtitle=page.with_meaning(
                f"pairs put in the right order, with 95% interval · n = "
                f"{sentences.judged(check, formats)} · checked on {formats.day(check.until)}",
                under_filter.NO_FILTER,
            ),
            **page.look,
        ),
        key="contest",
    )  # fmt: skip
    if passed:
        answer.note(plain(sentences.contest_reading(table, best, formats)))
    with st.expander("Every figure, with its 95% interval", key="numbers-contest"):
        st.dataframe(
            sentences.contest_rows(table, charts.NAMES, formats),
            hide_index=True,
            key="contest-rows",
            column_config=contest_columns(),
        )
        st.markdown(
            "\n".join(
                f"- **{name}**: {plain(meaning)}" for name, meaning in sentences.FIGURES.values()
            )
        )
        downloads.download_row(table, "models-compared", key="contest")


def contest_columns() -> dict:
    text = st.column_config.TextColumn
    figures_told = {
        key: text(name, help=meaning) for key, (name, meaning) in sentences.FIGURES.items()
    }
    named = {"model": text("Sorted by", pinned=True), "technical": text("Technical name")}
    return named | figures_told


def one_by_one(listed) -> None:
    """Everybody active, in the order that the gate allows."""
    st.subheader("Everybody, one by one", anchor=False)
    contact_list.table(listed.sort_values("risk_rank"), contact_list.BY_RISK, "risk", rows=10,
                       dense=True)  # fmt: skip


def psi_of(tested) -> float:
    """How far the newest test's customers had moved from those that were learnt from."""
    return tested.matured["psi"].iloc[0]


def what_it_cannot_know(card, tested) -> None:
    st.markdown("\n".join(f"- {plain(each)}" for each in card["cannot_know"]))
    if "known" in card:
        with st.expander("The model in full", key="card"):
            rows = sentences.card_rows(card, psi_of(tested), formats)
            st.dataframe(
                rows,
                hide_index=True,
                key="card-rows",
                column_config={"fact": "Fact", "told": st.column_config.TextColumn("Value")},
            )


def details(card, tested, looks, *, passed: bool) -> None:
    """How sure it is, as far as it could look back, and what it cannot know."""
    views = [CHECKED] if passed else []
    views += [COMPARED] if looks and looks[0].n >= SMALL_N else []
    opened = dict(zip((*views, UNKNOWN), st.tabs([*views, UNKNOWN], key="view",
                      bind="query-params", on_change="rerun"), strict=True))  # fmt: skip
    if CHECKED in opened and opened[CHECKED].open:
        with opened[CHECKED]:
            how_it_was_checked(tested, looks)
    if COMPARED in opened and opened[COMPARED].open:
        with opened[COMPARED]:
            beside_rules(tested, looks[0], passed=passed)
    if opened[UNKNOWN].open:
        with opened[UNKNOWN]:
            what_it_cannot_know(card, tested)


with st.spinner("Learning from your sales who may leave …"):
    assessed = marks.assessed()
listed = session.ask("actions.contacts.today", scores=marks.SCORES)
gate, card = assessed.gate, assessed.card()
if listed.empty:
    answer.headline(
        "Nobody here is active, so nobody is about to leave.",
        "Those who have lapsed are under Contacts, Win back.",
    )
    st.stop()
if gate.passed:
    headline = sentences.headline(risk_story.standing(listed), horizon_days, formats)
    answer.headline(plain(headline))
    how_sure = st.container()
    learns_from()
    today(listed)
    what_to_do()
else:
    answer.headline(*map(plain, sentences.refused(gate)))
    learns_from()
one_by_one(listed)
tested = look_back()
looks = risk_story.checks(tested) if tested.cutoffs else []
if gate.passed:
    with how_sure:
        for warning in tested.warnings:
            st.warning(plain(warning))
        st.caption(plain(sentences.how_sure(looks[0], formats)))
details(card, tested, looks, passed=gate.passed)
