"""What the shared filters can be set to."""

import pandas as pd

from retention.store import Snapshot


def choices(snapshot: Snapshot) -> pd.DataFrame:
    """One row per ``field`` (channel, store, category, salesperson, segment) and ``value`` found
    in the data, by name, with its ``lines`` (for a segment: its customers)."""
    return snapshot.ask("filters/choices")
