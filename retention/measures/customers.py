"""Lists of customers, and everything about one of them."""

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.formatting import Formats
from retention.measures import behind as marks
from retention.measures.rhythm import expected_next
from retention.store import Snapshot

COLUMNS = [
    "customer", "orders", "amount", "first", "last", "gap_days", "overdue_ratio", "status",
    "risk", "expected_next_low", "expected_next_high", "name", "segment", "value", "customer_key",
]  # fmt: skip
_RENAMED = {"purchases": "orders", "first_day": "first", "last_day": "last"}
_FACTS = [
    "customer", "orders", "amount", "first", "last", "gap_days", "overdue_ratio", "status",
    "risk", "expected_next_low", "expected_next_high", "name", "segment", "value", "email",
    "phone", "city", "country", "r", "f", "m", "days_since", "rhythm", "weekly_silent",
    "amount_share", "bought_amount", "returned_amount", "products", "late_orders",
    "delivered_orders", "first_product", "first_category", "first_channel", "first_store",
    "first_salesperson", "first_discounted", "first_coupon", "last_channel", "last_store",
    "last_salesperson", "other_numbers", "customer_key", "consent_email", "consent_phone",
    "consent_sms",
]  # fmt: skip


_LONGEST_TOLD = 80  # characters of a number that nobody has


def customers(snapshot: Snapshot, *, scores: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per customer with a purchase inside the filters, the largest amount first.

    Columns: ``customer``, ``orders`` (purchases), ``amount`` (net), ``first``, ``last`` (days of
    purchase), ``gap_days`` (own gap), ``overdue_ratio``, ``status``, ``risk`` (0–1; from
    ``scores``, a table of ``customer_key`` and ``risk``, else empty), ``expected_next_low`` and
    ``expected_next_high`` (P25–P75; empty once the rhythm is broken or lapsed), ``name``,
    ``segment``, ``value`` (net amount of the last 2H days, per H), ``customer_key``. All of the
    whole history, also under a filter.
    """
    return _dressed(snapshot, snapshot.ask("customers/table"), scores)[COLUMNS]


def behind(snapshot: Snapshot, *, kind: str, **values) -> pd.DataFrame:
    """The customers behind a mark of a chart, as in ``customers``; kinds and their values are in
    ``retention.measures.behind.KINDS``. ``Refused`` for an unknown kind or value."""
    table = snapshot.ask("customers/table")
    table = table[table["customer_key"].isin(marks.keys(snapshot, kind, values))]
    return _dressed(snapshot, table.reset_index(drop=True), None)[COLUMNS]


def one(snapshot: Snapshot, *, customer: str, scores: pd.DataFrame | None = None) -> pd.DataFrame:
    """Everything known of one customer, one row, whatever the filters.

    The columns of ``customers``, then contact fields (``email``, ``phone``, ``city``,
    ``country``), scores ``r``, ``f``, ``m``, ``days_since``, ``rhythm``, ``weekly_silent``,
    ``amount_share`` (of all customers' amount), ``bought_amount``, ``returned_amount``,
    ``products`` (how many different ones), ``delivered_orders`` (days whose order was promised for
    a day and delivered by ``as_of``), ``late_orders`` (those of them delivered after it), what the
    first and the last purchase were like (``first_product`` … ``last_salesperson``),
    ``other_numbers`` (merged with this one, between " · "), ``customer_key``, ``consent_email``,
    ``consent_phone``, ``consent_sms`` (yes, no, unknown). ``customer`` may be any of the numbers.
    ``Refused`` where nobody of that number has bought by ``as_of``.
    """
    found = snapshot.ask("customers/one", customer=customer)
    if found.empty:
        raise Refused(_why_nobody(snapshot, customer))
    found = found.merge(snapshot.ask("contacts/consent"), on="customer_key", how="left")
    return _dressed(snapshot, found, scores)[_FACTS]


def with_own_rhythm(table: pd.DataFrame) -> pd.DataFrame:
    """A list of customers as people read it: who bought once has no gap of her own, and everybody's
    (``gap_days``, ``overdue_ratio``) would read like hers. Lists without ``orders`` stay as they
    are."""
    if "orders" not in table:
        return table
    own = [name for name in ("gap_days", "overdue_ratio") if name in table]
    return table.assign(**{name: table[name].where(table["orders"] > 1) for name in own})


def timeline(snapshot: Snapshot, *, customer: str) -> pd.DataFrame:
    """What one customer bought and brought back, one row per day and kind, whatever the filters.

    Columns: ``day``, ``kind`` (purchase or return, on its own day), ``amount`` (net; returns
    negative), ``products`` (names of the five largest), ``product_count``, ``lines``.
    """
    return snapshot.ask("customers/timeline", customer=customer)


def products(snapshot: Snapshot, *, customer: str) -> pd.DataFrame:
    """The products of one customer, the largest amount first, whatever the filters; fees left out.

    Columns: ``product``, ``product_name``, ``category``, ``days`` (on which it was bought),
    ``quantity``, ``amount`` (both net of returns), ``first``, ``last``.
    """
    return snapshot.ask("customers/products", customer=customer)


def search(snapshot: Snapshot, *, text: str, most: int = 50) -> pd.DataFrame:
    """Customers whose number, name, e-mail, phone or city hold all the words of ``text``.

    Capitals and accents do not matter; a phone is found with or without its spaces. Columns:
    ``customer``, ``name``, ``city``, ``orders``, ``amount``, ``last``, ``status``; the exact number
    first, then the largest; no rows for an empty text.
    """
    words = text.lower().split()
    if not words:
        words, most = [""], 0
    return snapshot.ask("customers/search", words=words, most=most)


def _why_nobody(snapshot: Snapshot, customer: str) -> str:
    known, lines = snapshot.rows("customers/met", customer=customer)[0]
    day = Formats(snapshot.settings.locale).day(snapshot.as_of)
    if len(customer) > _LONGEST_TOLD:
        customer = customer[:_LONGEST_TOLD] + "…"
    if not known:
        return (
            f"There is no customer “{customer}” in the sales; search by name, number, e-mail "
            "or phone."
        )
    if not lines:
        return f"“{customer}” had not bought anything yet on {day}; look at a later day."
    return (
        f"“{customer}” has no purchase by {day}: the sales name only returns or lines without "
        "an amount."
    )


def _dressed(snapshot: Snapshot, table: pd.DataFrame, scores: pd.DataFrame | None) -> pd.DataFrame:
    expected = expected_next(snapshot, table)
    table["expected_next_low"], table["expected_next_high"] = expected["low"], expected["high"]
    table["value"] = table.pop("amount_2h") / 2
    table["risk"] = np.nan
    if scores is not None:
        table["risk"] = table["customer_key"].map(scores.set_index("customer_key")["risk"])
    return table.rename(columns=_RENAMED)
