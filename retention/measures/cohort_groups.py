"""Do they come back, by what the first purchase was like: the product, the channel, its size …

Cohorts begin and are observed as in ``cohorts``; each is split into groups, and a group's cohorts
are added up, so that the groups of a period add up to ``cohorts.pooled``.
"""

import pandas as pd

from retention.errors import Refused
from retention.intervals import newcombe
from retention.measures import cohort_units, cohorts
from retention.store import Snapshot

# by what one can split → what the files do not say without it, and the file that brings it
BEGAN_BY = {
    "basket": ("how much a first purchase was", "a sales file with amounts"),
    "product": ("what a first purchase was of", "a sales file with a column product"),
    "category": ("the category of a first purchase", "a sales file with a column category"),
    "channel": ("the channel of a first purchase", "a sales file with a column channel"),
    "store": ("in which store a first purchase was made", "a sales file with a column store"),
    "salesperson": ("who served at a first purchase", "a sales file with a column salesperson"),
    "discount": ("whether a first purchase had a discount", "a sales file with a column discount"),
    "acquired_via": (
        "how customers came to you", "a file of customers with a column acquired_via",
    ),
}  # fmt: skip
_KEYS = ["group", "period", "cohorts", "size", "active"]
_SIDE = ["size", "active", "retention"]
_CONTRAST = ["first", "second", "period", *(f"first_{name}" for name in _SIDE),
             *(f"second_{name}" for name in _SIDE), "difference", "low", "high"]  # fmt: skip


def cohort_groups(
    snapshot: Snapshot,
    *,
    by: str = "basket",
    grain: str = "month",
    kind: str = "classic",
    unit: str = "customers",
    clock: str = "calendar",
    seed: int = 0,
) -> pd.DataFrame:
    """Retention by what the first purchase was like, one row per group and observed period; the
    largest group first.

    ``by`` is ``product``, ``category``, ``channel``, ``store``, ``salesperson`` (those of the
    largest line of the first purchase), ``discount`` (whether it had one), ``basket`` (the bands of
    ``basket_bands``) or ``acquired_via`` (of the files of customers). Columns: ``group`` (empty
    where the files do not say it), ``period``, ``cohorts`` (how many are observed then), ``size``,
    ``active``, ``retention`` (Σ active / Σ size over those cohorts), ``low``, ``high`` (95 %,
    Wilson). ``unit`` and the other options as for ``cohorts.pooled``. ``Refused``, naming the file
    that would bring it, where nobody's first purchase tells it.
    """
    cells = _told(snapshot, by, grain=grain, kind=kind, unit=unit, clock=clock)
    if unit == "customers":
        return cohorts.with_interval(_added(cells))
    values = cohort_units.of_customers(snapshot, unit, grain=grain, clock=clock, by=by)
    columns = [*_KEYS, unit, "retention", "low", "high"]
    found = [pd.DataFrame(columns=columns)]
    held = dict(iter(values.groupby("began_with")))
    for name in _largest_first(cells):
        part = cells[cells["began_with"] == name].drop(columns="began_with")
        told = held.get(name, values.head(0))
        line = cohort_units.Added(part, told, unit=unit, seed=seed).together()
        found.append(line.assign(group=name)[columns])
    return pd.concat(found[1:] or found, ignore_index=True)


def cohort_contrast(
    snapshot: Snapshot,
    *,
    by: str = "basket",
    first: str | None = None,
    second: str | None = None,
    grain: str = "month",
    kind: str = "classic",
    clock: str = "calendar",
) -> pd.DataFrame:
    """Two groups beside each other, one row per period observed for both.

    ``first`` and ``second`` are groups of ``cohort_groups``; ``by="cohort"`` compares two calendar
    cohorts, named by their first days. Without names they are the two largest. Columns: ``first``,
    ``second``, ``period``, ``first_size``, ``first_active``, ``first_retention``, ``second_size``,
    ``second_active``, ``second_retention``, ``difference`` (of the shares, first − second), ``low``
    and ``high`` (95 %, Newcombe). ``Refused`` for a group that nobody began in.
    """
    counted = {"grain": grain, "kind": kind, "clock": clock}
    if by == "cohort":
        table = cohorts.triangle(snapshot, **counted)
        table["group"] = table["cohort"].dt.strftime("%Y-%m-%d") if len(table) else ""
    else:
        table = cohort_groups(snapshot, by=by, **counted)
    largest = table[table["period"] == 0].sort_values("size", ascending=False, kind="stable")
    if len(largest) < 2 and not (first and second):
        return pd.DataFrame(columns=_CONTRAST)
    names = list(largest["group"])
    first = _named(first, names) or next(each for each in names if each != second)
    second = _named(second, names) or next(each for each in names if each != first)
    sides = [
        table[table["group"] == name].set_index("period")[_SIDE].add_prefix(f"{side}_")
        for side, name in (("first", first), ("second", second))
    ]
    both = sides[0].join(sides[1], how="inner").reset_index().assign(first=first, second=second)
    both["difference"] = both["first_retention"] - both["second_retention"]
    both["low"], both["high"] = newcombe(
        both["first_active"], both["first_size"], both["second_active"], both["second_size"]
    )
    return both[_CONTRAST]


def basket_bands(snapshot: Snapshot) -> pd.DataFrame:
    """Where the amount of a first purchase is cut: at about the thirds of everybody's, rounded to
    two digits; one row per band, the smallest first.

    Columns: ``band`` (small, middle, large), ``from_amount`` (at least, empty for the smallest),
    ``below_amount`` (less than, empty for the largest), ``customers``. No rows without amounts.
    """
    return snapshot.ask("cohorts/basket_bands")


def _told(snapshot: Snapshot, by: str, **counted) -> pd.DataFrame:
    """The cells by group; ``Refused`` where the files say nothing of it."""
    cohorts.one_of("way to split", by, tuple(BEGAN_BY))
    cells = cohorts.counted(snapshot, by=by, **counted)
    if len(cells) and (cells["began_with"] == "").all():
        unsaid, file = BEGAN_BY[by]
        raise Refused(f"Your files do not say {unsaid}; {file} would bring it.")
    return cells


def _added(cells: pd.DataFrame) -> pd.DataFrame:
    parts = [
        cohort_units.added(rows).assign(group=name) for name, rows in cells.groupby("began_with")
    ]
    table = pd.concat(parts) if parts else cohort_units.added(cells).assign(group="")
    order = {name: place for place, name in enumerate(_largest_first(cells))}
    return table.sort_values(
        ["group", "period"], key=lambda each: each.map(order) if each.name == "group" else each
    ).reset_index(drop=True)[_KEYS]


def _largest_first(cells: pd.DataFrame) -> list[str]:
    sizes = cells[cells["period"] == 0].groupby("began_with")["size"].sum()
    return list(sizes.sort_values(ascending=False, kind="stable").index)


def _named(name: str | None, known: list[str]) -> str | None:
    if name is None or name in known:
        return name
    some = ", ".join(each or "(not told)" for each in known[:8])
    raise Refused(f"Nobody observed so far began with “{name}”; there are {some}.")
