"""What a customer is worth, in words."""

import pandas as pd

from retention.formatting import Formats, missing
from retention.intervals import SMALL_N
from retention.measures.sentences.words import counted

# by whether the windows are whole years or halves of a shorter history
_EARLIER = {True: "The customers of a year ago", False: "The customers of the first half"}
_THEN = {True: "a year ago", False: "the first half"}
_LATER = {True: "the last twelve months", False: "the second half of the history"}


def headline(retained: pd.DataFrame, bridge: pd.DataFrame, formats: Formats) -> str:
    """What last year's customers are still worth, from ``bridge.retained`` and ``bridge.bridge``;
    a plain fact where nobody spent in the window before, or one day is all that is known."""
    if retained.empty:
        return "One day of sales is known: what customers are worth shows once they come again."
    rows = retained.set_index("figure")
    net = rows.loc["net"]
    after = bridge.set_index("step")["amount"]["after"]
    if missing(net["share"]):
        return f"Customers have spent {formats.money(after)} in {_LATER[bool(net['whole'])]}."
    if net["n"] < SMALL_N:
        return (
            f"{formats.count(net['n'], 'customer')} of {_THEN[bool(net['whole'])]} spent "
            f"{formats.money(net['before'])} then, and {formats.money(net['kept'])} since: too few "
            "to tell a rate."
        )
    return (
        f"{_EARLIER[bool(net['whole'])]} still bring {formats.share(net['share'])} of what they "
        f"spent then: {formats.money(net['kept'])} of {formats.money(net['before'])}."
    )


def beside(value: pd.DataFrame, curve: pd.DataFrame, what: str, formats: Formats) -> str:
    """What one customer has brought, and by the end of the first year."""
    row = value.iloc[0]
    text = (
        f"A customer has brought {formats.money(row[f'{what}_each'])} {_of(what)} so far, on "
        "average."
    )
    year = curve[(curve["month"] == 12) & (curve["n"] >= SMALL_N)]
    if year.empty or missing(year[what].iloc[0]):
        return text
    return f"{text} In the first year it is {formats.money(year[what].iloc[0])}."


def curve_title(curve: pd.DataFrame, what: str, formats: Formats) -> str:
    """The finding of ``value.curve`` over all customers."""
    known = curve[(curve["n"] >= SMALL_N) & curve[what].notna()]
    if known.empty:
        return "Too few customers for a curve"
    first, last = known.iloc[0], known.iloc[-1]
    if len(known) < 2 or not first[what] > 0:
        return f"A customer brings {formats.money(first[what])} {_of(what)} in the first month"
    return (
        f"A customer brings {formats.money(first[what])} {_of(what)} in the first month, and "
        f"{formats.money(last[what])} by the end of month {last['month']}"
    )


def curve_rests_on(curve: pd.DataFrame, formats: Formats) -> str:
    """Whom the end of the curve is about, from ``value.curve``; "" where it is most of them."""
    known = curve[curve["n"] >= SMALL_N]
    if known.empty or known["n"].iloc[-1] > 0.5 * known["n"].iloc[0]:
        return ""
    last = known.iloc[-1]
    return (
        f"By month {last['month']} the curve rests on {formats.number(last['n'])} of "
        f"{formats.count(known['n'].iloc[0], 'customer')}: those who came first in these "
        "files. Many of them may have bought before the files begin, and later ones need not "
        "become like them."
    )


def groups_curve_title(curve: pd.DataFrame, what: str, formats: Formats) -> str:
    """The finding of ``value.curve`` by group: the best beside the worst at the last month that
    two groups of 20 or more have reached."""
    known = curve[(curve["n"] >= SMALL_N) & curve[what].notna()]
    reached = known.groupby("month")["group"].nunique()
    reached = reached[reached >= 2]
    if reached.empty:
        return "No two groups can be compared yet"
    most = reached[reached == reached.max()].index.max()
    at = known[known["month"] == most].sort_values(what)
    low, high = at.iloc[0], at.iloc[-1]
    return (
        f"By the end of month {most} a customer of “{high['group']}” has brought "
        f"{formats.money(high[what])}, of “{low['group']}” {formats.money(low[what])}"
    )


def groups_title(value: pd.DataFrame, what: str, formats: Formats) -> str:
    """The finding of ``value.historic`` by group of 20 or more: who brought most."""
    known = value[(value["customers"] >= SMALL_N) & value[f"{what}_each"].notna()]
    if len(known) < 2:
        return "What a customer has brought so far"
    ordered = known.sort_values(f"{what}_each")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    return (
        f"So far a customer of “{high['group']}” has brought most, "
        f"{formats.money(high[f'{what}_each'])}, of “{low['group']}” least, "
        f"{formats.money(low[f'{what}_each'])}"
    )


def bridge_title(bridge: pd.DataFrame, formats: Formats) -> str:
    """The finding of ``bridge.bridge``: how the revenue changed and the largest step down."""
    amount = bridge.set_index("step")["amount"]
    change = amount["after"] - amount["before"]
    lost, shrunk = -amount["lost"], -amount["contraction"]
    grown = amount["new"] + amount["reactivated"] + amount["expansion"]
    if not amount["before"] > 0:
        return f"Nothing was spent in the window before; {formats.money(amount['after'])} after"
    turn = "more" if change >= 0 else "less"
    returned = -amount["returns_without_spend"]
    back = f"; {formats.money(returned)} more was brought back without spend" if returned else ""
    return (
        f"{formats.money(abs(change))} {turn} than before: {formats.money(grown)} came in, "
        f"{formats.money(lost + shrunk)} leaked out, {formats.money(lost)} of it with customers "
        f"who spent nothing any more{back}"
    )


def bridge_said(retained: pd.DataFrame, formats: Formats) -> str:
    """The three figures of ``bridge.retained`` in one sentence."""
    rows = retained.set_index("figure")
    net, gross, kept = rows.loc["net"], rows.loc["gross"], rows.loc["customers"]
    if missing(net["share"]):
        return ""
    return (
        f"Net retention {formats.share(net['share'])}{_ends(net, formats)}, gross retention "
        f"{formats.share(gross['share'])}{_ends(gross, formats)}; "
        f"{counted(kept['kept'], 'customer', formats, 'has', 'have')} stayed of "
        f"{formats.number(kept['before'])}, {formats.share(kept['share'])}{_ends(kept, formats)}."
    )


NO_MARGIN = (
    "Counted in amounts: not every sale tells what the goods cost. A column with the cost a piece, "
    "or a margin under Settings, turns this page into margins."
)


def payback_said(payback: pd.DataFrame, formats: Formats) -> str:
    """What it cost to win a customer and when it was paid back, from ``acquisition.payback``."""
    row = payback.iloc[0]
    if missing(row["cac"]):
        return f"{formats.money(row['spend'])} were spent and no new customer came."
    text = (
        f"A new customer cost {formats.money(row['cac'])}: {formats.money(row['spend'])} spent in "
        f"{formats.count(row['months'], 'month')}, "
        f"{formats.count(row['new_customers'], 'new customer')}."
    )
    if missing(row["margin_each"]):
        return f"{text} Without a margin nobody can say when it is paid back."
    if not missing(row["paid_in_month"]):
        return f"{text} It is paid back by the end of month {formats.number(row['paid_in_month'])}."
    if not missing(row["paid_at_order"]):
        return f"{text} It is paid back with purchase {formats.number(row['paid_at_order'])}."
    return (
        f"{text} So far each has brought {formats.money(row['margin_each'])} margin, and it is not "
        "paid back."
    )


def expected_title(ways: pd.DataFrame, formats: Formats) -> str:
    """What today's customers will spend, by the way chosen."""
    row = ways[ways["chosen"]].iloc[0]
    text = f"Today's customers may spend {formats.money(row['expected'])} in the next year"
    side = "too much" if row["error"] > 0 else "too little"
    return f"{text}; a year ago the same forecast was {formats.share(abs(row['error']))} {side}"


def worth_title(worth: pd.DataFrame, formats: Formats) -> str:
    """What one point of the monthly leak is worth, from ``leak_worth.worth``."""
    rows = worth.set_index("points")
    if -0.01 not in rows.index:
        return "The leak is below one point a month: there is little to win from it"
    point = rows.loc[-0.01]
    return (
        f"One point less leak a month would be worth {formats.money(point['change'])} in the next "
        "twelve months"
    )


def worth_said(worth: pd.DataFrame, formats: Formats) -> str:
    """What the simulation starts from."""
    row = worth[worth["points"] == 0].iloc[0]
    return (
        f"From {formats.count(row['now'], 'active customer')} on, with "
        f"{formats.number(row['came_in'])} new and reactivated a month and a leak of "
        f"{formats.share(row['leak_rate'], 1)} a month: {formats.money(row['amount'])}. All else "
        "stays as in the last twelve months; nothing here says that a measure will change the leak."
    )


def claims_said(claims: pd.DataFrame, formats: Formats) -> str:
    """The claims beside it, from ``claims.worth``."""
    told = [
        f"{row.claim}: "
        + (f"up to {formats.share(row.high)}" if missing(row.low)
           else formats.share_interval(row.low, row.high))
        + " more profit"
        for row in claims.itertuples()
    ]  # fmt: skip
    return f"Claims told everywhere, without traceable data: {'; '.join(told)}."


def regulars_factor(regulars: pd.DataFrame, formats: Formats) -> str:
    """How much more a regular brings than a one-time buyer, beside what is said."""
    rows = regulars.set_index("customers_are")
    if "regulars" not in rows.index or missing(rows.at["regulars", "times_one_time"]):
        return ""
    factor = rows.at["regulars", "times_one_time"]
    return (
        f"An active regular has brought {formats.number(factor, 1)} times as much as an active "
        "one-time buyer. (A claim told everywhere says three times.)"
    )


def _of(what: str) -> str:
    return "margin" if what == "margin" else "net"


def _ends(row: pd.Series, formats: Formats) -> str:
    if missing(row["low"]):
        return ""
    return f" ({formats.share_interval(row['low'], row['high'])})"
