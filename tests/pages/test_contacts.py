"""Whom do we contact today? The page, on shops a test made."""

import json

import pytest

from pages.shared import downloads as downloads_row
from retention.actions import contacts
from retention.formatting import Formats
from retention.models import backtest
from retention.store import IN_MEMORY, Database
from tests.pages.conftest import texts
from tests.pages.shops import broken, lively, odd, odd_shops
from tests.uploads import upload
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively()


@pytest.fixture(scope="module")
def listed(shop):
    return contacts.today(shop.snapshot())


@pytest.fixture(scope="module")
def waiting(listed):
    """Those whose own rhythm says that it is time."""
    return contacts.to_contact(listed)


def rows(app):
    """The list on screen."""
    return app.dataframe[0].value


def said(app) -> str:
    """The page as somebody reads it, without Markdown's backslashes."""
    return texts(app).replace("\\", "")


def downloads(app) -> dict[str, bool]:
    """The files offered: label → whether the button works."""
    return {each.proto.label: not each.proto.disabled for each in app.get("download_button")}


def test_without_data_the_page_says_what_would_fill_it(visit):
    app = visit("contacts")
    assert "This page is filled by a sales export" in texts(app) and not broken(app)


def test_twenty_contacts_in_order_of_priority(visit, shop, waiting):
    app = visit("contacts", shop)
    assert rows(app)["customer"].tolist() == waiting["customer"].head(20).tolist()
    assert "20 contacts for today; about €" in said(app)
    assert "an assumption until your own campaigns have measured it" in said(app)


def test_the_money_told_is_the_sum_of_the_columns_shown(visit, shop):
    app = visit("contacts", shop, top="7")
    told = Formats("en", "EUR")
    shown = rows(app)
    assert f"about {told.money(shown['revenue_at_risk'].sum())} of what" in said(app)
    assert f"worth about {told.money(shown['priority'].sum())} of" in said(app)


def test_the_percentages_carry_the_warning_of_the_risk_page(visit, shop, monkeypatch):
    monkeypatch.setattr(backtest, "_warnings", lambda *_: ["The percentages were too high."])
    app = visit("contacts", shop)
    assert [each.value.replace("\\", "") for each in app.warning] == [
        "The percentages were too high."
    ]


def test_who_bought_as_usual_is_asked_for_by_a_switch(visit, shop, listed, waiting):
    app = visit("contacts", shop, on_time="true", top="500")
    assert rows(app)["customer"].tolist() == listed["customer"].tolist()
    assert len(waiting) < len(listed)


def test_the_capacity_stands_in_the_address(visit, shop, waiting):
    app = visit("contacts", shop, top="5")
    assert rows(app)["customer"].tolist() == waiting["customer"].head(5).tolist()
    assert "5 contacts" in said(app)


def test_a_channel_keeps_those_who_can_be_reached(visit, shop, waiting):
    app = visit("contacts", shop, via="By phone", top="7")
    reachable = waiting[waiting["phone"].notna()]["customer"].head(7).tolist()
    assert rows(app)["customer"].tolist() == reachable
    assert rows(app)["phone"].str.fullmatch(r"\+35320910\d{4}").all()


def test_why_is_a_fact(visit, shop):
    why = rows(visit("contacts", shop))["reason"]
    beginnings = ("Usually every ", "Bought once, ", "Large: every ", "As ever: every ",
                  "No purchase ", "Last purchase ", "1 purchase ", "2 purchases ")  # fmt: skip
    assert why.str.startswith(beginnings).all()


def test_a_filter_narrows_the_list_but_not_the_model(visit, shop, waiting):
    app = visit("contacts", shop, store="Quay", top="500")
    shown = rows(app).set_index("customer")
    quay = waiting[waiting["store"] == "Quay"].set_index("customer")
    assert set(shown.index) == set(quay.index)
    assert shown["risk"].to_dict() == (100 * quay["risk"].round(2)).to_dict()


def test_a_mark_of_another_page_narrows_the_list(visit, shop, listed, waiting):
    band = json.dumps({"kind": "risk_band", "low": 0.8, "high": 0.9})
    app = visit("contacts", shop, behind=band, top="500")
    inside = listed[(listed["risk"] >= 0.8) & (listed["risk"] < 0.9)]
    assert set(rows(app)["customer"]) == set(inside["customer"]) != set()
    assert f"Only the **{len(inside)} customers** you picked" in said(app)
    app.button(key="everybody").click().run()
    assert len(rows(app)) == len(waiting)


@pytest.mark.parametrize(
    "mark", ['{"kind": "risk_band", "low": "a"}', '{"kind": "nonsense"}', "{", '{"kind": 3}',
             '{"kind": "driver", "driver": "no such thing", "level": ""}'],
)  # fmt: skip
def test_a_mark_that_somebody_typed_breaks_nothing(visit, shop, mark):
    app = visit("contacts", shop, behind=mark)
    assert not broken(app) and len(rows(app)) == 20


def test_mailing_files_wait_for_a_word_on_consent(visit, shop):
    app = visit("contacts", shop)
    assert downloads(app) == {
        "CSV": True, "Excel": True, "CSV for Mailchimp": False, "CSV for Klaviyo": False,
    }  # fmt: skip
    app.checkbox(key="agreed-contacts").check().run()
    assert all(downloads(app).values())


def test_who_said_no_to_mail_is_in_no_mailing_file(visit, tmp_path):
    shop = Database(IN_MEMORY)
    upload(shop, tmp_path, "order,date,customer,e-mail,amount\n" + "".join(
        f"{n},2026-01-0{n},{name},{name}@example.org,{n}.50\n"
        for n, name in enumerate(("anna", "bert", "cleo", "anna"), 1)))  # fmt: skip
    upload(shop, tmp_path, "customer,name,e-mail,newsletter\nanna,Anna,anna@example.org,yes\n"
           "bert,Bert,bert@example.org,no\n")  # fmt: skip
    app = visit("contacts", shop, on_time="true")
    told = rows(app).set_index("customer")["consent_email"].to_dict()
    assert told == {"anna": "yes", "bert": "no", "cleo": "unknown"}
    assert "1 said yes to mail. 1 said no and is in no file. For 1 your files say" in said(app)
    assert all(downloads(app).values())
    assert "The 1 of whom nothing is known" in app.checkbox(key="agreed-contacts").label
    by_mail = rows(visit("contacts", shop, on_time="true", via="By e-mail"))
    assert set(by_mail["customer"]) == {"anna", "cleo"}


def test_the_lapsed_are_a_list_of_their_own(visit, shop, listed):
    app = visit("contacts", shop, list="Win back", top="500")
    assert not set(rows(app)["customer"]) & set(listed["customer"])
    assert rows(app)["amount"].is_monotonic_decreasing
    assert "have lapsed" in said(app)


def test_where_percentages_are_refused_the_page_says_why(visit):
    app = visit("contacts", world("anna 2024-05-01\nanna 2024-05-08\nbert 2024-05-20"),
                on_time="true")  # fmt: skip
    assert "those with the longest silence first" in said(app)
    assert "Unvalidated" in said(app) and "%" not in said(app)
    assert rows(app)["customer"].tolist() == ["anna", "bert"]


def test_an_unknown_margin_is_said(visit):
    app = visit("contacts", lively_without_cost())
    assert "No margin is known, so priority counts the whole amount" in said(app)
    assert "of revenue, if a contact keeps" in said(app)


def lively_without_cost():
    database = lively()
    with database.writing("test", "forgot what things cost") as writer:
        writer.raw.execute("update sales_lines set unit_cost = null")
        writer.derive()
    return database


def ways(app) -> list[str]:
    """The ways to reach them that are offered."""
    return [way for group in app.get("button_group") if group.key == "via" for way in group.options]


def test_both_ways_are_offered_where_the_data_know_both(visit, shop):
    assert ways(visit("contacts", shop)) == ["Any way", "By e-mail", "By phone"]


def test_a_way_without_a_usable_address_is_not_offered(visit):
    shop = world("anna 2024-05-01 email=anna@example.org\nbert 2024-05-03 phone=none")
    assert ways(visit("contacts", shop)) == ["Any way", "By e-mail"]


def test_without_addresses_there_is_no_choice(visit):
    app = visit("contacts", world("anna 2024-05-01\nbert 2024-05-03"), via="By e-mail")
    assert ways(app) == [] and rows(app)["customer"].tolist() == ["anna", "bert"]


def test_nobody_reachable_of_those_chosen_is_said(visit):
    # only Bert, who has gone, has an address
    shop = "anna 2024-05-01\nanna 2024-05-11\nbert 2024-01-03 email=bert@example.org"
    app = visit("contacts", world(shop), via="By e-mail", on_time="true")
    assert "Nobody to contact today" in said(app)
    assert "the sales name no usable address" in said(app)


def seen_first(app) -> list[str]:
    """The columns in the order of the screen, as far as 1,060 pixels show them: the room that the
    page has at a width of 1,440."""
    config = json.loads(app.dataframe[0].proto.columns)
    room, shown = 1060, []
    for name in app.dataframe[0].proto.column_order:
        room -= config[name].get("width") or 100
        if room < 0:
            break
        shown.append(name)
    return shown


def test_what_a_caller_needs_is_seen_without_scrolling(visit, shop):
    shown = seen_first(visit("contacts", shop, on_time="true", top="200"))
    assert shown[:8] == ["name", "phone", "email", "reason", "action", "revenue_at_risk",
                         "last", "risk"]  # fmt: skip


def test_a_file_has_the_columns_and_the_words_of_the_screen(visit, shop, monkeypatch):
    files = []
    monkeypatch.setattr(
        downloads_row,
        "download_row",
        lambda frame, *_, headers, **__: files.append((frame, headers)),
    )
    app = visit("contacts", shop)
    (frame, headers), *_ = files
    shown = json.loads(app.dataframe[0].proto.columns)
    # a click on the first column opens the customer; mailing services find “Email” by themselves
    told = {name: shown[name]["label"] for name in app.dataframe[0].proto.column_order[1:]}
    told["email"] = "Email"
    assert told == {name: headers[name] for name in told}
    assert "value" not in frame  # the amount per horizon, told once
    assert set(frame) <= set(headers)


def test_one_purchase_is_told_as_one_order(visit):
    app = visit("contacts", world("anna 2024-05-01 40\nanna 2024-05-11 40\nbert 2024-05-03 30"))
    shown = rows(app).set_index("customer")[["usual_amount", "single_amount"]]
    assert shown.fillna(0).to_dict("index") == {
        "anna": {"usual_amount": 40, "single_amount": 0},
        "bert": {"usual_amount": 0, "single_amount": 30},
    }
    assert "Usual spend" not in app.dataframe[0].proto.columns


def test_why_this_order_tells_of_the_switch_the_formula_and_what_is_assumed(visit, shop):
    closed, opened = said(visit("contacts", shop)), said(visit("contacts", shop, on_time="true"))
    assert "“Also those still in their rhythm” adds those who bought as usual" in closed
    assert "The list holds all active customers" in opened
    assert "what a contact costs. Assumed, not measured: that a contact keeps 10%" in closed


def test_a_currency_nobody_named_is_not_made_up(visit):
    app = visit("contacts", lively(currency=None))
    assert "€" not in texts(app) and "$" not in said(app)


@odd_shops
def test_odd_shops_break_nothing(visit, text):
    app = visit("contacts", odd(text))
    assert texts(app) and not broken(app), texts(app)
    app.session_state["list"] = "Win back"
    app.run()
    assert texts(app) and not broken(app), texts(app)
