"""Telephone numbers the way mailing services and telephones everywhere read them: E.164."""

import pandas as pd
import phonenumbers


def international(phones: pd.Series, countries: pd.Series) -> pd.Series:
    """Each number as "+353209147982"; empty where it cannot be one.

    ``countries`` are ISO codes of two letters; a number written without its country's prefix is
    read as one of that country, and stays empty where the country is unknown.
    """
    pairs = zip(phones, countries, strict=True)
    return pd.Series([_one(*pair) for pair in pairs], index=phones.index, dtype="str")


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
