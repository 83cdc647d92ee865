"""The list for today and the win-back list, on worlds small enough to count by hand."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from retention.actions import audiences, contacts
from retention.errors import Refused
from retention.measures import customers
from retention.models import reasons, risk
from retention.store import IN_MEMORY, Database, merges
from tests.uploads import upload
from tests.worlds import world

SHOP = """
anna  2024-05-01 40 customer_name=Anna email=anna@example.org unit_cost=10 quantity=1
anna  2024-05-11 40 unit_cost=10 quantity=1
anna  2024-05-21 40 unit_cost=10 quantity=1
bert  2024-05-25 90 phone=+353209147982
cleo  2024-01-10 500
dora  2024-01-15 20
dora  2024-01-25 20
-     2024-06-20 5
"""


def scored(snapshot, **risks) -> pd.DataFrame:
    """The scores of the active customers, with these risks instead of the model's."""
    table = risk.score(snapshot)
    return table.assign(risk=table["customer"].map(risks).astype(float))


@pytest.fixture(scope="module")
def snapshot():
    return world(SHOP).snapshot()


def test_the_columns_that_others_build_on_come_first(snapshot):
    assert list(contacts.today(snapshot))[:10] == [
        "rank", "customer", "risk", "value", "priority", "status", "reason", "action", "last",
        "amount",
    ]  # fmt: skip


def test_priority_is_risk_times_value_times_margin_times_saves(snapshot):
    listed = contacts.today(snapshot, scores=scored(snapshot, anna=0.8, bert=0.5))
    found = listed.set_index("customer")
    # H is 30: 120 in the last 60 days are 60 per H, of which 75 % are margin; a tenth is kept
    assert found.loc["anna", "value"] == pytest.approx(60)
    assert found.loc["anna", "revenue_at_risk"] == pytest.approx(0.8 * 60)
    assert found.loc["anna", "priority"] == pytest.approx(0.8 * 60 * 0.75 * 0.1)
    # Bert's lines bring no cost, so Anna's margin stands in
    assert found.loc["bert", "priority"] == pytest.approx(0.5 * 45 * 0.75 * 0.1)
    assert listed["customer"].tolist() == ["anna", "bert"]
    assert found["margin_from"].to_dict() == {"anna": "sales", "bert": "others"}


def test_where_nearly_all_leave_the_order_is_that_of_value(snapshot):
    # Bert's 45 per H come before Anna's 60 only by risk: 0.99 × 45 against 0.5 × 60
    scores = scored(snapshot, anna=0.5, bert=0.99).sort_values("value", ascending=False)
    scores["rank"] = range(1, len(scores) + 1)
    assert contacts.today(snapshot, scores=scores)["customer"].tolist() == ["bert", "anna"]
    by_value = contacts.today(snapshot, scores=scores, order="value")
    assert by_value["customer"].tolist() == ["anna", "bert"]


def test_a_cost_a_piece_without_the_pieces_is_no_cost():
    # a margin of 30 on 40; the 100 whose pieces nobody wrote down tell nothing
    visits = "anna 2024-05-01 40 unit_cost=10 quantity=1\nanna 2024-05-11 100 unit_cost=10"
    found = world(visits).snapshot().ask("contacts/margins").iloc[0]
    assert found[["margin", "amount_with_cost", "amount_without_cost"]].tolist() == [30, 40, 100]


def test_a_late_return_belongs_to_the_margin_of_its_order():
    # H is 30: on 30 June the last 60 days begin on 2 May, after the order that was brought back
    visits = """
        anna 2024-04-01 80 product=tea unit_cost=60 quantity=1
        anna 2024-06-01 40 product=tin unit_cost=10 quantity=1
        anna 2024-06-30 -80 product=tea unit_cost=60 quantity=-1
    """
    found = world(visits).snapshot().ask("contacts/margins").iloc[0]
    assert found[["margin", "amount_with_cost"]].tolist() == [30, 40]


def test_the_order_follows_the_money_not_the_risk(snapshot):
    listed = contacts.today(snapshot, scores=scored(snapshot, anna=0.1, bert=0.5))
    assert listed["customer"].tolist() == ["bert", "anna"]
    assert listed["rank"].tolist() == [1, 2]


def test_a_reason_is_a_fact(snapshot):
    found = contacts.today(snapshot).set_index("customer")
    assert found.loc["anna", "reason"] == "Usually every 10 days, silent for 30"
    assert found.loc["bert", "reason"] == "Bought once, 26 days ago"
    assert found.loc["anna", "why"] == reasons.OVERDUE


def test_where_percentages_are_refused_the_models_order_stands(snapshot):
    scores = risk.score(snapshot)
    listed = contacts.today(snapshot, scores=scores)
    assert scores["risk"].isna().all() and listed["priority"].isna().all()
    assert listed["customer"].tolist() == scores["customer"].tolist() == ["anna", "bert"]


def test_nobody_stands_on_both_lists(snapshot):
    today, gone = contacts.today(snapshot), contacts.win_back(snapshot)
    assert set(today["customer"]) == {"anna", "bert"}
    assert gone["customer"].tolist() == ["cleo", "dora"]  # the largest first
    assert gone["reason"].tolist() == [
        "Bought once, silent for 162 days", "Bought 2 times, silent for 147 days",
    ]  # fmt: skip
    assert gone["amount"].tolist() == [500, 40]


def test_lists_are_complete_whatever_the_day(snapshot):
    database = world(SHOP)
    for day in pd.to_datetime(["2024-03-01", "2024-05-02", "2024-06-20"]):
        earlier = database.snapshot(as_of=day.date())
        found = [*contacts.today(earlier)["customer"], *contacts.win_back(earlier)["customer"]]
        met = set(earlier.ask("customers/table")["customer"])
        assert len(found) == len(set(found)) and set(found) == met


def test_one_purchase_is_an_amount_and_no_usual_spend(snapshot):
    found = contacts.today(snapshot).set_index("customer")
    assert found.loc["anna", "usual_amount"] == found.loc["anna", "value"] == 60
    assert np.isnan(found.loc["anna", "single_amount"])
    assert found.loc["bert", "single_amount"] == 90 and np.isnan(found.loc["bert", "usual_amount"])


def test_the_next_order_is_expected_as_on_the_customers_page():
    snapshot = world(SHOP).snapshot(as_of=date(2024, 5, 26))
    columns = ["expected_next_low", "expected_next_high"]
    found = contacts.today(snapshot).set_index("customer")[columns]
    known = customers.customers(snapshot).set_index("customer")[columns]
    pd.testing.assert_frame_equal(found, known.loc[found.index])
    assert found.notna().any().all()


def test_a_channel_keeps_those_who_have_an_address(snapshot):
    assert contacts.take(contacts.today(snapshot), channel="email")["customer"].tolist() == ["anna"]
    assert contacts.take(contacts.today(snapshot), channel="phone")["customer"].tolist() == ["bert"]
    assert contacts.win_back(snapshot, channel="email").empty


def test_the_list_by_e_mail_is_the_mailing_file():
    visits = """
        anna 2024-05-01 email=anna@example.org phone=020_7946_0018
        bert 2024-05-02 email=none phone=none
        cleo 2024-05-03 email=cleo@home phone=12
    """
    listed = contacts.today(world(visits).snapshot())
    by_mail = contacts.take(listed, channel="email")
    mailed = audiences.audience(listed, "mailchimp", agreed=True)
    assert by_mail["email"].tolist() == mailed["Email Address"].tolist() == ["anna@example.org"]
    assert contacts.take(listed, channel="phone")["customer"].tolist() == ["anna"]


MARKETING = """customer;name;e-mail;phone;newsletter;consent calls;consent sms
anna;Anna;;;yes;no;
bert;Bert;;;no;yes;
bert-old;Bert;;;yes;;
;Cleo;CLEO@example.org;;no;;
;Dora;;+353 20 914 7982;;;no
;Edda;edda@example.org;;yes;;
gina;Gina;;;no;;
"""
SALES = """date,order,customer,e-mail,phone,amount
2026-01-05,1,anna,anna@example.org,0871234567,10.50
2026-01-06,2,bert,bert@example.org,,7.10
2026-01-07,3,bert-old,,,7.10
2026-01-08,4,cleo,cleo@example.org,,8.10
2026-01-08,5,cleo-too,Cleo@example.org,,8.10
2026-01-09,6,dora,dora@example.org,020 914 7982,9.10
2026-01-09,7,,edda@example.org,,9.10
2026-01-09,8,finn,finn@example.org,0861234567,9.10
2026-01-10,9,gina,home@example.org,,9.10
2026-01-10,10,hank,home@example.org,,9.10
"""


def test_consent_is_that_of_every_number_and_address_and_a_no_stands(tmp_path):
    database = Database(IN_MEMORY)
    upload(database, tmp_path, SALES)
    assert upload(database, tmp_path, MARKETING).kind == "customers"
    merges.accept(database, [("bert", ["bert-old"])], who="test", at=datetime(2026, 2, 1))
    listed = contacts.today(database.snapshot()).set_index("customer")
    said = {name: (row.consent_email, row.consent_phone, row.consent_sms)
            for name, row in listed.iterrows()}  # fmt: skip
    assert said == {
        "anna": ("yes", "no", "unknown"),
        "bert": ("no", "yes", "unknown"),  # the no of one number of theirs goes before the yes
        "cleo": ("no", "unknown", "unknown"),  # said of the address, whatever its case
        "cleo-too": ("no", "unknown", "unknown"),
        "dora": ("unknown", "unknown", "no"),  # said of the phone, with the country's prefix
        "edda@example.org": ("yes", "unknown", "unknown"),
        "finn": ("unknown", "unknown", "unknown"),
        "gina": ("no", "unknown", "unknown"),
        "hank": ("no", "unknown", "unknown"),  # mail to this address would reach Gina
    }
    everybody = listed.reset_index()
    mailed = contacts.take(everybody, channel="email")
    assert set(mailed["customer"]) == {"anna", "dora", "edda@example.org", "finn"}
    agreed = contacts.take(everybody, channel="email", agreed_only=True)
    assert set(agreed["customer"]) == {"anna", "edda@example.org"}
    assert set(contacts.take(everybody, channel="phone")["customer"]) == {"dora", "finn"}
    assert contacts.reach(listed)["anna"] == "Write to them"


def test_an_unknown_channel_is_refused(snapshot):
    with pytest.raises(Refused, match="choose one of email, phone"):
        contacts.take(contacts.today(snapshot), channel="fax")


def test_the_first_of_the_list_and_nobody_else(snapshot):
    listed = contacts.today(snapshot)
    assert contacts.take(listed, top=1)["customer"].tolist() == ["anna"]
    assert contacts.take(contacts.today(snapshot), top=1)["customer"].tolist() == ["anna"]
    bert = listed.set_index("customer").loc["bert", "customer_key"]
    taken = contacts.take(listed, top=1, keys={bert})
    assert taken["customer"].tolist() == ["bert"] and taken["rank"].tolist() == [1]
    assert contacts.take(listed, keys=set()).empty


def test_one_customer_is_a_list_too():
    listed = contacts.today(world("anna 2024-01-05 10").snapshot())
    assert listed["customer"].tolist() == ["anna"] and np.isnan(listed["risk"][0])


def test_a_world_of_anonymous_sales_says_so():
    with pytest.raises(Refused, match="No sale names its customer"):
        contacts.today(world("- 2024-01-05 10").snapshot())


def test_who_bought_as_usual_is_left_in_peace():
    listed = pd.DataFrame({"customer": list("abcd"), "status": ["on time", "late", "new", "due"]})
    assert list(contacts.to_contact(listed)["customer"]) == ["b", "d"]
    assert len(contacts.to_contact(listed, also_in_rhythm=True)) == 4
    nobody = listed[listed["status"] == "on time"]
    assert list(contacts.to_contact(nobody)["customer"]) == ["a"]
