"""Column names compared as a person compares them: case, accents and punctuation aside."""

import re
import unicodedata
from functools import lru_cache

_WORD_BOUNDARY = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_SEPARATORS = re.compile(r"[\W_]+")
_PLACE = re.compile(r" \(column [0-9]+\)$")
# Letters that Unicode does not take apart.
_WHOLE_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е"})

# the names of every layout are compared with those of every file: each is taken apart once
_NAMES_KEPT = 1 << 15


@lru_cache(_NAMES_KEPT)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, small and without Latin accents: "CustomerID" → ("customer", "id").
    The place that tells two columns of one name apart is no word of it."""
    apart = _WORD_BOUNDARY.sub(" ", without_place(name).replace("№", " no ").replace("#", " no "))
    return tuple(word for word in _SEPARATORS.split(_plain(apart)) if word)


def without_place(name: str) -> str:
    """A name as it stands in the file, without the place that tells it from its like."""
    return _PLACE.sub("", name)


@lru_cache(_NAMES_KEPT)
def normal(name: str) -> str:
    """The words run together: "Order ID", "order_id" and "ORDERID" are all "orderid"."""
    return "".join(words(name))


def _plain(text: str) -> str:
    """Small letters; accents off Latin letters, so that "Típus" is "tipus". "й" stays itself."""
    signs = []
    for sign in text.casefold().translate(_WHOLE_LETTERS):
        parts = unicodedata.normalize("NFKD", sign)
        signs.append(parts if parts and parts[0] < "\u0370" else sign)
    return "".join(part for sign in signs for part in sign if not unicodedata.combining(part))
