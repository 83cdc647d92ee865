"""One reporting currency: amounts in another one count by the rates a person enters, or wait."""

from retention.ingest.known_layouts import plain_names
from retention.store.database import Writer


def note_signs(cursor: Writer) -> None:
    """Make the temporary table ``currency_signs``: what stands beside an amount, and the currency
    it means in this shop."""
    own = cursor.settings().currency
    names = plain_names()
    told = {sign: meant(those, own) for sign, those in names["currencies"].items()}
    told |= {code: code for code in names["currency_codes"]["codes"]}
    cursor.run("ingest/currency_signs", signs=list(told), currencies=list(told.values()))


def meant(currencies: list[str], own: str | None) -> str | None:
    """ "$" in a Canadian shop is its own dollar. Where nothing is known yet, nothing is guessed."""
    if own in currencies:
        return own
    return currencies[0] if own or len(currencies) == 1 else None


def one_currency(writer: Writer) -> None:
    """The first currency met in ``checked`` becomes the reporting one."""
    found = writer.rows("batches/currencies")
    settings = writer.settings()
    if found and settings.currency is None:
        writer.keep_settings(settings.changed(currency=found[0][0]))


def currencies_told(writer: Writer, batch: int) -> list[str]:
    """A sentence on an upload whose amounts are not all in the reporting currency."""
    reporting = writer.settings().currency
    written = [currency for currency, _ in writer.rows("currencies/of_batch", batch=batch)]
    others = [currency for currency in written if currency != reporting]
    if not others:
        return []
    told = f"Amounts in {', '.join(others)} are counted in {reporting} by the rate of their month; "
    told += "lines of a month without a rate wait until you enter it."
    if len(written) > 1:
        told += " The file has several currencies, so its amounts are not added up."
    return [told]
