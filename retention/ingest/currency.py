"""One reporting currency: amounts in another one count by the rates a person enters, or wait."""

from dataclasses import replace

from retention.ingest.known_layouts import plain_names
from retention.ingest.mapping import Mapping
from retention.settings import is_currency
from retention.store.writer import Writer


def read_in(writer: Writer, mapping: Mapping) -> Mapping:
    """``mapping`` with the shop's currency of now, so that a later reading comes to the same."""
    return replace(mapping, currency=own_currency(writer, mapping) or "")


def own_currency(cursor: Writer, mapping: Mapping) -> str | None:
    """The shop's currency when the file was read first."""
    if mapping.currency is None:
        return cursor.settings().currency
    return mapping.currency or None


def note_signs(cursor: Writer, mapping: Mapping) -> None:
    """Make the temporary table ``currency_signs``: what stands beside an amount, and the currency
    it means in this shop."""
    names = plain_names()
    codes = names["currency_codes"]["codes"]
    # in a file that names euros, "$" is none of them
    own = own_currency(cursor, mapping) or _named(cursor, codes)
    told = {sign: meant(those, own) for sign, those in names["currencies"].items()}
    told |= {code: code for code in codes}
    cursor.run("ingest/currency_signs", signs=list(told), currencies=list(told.values()))


def _named(cursor: Writer, codes: list[str]) -> str | None:
    return cursor.rows("currencies/staged", codes=codes)[0][0]


def meant(currencies: list[str], own: str | None) -> str | None:
    """ "$" in a Canadian shop is its own dollar. Where nothing is known yet, nothing is guessed."""
    if own in currencies:
        return own
    return currencies[0] if own or len(currencies) == 1 else None


def one_currency(writer: Writer, mapping: Mapping) -> str | None:
    """The first currency met in ``checked`` becomes the reporting one, if there is such a currency.
    Returns the one in which the file's amounts without a currency were, when it was read first."""
    written = [currency for currency, _ in writer.rows("batches/currencies")]
    found = [currency for currency in written if is_currency(currency)]
    settings = writer.settings()
    if found and settings.currency is None:
        writer.keep_settings(settings.changed(currency=found[0]))
    return own_currency(writer, mapping) or next(iter(found), None)


def unnamed(cursor: Writer, mapping: Mapping, *, subject: str = "The file names") -> list[str]:
    """A sentence on amounts in ``checked`` that name no currency; none while the shop has none, as
    it is asked for one then. ``subject`` is what was read of the file."""
    own = own_currency(cursor, mapping)
    amounts, named = cursor.rows("currencies/named")[0]
    if own is None or named == amounts:
        return []
    if named:
        return [f"Amounts that name no currency are counted in {own}, your shop's currency."]
    return [f"{subject} no currency: the amounts are counted in {own}, your shop's currency."]


def currencies_told(writer: Writer, written: list[str]) -> list[str]:
    """A sentence on sales in the currencies ``written``, not all of them the reporting one."""
    reporting = writer.settings().currency
    foreign = [currency for currency in written if currency != reporting]
    unknown = [currency for currency in foreign if not is_currency(currency)]
    others = [currency for currency in foreign if is_currency(currency)]
    return [*_on_unknown(unknown), *_on_others(others, reporting, len(written) > 1)]


def _on_unknown(unknown: list[str]) -> list[str]:
    if not unknown:
        return []
    told = ", ".join(f"“{each}”" for each in unknown)
    return [
        f"{told}: no known currency. These lines are kept but not counted; undo this upload, "
        "correct the file and load it again."
    ]


def _on_others(others: list[str], reporting: str | None, several: bool) -> list[str]:
    if not others:
        return []
    told = f"Amounts in {', '.join(others)} are counted in {reporting} by the rate of their month; "
    told += "lines of a month without a rate wait until you enter it."
    if several:
        told += " The file has several currencies, so its amounts are not added up."
    return [told]
