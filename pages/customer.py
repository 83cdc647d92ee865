"""Everything about one customer."""

from pages.shared import guard  # isort: skip

from datetime import date

import streamlit as st

from pages.shared import answer, customer_notes, figures, session, sharp_changes, tables
from pages.shared.customers import customers_table
from pages.shared.words import plain
from retention.actions import contacts, playbook
from retention.charts import customer as charts
from retention.errors import Refused
from retention.formatting import missing
from retention.measures.sentences import customer as sentences
from retention.store import Filters

page = guard.open_page("customer")
formats = page.formats
horizon_days = session.database().settings.horizon
CUSTOMER = "customer"
BOUGHT = {
    "product_name": ("Product", None),
    "category": ("Category", None),
    "days": ("Days bought", "number"),
    "quantity": ("Quantity", "number"),
    "amount": ("Amount", "money"),
    "first": ("First", "day"),
    "last": ("Last", "day"),
}
VISITS = {
    "day": ("Day", "day"),
    "kind": ("What", None),
    "amount": ("Amount", "money"),
    "products": ("Products", None),
}


def ask(measure: str, **options):
    """A question about the whole history: this page has no filters."""
    return session.ask(measure, filters=Filters(), **options)


def find() -> None:
    """Search by number, name, e-mail, phone or city; a click opens the customer."""
    wanted = st.text_input(
        "Find a customer", key="find", type="search", width=480, max_chars=100,
        placeholder="name, number, e-mail, phone or town",
    )  # fmt: skip
    if not (wanted or "").strip():
        return
    found = ask("customers.search", text=wanted)
    if found.empty:
        answer.too_few(f"Nobody who has bought is called “{wanted}”; try a part of the name.")
        return
    customers_table(found, "found", file_name="customers-found")


def known(customer: str):
    """The facts of a customer, or None and a plain sentence where nobody has that number."""
    try:
        return ask("customers.one", customer=customer).iloc[0]
    except Refused as refused:
        answer.headline(plain(refused))
        return None


def facts(row) -> None:
    """Who they are and what they have brought."""
    metrics = [
        ("Purchases", formats.number(row["orders"])),
        ("Amount so far", formats.money(row["amount"])),
        ("Last purchase", formats.day(row["last"])),
        ("Segment", row["segment"]),
    ]
    if row["orders"] == 1:
        metrics[1] = ("Amount of the only purchase", metrics[1][1])
    elif row["status"] != "lapsed":
        metrics.insert(2, (f"Per {horizon_days} days, lately", formats.money(row["value"])))
    for column, (label, value) in zip(st.columns(len(metrics)), metrics, strict=True):
        column.metric(label, plain(value), border=True, height="stretch")
    details = ("customer", "other_numbers", "email", "phone", "city", "country")
    st.caption(" · ".join(plain(row[each]) for each in details if not missing(row[each])))
    both = sentences.both_hold(row)
    if both:
        st.markdown(plain(both))


def assessed(row):
    """The customer's row in the scores of the risk model; None for whom it does not score."""
    try:
        with st.spinner("Learning from your sales who may leave …"):
            scores = ask("models.risk.assess").scores
    except Refused:
        return None
    mine = scores[scores["customer_key"] == row["customer_key"]]
    return mine.iloc[0] if len(mine) else None


def what_to_do(row) -> None:
    """Risk, its reason and the action that answers it."""
    score = assessed(row)
    reason = None if score is None else score["reason"]
    reach = contacts.reach(row.to_frame().T).iloc[0]
    todo = playbook.action(row["segment"], row["status"], reason, reach=reach)
    with st.container(border=True, key="todo"):
        if score is not None:
            st.markdown(plain(sentences.risk(score, horizon_days, formats)))
        st.markdown(f"**{plain(todo)}**")
        if score is not None:
            answer.how_counted("risk")


def timeline(row) -> None:
    """The main picture: every day of buying, and what was bought on the day clicked."""
    visits = ask("customers.timeline", customer=row["customer"])
    expected = None
    if not missing(row["expected_next_low"]) and row["status"] != "lapsed":
        expected = (row["expected_next_low"], row["expected_next_high"])
    subtitle = page.subtitle("net amount of each day; what was brought back points down")
    picked = figures.show_figure(
        charts.timeline(
            visits, expected=expected, as_of=page.as_of,
            title=sentences.timeline_title(visits, row["orders"], formats),
            subtitle=subtitle, **page.look,
        ),
        key="timeline",
    )  # fmt: skip
    answer.how_counted("expected_next")
    if picked and isinstance(picked["day"], date):
        day = visits[(visits["day"].dt.date == picked["day"]) & (visits["kind"] == picked["of"])]
        st.markdown(f"**{formats.day(picked['day'])}**")
        tables.table(day, VISITS, "day", file_name="day")
    newest = visits.iloc[::-1]
    with st.expander("Every day of buying", key="visits"):
        tables.table(newest, VISITS, "visits", file_name=f"visits-{row['customer']}", height=420)


def bought(row) -> None:
    """Their products, the largest amount first."""
    products = ask("customers.products", customer=row["customer"])
    st.subheader("What they buy", anchor=False)
    if products.empty:
        answer.note("The files name no products for these purchases.")
        return
    tables.table(products, BOUGHT, "products", file_name=f"products-{row['customer']}",
                 height=380 if len(products) > 9 else "auto")  # fmt: skip


def show(customer: str) -> None:
    row = known(customer)
    if row is None:
        return
    name = row["customer"] if missing(row["name"]) else row["name"]
    answer.headline(
        plain(f"{name}. {sentences.rhythm(row, formats)}"),
        plain(sentences.standing(row, horizon_days, formats)),
    )
    facts(row)
    timeline(row)
    what_to_do(row)
    told = (
        sentences.beginnings(row, formats),
        sentences.troubles(row, formats),
        sharp_changes.of_customer(row["customer"], formats),
    )
    st.markdown(plain(" ".join(each for each in told if each)))
    bought(row)
    customer_notes.show(row["customer"])


find()
st.space("small")
chosen = st.query_params.get(CUSTOMER)
if chosen:
    show(chosen)
elif not st.session_state.get("find"):
    answer.headline("Whom would you like to know better?")
    answer.note("Search above, or pick one of the customers who bring most.")
    customers_table(
        ask("customers.customers").head(10)[["customer", "name", "status", "orders", "amount",
                                             "last", "segment"]],
        "largest", file_name="largest-customers",
    )  # fmt: skip
