"""What have we loaded? How complete the sales are, whatever the filters; by ``as_of``."""

import pandas as pd

from retention.store import Database, Snapshot, batches

# what a missing field costs: the answers that stay empty without it
NEEDED_FOR = {
    "customer": "everything about customers",
    "email": "contact lists by e-mail",
    "phone": "contact lists by phone",
    "product": "products",
    "category": "answers by category",
    "quantity": "margins",
    "discount": "the effect of a first discount",
    "unit_cost": "margins",
    "channel": "answers by channel",
    "store": "answers by store",
    "salesperson": "answers by salesperson",
    "coupon_code": "coupons",
    "promised_at": "late deliveries",
    "delivered_at": "late deliveries",
}
# each check is a column of sql/quality/counts; its share is of …
_SHARE_OF = {
    "lines": "lines",
    "anonymous": "lines",
    "without_product": "lines",
    "fees": "lines",
    "zero": "lines",
    "without_amount": "lines",
    "returns": "lines",
    "returns_linked": "returns",
    "returns_unlinked": "returns",
}


# what each part of the score is worth, of 100
_POINTS = {
    "rows_read": 30, "customers_known": 25, "days_whole": 20, "amounts_plausible": 15,
    "products_named": 10,
}  # fmt: skip


def score(snapshot: Snapshot) -> pd.DataFrame:
    """How far the data can be relied on, 0–100: see ``data_quality`` in the glossary.

    One row per part, and ``all`` as the last: ``part``, ``good``, ``of``, ``share`` (1 where there
    is nothing to be good), ``worth`` (of 100) and ``points``.
    """
    table = snapshot.ask("quality/score").rename(columns={"of_all": "of"})
    first, last = snapshot.rows("quality/period")[0]
    days = (last - first).days + 1 if first else 0
    silent = int(gaps(snapshot)["days"].sum())
    table.loc[len(table)] = ["days_whole", days - silent, days]
    table["share"] = (table["good"] / table["of"].where(table["of"] > 0)).fillna(1.0)
    table["worth"] = table["part"].map(_POINTS)
    table["points"] = table["share"] * table["worth"]
    table.loc[len(table)] = ["all", None, None, table["points"].sum() / 100, 100,
                             table["points"].sum()]  # fmt: skip
    return table


def of_uploads(source: Database | Snapshot) -> pd.DataFrame:
    """The score of each upload that is loaded: see ``upload_quality`` in the glossary.

    One row per upload: ``batch``, the share that is good of each part (``rows_read``,
    ``customers_known``, ``amounts_plausible``, ``products_named``; empty where it has nothing of
    the kind), and ``quality``, 0–100, of the parts it has.
    """
    worth = pd.Series(_POINTS).drop("days_whole")
    counts = source.ask("quality/uploads")
    counts["share"] = counts["good"] / counts["of_all"].where(counts["of_all"] > 0)
    shares = counts.pivot(index="batch", columns="part", values="share")
    shares = shares.reindex(columns=worth.index).astype(float)
    points = (shares * worth).sum(axis=1) / (shares.notna() * worth).sum(axis=1) * 100
    return shares.assign(quality=points).rename_axis(columns=None).reset_index()


def listed(database: Database) -> pd.DataFrame:
    """The uploads as ``store.batches.listed`` has them, with ``quality`` as the last column."""
    points = of_uploads(database)[["batch", "quality"]].round(1)
    return batches.listed(database).merge(points, on="batch", how="left")


def report(snapshot: Snapshot) -> pd.DataFrame:
    """The checks of the Data page, one row each.

    Columns: ``check``, ``count``, ``of`` (what it is a share of), ``share``, ``amount`` (net, of
    those lines; empty where it tells nothing), ``amount_share``. Checks: ``lines``; ``anonymous``
    (without any customer); ``without_product``; ``fees`` (postage, charges); ``zero`` and
    ``without_amount``; ``returns``, ``returns_linked`` (their sale was found) and
    ``returns_unlinked``; ``customers_without_purchase`` (of those on any line; they only brought
    back, or paid nothing); ``months_without_sales``; ``days_without_sales`` (in
    stretches that are unusual here, see ``gaps``); ``fields_absent`` (see ``fields``).
    """
    counts = snapshot.ask("quality/counts").fillna(0).iloc[0]
    rows = [_of_lines(counts, check, of) for check, of in _SHARE_OF.items()]
    unbought = int(counts["customers_without_purchase"])
    rows.append(_plain("customers_without_purchase", unbought, int(counts["customers"])))
    held, absent = months(snapshot), fields(snapshot)
    first, last = held["month"].min(), held["month"].max()
    all_days = 0 if held.empty else (last + pd.offsets.MonthEnd(0) - first).days + 1
    rows += [
        _plain("months_without_sales", int((held["lines"] == 0).sum()), len(held)),
        _plain("days_without_sales", int(gaps(snapshot)["days"].sum()), all_days),
        _plain("fields_absent", int((absent["filled"] == 0).sum()), len(absent)),
    ]
    return pd.DataFrame(rows, columns=["check", "count", "of", "share", "amount", "amount_share"])


def months(snapshot: Snapshot) -> pd.DataFrame:
    """One row per month from the first sale to the last: ``month``, ``lines``, ``sales_days``,
    ``amount`` (net, each line on its own day); 0 lines is a month that is missing."""
    return snapshot.ask("quality/months")


def gaps(snapshot: Snapshot) -> pd.DataFrame:
    """Stretches of days without any sale that are unusually long for this business, one row each:
    ``from_day``, ``to_day``, ``days``. Sundays of a shop that closes on Sundays are usual."""
    return snapshot.ask("quality/gaps")


def fields(snapshot: Snapshot) -> pd.DataFrame:
    """One row per field: ``field``, ``filled`` (lines that bring it), ``of`` (lines), ``share``,
    ``needed_for`` (what stays empty without it)."""
    table = snapshot.ask("quality/fields").rename(columns={"all_lines": "of"})
    table["share"] = table["filled"] / table["of"].where(table["of"] > 0)
    table["needed_for"] = table["field"].map(NEEDED_FOR)
    return table


def _of_lines(counts: pd.Series, check: str, of: str) -> tuple:
    amount = counts.get(f"{check}_amount")
    whole = counts[f"{of}_amount"]
    return (
        check, int(counts[check]), int(counts[of]), _share(counts[check], counts[of]),
        amount, None if amount is None else _share(amount, whole),
    )  # fmt: skip


def _plain(check: str, count: int, of: int) -> tuple:
    return check, count, of, _share(count, of), None, None


def _share(part, whole) -> float | None:
    return float(part) / float(whole) if whole else None
