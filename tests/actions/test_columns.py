"""The words above the columns of a list of contacts."""

from retention.actions import columns, contacts
from tests.worlds import world


def test_every_column_for_people_has_words_of_its_own():
    snapshot = world("anna 2024-05-01\nbert 2024-05-01\nbert 2024-05-08").snapshot()
    # what the screen keeps to itself stays out of the files
    kept_back = {"customer_key", "risk_rank", "why", "margin_share", "margin_from", "value"}
    for words in (columns.words(30, "EUR"), columns.file_words(30, None)):
        for made in (contacts.today(snapshot), contacts.win_back(snapshot)):
            assert set(made) - kept_back <= set(words)
        assert len(set(words.values())) == len(words)
        assert not any("_" in each or "{" in each for each in words.values())


def test_screen_and_file_say_the_same_but_for_the_address():
    screen, file = columns.words(30, "EUR"), columns.file_words(30, "EUR")
    assert {name for name in screen if screen[name] != file[name]} == {"email"}
    # the names under which mailing services find them
    assert (file["name"], file["email"], file["phone"]) == ("Name", "Email", "Phone")


def test_money_names_its_currency_and_a_share_no_scale():
    words = columns.words(30, "EUR")
    assert words["usual_amount"] == "Amount per 30 days, EUR"
    assert columns.words(30, None)["usual_amount"] == "Amount per 30 days"
    # a sheet shows 25.0%, a CSV 0.25
    assert words["risk"] == "Risk of leaving"
