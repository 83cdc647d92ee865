"""A contact list as the file that a mailing service takes in."""

import pandas as pd

from retention.actions.phones import international
from retention.errors import Refused

# Each service's own column names. Klaviyo wants the address in the first column, called Email, and
# both want telephone numbers as + and digits.
SERVICES = {
    "mailchimp": ("Email Address", "First Name", "Last Name", "Phone Number", "Tags"),
    "klaviyo": ("Email", "First Name", "Last Name", "Phone Number", "Segment"),
}
PHONE_COLUMNS = ("Phone Number",)
# One mailbox: no spaces, one @, a dot after it. Mailchimp takes no accents before the @.
_ADDRESS = r"[!-?A-~]+@[^\s@]+\.[^\s@.]+"


def audience(listed: pd.DataFrame, service: str, *, agreed: bool) -> pd.DataFrame:
    """The rows of a list of ``actions.contacts`` with a usable e-mail address, under the names
    that ``service`` reads. One row per address, the first of the list.

    Who said no to e-mails is in no file, and no number of who said no to calls or texts.
    ``agreed`` is a person's word that those who said neither yes nor no agreed too; without it
    only those are in who said yes, and with none of them the list is refused.
    """
    if service not in SERVICES:
        raise Refused(f"There is no list for “{service}”; there are {', '.join(SERVICES)}.")
    allowed = ["yes", "unknown"] if agreed else ["yes"]
    reached = listed[usable(listed["email"]) & listed["consent_email"].isin(allowed)].copy()
    if reached.empty and not agreed:
        raise Refused(
            "None of these customers is known to have agreed; confirm that those who never said "
            "yes or no agreed to be written to, and the file is made."
        )
    reached["email"] = reached["email"].str.strip()
    reached = reached[~reached["email"].str.lower().duplicated()]
    first, last = _names(reached["name"])
    phone = international(reached["phone"], reached["country"])
    phone = phone.mask(reached["consent_phone"].eq("no") | reached["consent_sms"].eq("no"), "")
    columns = (reached["email"], first, last, phone, reached["segment"])
    return pd.DataFrame(dict(zip(SERVICES[service], columns, strict=True))).reset_index(drop=True)


def usable(emails: pd.Series) -> pd.Series:
    """Whether each is an address that a mailing service takes."""
    return emails.fillna("").astype(str).str.strip().str.fullmatch(_ADDRESS)


def _names(names: pd.Series) -> tuple[pd.Series, pd.Series]:
    """First and last names: “Anna Maria Kiss” and “Kiss, Anna Maria” are read alike."""
    text = names.fillna("").astype("str").str.strip()
    turned = text.str.replace(r"^([^,]+),\s*(.+)$", r"\2 \1", regex=True)
    parts = turned.str.rsplit(" ", n=1)
    first = parts.str[0].fillna("")
    last = parts.str[1].where(parts.str.len() > 1, "").fillna("")
    return first, last
