"""The terms of who the customers are and where they move."""

from retention.glossary.entries import Entry

SEGMENTS: dict[str, Entry] = {
    "migration": Entry(
        "Movement between segments",
        "customers",
        "customers in segment a on the earlier day and in b on the later one; money = their net "
        "amount of the 365 days up to the earlier day, as known then",
        "Who stands in another segment than on an earlier day. Both days are scored by the cut "
        "points of the earlier one, so nobody moves because others bought. Down is towards Lost in "
        "the order of the segments; New and Promising count as one step, since only days lie "
        "between them.",
    )
}
