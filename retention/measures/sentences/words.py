"""Small words that several answers share."""

from collections.abc import Sequence

from retention.formatting import Formats

LEAST_FOR_HUNDRED = 100
"""Fewer people are counted, not told in percent or as so many of a hundred."""
_PORTIONS = (
    # up to this share the words hold; 0 and 1 are said apart
    (0.07, None),
    (0.13, "one in ten"),
    (0.18, None),
    (0.225, "one in five"),
    (0.275, "a quarter"),
    (0.31, None),
    (0.36, "a third"),
    (0.47, None),
    (0.53, "half"),
    (0.64, None),
    (0.69, "two thirds"),
    (0.725, None),
    (0.775, "three quarters"),
    (0.87, None),
    (0.93, "nine in ten"),
)


def portion(part: float, whole: float, formats: Formats) -> str:
    """(72, 111) → 'two thirds'; (1, 2) → '1 of 2'. Few are counted, shares between two plain
    fractions are written as a percentage."""
    if whole < 20:
        return f"{formats.number(part)} of {formats.number(whole)}"
    share = part / whole
    if part == 0:
        return "none"
    if part == whole:
        return "all"
    for limit, words in _PORTIONS:
        if share <= limit:
            return words or formats.share(share)
    return formats.share(share)


def listed(texts: Sequence[str], last: str = "and") -> str:
    """('a', 'b', 'c') → 'a, b and c'."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def beside(change: float, formats: Formats, what: str) -> str:
    """(12, 'usual') → '12 more than usual'; a change that rounds to none is 'as many as usual'."""
    if formats.number(abs(change)) == "0":
        return f"as many as {what}"
    return f"{formats.number(abs(change))} {'more' if change > 0 else 'fewer'} than {what}"


def counted(number: float, one: str, formats: Formats, singular: str, plural: str) -> str:
    """(1, 'customer', …, 'is', 'are') → '1 customer is'."""
    return f"{formats.count(number, one)} {singular if number == 1 else plural}"
