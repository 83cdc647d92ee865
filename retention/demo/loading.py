"""Loading the sample the way any file is loaded."""

from datetime import datetime
from pathlib import Path

from retention.demo.advertising import write_costs
from retention.demo.world import DEFAULT_SEED, write_sales
from retention.ingest.importing import Report, Request, import_file
from retention.store.database import Database
from retention.store.temporary import new_folder

CURRENCY = "EUR"
TIME_ZONE = "Europe/Dublin"
MARGIN_SHARE = "0.35"  # of the lines without a cost: deliveries


def load(database: Database, *, received_at: datetime, seed: int = DEFAULT_SEED) -> Report:
    """Write the sample for ``seed`` and import it into ``database``, its questions answered:
    the sales, and what was spent to win customers. Returns the report on the sales."""
    with new_folder() as folder:
        path = write_sales(Path(folder) / "sample_sales.csv", seed=seed)
        report = import_file(database, Request(path, received_at, source="sample shop"))
        costs = write_costs(Path(folder) / "sample_costs.csv")
        import_file(database, Request(costs, received_at, source="sample shop", kind="costs"))
    answers = database.settings.changed(
        currency=CURRENCY, time_zone=TIME_ZONE, margin_share=MARGIN_SHARE
    )
    if answers != database.settings:
        database.change_settings(answers)
    return report
