"""What a change runs inside its one transaction."""

from collections.abc import Callable

import duckdb
import pandas as pd
import pyarrow as pa

from retention import sql
from retention.engines import duckdb_engine
from retention.settings import Settings, from_text, to_text
from retention.store.archive import settings_record


class Writer:
    """The cursor of one open transaction."""

    def __init__(self, raw: duckdb.DuckDBPyConnection):
        self.raw = raw
        self.entered: list[dict] = []
        self.noted: list[dict] = []

    def enter(self, record: dict) -> None:
        """Put what a person entered into the archive, with this change or not at all."""
        self.entered.append(record)

    def note(self, manifest: dict) -> None:
        """Put the manifest of an upload into the archive, likewise."""
        self.noted.append(manifest)

    def run(self, statement: str, **values) -> None:
        """Run the statements of ``sql/<statement>.sql``."""
        self.raw.execute(sql.text(statement), values or None).fetchall()

    def ask(self, question: str, **values) -> pd.DataFrame:
        return self.raw.execute(sql.text(question), values or None).df()

    def rows(self, question: str, **values) -> list[tuple]:
        return self.raw.execute(sql.text(question), values or None).fetchall()

    def findings(self, question: str, values: dict) -> list[dict]:
        """The rows of a question that binds those of ``values`` which it names."""
        return self.ask(question, **sql.bound(question, values)).to_dict("records")

    def append(self, table: str, batch) -> None:
        """Append an Arrow batch or table to ``table``, a name of ours, columns matched by name."""
        # a reader that was read to its end lets go of the rows; what is registered itself is held
        # until the transaction ends, and a large file would be in memory whole
        batches = [batch] if isinstance(batch, pa.RecordBatch) else batch.to_batches()
        reader = pa.RecordBatchReader.from_batches(batch.schema, iter(batches))
        self.raw.register("_appended", reader)
        self.raw.execute(f"insert into {table} by name select * from _appended").fetchall()
        self.raw.unregister("_appended")

    def settings(self) -> Settings:
        return from_text(dict(self.rows("store/settings")))

    def keep_settings(self, settings: Settings) -> None:
        self.run("store/clear_settings")
        for name, value in to_text(settings).items():
            self.run("store/keep_setting", name=name, value=value)

    def change_settings(self, settings: Settings, who: str) -> None:
        """Keep what a person answered; deriving is left to the caller."""
        self.keep_settings(settings)
        self.enter(settings_record(settings, who))

    def derive(self, progress: Callable[[float], None] = lambda share: None) -> None:
        """Build the derived tables anew from the lines held now, inside this transaction. The
        horizon found at the first import is kept, so that history is not rewritten. ``progress``
        is told the share built, 0–1."""
        settings = self.settings()
        horizon = duckdb_engine.derive(self.raw, settings, progress)
        self.run("store/clear_layout")
        self.run("store/keep_layout", layout=sql.fingerprint("build"))
        if horizon != settings.horizon_days:
            self.keep_settings(settings.changed(horizon_days=horizon))
