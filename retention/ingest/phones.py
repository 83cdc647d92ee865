"""Phone numbers in one form, so that one number is one customer however it was typed."""

import phonenumbers

MIN_DIGITS = 6


def normal_phone(written: str, region: str | None = None) -> str | None:
    """``written`` in international form (+33146627555) where its country is known: from the number
    itself or from ``region`` (two letters). Else its digits, and ``None`` for fewer than six."""
    text = written.strip()
    if text.startswith("00"):
        text = "+" + text[2:]
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_possible_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    digits = "".join(filter(str.isdigit, text))
    return digits if len(digits) >= MIN_DIGITS else None
