"""What only a whole column can tell: which way round its dates are, and its decimal mark."""

from dataclasses import dataclass

from retention.ingest.mapping import Mapping
from retention.ingest.question import Question

# A column of one notation may hold a few slips of the other.
SLIPS_SHARE = 0.01


@dataclass(frozen=True)
class Decided:
    """``dates`` is dmy, mdy or ymd; ``decimal`` is "," or "."; ``questions`` what stays open."""

    dates: str
    decimal: str
    questions: tuple[Question, ...]


def decide(cursor, mapping: Mapping) -> Decided:
    """What the staged rows on ``cursor`` (spellings taken apart) and ``mapping`` say."""
    dates, about_dates = _as_usual(mapping.usual.get("dates"), *_dates(cursor, mapping))
    decimal, about_decimal = _as_usual(mapping.usual.get("decimal"), *_decimal(cursor, mapping))
    return Decided(dates, decimal, tuple(each for each in (about_dates, about_decimal) if each))


def _as_usual(usual: str | None, decided: str, question: Question | None):
    """What would be asked is taken as last time, where that was one of the answers."""
    if question and usual in question.candidates:
        return usual, None
    return decided, question


def _dates(cursor, mapping: Mapping) -> tuple[str, Question | None]:
    if mapping.dates:
        return mapping.dates, None
    seen = cursor.ask("ingest/date_evidence").iloc[0]
    day_first, month_first = int(seen.only_day_first), int(seen.only_month_first)
    if seen.needs_year_first and seen.fits_year_first:
        return "ymd", None
    if seen.fits_year_first and seen.first_values < seen.last_values:
        return "dmy", _dates_question(seen.example, ("ymd", "dmy", "mdy"))
    if min(day_first, month_first) > SLIPS_SHARE * max(day_first, month_first):
        return "dmy", _mixed_dates_question()
    if day_first or month_first:
        return ("dmy" if day_first > month_first else "mdy"), None
    if seen.doubtful_without_dots:
        return "dmy", _dates_question(seen.example, ("dmy", "mdy"))
    # Dates with dots are written day first everywhere.
    return "dmy", None


def _dates_question(example: str, orders: tuple[str, ...]) -> Question:
    return Question(
        "dates",
        f"Dates such as “{example}” can be read more than one way, and no date of the file tells "
        "which; do they put the day, the month or the year first?",
        orders,
        f"--dates {orders[0]}",
    )


def _mixed_dates_question() -> Question:
    return Question(
        "dates",
        "Some dates of the file only make sense day first, others only month first; which are "
        "right? The others will be rejected.",
        ("dmy", "mdy"),
        "--dates dmy",
    )


def _decimal(cursor, mapping: Mapping) -> tuple[str, Question | None]:
    if mapping.decimal:
        return mapping.decimal, None
    seen = cursor.ask("ingest/number_evidence").iloc[0]
    if not seen.doubtful:
        return ".", None
    commas = int(seen.commas)
    dots = int(seen.dots) + int(cursor.ask("ingest/plain_decimals").iloc[0].dots)
    if min(commas, dots) <= SLIPS_SHARE * max(commas, dots) and commas != dots:
        return (",", None) if commas > dots else (".", None)
    return ".", Question(
        "decimal",
        f"“{seen.example.strip()}” can be more than a thousand or a number with three decimals; "
        "which sign stands before the decimals in this file?",
        (",", "."),
        '--decimal ","',
    )
