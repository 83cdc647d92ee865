"""Customers who look like one person under several numbers, and what merging them would change.

Keys are an e-mail address (capitals and what follows a plus left out), a phone in its international
form, and a card number written in two ways by two sources (one written alike is one customer
already). A key that more than ``MOST`` customers have is the shop's own and proposes nobody.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import combinations

import pandas as pd

from retention.errors import Refused
from retention.measures.ladder import second_order, told_within
from retention.store import Snapshot, merges

MOST = 5
ALL = "all"
COLUMNS = ["group", "customer", "name", "shares", "value", "orders", "look_first", "customer_key"]
EFFECT = ["groups", "pairs", "customers", "within", "before", "after"]
# a group of people whose names differ stands beside one that has the same own number
_DIFFERENT = "-other-names"
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "sr", "sra"})


def proposals(snapshot: Snapshot) -> pd.DataFrame:
    """One row per customer of each group that looks like one person, accepted ones left out.

    Columns: ``group`` (what accepting it takes: the number that stays), ``customer``, ``name``,
    ``shares`` and ``value`` (what the customer has in common with another one of the group),
    ``orders`` (purchases), ``look_first`` (the names differ, the group is of more than ``MOST``
    customers, or nothing but a card number without a name speaks for it: it is not among "all"),
    ``customer_key``.
    """
    holders = _holders(snapshot)
    people = {each.customer_key: each for key in holders.values() for each in key}
    persons, strangers = _Groups(), _Groups()
    different = []
    for (shares, _), those in holders.items():
        for one, other in combinations(those, 2):
            if _one_person(shares, one, other):
                persons.join(one.customer_key, other.customer_key)
            else:
                different.append((one.customer_key, other.customer_key))
    for one, other in different:
        strangers.join(persons.of(one), persons.of(other))
    keys_of = defaultdict(list)
    for key, those in holders.items():
        for each in those:
            keys_of[each.customer_key].append(key)
    rows = [row for members in persons.all() for row in _told(members, people, keys_of, "")]
    for members in strangers.all():
        everybody = [key for each in members for key in persons.members(each)]
        rows += _told(everybody, people, keys_of, _DIFFERENT)
    return pd.DataFrame(rows, columns=COLUMNS)


def chosen(table: pd.DataFrame, groups: list[str]) -> list[tuple[str, list[str]]]:
    """The groups named, as ``store.merges.accept`` takes them; "all" are those that need no look.
    ``Refused`` for a group that is not proposed."""
    if groups == [ALL]:
        table = table[~table["look_first"].astype(bool)]
        groups = list(dict.fromkeys(table["group"]))
    members = table.groupby("group", sort=False)["customer"].agg(list)
    for group in groups:
        if group not in members:
            raise Refused(f"There is no proposal “{group}”; `merges` lists them.")
    return [(members[group][0], members[group][1:]) for group in groups]


def effect(snapshot: Snapshot) -> pd.DataFrame:
    """One row: how many groups need no look and of how many customers they are, and the share of
    first purchases followed by a second within so many days, before and after merging them. Ask it
    of the newest day without filters.

    Columns: ``groups``, ``pairs`` (those of two customers), ``customers``, ``within`` (days),
    ``before``, ``after`` (shares of ``ladder.second_order``; counted by the build itself on the
    merged numbers; empty where nobody's first purchase is old enough).
    """
    table = proposals(snapshot)
    accepted = chosen(table, [ALL])
    sizes = [1 + len(others) for _, others in accepted]
    together = merges.held(snapshot)
    for person, others in accepted:
        together.join(person, others, "", None)
    before = second_order(snapshot)
    with snapshot.as_if_merged(together.person_of) as imagined:
        after = second_order(imagined)
    within = told_within(before)
    row = [len(sizes), sizes.count(2), sum(sizes), within, _share(before, within),
           _share(after, within)]  # fmt: skip
    return pd.DataFrame([row], columns=EFFECT)


def passed_over(snapshot: Snapshot) -> pd.DataFrame:
    """Keys that more than ``MOST`` customers have: ``shares``, ``value``, ``customers``."""
    shared = snapshot.ask("identity/shared", most=MOST)
    return shared.loc[shared["customers"] > MOST, ["shares", "value", "customers"]]


def accepted(snapshot: Snapshot) -> pd.DataFrame:
    """One row per number of every merged person: ``group`` (the person's own number),
    ``customer``, ``name``, ``who``, ``merged_at``."""
    return snapshot.ask("identity/groups")


def _holders(snapshot: Snapshot) -> dict[tuple[str, str], list]:
    """The rows of ``identity/shared`` by what they share, in its order."""
    shared = snapshot.ask("identity/shared", most=MOST)
    holders = defaultdict(list)
    for row in shared[shared["customers"] <= MOST].itertuples(index=False):
        holders[row.shares, row.value].append(row)
    return holders


def _told(keys: list[int], people: dict, keys_of: dict, ending: str) -> list[tuple]:
    """The rows of one group, the number that stays first: one that stayed before, else the oldest
    customer's."""
    keys = sorted(keys, key=lambda key: (not people[key].is_merged, key))
    often = Counter(each for key in keys for each in keys_of[key])
    group = people[keys[0]].customer + ending
    rows = []
    for key in keys:
        common = [each for each in keys_of[key] if often[each] > 1]
        rows.append(
            (
                group, people[key].customer, people[key].name,
                ", ".join(dict.fromkeys(shares for shares, _ in common)),
                " · ".join(value for _, value in common),
                people[key].orders, bool(ending) or len(keys) > MOST, key,
            )
        )  # fmt: skip
    return rows


def _one_person(shares: str, one, other) -> bool:
    """Whether the names allow it: each word of the shorter one is in the longer, an initial
    standing for a word. Without a name an address or a phone is enough, a card number is not."""
    words, others = sorted((_words(one.name), _words(other.name)), key=len)
    if not words:
        return shares != "card"
    return all(any(_same(word, each) for each in others) for word in words)


def _words(name) -> set[str]:
    if not isinstance(name, str):
        return set()
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return set(re.findall(r"[^\W\d_]+", plain)) - _TITLES


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _share(second: pd.DataFrame, within: int) -> float | None:
    found = second.loc[second["within"] == within, "share"]
    return float(found.iloc[0]) if len(found) else None


class _Groups:
    """Who belongs together when every pair told does."""

    def __init__(self):
        self._first: dict[int, int] = {}
        self._members: dict[int, list[int]] = defaultdict(list)

    def of(self, key: int) -> int:
        return self._first.get(key, key)

    def members(self, key: int) -> list[int]:
        return self._members.get(self.of(key)) or [key]

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return
        moved = self.members(second)
        self._members[first] = self.members(first) + moved
        self._members.pop(second, None)
        for key in (first, *moved):
            self._first[key] = first

    def all(self) -> list[list[int]]:
        return [self._members[first] for first in sorted(self._members)]
