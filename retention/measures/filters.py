"""What the shared filters can be set to."""

import pandas as pd

from retention.store import Snapshot


def choices(snapshot: Snapshot) -> pd.DataFrame:
    """One row per ``field`` (channel, store, category, salesperson, segment, own) and ``value``
    found in the data, by name, with its ``lines`` (for a segment: its customers; for one's own
    segments 1)."""
    return snapshot.ask("filters/choices")
