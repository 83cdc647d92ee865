"""A file to fill in for each kind: its header and two example rows."""

import pandas as pd

from retention.errors import Refused
from retention.ingest.kinds import NAMES, kinds


def template(name: str) -> pd.DataFrame:
    """Two example rows, all text, one column per field; raises ``Refused`` for an unknown kind."""
    if name not in NAMES:
        raise Refused(f"There is no kind “{name}”; there are {', '.join(NAMES)}.")
    kind = kinds()[name]
    return pd.DataFrame(
        [
            {kind.template.get(field, field): row.get(field, "") for field in kind.fields}
            for row in kind.examples
        ]
    )
