"""Columns of unknown files find their fields by name and by content, or are asked about."""

import json

import pytest

from retention.errors import Refused
from retention.ingest.known_layouts import layouts, plain_names
from retention.ingest.mapping import Mapping, propose
from retention.ingest.names import normal
from tests.ingest.reading import opened_text


def _proposed(tmp_path, header: str, *rows: str, **answers) -> Mapping:
    with opened_text(tmp_path, "\n".join([header, *rows])) as table:
        return propose(table, **answers)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Order ID,Order Date,Customer ID,Product Name,Quantity,Unit Price,Amount",
         "17,2024-01-05,c1,Tea,2,1.50,3.00"),
        ("Bestellnummer;Bestelldatum;Kundennummer;Artikelbezeichnung;Menge;Einzelpreis;Betrag",
         "17;05.01.2024;c1;Tee;2;1,50;3,00"),
        ("N° de commande;Date de commande;N° client;Désignation;Quantité;Prix unitaire;Montant",
         "17;25/01/2024;c1;Thé;2;1,50;3,00"),
        ("Número de pedido;Fecha de venta;Código cliente;Nombre producto;Cantidad;Precio unitario;"
         "Importe", "17;25/01/2024;c1;Té;2;1,50;3,00"),
        ("Номер чека;Дата продажи;Код клиента;Номенклатура;Кол-во;Цена за единицу;Сумма",
         "17;25.01.2024;c1;Чай;2;1,50;3,00"),
        ("Rendelésszám;Rendelés dátuma;Vevőkód;Megnevezés;Mennyiség;Egységár;Összeg",
         "17;2024.01.25;c1;Tea;2;1,50;3,00"),
        ("Numer zamówienia;Data sprzedaży;Numer klienta;Nazwa towaru;Ilość;Cena jednostkowa;Kwota",
         "17;25.01.2024;c1;Herbata;2;1,50;3,00"),
    ],
)  # fmt: skip
def test_names_of_seven_languages(tmp_path, header, row):
    mapping = _proposed(tmp_path, header, row)
    separator = ";" if ";" in header else ","
    assert list(mapping.fields.values()) == header.split(separator)
    assert set(mapping.fields) == {
        "order_id",
        "ordered_at",
        "customer",
        "product_name",
        "quantity",
        "unit_price",
        "amount",
    }
    assert mapping.questions == ()


def test_two_columns_that_could_be_the_amount_are_asked_about(tmp_path):
    mapping = _proposed(tmp_path, "date,client,Total,Grand total", "2024-01-05,anna,5,6")
    (question,) = mapping.questions
    assert (question.field, question.candidates) == ("amount", ("Total", "Grand total"))
    assert question.flag == '--map amount="Total"'
    answered = _proposed(
        tmp_path, "date,client,Total,Grand total", "2024-01-05,anna,5,6",
        overrides={"amount": "Grand total"},
    )  # fmt: skip
    assert answered.questions == ()
    assert answered.fields["amount"] == "Grand total"


def test_quantity_times_price_tells_which_is_the_amount(tmp_path):
    mapping = _proposed(
        tmp_path, "date,client,qty,price,Total,Grand total", "2024-01-05,anna,2,3.00,6.00,7.20"
    )
    assert mapping.questions == ()
    assert mapping.fields["amount"] == "Total"


def test_quantity_and_price_need_no_amount(tmp_path):
    mapping = _proposed(tmp_path, "date,client,qty,price", "2024-01-05,anna,2,3.00")
    assert mapping.questions == ()
    assert "amount" not in mapping.fields


def test_a_price_without_a_quantity_is_asked_about(tmp_path):
    (question,) = _proposed(tmp_path, "date,client,price", "2024-01-05,anna,3.00").questions
    assert (question.field, question.candidates) == ("amount", ("price",))


def test_visits_without_amounts_can_be_said_to_have_none(tmp_path):
    header, row = "date,client,service", "2024-01-05,anna,Cut"
    (question,) = _proposed(tmp_path, header, row).questions
    assert (question.field, question.flag) == ("amount", "--map amount=")
    mapping = _proposed(tmp_path, header, row, overrides={"amount": None})
    assert mapping.questions == ()
    assert mapping.without_amounts


def test_two_dates_of_sale_are_asked_about_and_others_are_passed_over(tmp_path):
    (question,) = _proposed(
        tmp_path, "client,sum,sale date,invoice date,birth date",
        "anna,5,2024-01-05,2024-01-06,1980-02-03",
    ).questions  # fmt: skip
    assert (question.field, question.candidates) == ("ordered_at", ("sale date", "invoice date"))
    mapping = _proposed(
        tmp_path, "client,sum,date,delivery date,birth date",
        "anna,5,2024-01-05,2024-01-08,1980-02-03",
    )  # fmt: skip
    assert mapping.fields["ordered_at"] == "date"
    assert mapping.fields["delivered_at"] == "delivery date"


def test_a_shipping_date_is_not_taken_for_the_date_of_sale(tmp_path):
    (question,) = _proposed(tmp_path, "client,sum,ship date", "anna,5,2024-01-05").questions
    assert (question.field, question.candidates) == ("ordered_at", ("ship date",))


def test_content_decides_where_names_say_nothing(tmp_path):
    mapping = _proposed(tmp_path, "a,b,amount", "2024-01-05,anna@example.org,5")
    assert mapping.fields == {"ordered_at": "a", "email": "b", "amount": "amount"}


def test_an_order_total_on_each_line_is_not_the_amount_of_a_line(tmp_path):
    rows = [
        f"{order},2024-01-05,anna,{line},{line},{order * 10}" for order in (1, 2, 3, 4)
        for line in (1, 2)
    ]  # fmt: skip
    mapping = _proposed(tmp_path, "order id,date,client,qty,price,total", *rows)
    assert "amount" not in mapping.fields
    assert "order's total" in mapping.notes[0]
    assert mapping.questions == ()  # quantity × price is there


def test_a_bare_id_that_comes_back_on_other_days_is_the_customer(tmp_path):
    rows = [f"2024-01-{day:02d},{day % 5},3" for day in range(1, 21)]
    assert _proposed(tmp_path, "date,id,sum", *rows).fields["customer"] == "id"
    rows = [f"2024-01-{day:02d},{day},3" for day in range(1, 21)]
    assert _proposed(tmp_path, "date,id,sum", *rows).fields["order_id"] == "id"


def test_first_and_last_name_and_date_and_time_are_joined(tmp_path):
    mapping = _proposed(
        tmp_path, "date,time,first name,last name,sum", "2024-01-05,10:30,Anna,Bell,5"
    )
    assert mapping.fields["customer_name"] == mapping.fields["customer"] == "first name"
    assert mapping.joined == {
        "customer_name": ("last name",), "customer": ("last name",), "ordered_at": ("time",)
    }  # fmt: skip
    assert "two people of one name count as one" in mapping.notes[0]


def test_a_person_has_the_last_word(tmp_path):
    header, row = "date,client,seller,sum", "2024-01-05,anna,bert,5"
    mapping = _proposed(tmp_path, header, row, overrides={"customer": "Seller"})
    assert mapping.fields["customer"] == "seller"
    assert "salesperson" not in mapping.fields
    mapping = _proposed(tmp_path, header, row, overrides={"salesperson": None}, dates="mdy")
    assert "salesperson" not in mapping.fields
    assert mapping.dates == "mdy"


def test_impossible_answers_are_refused_with_a_way_out(tmp_path):
    header, row = "date,client,sum", "2024-01-05,anna,5"
    with pytest.raises(Refused, match="did you mean “client”"):
        _proposed(tmp_path, header, row, overrides={"customer": "cleint"})
    with pytest.raises(Refused, match="did you mean “amount”"):
        _proposed(tmp_path, header, row, overrides={"amonut": "sum"})
    with pytest.raises(Refused, match="say dmy, mdy or ymd"):
        _proposed(tmp_path, header, row, dates="european")


def test_a_mapping_survives_json(tmp_path):
    mapping = _proposed(tmp_path, "date,time,first name,last name", "2024-01-05,10:30,Anna,Bell")
    assert mapping.questions
    assert Mapping.from_dict(json.loads(json.dumps(mapping.as_dict()))) == mapping


def test_the_lists_of_names_do_not_contradict_themselves():
    for rank in ("best", "good", "weak"):
        seen = {}
        for field, entry in plain_names()["fields"].items():
            for name in entry.get(rank, ()):
                assert seen.setdefault(normal(name), field) == field, name


def test_layouts_have_names_of_their_own_and_map_what_a_sale_needs():
    names = [layout.name for layout in layouts()]
    assert len(set(names)) == len(names) >= 10
    sales = [layout for layout in layouts() if layout.kind == "sales"]
    assert len(sales) >= 10
    for layout in sales:
        assert "ordered_at" in layout.fields
        assert "amount" in layout.fields or {"quantity", "unit_price"} <= set(layout.fields)
