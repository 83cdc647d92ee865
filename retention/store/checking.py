"""Does everything add up? The invariants of the data, and the archive beside them."""

import pandas as pd

from retention.store import batches
from retention.store.archive import sha256
from retention.store.connecting import IN_MEMORY
from retention.store.database import Database

COLUMNS = ["invariant", "place", "found"]


def findings(database: Database) -> pd.DataFrame:
    """One row per breach: ``invariant``, ``place``, ``found``; empty when all is well."""
    breaches = database.ask("checks/findings")
    missing = [] if database.path == IN_MEMORY else _archive_findings(database)
    return pd.concat([breaches, pd.DataFrame(missing, columns=COLUMNS)], ignore_index=True)


def _archive_findings(database: Database) -> list[tuple[str, str, str]]:
    archive = database.archive
    if database.is_lost:
        return [("the uploads of the archive are held", database.path.name, database.loss)]
    noted = {manifest["batch"]: manifest for manifest in archive.manifests()}
    found = []
    for row in batches.listed(database).itertuples():
        place = f"batch {row.batch}"
        if row.batch not in noted:
            found.append(("every upload has a manifest", place, "no manifest in the archive"))
        elif not (copy := archive.file_of(noted[row.batch])).exists():
            found.append(("every upload is in the archive", place, "the original is missing"))
        elif sha256(copy) != noted[row.batch]["sha256"]:
            found.append(("originals are unchanged", place, "the archived file was changed"))
    return found
