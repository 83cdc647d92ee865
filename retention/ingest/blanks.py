"""Blanks in cells: none around them, single ones inside, and of the ordinary kind."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_BLANKS = r"[\s\x{A0}\x{202F}\x{FEFF}]+"
# every blank of Unicode, and the mark at the beginning of some files
_AROUND = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + "\ufeff"
_SPACE = 32
# every blank beyond ASCII begins with 0xC2 or with 0xE1 or more, as do few letters of our alphabets
_TWO_BYTES = 0xC2
_BEGINS = 0xE1
# what stands before the last byte of such a blank
_BEFORE_LAST = np.array([_TWO_BYTES, 0x80, 0x81, 0x9A, 0xBB], np.uint8)


def tidy(cells: pa.Array) -> pa.Array:
    """``cells`` (of strings) trimmed, inner runs of blanks as one space.

    Almost all cells are tidy, so the bytes of the whole column are scanned first and only cells
    that may be untidy are looked at: ten times faster than looking at each.
    """
    return _mended(_mended(cells, _with_blank_ends, _trimmed), _with_blanks_inside, _single)


def _mended(cells: pa.Array, suspects, mend) -> pa.Array:
    _, ends, text = cells.buffers()
    if text is None:
        return cells
    ends = np.frombuffer(ends, np.int32)[cells.offset : cells.offset + len(cells) + 1]
    found = suspects(np.frombuffer(text, np.uint8), ends)
    if not found.any():
        return cells
    mask = pa.array(found)
    return pc.replace_with_mask(cells, mask, mend(cells.filter(mask)))


def _trimmed(cells: pa.Array) -> pa.Array:
    return pc.utf8_trim(cells, _AROUND)


def _single(cells: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(cells, _BLANKS, " ")


def _with_blanks_inside(signs: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Which cells may hold two blanks side by side or one of another kind than a space."""
    begin = ends[0]
    signs = signs[begin : ends[-1]]
    spaces = signs == _SPACE
    odd = (signs < _SPACE) | (signs >= _BEGINS) | (signs == _TWO_BYTES)
    odd[1:] |= spaces[1:] & spaces[:-1]
    found = np.zeros(len(ends) - 1, bool)
    found[np.searchsorted(ends, np.flatnonzero(odd) + begin, side="right") - 1] = True
    return found


def _with_blank_ends(signs: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Which cells may begin or end with a blank."""
    found = ends[1:] > ends[:-1]
    first, last = signs[ends[:-1][found]], ends[1:][found] - 1
    may_end = signs[last] <= _SPACE
    beyond = np.flatnonzero(signs[last] >= 0x80)
    may_end[beyond] = np.isin(signs[last[beyond] - 1], _BEFORE_LAST)
    may_begin = (first <= _SPACE) | (first == _TWO_BYTES) | (first >= _BEGINS)
    found[found] = may_begin | may_end
    return found
