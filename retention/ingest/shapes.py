"""What one cell looks like: a number, a date, a contact, or plain text."""

import re

_BLANK = r"\s\u2000-\u200a\u205f"
_GROUPED = rf"\d{{1,3}}(?:[ {_BLANK}'’´.,]\d{{2,3}})*(?:[.,]\d+)?"
_NUMBER = re.compile(
    r"[-+−–‑(]*\s*(?:[^\W\d_]{1,4}\.?|[€$£¥₽₴₺₹₸zł%])?\s*[-+−–‑(]*\s*"
    r"(?:[^\W\d_]{1,3}[$.]?|[€$£¥₽₴₺₹₸])?\s*"
    rf"(?:{_GROUPED}|\d+(?:[.,]\d*)?|[.,]\d+)(?:E[-+]?\d+)?"
    r"\s*[-−–‑)]*\s*(?:[^\W\d_]{1,7}\.?|[€$£¥₽₴₺₹₸%])?\s*[-−–‑)]*",
    re.IGNORECASE,
)
_TIME = (
    r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    r"\s*(?:[AP]\.?M\.?)?(?:\s?(?:Z|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?))*)?"
)
_DATE = re.compile(
    r"(?:[^\W\d_]{2,13}\.?,\s+|[^\W\d_]{2,3}\.?\s+)?"
    r"(?:\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}\.?"
    r"|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?:\d{4}|\d{2})(?:\s?(?:г\.?|г|р\.?))?"
    r"|\d{1,2}[-. ]+(?:de )?[^\W\d_]{2,12}\.?[-., ]+(?:de )?(?:\d{4}|\d{2})(?:\s?(?:г\.?|р\.?))?"
    r"|[^\W\d_]{3,12}\.?[-\s]+\d{1,2}(?:st|nd|rd|th)?[-,\s]\s*\d{4}"
    r"|(?:19|20)\d{2}\.?\s[^\W\d_]{3,12}\.?\s\d{1,2}\.?"
    rf"){_TIME}",
    re.IGNORECASE,
)
_COMPACT_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{2}){0,3}")
_SERIAL_DAY = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?")  # 1954 to 2091
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AP]\.?M\.?)?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s().\-/]{7,20}")


def is_number(cell: str) -> bool:
    """A plain number or money in any of our notations, with or without its currency."""
    return bool(_NUMBER.fullmatch(cell.strip()))


def is_date(cell: str) -> bool:
    """A date, with or without its time; ``yyyymmdd`` too."""
    cell = cell.strip()
    return bool(_DATE.fullmatch(cell) or _COMPACT_DATE.fullmatch(cell))


def is_serial_day(cell: str) -> bool:
    """A date as a spreadsheet counts it: days since 30 December 1899, the time as their share."""
    return bool(_SERIAL_DAY.fullmatch(cell.strip()))


def is_email(cell: str) -> bool:
    return bool(_EMAIL.fullmatch(cell.strip()))


def is_phone(cell: str) -> bool:
    cell = cell.strip()
    return bool(_PHONE.fullmatch(cell)) and sum(map(str.isdigit, cell)) >= 7


def is_text(cell: str) -> bool:
    """Words rather than a value: what a header is made of."""
    return bool(cell.strip()) and not is_number(cell) and not is_date(cell)


def is_clock_time(cell: str) -> bool:
    """A time of day alone."""
    return bool(_CLOCK.fullmatch(cell.strip()))


def rough_number(cell: str) -> float | None:
    """About what number a cell holds, for comparing columns only; amounts are read in SQL.

    A single separator before three digits is taken for thousands.
    """
    if not is_number(cell):
        return None
    digits = re.sub(r"[^\d.,]", "", cell).strip(".,")
    whole, mark, rest = max(
        (digits.rpartition(sign) for sign in ".,"), key=lambda parts: len(parts[0])
    )
    if not mark:
        whole, rest = digits, ""
    elif len(rest) == 3 and whole not in ("", "0"):
        whole, rest = whole + rest, ""
    number = float(re.sub(r"\D", "", whole) + "." + rest if rest else re.sub(r"\D", "", whole))
    return -number if re.match(r"^\D*[-−–(]", cell.strip()) else number
