"""Customers, feedback, costs and plans: read, accounted for, replaced, undone, rebuilt."""

from datetime import date
from decimal import Decimal

import pytest

from retention.ingest.kinds import NAMES, kinds
from retention.ingest.kinds.templates import template
from retention.ingest.undoing import rebuild, undo
from retention.store import batches
from retention.store.checking import findings

SALES = "order,date,customer,amount\n1,2026-01-05,anna,10.50\n2,2026-02-09,bert,7.00\n"
CUSTOMERS = """id;name;e-mail;city;birthday;newsletter;tags
anna;Anna A.;ANNA@example.com;Berlin;28.03.1985;ja;vip
bert;Bert B.;bert@example.com;;31.12.1990;nein;
;nobody;;;;;
cleo;Cleo;cleo@example.com;Paris;someday;perhaps;
"""
FEEDBACK = """date,customer,type,score,comment,answered at
2026-03-05 10:00,anna,NPS,9,fine,
2026-03-09 10:00,bert,жалоба,2,late,2026-03-10 12:00
2026-03-10,bert,survey,many,,
,bert,survey,3,,
2026-03-11,bert,,,,
"""
COSTS = """Month,Channel,Ad spend
2026-01,web search,1.200
02.2026,web search,
2026-02,flyers,"80,50"
"""
PLANS = "month,salesperson,measure,plan\nJanuary 2026,Clara,Kept customers,40\n2026-02,Clara,x,a\n"


def held(database, columns: str, kind: str) -> list[tuple]:
    with database._cursor() as cursor:
        return cursor.execute(
            f"select {columns} from records where kind = ? and superseded_by is null"
            " order by batch, row_number", [kind]
        ).fetchall()  # fmt: skip


def accounts(report) -> tuple[int, int, int, int, int]:
    assert report.rows == report.accepted + report.duplicates + report.rejected
    return report.rows, report.accepted, report.duplicates, report.rejected, report.updated


def test_customers_are_recognised_and_read(database, load):
    report = load(CUSTOMERS)
    assert (report.kind, accounts(report)) == ("customers", (4, 3, 0, 1, 0))
    columns = "customer_name, email, city, birthday, consent_email, consent_phone, tags"
    assert held(database, columns, "customers") == [
        ("Anna A.", "anna@example.com", "Berlin", date(1985, 3, 28), "yes", "unknown", "vip"),
        ("Bert B.", "bert@example.com", None, date(1990, 12, 31), "no", "unknown", None),
        ("Cleo", "cleo@example.com", "Paris", None, "unknown", "unknown", None),
    ]
    assert any("someday" in warning for warning in report.warnings)
    header, rows = batches.rejects(database, 1)
    assert rows[0][:2] == [4, "the row names no customer: number, e-mail and phone are empty"]
    assert findings(database).empty


def test_feedback_has_its_kind_score_and_hours_until_it_was_answered(database, load):
    report = load(FEEDBACK)
    assert (report.kind, accounts(report)) == ("feedback", (5, 2, 0, 3, 0))
    columns = "customer, feedback_kind, score, comment, answered_after"
    assert held(database, columns, "feedback") == [
        ("anna", "survey", Decimal(9), "fine", None),
        ("bert", "complaint", Decimal(2), "late", Decimal(26)),
    ]
    reasons = [row[1] for row in batches.rejects(database, 1)[1]]
    assert reasons == [
        'the score "many" is not a number',
        "the date is empty",
        "the row says nothing: score, reason and text are empty",
    ]


@pytest.mark.parametrize(("also", "told"), [("bert", None), ("", None), ("anna", "anna")])
def test_feedback_on_an_order_is_its_customers_where_the_number_is_of_nobody_else(
    database, load, also, told
):
    load("order,date,customer,amount\n1001,2026-01-05,anna,5.00\n", source="till")
    load(f"order,date,customer,amount\n1001,2026-03-05,{also},5.00\n", source="web")
    load("date,order number,kind,score\n2026-03-06,1001,survey,4\n", kind="feedback")
    with database._cursor() as cursor:
        assert cursor.execute("select customer from feedback").fetchall() == [(told,)]


def test_costs_and_plans_by_month(database, load):
    report = load(COSTS)
    assert (report.kind, accounts(report)) == ("costs", (3, 2, 0, 1, 0))
    assert held(database, "month, channel, amount", "costs") == [
        (date(2026, 1, 1), "web search", Decimal(1200)),
        (date(2026, 2, 1), "flyers", Decimal("80.50")),
    ]
    assert report.amount == Decimal("1280.50")
    assert accounts(load(PLANS)) == (2, 1, 0, 1, 0)
    assert held(database, "month, salesperson, measure, value", "plans") == [
        (date(2026, 1, 1), "Clara", "kept customers", Decimal(40))
    ]


def test_the_newest_file_wins_per_key_and_the_same_rows_are_duplicates(database, load):
    load(CUSTOMERS)
    moved = CUSTOMERS.replace("Berlin", "Bonn").replace(";nobody", "dora;nobody")
    assert accounts(load(moved)) == (4, 2, 2, 0, 1)
    assert [row for row in held(database, "customer, city", "customers") if row[0] == "anna"] == [
        ("anna", "Bonn")
    ]
    undo(database, 2)
    assert held(database, "city", "customers")[0] == ("Berlin",)
    assert findings(database).empty


def test_an_undone_file_leaves_what_later_ones_hold_themselves(database, load):
    load(CUSTOMERS)
    assert accounts(load(CUSTOMERS)) == (4, 0, 3, 1, 0)
    assert undo(database, 1) == [2]
    assert len(held(database, "*", "customers")) == 3
    assert findings(database).empty


def test_a_rebuild_gives_the_same(database, load):
    load(SALES)
    for text in (CUSTOMERS, FEEDBACK, CUSTOMERS.replace("Berlin", "Bonn"), PLANS):
        load(text)
    before = {name: held(database, "*", name) for name in NAMES}
    rebuild(database)
    assert {name: held(database, "*", name) for name in NAMES} == before
    assert findings(database).empty


def test_a_mended_file_of_rejects_brings_what_was_missing(database, load):
    load(COSTS + "2026-01,web search,?\n")
    mended = "row_number,reason,Month,Channel,Ad spend\n5,x,2026-01,web search,99.00\n"
    assert accounts(load(mended)) == (1, 1, 0, 0, 0)
    assert accounts(load(mended)) == (1, 0, 1, 0, 0)
    assert sum(row[0] for row in held(database, "amount", "costs")) == Decimal("1379.50")


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_can_be_said_and_its_columns_too(load, name):
    kind = kinds()[name]
    header = ",".join(f"col {chr(97 + at)}" for at, _ in enumerate(kind.fields))
    cells = ",".join(kind.examples[0].get(each, "").replace(",", "") for each in kind.fields)
    said = {each: f"col {chr(97 + at)}" for at, each in enumerate(kind.fields)}
    assert load(f"{header}\n{cells}\n").kind == "sales"
    report = load(f"{header}\n{cells}\n", kind=name, fields=said, decimal=".")
    assert (report.kind, report.questions, report.accepted) == (name, (), 1)


def test_what_may_be_sales_or_not_is_asked_and_then_remembered(load):
    costs = "month,channel,amount\n2026-01-01,web,5.50\n2026-02-01,web,6.50\n"
    (question,) = load(costs).questions
    assert (question.field, question.candidates) == ("kind", ("costs", "sales"))
    assert load(costs, kind="costs").accepted == 2
    assert load(costs.replace("5.50", "7.50")).kind == "costs"


def test_sales_of_whatever_columns_stay_sales(load):
    assert load(SALES).kind == "sales"
    assert load("date,customer,email,amount,order id,comment,tags\n2026-01-05,a,a@b.c,5.10,7,x,y\n")
    assert load("order_id,date,rating,amount\n1,2026-01-05,5,7.10\n").kind == "sales"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_filled_in_is_recognised_and_loaded_whole(load, name):
    report = load(template(name).to_csv(index=False))
    assert (report.kind, report.questions, accounts(report)) == (name, (), (2, 2, 0, 0, 0))
    assert set(report.mapping) == set(kinds()[name].fields)


def test_people_take_from_the_customers_what_sales_do_not_say(database, load):
    load("order,date,e-mail,amount\n1,2026-01-05,anna@example.com,10.50\n2,2026-01-06,z@b.c,1.50\n")
    load(CUSTOMERS)
    load(CUSTOMERS.replace("Berlin", "").replace("vip", "regular"))
    with database._cursor() as cursor:
        people = cursor.execute("select customer, name, city from people order by 1").fetchall()
        facts = cursor.execute(
            "select city, tags, consent_email, consent_sms from customer_facts"
            " where customer = 'anna'"
        ).fetchall()
    assert people == [("anna@example.com", "Anna A.", "Berlin"), ("z@b.c", None, None)]
    assert facts == [("Berlin", "regular", "yes", "unknown")]


def test_a_book_of_visits_is_no_list_of_customers(load):
    visits = "date,name,phone\n2026-01-05,Anna,030 1234567\n2026-02-05,Anna,030 1234567\n"
    assert [question.field for question in load(visits).questions] == ["amount"]
    assert load(visits, fields={"amount": None}).kind == "sales"
    once = visits.replace("Anna,030 1234567\n2026-02", "Bert,030 7654321\n2026-02")
    assert [question.field for question in load(once, source="new").questions] == []


def test_a_list_of_people_without_money_is_customers_or_asked_about(load):
    people = "name,phone\nAnna,030 1234567\nBert,030 7654321\n"
    assert load(people).kind == "customers"
    dated = "name,phone,date\nAnna,030 1234567,2026-01-05\nBert,030 7654321,2026-01-06\n"
    (question,) = load(dated).questions
    assert (question.field, question.candidates) == ("kind", ("customers", "sales"))
    assert load(dated, fields={"amount": None}).kind == "sales"
