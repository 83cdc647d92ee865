"""What is a customer worth?"""

from pages.shared import guard  # isort: skip

import streamlit as st

from pages.shared import answer, figures, menu, session, tables
from pages.shared.customers import customers_behind
from pages.shared.words import plain
from retention.charts import bridge as bridge_charts
from retention.charts import value as charts
from retention.measures import claims, under_filter
from retention.measures.sentences import chosen
from retention.measures.sentences import value as sentences

page = guard.open_page("value")
formats = page.formats
BY = {
    "year": "year of the first purchase",
    "acquisition": "how they were won",
    "channel": "first channel",
    "store": "first store",
    "category": "first category",
    "salesperson": "first salesperson",
    "discount": "discount at first",
    "basket": "size of the first basket",
}
STEPS = {
    "step": ("Step", None),
    "amount": ("Amount", "money"),
    "low": ("95% from", "money"),
    "high": ("95% to", "money"),
    "customers": ("Customers", "number"),
}
FIGURES = {"net": "Net revenue", "gross": "Gross revenue", "customers": "Customers"}
KEPT = {
    "figure": ("Figure", None),
    "share": ("Kept", "share"),
    "low": ("95% from", "share"),
    "high": ("95% to", "share"),
    "kept": ("After", "number"),
    "before": ("Before", "number"),
    "n": ("Customers before", "number"),
}
CURVE = {
    "group": ("Group", None),
    "month": ("Month", "number"),
    "n": ("Customers", "number"),
    "amount": ("Amount each", "money"),
    "amount_low": ("95% from", "money"),
    "amount_high": ("95% to", "money"),
    "margin": ("Margin each", "money"),
    "margin_low": ("Margin, 95% from", "money"),
    "margin_high": ("Margin, 95% to", "money"),
}
GROUPS = {
    "group": ("Group", None),
    "customers": ("Customers", "number"),
    "amount": ("Amount", "money"),
    "amount_each": ("Amount each", "money"),
    "amount_low": ("95% from", "money"),
    "amount_high": ("95% to", "money"),
    "margin": ("Margin", "money"),
    "margin_each": ("Margin each", "money"),
    "margin_low": ("Margin, 95% from", "money"),
    "margin_high": ("Margin, 95% to", "money"),
}
PAYBACK = {
    "channel": ("Channel", None),
    "months": ("Months with costs", "number"),
    "spend": ("Spent", "money"),
    "new_customers": ("New customers", "number"),
    "cac": ("Cost of one", "money"),
    "margin_each": ("Margin each so far", "money"),
    "paid_at_order": ("Paid back at purchase", "number"),
    "paid_in_month": ("Paid back in month", "number"),
}
COSTS = {
    "month": ("Month", "month"),
    "channel": ("Channel", None),
    "spend": ("Spent", "money"),
    "new_customers": ("New customers", "number"),
    "cac": ("Cost of one", "money"),
}
WAYS = {
    "way": ("Way", None),
    "expected": ("Next 365 days", "money"),
    "expected_each": ("Each", "money"),
    "forecast": ("Said a year ago", "money"),
    "came": ("Came", "money"),
    "error": ("Off by", "share"),
    "off_each": ("Off each", "money"),
    "chosen": ("Shown", None),
}
WORTH = {
    "points": ("Change of the leak, points", "share"),
    "leak_rate": ("Leak a month", "share"),
    "active": ("Active after a year", "number"),
    "amount": ("Amount", "money"),
    "change": ("Beside as now", "money"),
    "low": ("95% from", "money"),
    "high": ("95% to", "money"),
    "margin_change": ("Margin beside as now", "money"),
}


def show_curve(line, what: str, cac) -> None:
    """The main picture: what a customer brings, month by month, beside what winning one cost."""
    if line.empty:
        answer.too_few("No customer's first month is over yet.")
        return
    figures.show_figure(
        charts.curve(
            line, what=what, cac=cac, title=sentences.curve_title(line, what, formats),
            subtitle=page.subtitle(
                f"{what} per customer, added up month by month since the first purchase",
                int(line["n"].max()), meaning=under_filter.FIRST,
            ),
            **page.look,
        ),
        key="curve",
    )  # fmt: skip
    rests = sentences.curve_rests_on(line, formats)
    if rests:
        answer.note(plain(rests))
    answer.how_counted("value_curve")
    tables.numbers(line, CURVE, "curve", file_name="value-curve")


def show_bridge(steps, kept) -> None:
    """Where last year's revenue went."""
    if steps.empty:
        answer.too_few("Two days of sales are needed before one time can be set beside another.")
        return
    said = sentences.bridge_said(kept, formats)
    picked = figures.show_figure(
        bridge_charts.bridge(
            steps, title=sentences.bridge_title(steps, formats),
            subtitle=page.subtitle(
                "net amount of known customers in two adjacent windows",
                int(kept["n"].iloc[0]), who="who spent before", meaning=under_filter.INSIDE,
            ),
            **page.look,
        ),
        key="bridge",
    )  # fmt: skip
    with st.container(horizontal=True):
        for term in ("bridge", "net_retention", "gross_retention", "customers_kept"):
            answer.how_counted(term, named=True)
    if said:
        st.markdown(plain(said))
    if picked:
        customers_behind("bridge", **picked)
    tables.numbers(steps, STEPS, "bridge", file_name="revenue-bridge")
    named = kept.assign(figure=kept["figure"].map(FIGURES))
    tables.table(named, KEPT, "kept", file_name="retained", height="content")


def show_groups(what: str) -> None:
    """Who brings more, by how they began."""
    by = st.selectbox("Customers told apart by", tuple(BY), format_func=BY.get, key="apart",
                      bind="query-params", width=320)  # fmt: skip
    found = session.ask("value.historic", by=by)
    if len(found) < 2:
        answer.too_few(f"The files tell no {BY[by]}, or one only; there is nothing to compare.")
        return
    lines = session.ask("value.curve", by=by)
    figures.show_figure(
        charts.curve(
            lines, what=what, title=sentences.groups_curve_title(lines, what, formats),
            subtitle=page.subtitle(f"{what} per customer, added up month by month, by {BY[by]}",
                                   int(found["customers"].sum()), meaning=under_filter.FIRST),
            **page.look,
        ),
        key="groups-curve",
    )  # fmt: skip
    figures.show_figure(
        charts.groups(
            found, what=what, title=sentences.groups_title(found, what, formats),
            subtitle=page.subtitle(f"{what} per customer so far, by {BY[by]}",
                                   int(found["customers"].sum()), meaning=under_filter.FIRST),
            **page.look,
        ),
        key="groups",
    )  # fmt: skip
    answer.note("Who came early has had more time to bring something: the curves above compare "
                "customers of the same age.")  # fmt: skip
    answer.how_counted("clv_historic")
    tables.numbers(found, GROUPS, "groups", file_name=f"value-by-{by}")


def show_payback(paid) -> None:
    """What winning a customer cost, and when it was earned back."""
    if paid.empty:
        answer.too_few(
            "No file tells yet what was spent to win customers. A table with month, channel and "
            "amount shows what a new customer costs and when it is paid back."
        )
        st.page_link(menu.entry("data").path, label="Load acquisition costs →")
        return
    st.subheader(plain(sentences.payback_said(paid, formats)), anchor=False)
    answer.note(page.with_meaning("months that are over and whose costs are told",
                                  under_filter.NO_FILTER))  # fmt: skip
    tables.table(paid, PAYBACK, "payback", file_name="payback", height="content")
    with st.container(horizontal=True):
        answer.how_counted("cac", named=True)
        answer.how_counted("payback", named=True)
    tables.numbers(session.ask("acquisition.costs"), COSTS, "costs", file_name="acquisition-costs")


def show_expected() -> None:
    """What today's customers may bring in the next year, with last year's error."""
    ways = session.ask("models.expected_value.expected_value")
    if ways.empty or not ways["chosen"].any():
        answer.too_few(
            "Two years of sales are needed: one to learn from, and one to see whether what was "
            "learnt came true. A forecast that no year has tested is not shown."
        )
        return
    st.subheader(plain(sentences.expected_title(ways, formats)), anchor=False)
    answer.note(page.with_meaning(
        "net amount of the customers of today, new ones not counted; the way shown is the one that "
        "was less far off a year ago, and how far is all that is known of its doubt",
        under_filter.NO_FILTER,
    ))  # fmt: skip
    told = ways.assign(chosen=ways["chosen"].map({True: "shown", False: ""}))
    tables.table(told, WAYS, "ways", file_name="expected-value", height="content")
    answer.how_counted("clv_expected")


def show_worth() -> None:
    """What hangs on the leak, in the shop's own money, beside what is said everywhere."""
    found = session.ask("leak_worth.worth")
    if found.empty:
        answer.too_few("Too few months are known in which anybody could have lapsed.")
        return
    figures.show_figure(
        charts.worth(
            found, title=sentences.worth_title(found, formats),
            subtitle=page.subtitle("simulated, all else as in the last twelve months",
                                   int(found["now"].iloc[0]), who="active",
                                   meaning=under_filter.FIRST),
            **page.look,
        ),
        key="worth",
    )  # fmt: skip
    answer.how_counted("leak_worth")
    st.markdown(plain(sentences.worth_said(found, formats)))
    answer.note(plain(sentences.claims_said(claims.worth(), formats)))
    factor = sentences.regulars_factor(session.ask("overview.regulars"), formats)
    if factor:
        st.markdown(plain(factor))
    tables.numbers(found, WORTH, "worth", file_name="leak-worth")


value = session.ask("value.historic")
if value.empty:
    answer.too_few("No customer made a first purchase inside these filters.")
    st.stop()
if value["amount"].isna().all():
    answer.headline("These files tell no amounts, so nothing can be said of what customers bring.")
    st.stop()
what = "margin" if value["margin"].notna().all() else "amount"
line = session.ask("value.curve")
steps, kept = session.ask("bridge.bridge"), session.ask("bridge.retained")
paid = session.ask("acquisition.payback")
answer.headline(
    plain(sentences.headline(kept, steps, formats)),
    plain(sentences.beside(value, line, what, formats)),
)
if what == "amount":
    answer.note(sentences.NO_MARGIN)
if page.filters.segments:
    answer.note(chosen.NO_HISTORY)
# what winning one cost is known of everybody together
known = len(paid) and what == "margin" and not page.filters.narrows
show_curve(line, what, paid["cac"].iloc[0] if known else None)
views = ("Revenue bridge", "By beginning", "Cost of winning", "Next year", "What leak is worth")
shown = st.tabs(views, key="view", bind="query-params", on_change="rerun")
for tab, show in zip(
    shown,
    (lambda: show_bridge(steps, kept), lambda: show_groups(what), lambda: show_payback(paid),
     show_expected, show_worth),
    strict=True,
):  # fmt: skip
    if tab.open:
        with tab:
            show()
