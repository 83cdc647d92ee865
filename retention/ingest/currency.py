"""Two currencies are never added up."""

from retention.store.database import Writer


def one_currency(writer: Writer) -> None:
    """The first currency met in ``checked`` becomes the reporting one; lines in another are
    rejected."""
    found = writer.rows("batches/currencies")
    if not found:
        return
    settings = writer.settings()
    if settings.currency is None:
        settings = settings.changed(currency=found[0][0])
        writer.keep_settings(settings)
    writer.run("batches/refuse_currency", currency=settings.currency)
