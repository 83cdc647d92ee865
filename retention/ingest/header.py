"""Where the header of a table is, and what its columns are called."""

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from retention.ingest.months import month_in
from retention.ingest.shapes import is_text

MOST_COLUMNS = 2000
_LOOKED_AT = 30
_BODY_LOOKED_AT = 50


class TooWide(Exception):
    """A table of more than ``MOST_COLUMNS`` columns, each of which would be looked at."""


@dataclass(frozen=True)
class Header:
    """``index`` is the header's place in the rows looked at, -1 for a table without one.

    ``names`` has one unique name per column; ``kept`` are the places of those columns in a row:
    all but the nameless empty ones at the right edge. ``width`` is the width of a row as parsed.
    ``rows`` tells how many rows the header takes; ``index`` is that of the last.
    """

    index: int
    names: tuple[str, ...]
    kept: tuple[int, ...]
    width: int
    rows: int = 1


def titles_above(rows: list[list], header: Header) -> tuple[str, ...]:
    """The filled cells of the rows above the header."""
    above = rows[: max(0, header.index + 1 - header.rows)]
    return tuple(str(cell) for row in above for cell in row if str(cell).strip())


def find_header(rows: list[list[str]]) -> Header | None:
    """The header in the first ``rows`` of a file; ``None`` where they hold nothing at all.

    Title rows are emptier than the table; a header is words above values. Raises ``TooWide``.
    """
    # one row alone may be broken
    _check_width(min(sorted(map(_filled_width, rows))[-2:], default=0))
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    if not any(filled):
        return None
    usual = median(count for count in filled if count)
    full = [
        place for place, count in enumerate(filled) if count >= max(min(2, usual), 0.6 * usual)
    ][:_LOOKED_AT]
    place = _place(rows, full)
    for lower in (place + 1, place):
        if place >= 0 and 0 < lower < len(rows):
            names = _two_rows(rows, lower)
            if names:
                return _described(rows, lower, names, 2)
    return _described(rows, place, rows[place] if place >= 0 else [])


def _place(rows: list[list[str]], full: list[int]) -> int:
    for place in full:
        if _words_share(rows[place]) >= 0.7 and _stands_above_values(rows, place):
            return place
    # A table of words only, or one with no rows yet.
    for place in full[:1]:
        cells = [cell.strip() for cell in rows[place] if cell.strip()]
        if _words_share(rows[place]) == 1 and len(set(cells)) == len(cells):
            return place
    return -1


def _words_share(row: list[str]) -> float:
    cells = [cell for cell in row if cell.strip()]
    return sum(_names(cells)) / len(cells) if cells else 0.0


def _names(row: list[str]) -> list[bool]:
    """Which cells may be names of columns: words, and months where there are several, for "01.2024"
    or "Jan 24" beside others of its kind stands above amounts."""
    months = [bool(cell) and month_in(cell) is not None for cell in row]
    if sum(months) < 2:
        return [is_text(cell) for cell in row]
    return [month or is_text(cell) for cell, month in zip(row, months, strict=True)]


def _stands_above_values(rows: list[list[str]], place: int) -> bool:
    """Some column has words in this row and mostly values below."""
    body = [row for row in rows[place + 1 : place + 1 + _BODY_LOOKED_AT] if row != rows[place]]
    for column, is_name in enumerate(_names(rows[place])):
        if not is_name:
            continue
        below = [row[column] for row in body if column < len(row) and row[column].strip()]
        if below and sum(map(is_text, below)) <= len(below) / 2:
            return True
    return False


def _two_rows(rows: list[list[str]], lower: int) -> list[str] | None:
    """The names of a header whose upper row names groups of columns; ``None`` if it is none.

    "Sales | | Returns | " above "qty | amount | qty | amount" gives "Sales qty", "Sales amount" …
    A title above a header is no such row: the groups must tell equal names apart, or stand alone
    above nameless columns.
    """
    upper, under = ([" ".join(cell.split()) for cell in row] for row in rows[lower - 1 : lower + 1])
    upper += [""] * (len(under) - len(upper))
    under += [""] * (len(upper) - len(under))
    if not all(all(_names([cell for cell in row if cell])) for row in (upper, under)):
        return None
    if not any(under) or not _stands_above_values(rows, lower):
        return None
    groups = list(accumulate(upper, lambda before, own: own or before))
    spans = any(
        not above and group and name
        for above, group, name in zip(upper, groups, under, strict=True)
    )
    names = [
        name if name in ("", group) else f"{group} {name}".strip()
        for group, name in zip(groups, under, strict=True)
    ]
    names = [name or above for name, above in zip(names, upper, strict=True)]
    told = [name for name in names if name]
    named = [name for name in under if name]
    alone = any(above and name in ("", above) for above, name in zip(upper, under, strict=True))
    is_needed = alone or len(set(named)) < len(named)
    return names if spans and is_needed and len(set(told)) == len(told) else None


def _described(rows: list[list[str]], place: int, head: list[str], height: int = 1) -> Header:
    body = rows[place + 1 :]
    width = max(len(head), usual_width(body))
    named = [" ".join(cell.split()) for cell in head] + [""] * (width - len(head))
    last = max(
        (at for at in range(width) if named[at] or any(_filled(row, at) for row in body)),
        default=width - 1,
    )
    _check_width(last + 1)
    return Header(place, unique(named[: last + 1]), tuple(range(last + 1)), width, height)


def _filled_width(row: list[str]) -> int:
    """How wide a row is without the empty cells at its right edge."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)


def _check_width(width: int) -> None:
    if width > MOST_COLUMNS:
        raise TooWide


def _filled(row: list[str], at: int) -> bool:
    return at < len(row) and bool(row[at].strip())


def usual_width(rows: list[list[str]]) -> int:
    """The width most rows have; blank ones are not counted."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return widths.most_common(1)[0][0] if widths else 0


def unique(names: list[str]) -> tuple[str, ...]:
    """Every column gets a name of its own: "Name (column 2)" and "Name (column 5)" where two share
    one, "column 5" for a nameless one."""
    times = Counter(names)
    told: dict[str, None] = {}  # in their order; a sheet may have 16,384 columns
    for at, name in enumerate(names, 1):
        own = f"column {at}" if not name else name if times[name] == 1 else f"{name} (column {at})"
        while own in told:
            own += "_"
        told[own] = None
    return tuple(told)
