"""The planted stories: everything in the sample that is not chance, as numbers.

"Leave" below is the chance that a customer never buys again after one purchase. Each story adds
to that chance (in shares of 1) for the purchases it names. `data/README.md` tells the stories in
words, with what they come to in the file; `tests/demo` finds each of them again in the file.
"""

from dataclasses import dataclass
from datetime import date

CUSTOMERS = 4_000
LEAVE_AFTER_FIRST = 0.53  # ordinary chance of never coming back after the first purchase


@dataclass(frozen=True)
class LateSpring:
    """Story 1: one store delivers late for one spring, and late customers leave."""

    store: str = "Harbour"
    first: date = date(2026, 3, 1)
    last: date = date(2026, 5, 31)
    late_share: float = 0.45
    usual_late_share: float = 0.06
    leave_more: float = 0.50  # after any late delivery, anywhere


@dataclass(frozen=True)
class WelcomeCoupon:
    """Story 2: an advert with a coupon brings people who buy once."""

    code: str = "WELCOME20"
    percent: int = 20
    first: date = date(2024, 9, 1)
    last: date = date(2026, 8, 31)
    share_of_online_first_orders: float = 0.40
    leave_more: float = 0.25


@dataclass(frozen=True)
class Keeper:
    """Story 3: one salesperson keeps the customers whose first order she takes."""

    salesperson: str = "Elena Rossi"
    leave_less_after_first: float = 0.10
    later_leave_factor: float = 0.50


@dataclass(frozen=True)
class EntryCategory:
    """Story 4: people who begin with one category come back."""

    category: str = "Coffee beans"
    leave_less_after_first: float = 0.18


@dataclass(frozen=True)
class SilentRegulars:
    """Story 5: large regulars, all silent since six to eight weeks before the last day."""

    customers: int = 36
    gap_days: float = 11.0
    longest_gap_days: int = 13
    silent_from_days: int = 42
    silent_to_days: int = 56


@dataclass(frozen=True)
class SaleFirst:
    """Story 6: a first order in a clearance sale, 20 % off or more, with no coupon."""

    percents: tuple[int, ...] = (20, 25, 30)
    share_of_orders: float = 0.60
    windows: tuple[tuple[int, int, int], ...] = ((1, 2, 25), (7, 1, 21))  # month, first, last day
    leave_more: float = 0.17


@dataclass(frozen=True)
class FragileProduct:
    """Story 7: one product comes back broken, and so do fewer of its buyers."""

    product: str = "Glass teapot 0.8 l"
    share_of_orders: float = 0.045
    return_share: float = 0.18
    usual_return_share: float = 0.018  # orders with a return, any other product
    leave_more: float = 0.28


@dataclass(frozen=True)
class Giveaway:
    """Story 8: a tasting box almost given away for a month; many came, few stayed."""

    store: str = "Station"
    first: date = date(2025, 6, 1)
    last: date = date(2025, 6, 30)
    customers: int = 260
    product: str = "Summer tasting box"
    leave_more: float = 0.38


@dataclass(frozen=True)
class Pair:
    """Story 9: two products bought together."""

    product: str = "Pour-over dripper"
    companion: str = "Paper filters 100"
    together_share: float = 0.60


LATE_SPRING = LateSpring()
WELCOME = WelcomeCoupon()
KEEPER = Keeper()
ENTRY = EntryCategory()
SILENT = SilentRegulars()
SALE = SaleFirst()
FRAGILE = FragileProduct()
GIVEAWAY = Giveaway()
PAIR = Pair()
