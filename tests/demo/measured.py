"""Simple arithmetic on the sample's CSV: what each story comes to, read from the file alone.

A purchase is a customer-day with net amount > 0, cancelled orders left out, a return counted on
the day of the order it belongs to where the order number says so, else on its own.
"""

from dataclasses import dataclass

import pandas as pd

from retention.demo.days import LAST_DAY
from retention.demo.stories import (
    ENTRY,
    FRAGILE,
    GIVEAWAY,
    KEEPER,
    LATE_SPRING,
    PAIR,
    SALE,
    SILENT,
    WELCOME,
)

LAST = pd.Timestamp(LAST_DAY)
WITHIN = 180  # days, for the second order
HORIZON = 90  # days, for leaving


@dataclass(frozen=True)
class Contrast:
    """A share in a group and beside it; counts say how many stand behind each."""

    share: float
    count: int
    beside: float
    beside_count: int

    @property
    def points(self) -> float:
        """The difference in percentage points."""
        return 100 * (self.share - self.beside)


def contrast(happened: pd.Series, inside: pd.Series) -> Contrast:
    """Share of `happened` where `inside`, and where not."""
    group, rest = happened[inside], happened[~inside]
    return Contrast(group.mean(), len(group), rest.mean(), len(rest))


def read(path) -> pd.DataFrame:
    """The CSV with days as timestamps; ids and codes stay text, empty is ''."""
    sales = pd.read_csv(path, keep_default_na=False, dtype=str)
    for column in ("quantity", "unit_price", "discount", "amount"):
        sales[column] = pd.to_numeric(sales[column])
    sales["day"] = pd.to_datetime(sales["ordered_at"]).dt.normalize()
    for column in ("promised_at", "delivered_at"):
        sales[column] = pd.to_datetime(sales[column].replace("", None))
    return sales


def kept(sales: pd.DataFrame) -> pd.DataFrame:
    """Lines of known customers in orders that were not cancelled."""
    return sales[(sales["customer"] != "") & (sales["status"] != "cancelled")]


def purchases(sales: pd.DataFrame) -> pd.DataFrame:
    """customer, day, amount, number, next_day; sorted by customer and day."""
    lines = kept(sales)
    lines = lines.assign(day=lines.groupby(["customer", "order_id"])["day"].transform("min"))
    days = lines.groupby(["customer", "day"], as_index=False)["amount"].sum()
    days = days[days["amount"] > 0].sort_values(["customer", "day"])
    return days.assign(
        number=days.groupby("customer").cumcount() + 1,
        next_day=days.groupby("customer")["day"].shift(-1),
    )


def first_orders(sales: pd.DataFrame) -> pd.DataFrame:
    """One row per customer whose first order is at least WITHIN days old: the first order's
    fields (coupon, store, channel, salesperson, category of the dearest line, discount share)
    and `again`: a second purchase within WITHIN days."""
    bought = purchases(sales)
    firsts = bought[bought["number"] == 1]
    lines = kept(sales).merge(firsts[["customer", "day", "next_day"]], on=["customer", "day"])
    lines = lines[(lines["quantity"] > 0) & (lines["product"] != "DELIVERY")]
    lines["gross"] = lines["quantity"] * lines["unit_price"]
    by_customer = lines.groupby("customer")
    table = lines.sort_values("gross").groupby("customer").last()
    table["discount_share"] = by_customer["discount"].sum() / by_customer["gross"].sum()
    table["box"] = by_customer["product_name"].agg(lambda names: GIVEAWAY.product in set(names))
    table["again"] = (table["next_day"] - table["day"]).dt.days <= WITHIN
    return table[table["day"] <= LAST - pd.Timedelta(days=WITHIN)]


def leavers(bought: pd.DataFrame, cut: pd.Timestamp) -> pd.Series:
    """Customers with a purchase in the 2 × HORIZON days up to `cut`: True where none follows
    within HORIZON days after it."""
    day = bought["day"]
    before = bought[(day <= cut) & (day > cut - pd.Timedelta(days=2 * HORIZON))]
    after = bought[(day > cut) & (day <= cut + pd.Timedelta(days=HORIZON))]
    active = before["customer"].drop_duplicates()
    return pd.Series(~active.isin(after["customer"]).to_numpy(), index=active.to_numpy())


def deliveries_in_spring(sales: pd.DataFrame) -> pd.DataFrame:
    """Story 1: delivered orders of the bad months; late, and `gone`: no purchase in the
    HORIZON days after."""
    orders = kept(sales).drop_duplicates("order_id")
    orders = orders[orders["delivered_at"].notna() & (orders["status"] == "completed")]
    first, last = pd.Timestamp(LATE_SPRING.first), pd.Timestamp(LATE_SPRING.last)
    orders = orders[orders["day"].between(first, last)]
    orders = orders.assign(late=orders["delivered_at"] > orders["promised_at"])
    orders = orders.merge(purchases(sales)[["customer", "day", "next_day"]], on=["customer", "day"])
    wait = (orders["next_day"] - orders["day"]).dt.days
    return orders.assign(gone=~(wait <= HORIZON))


def late_share(sales: pd.DataFrame) -> Contrast:
    spring = deliveries_in_spring(sales)
    return contrast(spring["late"], spring["store"] == LATE_SPRING.store)


def late_and_gone(sales: pd.DataFrame) -> Contrast:
    spring = deliveries_in_spring(sales)
    return contrast(spring["gone"], spring["late"])


def store_and_gone(sales: pd.DataFrame) -> Contrast:
    spring = deliveries_in_spring(sales)
    return contrast(spring["gone"], spring["store"] == LATE_SPRING.store)


def welcome(sales: pd.DataFrame) -> Contrast:
    """Story 2: among customers who began online."""
    first = first_orders(sales)
    first = first[first["channel"] == "online"]
    return contrast(first["again"], first["coupon_code"] == WELCOME.code)


def keeper(sales: pd.DataFrame) -> Contrast:
    """Story 3: leavers, by who took the first order in a shop; the giveaway's left out.

    Eight cut-offs HORIZON days apart, pooled."""
    first = kept(sales).sort_values("ordered_at", kind="stable").drop_duplicates("customer")
    first = first[first["channel"] == "shop"].set_index("customer")
    box = sales.loc[sales["product_name"] == GIVEAWAY.product, "customer"]
    first = first[~first.index.isin(box)]
    cuts = [LAST - pd.Timedelta(days=HORIZON * back) for back in range(1, 9)]
    bought = purchases(sales)
    left = pd.concat([leavers(bought, cut) for cut in cuts])
    left = left[left.index.isin(first.index)]
    seller = first["salesperson"].reindex(left.index)
    return contrast(left, seller == KEEPER.salesperson)


def entry(sales: pd.DataFrame) -> Contrast:
    """Story 4: second order by the category of the first one's dearest line."""
    first = first_orders(sales)
    return contrast(first["again"], first["category"] == ENTRY.category)


def silent_regulars(sales: pd.DataFrame) -> pd.DataFrame:
    """Story 5: at least 20 purchases, usual gap at most 10 days, silent for six to eight weeks."""
    bought = purchases(sales)
    gap = (bought["next_day"] - bought["day"]).dt.days
    table = (
        bought.assign(gap=gap)
        .groupby("customer")
        .agg(
            purchases=("day", "size"),
            last=("day", "max"),
            gap_days=("gap", "median"),
            amount=("amount", "sum"),
        )
    )
    silent = (LAST - table["last"]).dt.days
    return table[
        (table["purchases"] >= 20)
        & (table["gap_days"] <= SILENT.longest_gap_days)
        & silent.between(SILENT.silent_from_days, SILENT.silent_to_days)
    ]


def sale_first(sales: pd.DataFrame) -> Contrast:
    """Story 6: first orders at 20 % off or more without a coupon; the giveaway left out."""
    first = first_orders(sales)
    first = first[(first["coupon_code"] == "") & ~first["box"]]
    return contrast(first["again"], first["discount_share"] >= min(SALE.percents) / 100)


def fragile_returns(sales: pd.DataFrame) -> Contrast:
    """Story 7: share of sold lines that came back, the fragile product against the rest."""
    lines = kept(sales)
    lines = lines[lines["product"] != "DELIVERY"]
    sold, back = lines[lines["quantity"] > 0], lines[lines["quantity"] < 0]

    def share(fragile: bool) -> tuple[float, int]:
        is_it = [(part["product_name"] == FRAGILE.product) == fragile for part in (back, sold)]
        return is_it[0].sum() / is_it[1].sum(), int(is_it[1].sum())

    return Contrast(*share(True), *share(False))


def return_and_gone(sales: pd.DataFrame) -> Contrast:
    """Story 7: no purchase in the HORIZON days after a return, against after any purchase."""
    bought = purchases(sales)
    back = kept(sales).query("quantity < 0")[["customer", "day"]].drop_duplicates()
    days = bought.groupby("customer")["day"].apply(list)

    def gone(rows: pd.DataFrame) -> pd.Series:
        rows = rows[rows["day"] <= LAST - pd.Timedelta(days=HORIZON)]
        ends = rows["day"] + pd.Timedelta(days=HORIZON)
        return pd.Series(
            [
                not any(day < later <= end for later in days.get(customer, []))
                for customer, day, end in zip(rows["customer"], rows["day"], ends, strict=True)
            ]
        )

    after, usual = gone(back), gone(bought)
    return Contrast(after.mean(), len(after), usual.mean(), len(usual))


def cohorts(sales: pd.DataFrame) -> pd.DataFrame:
    """Story 8: size and `again` by month of the first order."""
    first = first_orders(sales)
    month = first["day"].dt.strftime("%Y-%m")
    return first.groupby(month)["again"].agg(size="size", again="mean")


def giveaway(sales: pd.DataFrame) -> Contrast:
    """Story 8: the giveaway month's cohort against all others."""
    first = first_orders(sales)
    month = first["day"].dt.strftime("%Y-%m")
    return contrast(first["again"], month == GIVEAWAY.first.strftime("%Y-%m"))


def station(sales: pd.DataFrame, with_box: bool) -> Contrast:
    """The trap beside story 8: Station's shop customers, with and without the giveaway's."""
    first = first_orders(sales)
    first = first[(first["channel"] == "shop") & (with_box | ~first["box"])]
    first = first[first["salesperson"] != KEEPER.salesperson]
    return contrast(first["again"], first["store"] == GIVEAWAY.store)


def pair(sales: pd.DataFrame) -> Contrast:
    """Story 9: share of receipts with the companion, with the product and without it."""
    sold = sales[sales["quantity"] > 0]
    names = sold.groupby("order_id")["product_name"].agg(set)
    has = names.map(lambda bought: PAIR.companion in bought)
    return contrast(has, names.map(lambda bought: PAIR.product in bought))
