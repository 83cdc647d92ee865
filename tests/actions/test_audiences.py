"""Files for mailing services: their own columns, one row per address, and nobody unasked."""

import csv
import io

import pandas as pd
import pytest

from retention.actions.audiences import PHONE_COLUMNS, SERVICES, audience, usable
from retention.errors import Refused
from retention.reports import tables


def listed(*rows) -> pd.DataFrame:
    columns = ["name", "email", "phone", "country", "segment", "consent_email", "consent_phone",
               "consent_sms"]  # fmt: skip
    usual = ("", None, None, "", "Loyal", "unknown", "unknown", "unknown")
    return pd.DataFrame([(*row, *usual[len(row) :]) for row in rows], columns=columns)


ANNA = ("Anna Maria Kiss", "anna@example.org", "+353 20 914 7982", "IE", "Champions")


def test_mailchimp_reads_its_own_columns():
    made = audience(listed(ANNA), "mailchimp", agreed=True)
    assert made.to_dict("records") == [
        {
            "Email Address": "anna@example.org",
            "First Name": "Anna Maria",
            "Last Name": "Kiss",
            "Phone Number": "+353209147982",
            "Tags": "Champions",
        }
    ]


def test_klaviyo_wants_the_address_first():
    made = audience(listed(ANNA), "klaviyo", agreed=True)
    assert list(made) == ["Email", "First Name", "Last Name", "Phone Number", "Segment"]


def test_nobody_is_written_to_without_a_word_on_consent():
    with pytest.raises(Refused, match="None of these customers is known to have agreed"):
        audience(listed(ANNA), "klaviyo", agreed=False)


def saying(name: str, mail: str, calls: str = "unknown", texts: str = "unknown") -> tuple:
    address = f"{name}@example.org"
    return name, address, "+353209147982", "IE", "Loyal", mail, calls, texts


def test_a_no_is_never_exported_and_a_word_covers_only_those_who_never_said():
    rows = listed(saying("anna", "yes"), saying("bert", "no"), saying("cleo", "unknown"))
    for service, (address, *_) in SERVICES.items():
        known = audience(rows, service, agreed=False)
        assert known[address].tolist() == ["anna@example.org"]
        vouched = audience(rows, service, agreed=True)
        assert vouched[address].tolist() == ["anna@example.org", "cleo@example.org"]
    assert audience(rows[1:2], "klaviyo", agreed=True).empty


def test_no_number_goes_along_of_who_said_no_to_calls_or_texts():
    rows = listed(saying("anna", "yes"), saying("bert", "yes", "no"),
                  saying("cleo", "yes", "yes", "no"))  # fmt: skip
    made = audience(rows, "klaviyo", agreed=False)
    assert made["Phone Number"].tolist() == ["+353209147982", "", ""]


def test_an_unknown_service_is_refused():
    with pytest.raises(Refused, match="mailchimp, klaviyo"):
        audience(listed(ANNA), "carrierpigeon", agreed=True)


def test_one_row_per_address_and_none_without():
    rows = listed(ANNA, ("Anna K.", " Anna@Example.org "), ("Bert", None), ("Cleo", "cleo at home"))
    assert audience(rows, "klaviyo", agreed=True)["Email"].tolist() == ["anna@example.org"]


@pytest.mark.parametrize(
    "address", ["", "anna", "anna@", "anna@home", "an na@example.org", "a@b@example.org",
                "ánna@example.org", "anna@example.org.", None],
)  # fmt: skip
def test_what_a_mailing_service_does_not_take_is_left_out(address):
    assert not usable(pd.Series([address], dtype="object"))[0]


def test_a_name_written_either_way_round():
    rows = listed(("Kiss, Anna Maria", "a@example.org"), ("Cher", "c@example.org"),
                  (None, "n@example.org"))  # fmt: skip
    made = audience(rows, "klaviyo", agreed=True)
    assert made["First Name"].tolist() == ["Anna Maria", "Cher", ""]
    assert made["Last Name"].tolist() == ["Kiss", "", ""]


def test_the_file_keeps_telephones_and_disarms_formulas():
    evil = ("=HYPERLINK(1)", "evil@example.org", "+353 20 914 7982", "IE", "Loyal")
    made = audience(listed(evil), "mailchimp", agreed=True)
    text = tables.to_csv(made, phone_columns=PHONE_COLUMNS).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    assert row[header.index("Phone Number")] == "+353209147982"
    assert row[header.index("First Name")] == "'=HYPERLINK(1)"


def test_an_empty_list_makes_an_empty_file():
    assert audience(listed(), "mailchimp", agreed=True).empty
