"""What customers may have met before they left or stayed, as far as a sales file knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from retention.errors import Refused
from retention.models.features import features, span
from retention.store import Snapshot

MOST_CUTOFFS = 12  # a third of a horizon apart: what the last four horizons looked like
MIN_LEAVERS = 30  # exposed leavers, below which nothing is compared
_MOST_LEVELS = 10  # of one question, the most frequent: a list of 300 products helps nobody


@dataclass(frozen=True)
class Question:
    """One question to each customer at a cut-off.

    ``column`` of ``sql/drivers/exposures.sql``; ``label`` names it, as in "first store: Harbour";
    ``who`` completes "Customers …" ({level} is filled in); ``beside`` are the columns that are held
    equal besides how the customer buys, because they come before the exposure and move it.
    """

    column: str
    label: str
    who: str
    by_level: bool = False
    beside: tuple[str, ...] = ()

    def driver(self, level: str) -> str:
        """How the exposure is called in tables."""
        return f"{self.label}: {level}" if level else self.label


def _levels(column: str, label: str, who: str, *beside: str) -> Question:
    return Question(column, label, who, True, beside)


def _yes_no(column: str, label: str, who: str, *beside: str) -> Question:
    return Question(column, label, who, False, beside)


PLACEBO = _yes_no("placebo", "chance (placebo)", "picked by lot")

_CHANNEL, _STORE = "first_channel", "first_store"
QUESTIONS = (
    _levels("first_product", "first product", "whose first purchase was {level}", _CHANNEL),
    _levels("first_category", "first category", "who began with {level}", _CHANNEL),
    _levels("first_channel", "first channel", "who first bought through {level}"),
    _levels("first_store", "first store", "who first bought at {level}"),
    _levels("usual_store", "usual store", "who mostly buy at {level}"),
    _levels("first_salesperson", "first salesperson", "first served by {level}", _STORE),
    _levels("usual_salesperson", "usual salesperson", "mostly served by {level}", _STORE),
    _yes_no(
        "other_salesperson", "served by somebody else than usual",
        "last served by somebody else than usual", _STORE,
    ),
    _yes_no("first_discounted", "first order discounted", "whose first order was discounted",
            _CHANNEL),
    _yes_no("with_coupon", "coupon at first order", "whose first order used a coupon", _CHANNEL),
    _levels("first_coupon", "coupon at first order", "who came with the coupon {level}", _CHANNEL),
    _yes_no("any_return", "any return", "who returned something", _CHANNEL, "lines_bought"),
    _yes_no("returned_a_fifth", "returns over 20% of spend",
            "who returned more than a fifth of what they bought", _CHANNEL, "lines_bought"),
    _yes_no("ever_late", "late delivery", "who had a late delivery", _CHANNEL, _STORE,
            "deliveries"),
    _yes_no("late_lately", "late delivery lately", "whose delivery came late lately",
            _CHANNEL, _STORE, "deliveries"),
    _yes_no("price_rise", "own products over 5% dearer",
            "whose own products became over 5% dearer", _CHANNEL),
    _yes_no("one_category", "one category only", "who bought from one category only", _CHANNEL),
    _yes_no("one_product", "one product only", "who bought one product only", _CHANNEL),
    PLACEBO,
)  # fmt: skip


@dataclass(frozen=True)
class Exposure:
    """One exposure over the rows of a panel: who ``met`` it, ``among`` whom it can be told."""

    question: Question
    level: str
    met: np.ndarray
    among: np.ndarray


def everybody(snapshot: Snapshot, cutoffs: list[date] | None = None) -> pd.DataFrame:
    """One row per cut-off and customer active then, oldest cut-off first: how she buys, what she
    had met, whether she left.

    Columns: ``cutoff``, those of ``models.features``, ``left`` (no purchase in the next H days),
    those of ``sql/drivers/exposures.sql``, ``with_coupon``. No filter changes it, so it is asked
    for once and narrowed by ``panel``. ``Refused`` where the history is too short for one cut-off.
    """
    frames = [_at(snapshot, cutoff) for cutoff in sorted(cutoffs or cutoffs_of(snapshot))]
    rows = pd.concat(frames, ignore_index=True)
    if rows["first_coupon"].notna().any():
        rows["with_coupon"] = rows["first_coupon"].notna()
        rows["first_coupon"] = rows["first_coupon"].fillna("")
    return rows


def panel(snapshot: Snapshot, rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """The rows of ``everybody``, asked for here unless given, that the filters leave: cut-offs from
    the first day on, customers who had bought inside the filters by the cut-off.

    ``Refused`` where none is left, or where customers are chosen by segment.
    """
    if snapshot.filters.segments:
        raise Refused(
            "Segments tell how customers buy now, so leavers and stayers cannot be compared inside "
            "one; clear the segment filter."
        )
    rows = everybody(snapshot) if rows is None else rows
    if snapshot.filters.since:
        rows = rows[rows["cutoff"] >= snapshot.filters.since]
        if rows.empty:
            raise _too_short(snapshot)
    if snapshot.filters.by_line:
        rows = rows.merge(snapshot.ask("drivers/inside"), on="customer_key")
        rows = rows[rows["first_inside"] <= pd.to_datetime(rows["cutoff"])]
        rows = rows.sort_values(["cutoff", "customer_key"]).drop(columns="first_inside")
    if rows.empty:
        raise Refused(
            "On none of the days that are compared had anybody here bought lately, so there are "
            "neither leavers nor stayers."
        )
    return rows.reset_index(drop=True)


def cutoffs_of(snapshot: Snapshot) -> list[date]:
    """The cut-offs, newest first: as_of − H, then a third of H apart, not before H days of
    history."""
    begins, _ = span(snapshot)
    horizon = timedelta(days=snapshot.horizon_days)
    step = timedelta(days=max(1, snapshot.horizon_days // 3))
    places = (snapshot.as_of - horizon - step * place for place in range(MOST_CUTOFFS))
    found = [cutoff for cutoff in places if cutoff >= begins + horizon]
    if not found:
        raise _too_short(snapshot)
    return found


def _too_short(snapshot: Snapshot) -> Refused:
    return Refused(
        f"To compare leavers with stayers, {2 * snapshot.horizon_days} days of sales are needed; "
        f"there are too few up to {snapshot.as_of}."
    )


def _at(snapshot: Snapshot, cutoff: date) -> pd.DataFrame:
    bought = features(snapshot, cutoff, snapshot.horizon_days).rename(columns={"churned": "left"})
    met = snapshot.ask("drivers/exposures", cutoff=cutoff)
    return bought.merge(met, on="customer_key").assign(cutoff=cutoff)


def exposures(rows: pd.DataFrame, seed: int) -> Iterator[Exposure]:
    """Every exposure that the panel ``rows`` knows, the placebo last.

    A level is listed with ``MIN_LEAVERS`` exposed leavers, and only the most frequent ones. A
    question that everybody answers the same way is left out, and so is an exposure that the same
    customers share with an earlier one (a usual store that is always the first one).
    """
    seen = set()
    rows = rows.assign(placebo=_by_lot(rows["customer_key"], seed))
    for question in QUESTIONS:
        if question.column not in rows or not rows[question.column].notna().any():
            continue
        answers = rows[question.column]
        among = answers.notna().to_numpy()
        for level in _listed(answers, rows) if question.by_level else [""]:
            met = answers == level if question.by_level else answers.astype("boolean")
            met = met.fillna(False).to_numpy(dtype=bool)
            who = (met.tobytes(), among.tobytes())
            if met.any() and (among & ~met).any() and who not in seen:
                seen.add(who)
                yield Exposure(question, level, met, among)


def _listed(answers: pd.Series, rows: pd.DataFrame) -> list[str]:
    """The levels to compare; of two that mirror each other only the smaller."""
    named = answers.notna() & (answers != "")
    leavers = rows[named & rows["left"]].groupby(answers[named])["customer_key"].nunique()
    kept = leavers[leavers >= MIN_LEAVERS].sort_values(ascending=False).index[:_MOST_LEVELS]
    return list(kept[1:]) if len(kept) == 2 == answers.nunique() else list(kept)


def _by_lot(customers: pd.Series, seed: int) -> np.ndarray:
    """Half of the customers by lot, the same half at every cut-off."""
    heads = np.random.default_rng([seed, 1]).random(int(customers.max()) + 1) < 0.5
    return heads[customers.to_numpy()]
