"""From receipts and lines to rows of the export, the way a till and a web shop write them.

A shop's till gives a return its own receipt number; the web shop books it on the old order
number under the day of the credit note. A cancelled web order keeps its lines, with the status.
Money is counted in whole cents, so amount = quantity × unit price − discount to the cent.
"""

from collections.abc import Iterator

import numpy as np

from retention.demo import days
from retention.demo.baskets import Lines
from retention.demo.catalogue import DELIVERY, Catalogue
from retention.demo.habits import SELLERS, STORES, Habits
from retention.demo.people import Card
from retention.demo.receipts import Receipts
from retention.demo.visits import COUPONS, NOBODY

HEADER = (
    "order_id",
    "ordered_at",
    "customer",
    "customer_name",
    "email",
    "phone",
    "product",
    "product_name",
    "category",
    "quantity",
    "unit_price",
    "discount",
    "amount",
    "unit_cost",
    "currency",
    "city",
    "country",
    "channel",
    "store",
    "salesperson",
    "coupon_code",
    "promised_at",
    "delivered_at",
    "status",
)
_TILL = ("H", "T", "S")  # receipt letters of the three shops; W is the web shop
_WEB = "W"
_FREE_DELIVERY_FROM, _WEB_FEE, _SHOP_FEE = 4_000, 490, 390  # cents
_PRICE_RISES = (
    (days.number(days.FIRST_DAY.replace(2025, 1, 1)), 1.03),
    (days.number(days.FIRST_DAY.replace(2026, 1, 1)), 1.04),
)
_NOT_DELIVERED = "", ""


class Ledger:
    """Writes rows in the order of time; numbers receipts per till as it goes."""

    def __init__(
        self, receipts: Receipts, lines: Lines, habits: Habits, goods: Catalogue, cards: list[Card]
    ):
        self._sale, self._minute = receipts.sale, receipts.minute
        self._lines, self._habits, self._goods, self._cards = lines, habits, goods, cards
        self._numbers = dict.fromkeys((*_TILL, _WEB), 0)
        self._order_ids: dict[int, str] = {}

    def rows(self, returned: np.ndarray, rng: np.random.Generator) -> Iterator[tuple]:
        """All rows up to the last day: sales, and the returns that happened by then."""
        starts = np.searchsorted(self._lines.receipt, np.arange(len(self._sale.day) + 1))
        events = [
            (int(day), int(minute), receipt, NOBODY)
            for receipt, (day, minute) in enumerate(zip(self._sale.day, self._minute, strict=True))
        ]
        events += self._returns(returned, rng)
        for day, minute, receipt, line in sorted(events):
            if line == NOBODY:
                yield from self._sold(day, minute, receipt, range(*starts[receipt : receipt + 2]))
            else:
                yield self._came_back(day, minute, receipt, line)

    def _returns(self, returned: np.ndarray, rng: np.random.Generator) -> list[tuple]:
        """Events (day, minute, receipt, line) some days after the goods were in hand."""
        receipt = self._lines.receipt[returned]
        sale = self._sale
        day = np.maximum(sale.day, sale.delivered_day)[receipt] + rng.integers(2, 17, len(receipt))
        minute = rng.integers(10 * 60, 18 * 60, len(receipt))
        known = day < days.DAYS - 1
        day, minute, receipt, line = day[known], minute[known], receipt[known], returned[known]
        day = day + days.is_sunday(day)
        return list(zip(*(column.tolist() for column in (day, minute, receipt, line)), strict=True))

    def _sold(self, day: int, minute: int, receipt: int, lines: range) -> Iterator[tuple]:
        order_id = self._order_ids[receipt] = self._next_number(receipt)
        delivery, status = self._delivery(receipt)
        head = self._head(order_id, day, minute, receipt)
        tail = self._tail(receipt, delivery, status)
        goods_cents = 0
        for line in lines:
            numbers, amount = self._money(line, day, sign=1)
            goods_cents += amount
            yield (*head, *self._product(line), *numbers, *tail)
        fee = self._fee(receipt, goods_cents)
        if fee:
            price = _money_text(fee)
            yield (*head, *DELIVERY, "", "1", price, "0.00", price, "", *tail)

    def _came_back(self, day: int, minute: int, receipt: int, line: int) -> tuple:
        online = self._sale.online[receipt]
        order_id = self._order_ids[receipt] if online else self._next_number(receipt)
        numbers, _ = self._money(line, int(self._sale.day[receipt]), sign=-1)
        head = self._head(order_id, day, minute, receipt)
        return (
            *head,
            *self._product(line),
            *numbers,
            *self._tail(receipt, _NOT_DELIVERED, "returned"),
        )

    def _next_number(self, receipt: int) -> str:
        online = self._sale.online[receipt]
        letter = _WEB if online else _TILL[self._sale.store[receipt]]
        self._numbers[letter] += 1
        return f"{letter}-{self._numbers[letter]:06d}"

    def _head(self, order_id: str, day: int, minute: int, receipt: int) -> tuple:
        ordered_at = f"{days.text(day)} {minute // 60:02d}:{minute % 60:02d}:00"
        customer = self._sale.customer[receipt]
        if customer == NOBODY:
            return order_id, ordered_at, "", "", "", ""
        card = self._cards[customer]
        return order_id, ordered_at, f"C{customer + 1:05d}", card.name, card.email, card.phone

    def _product(self, line: int) -> tuple[str, str, str]:
        product, goods = self._lines.product[line], self._goods
        return goods.codes[product], goods.names[product], goods.categories[goods.category[product]]

    def _money(self, line: int, day: int, sign: int) -> tuple[tuple, int]:
        """Quantity, price, discount, amount and unit cost as text; the amount also in cents."""
        product = self._lines.product[line]
        quantity = sign * int(self._lines.quantity[line])
        price = _price_on(int(self._goods.price_cents[product]), day)
        percent = int(self._sale.percent_off[self._lines.receipt[line]])
        discount = sign * -(-abs(quantity) * price * percent // 100)  # rounded up, for the customer
        amount = quantity * price - discount
        cost = round(price * float(self._goods.cost_share[product]))
        return (str(quantity), *map(_money_text, (price, discount, amount, cost))), amount

    def _fee(self, receipt: int, goods_cents: int) -> int:
        if self._sale.online[receipt]:
            return _WEB_FEE if goods_cents < _FREE_DELIVERY_FROM else 0
        return _SHOP_FEE if self._sale.promised_day[receipt] != NOBODY else 0

    def _delivery(self, receipt: int) -> tuple[tuple[str, str], str]:
        """(promised_at, delivered_at) and the status of the order on the last day."""
        promised = self._sale.promised_day[receipt]
        if promised == NOBODY:
            return _NOT_DELIVERED, "completed"
        if self._sale.cancelled[receipt]:
            return (days.text(promised), ""), "cancelled"
        arrived = self._sale.delivered_day[receipt]
        if arrived >= days.DAYS:
            return (days.text(promised), ""), "open"
        return (days.text(promised), days.text(arrived)), "completed"

    def _tail(self, receipt: int, delivery: tuple[str, str], status: str) -> tuple:
        sale = self._sale
        customer, seller = sale.customer[receipt], sale.seller[receipt]
        card = None if customer == NOBODY else self._cards[customer]
        return (
            "EUR",
            card.city if card else "",
            card.country if card else "",
            "online" if sale.online[receipt] else "shop",
            STORES[sale.store[receipt]],
            "" if seller == NOBODY else SELLERS[seller],
            COUPONS[sale.coupon[receipt]],
            *delivery,
            status,
        )


def _price_on(cents: int, day: int) -> int:
    """List price on a day, rounded to ten cents, after the rises of each new year."""
    factor = 1.0
    for from_day, rise in _PRICE_RISES:
        factor *= rise if day >= from_day else 1.0
    return cents if factor == 1.0 else round(cents * factor / 10) * 10


def _money_text(cents: int) -> str:
    """Whole cents as a decimal number with a point: -5 → "-0.05"."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
