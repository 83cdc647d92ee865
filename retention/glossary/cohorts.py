"""The terms of the cohorts: what a cell adds up, how they are split, and what is expected."""

from retention.glossary.entries import Entry

COHORTS: dict[str, Entry] = {
    "purchases_per_starter": Entry(
        "Purchases by those who began together",
        "per 100 customers",
        "purchases of the cohort in period k / size of the cohort, × 100",
        "How often a group of customers still buys, counting those who stay away as well. A "
        "purchase is one customer and day.",
    ),
    "margin_retention": Entry(
        "Margin retention",
        "share",
        "the cohort's margin in period k / in period 0; margin = amount − quantity × unit cost, "
        "else the settings' part of the amount",
        "What a group of customers still earns you, beside what it earned when it started.",
    ),
    "began_with": Entry(
        "Split by the first purchase",
        "group",
        "customers by the largest line of their first purchase: its product, category, channel, "
        "store, salesperson; whether it had a discount; its size; how the customer came to you",
        "Customers who began alike, followed together. That they come back more goes together with "
        "how they began; that it causes it is not shown.",
    ),
    "basket_band": Entry(
        "Size of the first purchase",
        "small, middle, large",
        "the amount of the first purchase, cut at about the thirds of all first purchases, rounded "
        "to two digits",
        "About a third of all customers began with a small first purchase, a third with a middle "
        "one, a third with a large one. Filters do not move the cuts.",
    ),
    "remind": Entry(
        "When to remind",
        "days",
        "the three weeks with the most second purchases / customers still waiting, week by week",
        "The days after a first purchase on which those who have not come back are most likely to: "
        "a reminder then meets them when they think of it anyhow.",
    ),
    "unlikely_after": Entry(
        "A second purchase is unlikely after",
        "days",
        "the day by which 95% of the second purchases that are seen to come have come",
        "Whoever has not come back by then seldom does. Those still waiting are counted, so it is "
        "later than the average of those who did.",
    ),
}
