"""Reports with groups: a row that is the sum of the rows under it is no sale of its own.

North        30 | 50         Where every row without a row above it is such a sum, down to the last
  Anna       10 | 20         one, the table is a report with groups, and its sums are left out;
  Bert       20 | 30         spaces before a name, which a file loses, are not needed to tell.
"""

from collections.abc import Sequence

_MOST_UNDER = 500  # rows under one sum, without the rows under those
_CENT = 0.005


def sums_of_rows_below(rows: Sequence[Sequence[float]]) -> frozenset[int]:
    """The places of the rows that sum up rows below them; none unless the whole table is made of
    groups, one of them of two rows or more, so that two equal rows are never taken for a group."""
    tree = _Tree(rows)
    at = 0
    while at < len(rows):
        end = tree.end(at)
        if end == at + 1:
            return frozenset()
        at = end
    return frozenset(tree.sums) if tree.widest > 1 else frozenset()


class _Tree:
    """Which rows stand under which: found from the last row up, since a group holds groups."""

    def __init__(self, rows: Sequence[Sequence[float]]):
        self._rows = rows
        self._only_grows = all(value >= 0 for row in rows for value in row)
        self._ends = [0] * len(rows)
        self.sums: set[int] = set()
        self.widest = 0
        for at in reversed(range(len(rows))):
            self._ends[at] = self._end(at)

    def end(self, at: int) -> int:
        """The place behind the last row under ``at``; ``at + 1`` where it sums up nothing."""
        return self._ends[at]

    def _end(self, at: int) -> int:
        left = list(self._rows[at])
        below, children = at + 1, 0
        while below < len(self._rows) and children < _MOST_UNDER:
            left = [value - part for value, part in zip(left, self._rows[below], strict=True)]
            below, children = self._ends[below], children + 1
            if all(abs(value) < _CENT * children for value in left):
                self.sums.add(at)
                self.widest = max(self.widest, children)
                return below
            if self._only_grows and any(value < -_CENT * children for value in left):
                break
        return at + 1
