"""The past of one snapshot, read once: the labelled customers of each cut-off."""

from datetime import date, timedelta

import pandas as pd

from retention.models.features import features, purchase_summary, span
from retention.models.mbg_nbd import MBGNBD

# Cut-offs lie a third of a horizon apart: near enough to use the history, far enough that each
# tells something new.
CUTOFFS_PER_HORIZON = 3
# Above twice so many customers, learning and judging look at every so-manieth: the figures' third
# decimal no longer changes, and a million customers take seconds. Scores are given to everybody.
_ENOUGH_CUSTOMERS = 60_000


class History:
    """Labelled frames and MBG/NBD fits of a snapshot, by cut-off; each is made once.

    Models ask for labels by cut-off alone, so a test can hand in a History with labels of its own.
    """

    def __init__(self, snapshot):
        self.snapshot = snapshot
        self.first_day, customers = span(snapshot)
        self.horizon_days: int = snapshot.horizon_days
        self.as_of: date = snapshot.as_of
        self.one_in = max(1, customers // _ENOUGH_CUSTOMERS)
        self._labelled: dict[date, pd.DataFrame] = {}
        self._purchases: dict[date, MBGNBD] = {}

    @property
    def sampled(self) -> bool:
        """Whether labelled customers are a sample."""
        return self.one_in > 1

    @property
    def step_days(self) -> int:
        return max(1, self.horizon_days // CUTOFFS_PER_HORIZON)

    @property
    def days(self) -> int:
        """Days from the first sale to the last, both included."""
        return (self.as_of - self.first_day).days + 1

    def newest_cutoffs(self, known: date, count: int) -> list[date]:
        """The `count` newest cut-offs whose label windows are over on `known`, newest first, a
        third of a horizon apart: known - H, known - H - H/3, ..."""
        newest = known - timedelta(days=self.horizon_days)
        return [newest - timedelta(days=self.step_days * place) for place in range(count)]

    def labelled(self, cutoff: date) -> pd.DataFrame:
        """Features and `churned` of the customers active at the cut-off (or of a sample)."""
        if cutoff not in self._labelled:
            self._labelled[cutoff] = features(
                self.snapshot, cutoff, self.horizon_days, one_in=self.one_in
            )
        return self._labelled[cutoff]

    def today(self) -> pd.DataFrame:
        """Features of all customers active on the snapshot's day."""
        return features(self.snapshot, self.as_of, self.horizon_days, label=False)

    def purchases(self, known: date) -> MBGNBD:
        """MBG/NBD fitted, in days, to all customers (or a sample) as known on the day `known`."""
        if known not in self._purchases:
            summary = purchase_summary(self.snapshot, known, one_in=self.one_in)
            self._purchases[known] = MBGNBD().fit(
                summary[["frequency", "recency", "age"]], sample_weight=summary["customers"]
            )
        return self._purchases[known]
