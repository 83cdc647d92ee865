"""What an experienced controller would notice in an upload: said with an example, never in the way.

Each check is one small ``sql/checks/<name>.sql`` that gives one row, or none where all is well.
"""

from collections.abc import Callable
from datetime import date

from retention.store.batches import Counts
from retention.store.writer import Writer

# above so many lines only a part of them is looked at where each would have to be compared
_LOOKED_AT = 50_000
_FAR_DAYS = 366


def oddities(
    writer: Writer, batch: int, source: str, counts: Counts, held_until: date | None
) -> tuple[str, ...]:
    """A sentence for each thing that is odd in the upload just taken as ``batch``, in the order of
    ``CHECKS``. ``held_until`` is the last day held before it."""
    values = {"batch": batch, "source": source, "one_of": 1 + counts.readable // _LOOKED_AT}
    writer.run("checks/days_of_source", batch=batch, source=source)
    told = list(_far_from_the_rest(held_until, counts))
    for name, sentence in CHECKS.items():
        told += map(sentence, writer.findings(f"checks/{name}", values))
    return tuple(told)


def _far_from_the_rest(held_until, counts: Counts) -> list[str]:
    """A date a year and more after everything held moves the day all is counted up to, and a typing
    error would make everybody look lapsed: it is taken, and said."""
    if held_until is None or counts.last_date is None:
        return []
    if (counts.last_date - held_until).days <= _FAR_DAYS:
        return []
    return [
        f"The newest sale is of {counts.last_date}, and everything before ends on {held_until}; "
        "if that is not right, undo this upload and correct the date."
    ]


def again(writer: Writer, batch: int, source: str, sha: str, counts: Counts) -> tuple[str, ...]:
    """A sentence where the very same file came before and lines of a later one gave way to it."""
    values = {"batch": batch, "source": source, "sha256": sha}
    earlier = [number for (number,) in writer.rows("batches/same_file", **values)]
    if not earlier or not counts.updated:
        return ()
    return (
        f"This very file was loaded before, as upload {earlier[-1]}; "
        f"{_lines({'lines': counts.updated})} of it replaced newer ones, so if an older export was "
        "taken by mistake, undo this upload.",
    )


def _overlap(row: dict) -> str:
    return (
        f"{_lines(row)} from {_day(row['first_day'])} to {_day(row['last_day'])} were held already "
        f"from {row['files']} and are not counted twice; there is nothing to do."
    )


def _other_customers(row: dict) -> str:
    return (
        f"{_lines(row)} are the same as ones held from {row['files']}, but for the customer; if "
        "they are the same sales, undo one of the two uploads, or load both with the same column "
        "as the customer."
    )


def _half_read_orders(row: dict) -> str:
    orders = f"Order {row['order_id']} was held already and stays as it was"
    if row["orders"] > 1:
        orders = f"{row['orders']} orders (such as {row['order_id']}) were held already and stay so"
    return (
        f"{orders}, because a row could not be read; correct it in the export and load "
        "the whole export again."
    )


def _thin_month(row: dict) -> str:
    return (
        f"{row['month']:%Y-%m} has {row['lines']} lines where {row['usual']} a month are usual; if "
        "the export stopped early, export the month again and load it."
    )


def _silent_days(row: dict) -> str:
    return (
        f"There is no sale from {_day(row['from_day'])} to {_day(row['to_day'])}, {row['days']} "
        "days; if the shop was open, an export is missing there."
    )


def _after_upload(row: dict) -> str:
    return (
        f"{_lines(row)} are dated after the day of the upload (row {row['row_number']}: "
        f"{_day(row['day'])}) and were not taken; correct the year in the rejects and load those."
    )


def _every_line_twice(row: dict) -> str:
    rows = " and ".join(str(number) for number in row["row_numbers"])
    return (
        f"Every line stands in the file twice (such as rows {rows}), so the amount may be doubled; "
        "if it is, undo this upload and export the file again."
    )


def _total_row(row: dict) -> str:
    return (
        f"Row {row['row_number']} has the amount {row['amount']:.2f}, which is what all other rows "
        "come to; if it is a total, undo this upload, delete the row and load the file again."
    )


def _new_category(row: dict) -> str:
    return (
        f"“{row['category']}”, a category never seen before, makes {row['share']:.0%} of this "
        "upload; if it is an old one under a new name, write it as before and load the file again."
    )


def _odd_prices(row: dict) -> str:
    return (
        f"{_lines(row)} cost 80 times the usual or more (row {row['row_number']}: {row['product']} "
        f"for {row['price']:.2f}, usually {row['usual']:.2f}); if the decimal comma was lost, undo "
        "this upload and correct the prices."
    )


def _reused_orders(row: dict) -> str:
    return (
        f"About {row['orders']} order numbers stand for several customers (such as "
        f"{row['order_id']}: {row['one']} and {row['other']}); if they come from two tills, load "
        "each till under a source of its own."
    )


CHECKS: dict[str, Callable[[dict], str]] = {
    "overlap": _overlap,
    "other_customers": _other_customers,
    "half_read_orders": _half_read_orders,
    "thin_month": _thin_month,
    "silent_days": _silent_days,
    "after_upload": _after_upload,
    "every_line_twice": _every_line_twice,
    "total_row": _total_row,
    "new_category": _new_category,
    "odd_prices": _odd_prices,
    "reused_orders": _reused_orders,
}


def _lines(row: dict) -> str:
    return "1 line" if row["lines"] == 1 else f"{row['lines']} lines"


def _day(value) -> str:
    return f"{value:%Y-%m-%d}"
