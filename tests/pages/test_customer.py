"""Everything about one customer: the page, on shops a test made."""

import json

import pytest

from retention.measures import customers
from retention.store import notes
from tests.pages.conftest import texts
from tests.pages.shops import broken, figures, lively, odd, odd_shops
from tests.worlds import world

ODD_NAME = "<script>alert(1)</script> :red[x] " + "Anna-Karenina " * 12


@pytest.fixture(scope="module")
def shop():
    return lively(120)


@pytest.fixture(scope="module")
def few():
    """Three people; the model has too little to learn from, so their pages are quick."""
    return world(
        """
        anna 2024-01-05 10 store=North product=t product_name=Tea customer_name=Anna_Ó_Briain
        anna 2024-02-05 20 store=North product=t product_name=Tea
        anna 2024-03-05 30 store=South product=c product_name=Coffee
        anna 2024-03-09 -5 store=South product=c product_name=Coffee
        bert 2024-02-01 15 store=South email=bert@example.org phone=+353_20_910_1012
        cleo 2024-03-31 15 store=North city=Galway
        """,
        currency="EUR",
    )


@pytest.fixture(scope="module")
def someone(shop):
    """The largest customer's row."""
    return customers.customers(shop.snapshot()).iloc[0]


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("customer")[0]


def test_without_a_customer_it_offers_a_search_and_the_largest(read, shop, someone):
    text, app = read("customer", shop)
    assert "Whom would you like to know better?" in text
    assert app.dataframe[0].value["customer"].iloc[0] == someone["customer"]


def test_search_by_name_number_mail_phone_and_town(visit, few):
    app = visit("customer", few)
    for wanted, found in (("o briain", "anna"), ("BERT", "bert"), ("bert@example.org", "bert"),
                          ("20 910 1012", "bert"), ("galway", "cleo")):  # fmt: skip
        app.text_input(key="find").set_value(wanted).run()
        assert list(app.dataframe[0].value["customer"]) == [found]


@pytest.mark.parametrize("wanted", ["5/100", "%", "_", "[", "\\", "'", "9", "20 9", "x" * 100])
def test_an_odd_search_finds_nobody_and_breaks_nothing(visit, few, wanted):
    app = visit("customer", few)
    app.text_input(key="find").set_value(wanted).run()
    assert not broken(app)
    assert any("Nobody who has bought is called" in each.value for each in app.caption)


def test_a_search_that_finds_nobody_says_so(visit, few):
    app = visit("customer", few)
    app.text_input(key="find").set_value("<b>nobody</b>").run()
    assert any("Nobody who has bought is called" in each.value for each in app.caption)


def test_one_customer_in_words_numbers_and_a_line_of_time(read, shop, someone):
    text, app = read("customer", shop, customer=someone["customer"])
    assert someone["name"] in text
    assert "Usually every" in text
    assert "They began on" in text
    assert "risk of no purchase in the next 60 days" in text
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Purchases"] == str(someone["orders"])
    assert any(f"{someone['orders']} purchases, " in each for each in figures(app))
    products = next(each.value for each in app.dataframe if "product_name" in each.value)
    assert len(products) == 1


def test_a_day_clicked_shows_what_was_bought_or_brought_back(read, few):
    mark = json.dumps({"kind": "purchase", "day": "2024-03-09", "of": "return"})
    _, app = read("customer", few, customer="anna", behind=mark)
    day = next(each.value for each in app.dataframe if "products" in each.value)
    assert day[["kind", "amount", "products"]].values.tolist() == [["return", -5.0, "Coffee"]]


@pytest.mark.parametrize("day, of", [(5, "purchase"), ("soon", "purchase"), ("2024-03-05", []),
                                     ("2024-03-05", None), (None, None)])  # fmt: skip
def test_a_day_that_somebody_typed_breaks_nothing(read, few, day, of):
    mark = json.dumps({"kind": "purchase", "day": day, "of": of})
    text, _ = read("customer", few, customer="anna", behind=mark)
    assert "3 purchases, Jan 2024" in text


def test_an_unknown_customer_gets_one_plain_sentence(read, few):
    text, app = read("customer", few, customer="<script>")
    assert "There is no customer “<script>” in the sales; search by" in text
    assert not app.metric


def test_filters_do_not_narrow_a_person(read, few):
    _, filtered = read("customer", few, customer="anna", store="South")
    assert [metric.value for metric in filtered.metric][:2] == ["3", "€55\\.00"]


def test_a_name_is_never_markup(read):
    named = world("anna 2024-01-05\nanna 2024-02-05\nbert 2024-03-01")
    with named.writing("test", "renamed") as writer:
        writer.raw.execute("update sales_lines set customer_name = ? where customer = 'anna'",
                           [ODD_NAME])  # fmt: skip
        writer.derive()
    text, app = read("customer", named, customer="anna")
    assert "<script>alert(1)</script> :red[x] Anna-Karenina" in text
    assert any("\\<script\\>" in each.value for each in app.markdown)
    assert not any("<script>" in each.value for each in app.markdown)


def test_a_champion_who_fell_silent_is_explained_and_called(read):
    visits = [f"c{n} 2024-0{m}-{1 + n:02}" for n in range(12) for m in (1, 4)]
    often = [f"anna 2024-04-{day:02}" for day in range(1, 29, 3)]
    shop = world("\n".join([*visits, *often, "zoe 2024-05-20"]))
    row = customers.one(shop.snapshot(), customer="anna").iloc[0]
    assert (row["segment"], row["status"]) == ("Champions", "broken")
    text, _ = read("customer", shop, customer="anna")
    assert "They were one of your best (Champions), and are silent far beyond" in text
    assert "Contact them yourself" in text and "Thank them" not in text


def test_one_purchase_is_no_usual_spend(read, few):
    _, app = read("customer", few, customer="cleo")
    labels = [metric.label for metric in app.metric]
    assert "Amount of the only purchase" in labels and not any("Usual" in each for each in labels)


def test_no_products_are_said(read):
    text, _ = read("customer", world("anna 2024-01-05\nanna 2024-02-05"), customer="anna")
    assert "The files name no products" in text
    assert "They began on 5 Jan 2024." in text.replace("Jan 5, 2024", "5 Jan 2024")


@odd_shops
def test_no_odd_shop_breaks_the_page(read, text):
    database = odd(text)
    read("customer", database)
    table = customers.customers(database.snapshot())
    for customer in table["customer"].head(2):
        read("customer", database, customer=customer)


def test_a_note_is_written_read_and_taken_away(visit):
    database = world("anna 2024-01-05 10\nanna 2024-02-05 20", currency="EUR")
    app = visit("customer", database, customer="anna")
    app.text_area[0].input("likes <b>Assam</b> :red[x]")
    next(each for each in app.button if each.label == "Write it down").click().run()
    (kept,) = notes.of_customer(database, "anna")["text"]
    assert kept == "likes <b>Assam</b> :red[x]"
    assert "likes" in texts(app)
    next(each for each in app.button if each.label == "Remove").click().run()
    assert notes.of_customer(database, "anna").empty
