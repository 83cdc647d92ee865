"""What ``show`` offers: each measure with its function, one sentence and its options."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from retention.measures import (
    bucket,
    causes,
    changes,
    cohorts,
    concentration,
    customers,
    ladder,
    migration,
    overview,
    quality,
    rhythm,
    segments,
    tiers,
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
from retention.models import risk
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
_REGULAR = {"regular_from": (int, 2)}

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
    "ladder": Measure(
        ladder.ladder,
        "Of those who bought n times, who bought once more within so many days.",
        NTH,
        {"within": (int, 90)},
    ),
    "second_order": Measure(
        ladder.second_order, "Who came back a second time within 30, 90, 180 and 365 days.", NTH
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
