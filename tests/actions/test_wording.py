"""The sentences of the list, by hand."""

import numpy as np
import pandas as pd

from retention.actions import wording
from retention.actions.priority import Assumptions
from retention.formatting import Formats
from retention.models.gate import Verdict

EURO = Formats("en_GB", "EUR")
TWO = pd.DataFrame({
    "risk": [0.5, 0.2], "value": [200.0, 1000.0], "priority": [4.0, 8.0],
    "margin_from": ["sales", "others"],
})


def test_the_headline_adds_up_what_is_at_risk():
    # 0.5 × 200 + 0.2 × 1000 = 300 of 1200
    assert wording.headline(TWO, EURO, 90, "risk") == (
        "2 contacts for today. These customers spend about €1,200 in 90 days, and "
        "€300 of it is at risk."
    )


def test_a_negative_balance_is_nobodys_loss():
    both = pd.DataFrame({"risk": [0.5, 1.0], "value": [200.0, -900.0]})
    assert "€200 in 90 days, and €100" in wording.headline(both, EURO, 90, "risk")


def test_one_contact_is_one():
    said = wording.headline(TWO.head(1), EURO, 90, "risk")
    assert said.startswith("1 contact for today. This customer spends about")


def test_without_a_percentage_nothing_is_at_risk():
    refused = TWO.assign(risk=np.nan)
    said = wording.headline(refused, EURO, 90, "days_since")
    assert said == "2 contacts for today, those with the longest silence first."
    said = wording.headline(refused, EURO, 90, "value")
    assert said == "2 contacts for today, those who spend most first."


def test_a_currency_nobody_named_is_not_made_up():
    assert "about 1,200 in" in wording.headline(TWO, Formats("en_GB"), 90, "risk")


def test_the_worth_names_its_assumption():
    assert wording.worth(TWO, EURO, Assumptions()) == (
        "Worth about €12.00 of margin, if a contact keeps 10 % of those who would have left, "
        "which is an assumption until your own campaigns have measured it."
    )
    unknown = TWO.assign(margin_from="unknown")
    assert "€12.00 of revenue" in wording.worth(unknown, EURO, Assumptions())


def test_the_margin_note_counts_whose_margin_is_borrowed():
    assert wording.margin_note(TWO, EURO) == (
        "1 customer has no known margin; the middle one of the others stands in."
    )
    assert wording.margin_note(TWO.assign(margin_from="sales"), EURO) == ""
    assert "No margin is known" in wording.margin_note(TWO.assign(margin_from="unknown"), EURO)
    assert "2 customers have no cost" in wording.margin_note(
        TWO.assign(margin_from="settings"), EURO
    )


def test_win_back_counts_and_adds():
    gone = pd.DataFrame({"orders": [5, 1], "amount": [300.0, 150.0]})
    assert wording.win_back_headline(gone, 40, EURO) == (
        "40 customers count as gone; the 2 largest brought €450 before leaving, 1 of them in a "
        "single purchase."
    )
    assert wording.win_back_headline(gone.head(1), 1, EURO) == (
        "1 customer counts as gone; the largest brought €300 before leaving."
    )


def test_the_order_is_explained_with_and_without_a_model():
    said = {
        each: wording.why_order(Verdict(each == "risk", "", None, each), 90)
        for each in ("risk", "value", "days_since")
    }
    apart = "Customers without a purchase for 180 days count as gone"
    assert all(apart in each for each in said.values())
    assert "did not earn" not in said["risk"]
    assert "did not earn the right" in said["value"]
    assert "whoever spent most in the last 180 days comes first" in said["value"]
    assert "whoever has been silent longest comes first" in said["days_since"]
