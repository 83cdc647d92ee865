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
    ),
    "tier": Entry(
        "Tier",
        "customers",
        "by the net amount of the last 365 days: top 5 % where less than 5 % of the customers "
        "brought more, next 15 % where less than 20 % did, next 30 % where less than half did, "
        "else the other half",
        "Your customers sorted by what they brought in the last twelve months and cut into four "
        "groups. Whoever brought the same is in the same group.",
    ),
    "swing": Entry(
        "Sharp rise or fall",
        "times",
        "newest three purchases / five or more before, on the log scale, beside what chance and "
        "the base's own variation give: 3 units or more, and 1.5 times or two thirds",
        "A customer whose purchases have become larger, more frequent or more varied, or the "
        "opposite, by more than such customers vary anyhow.",
    ),
}
