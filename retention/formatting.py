"""How numbers, money, shares and dates are written for the reader.

Digits, separators and currency follow the reader's locale through Babel. Dates and the percent
sign are written in one way for everybody, the way of tables and axes, which no locale reaches.
Whatever is missing (None, NaN, NaT) is written as an en dash, never as 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_currency_precision,
    get_decimal_symbol,
    get_group_symbol,
)

MISSING = "–"
MINUS = "\u2212"
GRAINS = ("week", "month", "quarter", "year")


@dataclass(frozen=True)
class Formats:
    """A reader's way of writing values. `currency` is an ISO code, or None where it is unknown:
    money is then written as a bare number."""

    locale: str = "en"
    currency: str | None = None

    def number(self, value, digits: int = 0) -> str:
        """1234.5 → '1,235'."""
        if missing(value):
            return MISSING
        return _minus(format_decimal(_rounded(value, digits), _pattern(digits), self._babel))

    def compact(self, value) -> str:
        """1234567 → '1.2M'; below ten thousand every digit stays."""
        if missing(value) or abs(value) < 10_000:
            return self.number(value)
        return _minus(format_compact_decimal(float(value), locale=self._babel, fraction_digits=1))

    def money(self, value, digits: int | None = None) -> str:
        """1234.5 → '€1,235'; below 100 with the currency's own decimals, unless `digits` says."""
        if missing(value):
            return MISSING
        if digits is None:
            digits = 0 if abs(value) >= 100 or value == 0 else 2
        if not self.currency:
            return self.number(value, digits)
        text = format_currency(
            _rounded(value, digits),
            self.currency,
            _money_pattern(self._babel, digits),
            locale=self._babel,
            currency_digits=False,
        )
        return _minus(text)

    def compact_money(self, value) -> str:
        """1234567 → '€1.2M', for axes and narrow places."""
        if missing(value) or abs(value) < 10_000:
            return self.money(value)
        if not self.currency:
            return self.compact(value)
        return _minus(
            format_compact_currency(
                float(value), self.currency, locale=self._babel, fraction_digits=1
            )
        )

    def share(self, value, digits: int | None = None) -> str:
        """0.374 → '37%'; below 10 % with one decimal, unless `digits` says."""
        if missing(value):
            return MISSING
        if digits is None:
            digits = 1 if 0 < abs(value) < 0.0995 else 0
        return f"{self.number(value * 100, digits)}%"

    def points(self, value, digits: int = 1) -> str:
        """A difference of shares: 0.023 → '+2.3 points'."""
        return MISSING if missing(value) else f"{self.signed(value * 100, digits)} points"

    def signed(self, value, digits: int = 0) -> str:
        """12 → '+12'; zero carries no sign."""
        text = self.number(value, digits)
        return f"+{text}" if not missing(value) and _rounded(value, digits) > 0 else text

    def share_interval(self, low, high) -> str:
        """(0.31, 0.42) → '31–42%'."""
        if missing(low) or missing(high):
            return MISSING
        digits = 1 if abs(high) < 0.0995 else 0
        first, second = self.share(low, digits), self.share(high, digits)
        return f"{first} to {second}" if MINUS in first + second else _joined(first, second)

    def count(self, value, one: str, many: str | None = None) -> str:
        """(1, 'customer') → '1 customer'; (312, 'customer') → '312 customers'."""
        word = one if value == 1 else many or f"{one}s"
        return f"{self.number(value)} {word}"

    def day(self, value) -> str:
        """→ '31 Oct 2026'."""
        if missing(value):
            return MISSING
        value = _date(value)
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def day_span(self, first, last) -> str:
        """→ '1 Oct – 31 Oct 2026'; one day stands alone."""
        if missing(first) or missing(last):
            return MISSING
        begin, end = self.day(first), self.day(last)
        if begin == end:
            return begin
        year = f"{_date(last).year}"
        return f"{begin.removesuffix(year).rstrip()} – {end}"

    def month(self, value) -> str:
        """→ 'Oct 2026'."""
        if missing(value):
            return MISSING
        value = _date(value)
        return f"{_MONTHS[value.month - 1]} {value.year}"

    def period(self, value, grain: str) -> str:
        """The name of the period that begins on `value`: '2026 W44', 'Oct 2026', 'Q4 2026'."""
        if missing(value):
            return MISSING
        value = _date(value)
        if grain == "week":
            year, week, _ = value.isocalendar()
            return f"{year} W{week:02d}"
        if grain == "quarter":
            return f"Q{(value.month + 2) // 3} {value.year}"
        return str(value.year) if grain == "year" else self.month(value)

    @property
    def separators(self) -> str:
        """Decimal sign and group sign, the way Plotly wants them for its axes."""
        return get_decimal_symbol(self._babel) + get_group_symbol(self._babel)

    @cached_property
    def _babel(self) -> Locale:
        return _parsed(self.locale)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def decimals(currency: str | None) -> int:
    """How many decimals amounts of a currency usually have; two where it is unknown."""
    return get_currency_precision(currency) if currency else 2


def exact(amount: Decimal, currency: str | None) -> str:
    """Every digit of an amount, for programs: '22.50' in euros, '0.125' where there are more."""
    usual = Decimal(1).scaleb(-decimals(currency))
    rounded = amount.quantize(usual)
    return f"{rounded if rounded == amount else amount.normalize():f}"


def missing(value) -> bool:
    """True for None, NaN and NaT."""
    return value is None or value != value or (isinstance(value, float) and math.isinf(value))


@lru_cache(maxsize=64)
def _parsed(name: str) -> Locale:
    """The locale of a browser ('de-DE') or a setting ('de_DE', 'de'); English where unknown."""
    for candidate in (name, name.replace("_", "-").split("-")[0]):
        try:
            return Locale.parse(candidate.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache(maxsize=64)
def _money_pattern(locale: Locale, digits: int) -> str:
    """The locale's money pattern with this many decimals."""
    standard = str(locale.currency_formats["standard"].pattern)
    return standard.replace("#,##0.00", _pattern(digits)).replace("#,##,##0.00", _pattern(digits))


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _rounded(value, digits: int) -> float:
    """Half away from zero, so that 0.5 reads as 1 and no '-0' is ever written."""
    scaled = math.floor(abs(float(value)) * 10**digits + 0.5 + 1e-9) / 10**digits
    return math.copysign(scaled, value) if scaled else 0.0


def _minus(text: str) -> str:
    return text.replace("-", MINUS)


def _joined(first: str, second: str) -> str:
    """'31%', '42%' → '31–42%': the unit once."""
    tail = second.lstrip("0123456789.,'\u00a0\u202f ")
    return f"{first.removesuffix(tail).rstrip()}–{second}" if tail else f"{first}–{second}"


def _date(value) -> date:
    return value.date() if hasattr(value, "date") else value
