"""Shops for the pages about leaving: one whose model may speak, and odd ones."""

import re
from datetime import timedelta

import pytest

from tests.models.simulated import START, visits
from tests.worlds import world, world_of

HORIZON_DAYS = 60


def lively(customers: int = 300, **settings):
    """A shop of MBG/NBD customers: two stores, costs, late deliveries, names, every second one
    with an e-mail address and every third with a telephone."""
    return world_of(
        rows_of(customers), horizon_days=HORIZON_DAYS, **({"currency": "EUR"} | settings)
    )


def rows_of(customers: int) -> list[dict]:
    """The lines of ``lively``."""
    return [_row(*row) for row in visits(customers).itertuples(index=False)]


def _row(customer: int, day: int, amount: float) -> dict:
    ordered = START + timedelta(days=int(day))
    late = customer % 4 == 0
    return {
        "customer": f"c{customer}", "customer_name": f"Customer No {customer}",
        "ordered_at": ordered, "amount": f"{amount:.2f}", "quantity": 1,
        "unit_cost": f"{amount * 0.6:.2f}", "product": f"p{customer % 5}",
        "product_name": f"Product {customer % 5}", "country": "IE",
        "store": ("Quay", "Mill")[customer % 2],
        "email": f"c{customer}@example.org" if customer % 2 == 0 else None,
        "phone": f"+353 20 910 {1000 + customer}" if customer % 3 == 0 else None,
        "promised_at": ordered.date().isoformat(),
        "delivered_at": (ordered + timedelta(days=2 if late else 0)).date().isoformat(),
    }  # fmt: skip


# What no page may break on; each is the text of a world.
ODD = {
    "one customer": "anna 2024-05-01",
    "one day": "anna 2024-05-01\nbert 2024-05-01\ncleo 2024-05-01",
    "nobody returns": "\n".join(f"c{n} 2024-0{1 + n % 8}-{10 + n % 18}" for n in range(60)),
    "everybody returns": "\n".join(
        f"c{n} 2024-0{month}-{10 + n}" for n in range(15) for month in range(1, 9)
    ),
    "long silence": "anna 2022-01-05\nbert 2024-06-01",
    "markup for a name": "\n".join(
        f"<script>{n} 2024-0{month}-{10 + n} customer_name=<script>alert({n})</script>:red[x]"
        for n in range(3) for month in (3, 4, 5)
    ),
    "returns only": "anna 2024-05-01 -10",
    "nothing but nameless": "- 2024-05-01 10\n- 2024-06-01 12",
}  # fmt: skip
odd_shops = pytest.mark.parametrize("text", ODD.values(), ids=ODD)


def odd(text: str):
    return world(text, horizon_days=None)


def broken(app) -> bool:
    """Whether the page showed an exception or the code of an error."""
    return bool(app.exception) or any(re.search(r"code R-", each.value) for each in app.error)


def figures(app) -> list[str]:
    """The titles of the pictures on the page, as shown above them."""
    return [each.value for each in app.subheader]
