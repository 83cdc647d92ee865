"""The terms of a customer's worth: what is kept, what is earned, what it cost to win."""

from retention.glossary.entries import Entry

VALUE: dict[str, Entry] = {
    "bridge": Entry(
        "Revenue bridge",
        "money",
        "before + new + reactivated + bought more − bought less − lost + returns without spend = "
        "after",
        "From one year's revenue to the next, customer by customer: the two years are the last "
        "twelve months and the twelve before, or halves of a shorter history.",
    ),
    "net_retention": Entry(
        "Net revenue retention",
        "share",
        "Σ spent after / Σ spent before, over the customers who spent before",
        "Of what your customers spent in the window before, what the same customers spent in the "
        "window after. Above 100%, those who buy more outweigh those who left.",
    ),
    "gross_retention": Entry(
        "Gross revenue retention",
        "share",
        "Σ min(max(spent after, 0), spent before) / Σ spent before",
        "The same without those who buy more: what was kept of the money, never above 100%.",
    ),
    "customers_kept": Entry(
        "Customers kept",
        "share",
        "customers who spent in both windows / customers who spent in the window before",
        "Of those who spent in the window before, how many spent anything in the window after.",
    ),
    "clv_historic": Entry(
        "Customer value so far",
        "money",
        "margin (else net amount) of all customers so far / customers",
        "What a customer has brought up to now, on average. The young ones have had less time.",
    ),
    "value_curve": Entry(
        "Value month by month",
        "money",
        "Σ over the months of own age: amount of those for whom it is over / how many they are",
        "What a customer has brought by the end of each month since the first purchase. Each month "
        "is told by those who have lived through it, whether they still buy or not.",
    ),
    "clv_expected": Entry(
        "Expected in the next year",
        "money",
        "cohort curve; or MBG/NBD × Gamma-Gamma from 500 repeaters, where it was no further off",
        "What today's customers may spend in the next 365 days, new ones not counted. Beside it "
        "stands how far off the same forecast was a year ago.",
    ),
    "margin": Entry(
        "Margin",
        "money",
        "net amount − cost of the pieces; where no cost is told, the margin share of the settings",
        "What is left of the amount after discounts, returns and what the goods cost you.",
    ),
    "cac": Entry(
        "Cost of winning a customer (CAC)",
        "money",
        "spend on acquisition in the month / new customers of the month",
        "What a new customer cost, by channel where the costs name it. A customer belongs to the "
        "channel of your customer file, else to that of the first purchase.",
    ),
    "payback": Entry(
        "Payback",
        "purchase and month",
        "the first at which the added-up margin per customer won ≥ CAC",
        "The purchase, and the month after the first one, by which customers have earned back what "
        "it cost to win them.",
    ),
    "leak_worth": Entry(
        "What a point of leak is worth",
        "money",
        "twelve months of: active × (1 − leak) + came in; amount = active × spend a month",
        "The next twelve months simulated with another leak, all else as in the last twelve. It "
        "says what hangs on the leak, not that something will change it.",
    ),
    "leak_by": Entry(
        "Where it leaks",
        "share",
        "of a group's customers active twelve months ago, those who lapsed since / all of them",
        "The leak of customers by what their first purchase was like, beside all others.",
    ),
    "beside_rest": Entry(
        "Beside the rest",
        "difference",
        "figure of the customers first won inside the filter − figure of all others",
        "How the customers of the filter differ from everybody else, and whether that can be told "
        "from chance.",
    ),
    "norms": Entry(
        "Published norms",
        "share",
        "as published; the own figure beside it is counted the same way",
        "What others have published about their customers, for orientation: other shops, other "
        "years, other trades.",
    ),
    "amount_per_customer": Entry(
        "Amount per customer in a year",
        "money",
        "net amount of the last 365 days / customers who bought in them",
        "What a customer who bought within a year spent in that year, on average.",
    ),
}
