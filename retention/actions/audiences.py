"""A contact list as the file that a mailing service takes in."""

import pandas as pd

from retention.errors import Refused

# each service's own column names, from its import help
SERVICES = {
    "mailchimp": ("Email Address", "First Name", "Last Name", "Phone Number", "Tags"),
    "klaviyo": ("Email", "First Name", "Last Name", "Phone Number", "Segment"),
}


def audience(listed: pd.DataFrame, service: str, *, agreed: bool) -> pd.DataFrame:
    """The rows of ``actions.contacts.today`` with an e-mail address, under the names that
    ``service`` reads. One row per address.

    ``agreed`` is the person's word that these customers agreed to be written to; without it the
    list is refused, since no consent is recorded.
    """
    if service not in SERVICES:
        raise Refused(f"There is no list for “{service}”; there are {', '.join(SERVICES)}.")
    if not agreed:
        raise Refused(
            "No consent is recorded for these customers; confirm that they agreed to be written "
            "to, and the file is made."
        )
    reached = listed[listed["email"].notna()].drop_duplicates("email")
    first, last = _names(reached["name"])
    columns = (reached["email"], first, last, reached["phone"], reached["segment"])
    return pd.DataFrame(dict(zip(SERVICES[service], columns, strict=True))).reset_index(drop=True)


def _names(names: pd.Series) -> tuple[pd.Series, pd.Series]:
    """First and last names: “Anna Maria Kiss” and “Kiss, Anna Maria” are read alike."""
    text = names.fillna("").str.strip()
    turned = text.str.replace(r"^([^,]+),\s*(.+)$", r"\2 \1", regex=True)
    parts = turned.str.rsplit(" ", n=1)
    first = parts.str[0]
    last = parts.str[1].where(parts.str.len() > 1, "")
    return first, last
