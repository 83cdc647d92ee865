"""The month that a column is called by: "Январь 2024", "01.2024", "Jan 24", "2024-01"."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache

from retention.ingest.known_layouts import plain_names

_IN_NUMBERS = re.compile(
    r"(?:(?P<month>0?[1-9]|1[0-2])[./-](?P<year>(?:19|20)\d{2})"
    r"|(?P<year_first>(?:19|20)\d{2})[./-](?P<month_last>0?[1-9]|1[0-2])(?:-01)?)\.?(?=\s|$)"
)
_IN_LETTERS = re.compile(
    r"(?:(?P<name>[^\W\d_]{2,12})\.?[ \-'’/,]{0,2}(?P<year>(?:19|20)\d{2}|\d{2})"
    r"|(?P<year_first>(?:19|20)\d{2})\.?[ \-/]{1,2}(?P<name_last>[^\W\d_]{2,12})\.?)"
    r"(?:\s?(?:г|р|year|года?|року)\b\.?)?(?=\s|$)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def month_in(cell: str, year: int | None = None) -> tuple[date, str] | None:
    """The first day of the month a heading begins with, and the words behind it; else ``None``.
    With ``year``, which stands elsewhere, the month's name alone is enough."""
    text = " ".join(cell.split())
    name, _, rest = text.partition(" ")
    number = _numbers().get(_plain(name.rstrip(".")))
    if year and number and not rest[:1].isdigit():
        return date(year, number, 1), rest
    found = _IN_NUMBERS.match(text)
    if found:
        number = int(found["month"] or found["month_last"])
    else:
        found = _IN_LETTERS.match(text)
        number = found and _numbers().get(_plain(found["name"] or found["name_last"]))
    if not number:
        return None
    year = int(found["year"] or found["year_first"])
    return date(year if year > 99 else 2000 + year, number, 1), text[found.end() :].strip()


def year_told(texts: Iterable[str]) -> int | None:
    """The year that titles name; ``None`` where they name none, or several."""
    years = {int(year) for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def every_name() -> tuple[list[int], list[str]]:
    """The number of each name of a month, and the names, as the languages write them."""
    pairs = [(int(at), name) for at, names in plain_names()["months"].items() for name in names]
    return [number for number, _ in pairs], [name for _, name in pairs]


@cache
def _numbers() -> dict[str, int]:
    return {_plain(name): number for number, name in zip(*every_name(), strict=True)}


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
