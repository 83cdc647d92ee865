"""How healthy is my customer base?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import advice, answer, comparing, figures, menu, rates, session, tables
from pages.shared.customers import customers_behind
from pages.shared.setup import first_answers
from pages.shared.words import plain
from retention.charts import leak as leak_charts
from retention.charts import overview as charts
from retention.measures import claims, under_filter
from retention.measures.sentences import changes as change_sentences
from retention.measures.sentences import chosen as chosen_sentences
from retention.measures.sentences import overview as sentences

page = guard.open_page("overview")
formats = page.formats
SHOWN = (
    "customers", "active", "new", "regulars_share", "leak_rate", "amount",
    "purchases_per_customer", "amount_per_purchase",
)  # fmt: skip
MONTHS_IN_A_TILE = 24
SEE = {"newly_overdue": "See who fell behind →", "silent_regulars": "See who has gone silent →"}
NUMBERS = {
    "month": ("Month", "month"),
    "customers": ("Customers who bought", "number"),
    "active": ("Active at the end", "number"),
    "new": ("New", "number"),
    "reactivated": ("Reactivated", "number"),
    "lapsed": ("Lapsed", "number"),
    "leak_rate": ("Leak rate", "share"),
    "leak_low": ("Leak rate, 95% from", "share"),
    "leak_high": ("Leak rate, 95% to", "share"),
    "regulars_share": ("Regulars' share", "share"),
    "regulars_low": ("Regulars' share, 95% from", "share"),
    "regulars_high": ("Regulars' share, 95% to", "share"),
    "amount": ("Amount", "money"),
    "purchases": ("Purchases", "number"),
    "purchases_per_customer": ("Per customer", "decimal"),
    "amount_per_purchase": ("Per purchase", "money"),
    "anonymous_share": ("Anonymous", "share"),
}
REGULARS = {
    "customers_are": ("They are", None),
    "customers": ("Active customers", "number"),
    "customers_share": ("Share of active", "share"),
    "customers_low": ("Of active, 95% from", "share"),
    "customers_high": ("Of active, 95% to", "share"),
    "amount": ("Amount", "money"),
    "amount_share": ("Share of amount", "share"),
    "amount_low": ("Of amount, 95% from", "share"),
    "amount_high": ("Of amount, 95% to", "share"),
    "amount_per_customer": ("Amount each", "money"),
    "times_one_time": ("Beside one-time buyers", "ratio"),
}


def regular_from() -> int:
    """How often somebody has bought who is called a regular."""
    return st.segmented_control(
        "A regular has bought", (2, 3), default=2, required=True, key="regular",
        bind="query-params", format_func={2: "twice or more", 3: "three times or more"}.get,
    )  # fmt: skip


def tiles(table, history) -> None:
    """The figures of the newest whole month beside a month and a year before."""
    rows = {row["figure"]: row for row in table.to_dict("records")}
    few = sentences.few_active(table)
    metrics = []
    for figure in SHOWN:
        told = sentences.tile(rows[figure], formats, few=few)
        against = told.against
        if figure == "amount":
            known = sentences.known_part(rows["amount_customers"]["value"], rows[figure], formats)
            against = " · ".join(filter(None, (against, known)))
        # before the history is long enough nobody could lapse, and a leak of 0 tells nothing
        seen = history[history["settled"]] if figure == "leak_rate" else history
        line = () if told.against == sentences.TOO_FEW else seen[figure].dropna()
        line = list(line)[-MONTHS_IN_A_TILE:]
        metrics.append(
            answer.Metric(figure, told.value, told.change, told.good, line, against=against)
        )
    answer.metric_row(metrics)


def bucket(month, months) -> None:
    """The main picture: the newest month as a bridge, beside it all the months."""
    definition = "active = a purchase within "
    definition += formats.count(2 * session.database().settings.horizon, "day")
    left, right = st.columns([2, 3], gap="large")
    with left:
        newest = bridge(month, months, definition)
    with right:
        earlier = figures.show_figure(
            charts.bucket_history(
                months, title=sentences.history_title(months, formats),
                subtitle=page.subtitle(
                    "leak = lapsed in the month / active at its start", len(months), "month",
                    meaning=under_filter.FIRST_WHOLE,
                ),
                **page.look,
            ),
            key="bucket-history",
        )  # fmt: skip
        answer.how_counted("leak_rate")
    picked = newest or earlier
    if picked:
        customers_behind("bucket", **picked)


def bridge(month, months, definition: str):
    """The newest month step by step; a word where nobody is active, as there is no step then."""
    if sentences.nobody(month):
        answer.too_few(sentences.nothing_moved(months, formats))
        return None
    picked = figures.show_figure(
        charts.bucket(
            months, title=sentences.bucket_title(month, formats),
            subtitle=page.subtitle(definition, n=int(month["at_start"].iloc[0]),
                                   meaning=under_filter.FIRST_WHOLE),
            **page.look,
        ),
        key="bucket",
    )  # fmt: skip
    answer.how_counted("bucket")
    return picked


def changed_since(table) -> None:
    """What the last upload changed, a sentence each."""
    told = change_sentences.told(table, session.database().settings.horizon, formats)
    if not told:
        answer.too_few("Less than a month is known, so there is nothing to compare with yet.")
        return
    st.subheader(plain(change_sentences.title(table, formats)), anchor=False)
    answer.note(plain(change_sentences.since(table, newest, formats)))
    st.markdown("\n".join(f"- {plain(each.text)}" for each in told))
    marked = {each.kind: each for each in told if each.kind}
    with st.container(horizontal=True, gap="medium"):
        for kind, each in marked.items():
            st.button(SEE[kind], key=f"told-{kind}", type="tertiary", on_click=figures.select,
                      args=(kind, dict(each.values)))  # fmt: skip
    picked = figures.behind()
    if picked and picked[0] in marked:
        customers_behind(picked[0], **picked[1])


def next_steps() -> None:
    """Where to go from here, one line a page that exists."""
    st.subheader("What to do next", anchor=False)
    steps = (
        ("contacts", "Open today's list →", "Contact those who are falling behind first."),
        ("cohorts", "See who comes back →", advice.second_purchase(page)),
        ("causes", "See what leavers share →", "Look at what those who leave had met before."),
    )
    shown = [step for step in steps if menu.exists(step[0]) and step[2]]
    for column, (key, label, sentence) in zip(st.columns(len(shown)), shown, strict=True):
        with column.container(border=True, gap="small", height="stretch", key=f"next-{key}"):
            st.markdown(plain(sentence))
            st.page_link(menu.entry(key).path, label=label)


def show_leak() -> None:
    """The leak over a year, beside what is said everywhere."""
    leak = session.ask("bucket.leak")
    leak = leak[leak["settled"]].dropna(subset=["leak_rate"])
    days = 2 * session.database().settings.horizon
    if leak.empty:
        answer.too_few(f"A leak over twelve months is told once a year and {days} days are known.")
        return
    definition = "of those active at the start of twelve months, who lapsed within them"
    figures.show_figure(
        leak_charts.twelve_months(
            leak, claims.lost(), title=sentences.leak_title(leak, formats),
            subtitle=page.subtitle(definition, n=int(leak["at_start"].iloc[-1]),
                                   meaning=under_filter.FIRST_WHOLE),
            **page.look,
        ),
        key="leak-12",
    )  # fmt: skip
    answer.note("The dotted line is a claim, not a measure: it is told everywhere, and nobody can "
                "say of which business or of how long a time.")  # fmt: skip
    answer.how_counted("leak_12")
    comparing.show_leak_by(page, leak["leak_rate"].iloc[-1])


first_answers()
rates.warn()
month = session.ask("month.newest")
months = session.ask("bucket.months")
beside = sentences.balance(month, formats)
if page.filters.segments:
    everybody = session.ask("month.newest", filters=page.filters.without_segment)
    said = chosen_sentences.who_lapsed(month, page.filters.segments, everybody, formats)
    beside = f"{beside} {chosen_sentences.NO_HISTORY}"
else:
    said = sentences.headline(month, formats)
answer.headline(plain(said), plain(beside))
answer.gaps_in_the_file()
with st.container(horizontal=True, vertical_alignment="bottom"):
    told_of = st.container(width="stretch")
    regular = regular_from()
history = session.ask("overview.history", regular_from=regular)
if history.empty or months.empty:
    answer.too_few("Nothing was sold inside these filters in a whole month.")
    st.stop()
newest = session.ask("overview.tiles", regular_from=regular)
with told_of:
    st.subheader(plain(sentences.window_title(newest, formats)), anchor=False)
    answer.note(plain(page.with_meaning(sentences.window(newest, formats), under_filter.MIXED)))
tiles(newest, history)
bucket(month, months)
next_steps()
changes = session.ask("changes.since_last_upload")
views = (change_sentences.SINCE, "Leak in twelve months", "Regulars", "Beside the rest", "Norms",
         "The numbers")  # fmt: skip
since, leak, regulars, rest, norms, numbers = st.tabs(
    views, key="view", bind="query-params", on_change="rerun"
)
if since.open:
    with since:
        changed_since(changes)
if leak.open:
    with leak:
        show_leak()
if regulars.open:
    with regulars:
        answer.note(plain(page.with_meaning(sentences.active_at(newest, formats),
                                            under_filter.FIRST)))  # fmt: skip
        tables.table(session.ask("overview.regulars", regular_from=regular), REGULARS, "regulars",
                     file_name="regulars")  # fmt: skip
        answer.how_counted("regulars_share")
if rest.open:
    with rest:
        comparing.show_rest(page)
if norms.open:
    with norms:
        comparing.show_norms(page)
if numbers.open:
    with numbers:
        tables.table(history, NUMBERS, "months", file_name="overview", height=420)
