"""The sample's calendar. A day is an integer, 0 = the first day; nothing reads the clock."""

from datetime import date, timedelta

import numpy as np

FIRST_DAY = date(2023, 11, 1)
LAST_DAY = date(2026, 10, 31)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
SUNDAY = 6

_DATES = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
_MONTH = np.array([d.month for d in _DATES])
_DAY_OF_MONTH = np.array([d.day for d in _DATES])
_WEEKDAY = np.array([d.weekday() for d in _DATES])
# How busy a month is against the average one: Christmas on top, a quiet summer.
_SEASON = np.array([0.90, 0.92, 0.98, 1.00, 0.98, 0.94, 0.86, 0.86, 0.98, 1.04, 1.16, 1.38])


def number(day: date) -> int:
    """The integer of a date; FIRST_DAY is 0."""
    return (day - FIRST_DAY).days


def text(day: int) -> str:
    """ISO date of a day number, also past the last day."""
    return (FIRST_DAY + timedelta(days=int(day))).isoformat()


def season(days: np.ndarray) -> np.ndarray:
    """Busyness of each day's month, 1 = average."""
    return _SEASON[_MONTH[days] - 1]


def month(days: np.ndarray) -> np.ndarray:
    """Month 1–12 of each day."""
    return _MONTH[days]


def is_sunday(days: np.ndarray) -> np.ndarray:
    """The three shops are closed on Sundays."""
    return _WEEKDAY[days] == SUNDAY


def between(days: np.ndarray, first: date, last: date) -> np.ndarray:
    """Days from first to last, both included."""
    return (days >= number(first)) & (days <= number(last))


def in_yearly_window(days: np.ndarray, windows: tuple[tuple[int, int, int], ...]) -> np.ndarray:
    """Days inside any window (month, first day, last day), every year."""
    inside = np.zeros(len(days), dtype=bool)
    for month_, first, last in windows:
        day_of_month = _DAY_OF_MONTH[days]
        inside |= (_MONTH[days] == month_) & (day_of_month >= first) & (day_of_month <= last)
    return inside


def arrival_weights() -> np.ndarray:
    """How likely a new customer comes on each day, summing to 1.

    The customer card starts on the first day, so known faces sign up quickly at first; then a
    growth of 12 % a year under the season.
    """
    days = np.arange(DAYS)
    launch = 1 + 1.3 * np.exp(-days / 70)
    weights = season(days) * 1.12 ** (days / 365) * launch
    return weights / weights.sum()
