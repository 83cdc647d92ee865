"""How this business counts: the few answers that every number depends on."""

from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, available_timezones

from babel.numbers import list_currencies

from retention.errors import Refused

MIN_HORIZON_DAYS = 30
MAX_HORIZON_DAYS = 180
_CURRENCIES = frozenset(list_currencies()) - {"XXX", "XTS"}


@dataclass(frozen=True)
class Settings:
    """The answers given so far; ``None`` is a question still open.

    ``currency``       ISO code of every amount, such as ``EUR``
    ``margin_share``   margin as a share of the amount where a line brings no cost, 0–1; no default
    ``day_starts_at``  hour at which a business day begins, 0–12 (bars close at 3)
    ``time_zone``      IANA name, such as ``Europe/Budapest``
    ``horizon_days``   H, frozen once customers have come back: one is active for 2H days
    ``locale``         how numbers and dates are written, such as ``en_GB``
    """

    currency: str | None = None
    margin_share: Decimal | None = None
    day_starts_at: int = 0
    time_zone: str | None = None
    horizon_days: int | None = None
    locale: str = "en_GB"

    def changed(self, **answers) -> "Settings":
        """The same settings with some answers changed; raises ``Refused`` for an impossible one."""
        unknown = set(answers) - {field.name for field in fields(self)}
        if unknown:
            raise Refused(f"There is no setting called {', '.join(sorted(unknown))}.")
        return replace(self, **{name: _checked(name, value) for name, value in answers.items()})

    @property
    def horizon(self) -> int:
        """H as it is counted with, in days: the shortest one until somebody has come back."""
        return self.horizon_days or MIN_HORIZON_DAYS

    @property
    def answered(self) -> bool:
        """Whether the first-use questions have been answered."""
        return self.currency is not None and self.time_zone is not None


def to_text(settings: Settings) -> dict[str, str]:
    """Every answered setting as text, for the database."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    return {name: str(value) for name, value in values.items() if value is not None}


def from_text(texts: dict[str, str]) -> Settings:
    """Settings from the texts of the database; names of other versions are passed over."""
    known = {field.name for field in fields(Settings)}
    return Settings().changed(**{name: text for name, text in texts.items() if name in known})


def _checked(name, value):
    if value is None:
        if name in ("day_starts_at", "locale"):
            raise Refused(f"The setting {name} needs a value.")
        return None
    return _CHECKS[name](value)


def _currency(value) -> str:
    code = str(value).strip().upper()
    if len(code) != 3 or not code.isalpha():
        raise Refused(f"“{value}” is not a currency code; give three letters such as EUR or GBP.")
    return code


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has the code, also one of earlier years; "XXX", no currency, is none."""
    return code in _CURRENCIES


def _margin(value) -> Decimal:
    try:
        share = Decimal(str(value))
    except InvalidOperation:
        share = Decimal("NaN")
    if not (share.is_finite() and 0 <= share <= 1):
        raise Refused(f"The margin “{value}” is not a share; give a number from 0 to 1.")
    return share


def _hour(value) -> int:
    return _whole_number("the hour at which the day starts", value, 0, 12)


def _horizon(value) -> int:
    return _whole_number("the horizon in days", value, MIN_HORIZON_DAYS, MAX_HORIZON_DAYS)


def _whole_number(what, value, low, high) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise Refused(f"“{value}” is not {what}; give a whole number from {low} to {high}.")
    return number


def _time_zone(value) -> str:
    if str(value) not in available_timezones():
        raise Refused(f"“{value}” is not a time zone; give a name such as Europe/Budapest.")
    return ZoneInfo(str(value)).key


_CHECKS = {
    "currency": _currency,
    "margin_share": _margin,
    "day_starts_at": _hour,
    "time_zone": _time_zone,
    "horizon_days": _horizon,
    "locale": str,
}
