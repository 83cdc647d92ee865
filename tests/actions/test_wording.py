"""The sentences of the list, by hand."""

import numpy as np
import pandas as pd

from retention.actions import wording
from retention.actions.priority import Assumptions
from retention.formatting import Formats
from retention.models.gate import Verdict

EURO = Formats("en_GB", "EUR")
TWO = pd.DataFrame(
    {
        "risk": [0.5, 0.2],
        "value": [200.0, 1000.0],
        "revenue_at_risk": [100.0, 200.0],
        "priority": [4.0, 8.0],
        "margin_from": ["sales", "others"],
    }
)


def test_the_headline_is_the_sum_of_a_column():
    assert wording.headline(TWO, EURO, 90, "risk") == (
        "2 contacts for today; about €300 of what they lately spent in 90 days may be lost."
    )


def test_visits_without_amounts_lose_no_money():
    visits = TWO.assign(revenue_at_risk=np.nan)
    assert wording.headline(visits, EURO, 90, "risk") == "2 contacts for today."


def test_one_contact_is_one():
    said = wording.headline(TWO.head(1), EURO, 90, "risk")
    assert said.startswith("1 contact for today; about €100")


def test_without_a_percentage_nothing_is_at_risk():
    refused = TWO.assign(risk=np.nan)
    said = wording.headline(refused, EURO, 90, "days_since")
    assert said == "2 contacts for today, those with the longest silence first."
    said = wording.headline(refused, EURO, 90, "value")
    assert said == "2 contacts for today, those who spend most first."


def test_a_currency_nobody_named_is_not_made_up():
    assert "about 300 of" in wording.headline(TWO, Formats("en_GB"), 90, "risk")


def test_the_worth_names_its_assumption():
    assert wording.worth(TWO, EURO, Assumptions()) == (
        "Contacting them is worth about €12.00 of margin, if a contact keeps 10% of those who "
        "would have left, which is an assumption until your own campaigns have measured it."
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
        "40 customers have lapsed; the 2 largest brought €450 before lapsing, 1 of them in a "
        "single purchase."
    )
    assert wording.win_back_headline(gone.head(1), 1, EURO) == (
        "1 customer has lapsed; the largest brought €300 before lapsing."
    )


def why(order: str, assumptions: Assumptions) -> str:
    return wording.why_order(Verdict(order == "risk", "", None, order), 90, assumptions, EURO)


def test_the_order_is_explained_without_a_model():
    said = why("value", Assumptions())
    assert said.startswith("The model did not earn the right to a percentage")
    assert said.endswith("whoever spent most in the last 180 days comes first.")
    assert "whoever has been silent longest comes first" in why("days_since", Assumptions())


def test_where_nearly_all_leave_the_largest_come_first():
    passed = wording.why_order(Verdict(True, "", "blend", "value"), 90, Assumptions(), EURO)
    assert passed.endswith("whoever spent most in the last 180 days comes first.")


def test_the_order_is_the_formula_in_words_with_its_assumptions_named():
    said = why("risk", Assumptions(saves=0.25, cost=2.5))
    assert "risk of no purchase in the next 90 days × what they brought per 90 days" in said
    assert said.endswith("Assumed, not measured: that a contact keeps 25% and costs €2.50.")
    assert why("risk", Assumptions()).endswith("keeps 10% and costs nothing.")


def test_the_switch_is_named_where_it_leaves_somebody_out():
    assert wording.IN_RHYTHM in wording.who_is_listed(True)
    assert "all active customers" in wording.who_is_listed(False)
    assert wording.who_is_apart(90).startswith("Customers without a purchase for 180 days have")


def test_who_agreed_to_mail_is_told_in_one_sentence():
    def told(*said):
        return wording.consent(pd.DataFrame({"consent_email": said}), EURO)

    assert told("yes", "no", "unknown", "unknown") == (
        "Of 4 customers with an e-mail address, 1 said yes to mail. 1 said no and is in no file. "
        "For 2 your files say neither, and in the EU and the UK marketing mail needs a yes."
    )
    assert told("unknown").startswith("Of 1 customer with an e-mail address, none said yes to")
    assert told("yes") == "Of 1 customer with an e-mail address, 1 said yes to mail."
