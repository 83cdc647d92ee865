"""Telephone numbers the way mailing services and telephones everywhere read them: E.164."""

import pandas as pd
import phonenumbers

_FEWEST_DIGITS, _MOST_DIGITS = 5, 15


def international(phones: pd.Series, countries: pd.Series) -> pd.Series:
    """Each number as "+353209147982"; empty where it cannot be one.

    ``countries`` are ISO codes of two letters; a number written without its country's prefix is
    read as one of that country, and stays empty where the country is unknown.
    """
    pairs = zip(phones, countries, strict=True)
    return pd.Series([_one(*pair) for pair in pairs], index=phones.index, dtype="str")


def dialled(phones: pd.Series) -> pd.Series:
    """Whether a person can dial each as written: at most the 15 digits of E.164, and at least 5,
    about the fewest of a local number. The prefix of a country may be missing; "none" and "123"
    are no numbers."""
    digits = phones.fillna("").astype(str).str.count(r"[0-9]")
    return digits.between(_FEWEST_DIGITS, _MOST_DIGITS)


def _one(phone, country) -> str:
    if not isinstance(phone, str) or not phone.strip():
        return ""
    written = phone.strip()
    if written.startswith("00"):
        written = "+" + written[2:]
    region = country.strip().upper() if isinstance(country, str) else None
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
