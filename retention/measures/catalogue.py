"""What ``show`` offers: each measure with its function, one sentence and its options."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from retention.measures import (
    acquisition,
    beside,
    bridge,
    bucket,
    causes,
    changes,
    cohort_groups,
    cohorts,
    concentration,
    customers,
    ladder,
    leak_worth,
    migration,
    norms,
    overview,
    quality,
    reminders,
    rhythm,
    segments,
    swings,
    tiers,
    value,
)
from retention.measures.under_filter import (
    BY_THEN,
    FIRST,
    FIRST_WHOLE,
    INSIDE,
    MIXED,
    NO_FILTER,
    NTH,
    SOME,
    SOME_INSIDE,
)
from retention.models import expected_value, risk
from retention.store import Snapshot


@dataclass(frozen=True)
class Measure:
    """``function(snapshot, **options)`` gives the documented table; ``options`` are name → (type,
    default), a default of ``None`` meaning that the option must be given or may be left out as the
    function says; ``under_filter`` says what a filter keeps."""

    function: Callable[..., pd.DataFrame]
    sentence: str
    under_filter: str
    options: dict[str, tuple[type, object]] = field(default_factory=dict)


def _scored_customers(snapshot: Snapshot) -> pd.DataFrame:
    table = customers.customers(snapshot)
    if table.empty:
        return table
    return customers.customers(snapshot, scores=risk.score(snapshot))


_scored_customers.__doc__ = customers.customers.__doc__


_SEED = {"seed": (int, 0)}
_TRIANGLE = {
    "grain": (str, "month"), "kind": (str, "classic"), "clock": (str, "calendar"),
    "unit": (str, "customers"), **_SEED,
}  # fmt: skip
_SPLIT = {"by": (str, "basket")}
_TWO = {"first": (str, None), "second": (str, None)}
_CUSTOMERS = {name: _TRIANGLE[name] for name in ("grain", "kind", "clock")}
_REGULAR = {"regular_from": (int, 2)}
_WINDOWS = {"months": (int, 12), **_SEED}

CATALOGUE: dict[str, Measure] = {
    "cohorts": Measure(
        cohorts.triangle,
        "Of those who first bought in the same period, who bought again in each later one.",
        FIRST,
        _TRIANGLE,
    ),
    "pooled": Measure(
        cohorts.pooled,
        "All cohorts together: the share who bought in the first, second, third period after.",
        FIRST,
        _TRIANGLE,
    ),
    "cohort_groups": Measure(
        cohort_groups.cohort_groups,
        "Who bought again, by what the first purchase was like: its size, product or channel.",
        FIRST,
        _SPLIT | _TRIANGLE,
    ),
    "cohort_contrast": Measure(
        cohort_groups.cohort_contrast,
        "Two groups or two cohorts beside each other, with the difference period by period.",
        FIRST,
        _SPLIT | _TWO | _CUSTOMERS,
    ),
    "basket_bands": Measure(
        cohort_groups.basket_bands,
        "Where the amount of a first purchase is cut into small, middle and large.",
        NO_FILTER,
    ),
    "overview": Measure(
        overview.history, "Customers, money, regulars and leak, month by month.", MIXED, _REGULAR
    ),
    "tiles": Measure(
        overview.tiles,
        "The newest complete month beside the month before and the same month last year.",
        MIXED,
        _REGULAR,
    ),
    "regulars": Measure(
        overview.regulars,
        "What active regulars bring, and spend per head, beside active one-time buyers.",
        FIRST,
        _REGULAR | _SEED,
    ),
    "changes": Measure(
        changes.since_last_upload, "What changed since the last upload, one fact a row.", MIXED
    ),
    "bucket": Measure(
        bucket.months,
        "The leaky bucket: who came in, came back and leaked out, month by month.",
        FIRST_WHOLE,
    ),
    "leak": Measure(
        bucket.leak,
        "The leak over several months: of those active at the start, who lapsed within them.",
        FIRST_WHOLE,
        {"months": (int, 12)},
    ),
    "leak_by": Measure(
        leak_worth.leak_by,
        "Which customers leak most, by what their first purchase was like, beside all others.",
        FIRST_WHOLE,
        {"by": (str, "channel"), "months": (int, 12)},
    ),
    "leak_worth": Measure(
        leak_worth.worth,
        "What the next twelve months would bring with another leak, all else as it was.",
        FIRST,
        _SEED,
    ),
    "beside_rest": Measure(
        beside.rest,
        "The customers inside the filter beside all others: the same figures, and the difference.",
        FIRST_WHOLE,
        _SEED,
    ),
    "norms": Measure(
        norms.beside_norms, "Published norms beside the shop's own figures, for orientation.", NTH
    ),
    "bridge": Measure(
        bridge.bridge,
        "From the revenue of the window before to that of the window after, step by step.",
        INSIDE,
        _WINDOWS,
    ),
    "retained": Measure(
        bridge.retained,
        "Net, gross and customer retention: what the window before is still worth.",
        INSIDE,
        _WINDOWS,
    ),
    "value": Measure(
        value.historic,
        "What customers have brought so far, by how they began.",
        FIRST,
        {"by": (str, "all"), **_SEED},
    ),
    "value_curve": Measure(
        value.curve,
        "What a customer has brought by the end of each month since the first purchase.",
        FIRST,
        {"by": (str, "all"), **_SEED},
    ),
    "expected_value": Measure(
        expected_value.expected_value,
        "What today's customers will spend in the next year, and how far off that was a year ago.",
        NO_FILTER,
    ),
    "costs": Measure(
        acquisition.costs, "What a new customer cost, by month and channel.", NO_FILTER
    ),
    "payback": Measure(
        acquisition.payback,
        "When customers have paid back what it cost to win them, by channel.",
        NO_FILTER,
        _SEED,
    ),
    "ladder": Measure(
        ladder.ladder,
        "Of those who bought n times, who bought once more within so many days.",
        NTH,
        {"within": (int, 90)},
    ),
    "second_order": Measure(
        ladder.second_order, "Who came back a second time within 30, 90, 180 and 365 days.", NTH
    ),
    "reminders": Measure(
        reminders.reminders,
        "When to remind first-time buyers, and when a second purchase has become unlikely.",
        NTH,
        {"by": (str, "category")},
    ),
    "times": Measure(
        ladder.times, "Days from one purchase to the next, by the number of the purchase.", NTH
    ),
    "statuses": Measure(
        rhythm.statuses,
        "How many customers are on time, due, late, broken or lapsed by their own rhythm.",
        SOME,
    ),
    "gaps": Measure(
        rhythm.gaps, "How many days pass between two purchases of one customer.", INSIDE
    ),
    "customers": Measure(
        _scored_customers,
        "Every customer: purchases, amount, rhythm, status, risk and when to expect them next.",
        SOME,
    ),
    "rfm": Measure(
        segments.rfm,
        "Every customer's scores of recency, frequency and money, and the segment.",
        SOME,
    ),
    "rfm_cuts": Measure(
        segments.rfm_cuts,
        "Where the scores of recency, frequency and money are cut; made anew with each upload.",
        NO_FILTER,
    ),
    "segments": Measure(
        segments.summary,
        "The segments: how many customers, how much of the money.",
        SOME_INSIDE,
        _SEED,
    ),
    "grid": Measure(segments.grid, "Customers by recency and frequency, in 25 cells.", SOME_INSIDE),
    "migration": Measure(
        migration.migration,
        "Who moved from one segment to another since an earlier day, and what they had brought.",
        SOME,
        {"before": (str, None), "cuts": (str, "frozen")},
    ),
    "pareto": Measure(
        concentration.pareto,
        "The Pareto curve: how much the largest customers bring, hundredth by hundredth.",
        INSIDE,
    ),
    "concentration": Measure(
        concentration.top_share,
        "How much the top fifth of the customers brings.",
        INSIDE,
        {"share": (float, 0.2)} | _SEED,
    ),
    "tiers": Measure(
        tiers.tiers,
        "The top 5 %, next 15 %, next 30 % and the other half by the amount of twelve months.",
        SOME_INSIDE,
        _SEED,
    ),
    "swings": Measure(
        swings.swings,
        "Whose order size, frequency or assortment has sharply risen or fallen lately.",
        SOME,
    ),
    "landslide": Measure(
        concentration.landslide,
        "What is left of a year if the largest 1, 5 or 10 customers go.",
        INSIDE,
        {"fixed_costs": (float, None)},
    ),
    "drivers": Measure(
        causes.drivers,
        "What those who left had met more often than those who stayed, adjusted and crude.",
        BY_THEN,
        _SEED | {"bootstrap": (int, 200)},
    ),
    "leavers": Measure(
        causes.leavers_against_stayers,
        "Leavers beside stayers on everything the files know, as it was.",
        BY_THEN,
        _SEED,
    ),
    "quality_score": Measure(
        quality.score, "How far the data can be relied on, 0 to 100, with its parts.", NO_FILTER
    ),
    "quality": Measure(
        quality.report,
        "How complete the loaded sales are: anonymous lines, returns, missing days and fields.",
        NO_FILTER,
    ),
    "fields": Measure(
        quality.fields,
        "Which fields the files bring, and what stays empty without them.",
        NO_FILTER,
    ),
}
