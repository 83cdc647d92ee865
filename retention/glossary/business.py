"""The terms of the business: customers, purchases, money and how they come back."""

from retention.glossary.entries import Entry

BUSINESS: dict[str, Entry] = {
    "as_of": Entry(
        "As of",
        "date",
        "the last accepted sales date",
        "Everything is counted up to the last day your sales files cover, never up to today, so a "
        "late upload does not make everybody look lapsed.",
    ),
    "purchase": Entry(
        "Purchase",
        "count",
        "a customer and a day with a net amount above zero",
        "Several receipts on one day are one purchase, so that a basket split in three does not "
        "look like loyalty.",
    ),
    "amount": Entry(
        "Amount",
        "money",
        "sum of line amounts, net of discounts and returns, tax as in the file",
        "What customers paid, less what they brought back. A return counts against the day of the "
        "order it belongs to.",
    ),
    "anonymous": Entry(
        "Anonymous lines",
        "share",
        "lines without any customer / lines",
        "Sales whose line names no customer. They count in the money and are left out of every "
        "number about customers.",
    ),
    "data_quality": Entry(
        "Quality of the data",
        "points of 100",
        "30 × rows read + 25 × lines naming a customer + 20 × days outside unusual gaps + 15 × "
        "lines with an amount under 80 times their product's median + 10 × lines naming a product, "
        "each as a share of all",
        "How far the numbers can be relied on. The parts say what would lift it.",
    ),
    "upload_quality": Entry(
        "Quality of an upload",
        "points of 100",
        "(30 × rows read + 25 × lines naming a customer + 15 × lines with an amount under 80 times "
        "their product's median + 10 × lines naming a product) / the weights of the parts it has, "
        "each as a share of all, × 100",
        "How much of one upload can be used: its rows, and the lines that it holds now. Days "
        "without sales are judged over all uploads together.",
    ),
    "cohort": Entry(
        "Cohort",
        "group",
        "customers by the period of their first purchase",
        "Everybody who bought for the first time in the same month (or week, quarter, year).",
    ),
    "retention_classic": Entry(
        "Retention, classic",
        "share",
        "customers of the cohort with a purchase in period k / size of the cohort",
        "Of those who started together, the share who bought in that later period.",
    ),
    "retention_rolling": Entry(
        "Retention, rolling",
        "share",
        "customers of the cohort with a purchase in period k or later / size of the cohort",
        "Of those who started together, the share who bought then or at any time after.",
    ),
    "retention_cumulative": Entry(
        "Came back by then",
        "share",
        "customers of the cohort with a second purchase by the end of period k / size",
        "Of those who started together, the share who had bought a second time by then.",
    ),
    "revenue_retention": Entry(
        "Revenue retention",
        "share",
        "the cohort's net amount in period k / in period 0",
        "What a group of customers still spends, beside what it spent when it started.",
    ),
    "active": Entry(
        "Active customers",
        "count",
        "a purchase within the last two horizons (2H days)",
        "Somebody who bought recently enough to count as a customer today. How recently comes from "
        "how often your own customers buy.",
    ),
    "horizon": Entry(
        "Horizon (H)",
        "days",
        "the P80 gap between purchases rounded up to 30 days, 30–180",
        "Four of five gaps between purchases are no longer than this, in steps of 30 days and at "
        "most 180. It stays as found at the first upload until you choose another, so that history "
        "is not rewritten.",
    ),
    "lapsed": Entry(
        "Lapsed",
        "count",
        "no purchase for two horizons (2H days)",
        "A customer who has been silent for too long to count as active.",
    ),
    "reactivated": Entry(
        "Reactivated",
        "count",
        "a purchase after lapsing",
        "A customer who had lapsed and bought again.",
    ),
    "bucket": Entry(
        "Leaky bucket",
        "customers",
        "at start + new + reactivated − lapsed = at end",
        "The month as a pool with two pipes: who is new, who reactivated, who lapsed.",
    ),
    "leak_rate": Entry(
        "Leak rate",
        "share",
        "lapsed in the month / active at its start",
        "Of the customers you had at the start of the month, the share you lost during it.",
    ),
    "regulars_share": Entry(
        "Regulars' share",
        "share",
        "active customers with two (by the switch: three) or more purchases / active customers",
        "How much of your customer base has come back at least once.",
    ),
    "ladder": Entry(
        "Order ladder",
        "share",
        "nth purchases at least h days old that were followed by another within h / all of them",
        "Of those who bought once, how many bought twice; of those who bought twice, how many "
        "three times; and so on.",
    ),
    "own_gap": Entry(
        "Own gap",
        "days",
        "exp[(Σ ln gap + k·μ) / (n + k)]",
        "How many days usually pass between this customer's purchases. With few purchases it leans "
        "on what is usual for everybody.",
    ),
    "overdue_ratio": Entry(
        "Overdue ratio",
        "times",
        "days since the last purchase / own gap",
        "How far beyond their own rhythm a customer is: 2 means twice as long as usual.",
    ),
    "status": Entry(
        "Status",
        "word",
        "the first that holds: lapsed, reactivated, new, broken, late, due, on time",
        "Where a customer stands by their own rhythm. New is who first bought less than one usual "
        "gap ago, however often since.",
    ),
    "expected_next": Entry(
        "Next purchase, expected",
        "date range",
        "last purchase + quantile(gap | gap > days so far), P25–P75",
        "When this customer's next purchase may be expected. It moves when the customer is late, "
        "and there is none once the rhythm is broken or the customer has lapsed.",
    ),
    "rfm": Entry(
        "RFM",
        "scores 1–5",
        "mid-rank quintiles of days since last purchase, purchases and net amount",
        "Each customer is ranked by how recently, how often and for how much they bought; "
        "5 is the best fifth.",
    ),
    "interval": Entry(
        "95% interval",
        "range",
        "Wilson's interval for shares, Newcombe's for differences; for money, customers resampled",
        "How far the figure could be off because only so many customers stand behind it.",
    ),
    "risk": Entry(
        "Risk",
        "share",
        "probability of no purchase within the next H days",
        "How likely it is that a customer buys nothing within the horizon; four of five gaps "
        "between purchases are no longer. It is a prediction, not a cause.",
    ),
    "revenue_at_risk": Entry(
        "Revenue at risk",
        "money",
        "risk × net amount of the trailing 2H days per H",
        "What these customers spent in as many days lately (half of what the last twice as many "
        "days brought), weighed by how likely they stay away.",
    ),
    "priority": Entry(
        "Priority",
        "money",
        "risk × value × margin × saves − cost",
        "What a contact may be expected to bring after its cost. Until your own campaigns have "
        "measured how many are saved, that part is an assumption.",
    ),
    "customers": Entry(
        "Customers who bought",
        "count",
        "different customers with a purchase in the period",
        "How many people you know by name or number bought in that time, however often.",
    ),
    "new": Entry(
        "New customers",
        "count",
        "customers whose first purchase falls in the period",
        "Customers who bought for the first time ever, as far back as your files reach.",
    ),
    "purchases": Entry(
        "Purchases",
        "count",
        "purchases in the period: one per customer and day",
        "How often customers you know bought; anonymous sales are not among them.",
    ),
    "purchases_per_customer": Entry(
        "Purchases per customer",
        "times",
        "purchases in the period / customers who bought in it",
        "How often a customer who came in that time came.",
    ),
    "amount_per_purchase": Entry(
        "Amount per purchase",
        "money",
        "net amount of customers' purchases / purchases",
        "What a customer you know spends in a day of buying, on average.",
    ),
    "second_order": Entry(
        "Second purchase within h days",
        "share",
        "first purchases at least h days old followed by another within h / all of them",
        "Of those who bought for the first time long enough ago, how many came back so soon.",
    ),
    "concentration": Entry(
        "Concentration",
        "share",
        "amount of the largest fifth of the customers / amount of all",
        "How much of your sales hangs on a few customers.",
    ),
    "amount_customers": Entry(
        "Amount from known customers",
        "money",
        "net amount of lines with a customer",
        "The part of the money of which you know who paid it: purchases × amount per purchase.",
    ),
    "weekly_silent": Entry(
        "Weekly buyers gone silent",
        "count",
        "4 purchases or more in the 30 days up to the last one, then 7 days or more without any",
        "Customers, not lapsed, who came about every week and have missed a week or more. A rule "
        "of thumb told elsewhere, kept beside each customer's own rhythm.",
    ),
    "anonymous_share": Entry(
        "Anonymous share of amount",
        "share",
        "net amount of lines without any customer / net amount",
        "How much of the money came from people nobody wrote down. It is left out of every number "
        "about customers.",
    ),
    "newly_overdue": Entry(
        "Newly late",
        "count",
        "returning customers, not lapsed, who crossed the P80 of their own rhythm since",
        "Regular buyers who have just become later than four of five of their own gaps.",
    ),
    "silent_regulars": Entry(
        "Silent regulars",
        "count",
        "returning customers, not lapsed, silent beyond the P95 of their own rhythm",
        "Regular buyers who have been silent for longer than is usual for them.",
    ),
    "landslide": Entry(
        "If the largest go",
        "money",
        "amount of the last 365 days without the largest 1, 5 or 10 customers",
        "What would be left of a year if your largest customers left.",
    ),
    "second_gap": Entry(
        "Time to the next purchase",
        "days",
        "quantiles by Kaplan and Meier, those not back yet counted as waiting",
        "After how many days a quarter, a half, three quarters come back. Those who have not come "
        "back yet are counted, so it is longer than the average of those who have.",
    ),
    "leak_12": Entry(
        "Leak in twelve months",
        "share",
        "of the customers active twelve months ago, those who lapsed since / all of them",
        "Of the customers you had a year before, the share you lost at least once since.",
    ),
    "driver": Entry(
        "Associated driver",
        "percentage points",
        "leaving among the exposed − among the others, adjusted for how these customers buy",
        "What leavers had met more often than stayers. It goes together with leaving; that it "
        "causes it is not shown.",
    ),
}
