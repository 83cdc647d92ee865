"""Lists of customers: every mark of a chart leads to exactly the customers it counts."""

from datetime import date

import pandas as pd
import pytest

from retention.errors import Refused
from retention.measures import behind, bucket, cohorts, customers, ladder, overview, segments
from retention.store import Filters
from tests.worlds import world

VISITS = """
    anna 2024-01-05 10 product=tea category=drinks customer_name=Ánna_Kiss phone=+36_30_123
    anna 2024-02-07 30 product=cup category=ware email=anna@example.org
    anna 2024-03-07 20 product=tea category=drinks
    bert 2024-01-20 40 product=cup category=ware customer_name=Bert_Nagy
    bert 2024-06-02 5 product=tea category=drinks
    cleo 2024-02-11 15 product=cup category=ware
    dora 2024-05-31 25 product=tea category=drinks
    emil 2024-04-01 12 product=pot category=ware
    emil 2024-04-20 12 product=pot category=ware
    -    2024-04-02 99 product=tea category=drinks
    dora 2024-06-30 5 product=tea category=drinks
"""


@pytest.fixture(scope="module")
def database():
    return world(VISITS)


@pytest.fixture(scope="module")
def snapshot(database):
    return database.snapshot()


def names(table):
    return sorted(table["customer"])


def test_the_table_holds_its_contract(snapshot):
    table = customers.customers(snapshot)
    assert table.columns[:11].tolist() == [
        "customer", "orders", "amount", "first", "last", "gap_days", "overdue_ratio", "status",
        "risk", "expected_next_low", "expected_next_high",
    ]  # fmt: skip
    anna = table.set_index("customer").loc["anna"]
    assert anna[["orders", "amount", "name"]].tolist() == [3, 60, "Ánna Kiss"]
    assert [anna["first"], anna["last"]] == [pd.Timestamp("2024-01-05"), pd.Timestamp("2024-03-07")]
    # 115 days of silence against an own gap of about a month
    assert anna["overdue_ratio"] == pytest.approx(115 / anna["gap_days"])
    assert anna["status"] == "lapsed"
    assert table["risk"].isna().all()
    assert table["amount"].is_monotonic_decreasing


def test_the_value_is_the_last_two_horizons_per_horizon(snapshot):
    # D is 30 June and H 30 days: Bert's 5 of 2 June counts, half of it per H.
    table = customers.customers(snapshot).set_index("customer")
    assert table.loc["bert", "value"] == 2.5
    assert table.loc["cleo", "value"] == 0


def test_scores_fill_the_risk(snapshot):
    key = customers.customers(snapshot).set_index("customer").loc["dora", "customer_key"]
    scores = pd.DataFrame({"customer_key": [key], "risk": [0.3]})
    table = customers.customers(snapshot, scores=scores).set_index("customer")
    assert table.loc["dora", "risk"] == 0.3 and table["risk"].notna().sum() == 1


def test_a_filter_lists_who_bought_inside_it_with_their_whole_amount(database):
    table = customers.customers(database.snapshot(filters=Filters(category=("drinks",))))
    assert names(table) == ["anna", "bert", "dora"]
    assert table.set_index("customer").loc["anna", "amount"] == 60


def test_one_customer_by_the_number(snapshot):
    anna = customers.one(snapshot, customer="anna").iloc[0]
    assert anna[["email", "products", "first_product", "first_category"]].tolist() == [
        "anna@example.org", 2, "tea", "drinks",
    ]  # fmt: skip
    assert anna["amount_share"] == pytest.approx(60 / 174)  # 60+45+15+30+24 without anonymous
    with pytest.raises(Refused, match="no customer “nobody”"):
        customers.one(snapshot, customer="nobody")


def test_timeline_keeps_a_return_on_its_own_day():
    visits = """
        anna 2024-01-05 10 product=tea
        anna 2024-01-05 30 product=cup
        anna 2024-02-01 -10 product=tea
    """
    table = customers.timeline(world(visits).snapshot(), customer="anna")
    assert table[["kind", "amount", "products", "product_count"]].values.tolist() == [
        ["purchase", 40, "cup · tea", 2], ["return", -10, "tea", 1],
    ]  # fmt: skip


def test_a_discount_written_as_a_line_is_nothing_brought_back():
    # goods for 30, 4 of them brought back; the discount belongs to the purchase of its day
    visits = """
        anna 2024-01-05 30 product=tea
        anna 2024-01-05 -5 product=Discount kind=fee
        anna 2024-01-05 3 product=Postage kind=fee
        anna 2024-01-09 -4 product=tea
    """
    snapshot = world(visits).snapshot()
    row = customers.one(snapshot, customer="anna").iloc[0]
    assert [row["bought_amount"], row["returned_amount"]] == [30, 4]
    table = customers.timeline(snapshot, customer="anna")
    assert table[["kind", "amount"]].values.tolist() == [["purchase", 28], ["return", -4]]


@pytest.mark.parametrize(
    "customer, as_of, said",
    [
        ("anna", date(2024, 1, 4), "“anna” had not bought anything yet on 4 Jan 2024; look at"),
        ("nobody", date(2024, 1, 4), "There is no customer “nobody” in the sales"),
        ("zoe", date(2024, 7, 1), "“zoe” has no purchase by 1 Jul 2024: the sales name only"),
    ],
)
def test_who_cannot_be_shown_is_told_why(customer, as_of, said):
    shop = world(VISITS + "\nbert 2024-01-02 1\nzoe 2024-07-01 -3")
    with pytest.raises(Refused, match=said):
        customers.one(shop.snapshot(as_of=as_of), customer=customer)


def test_a_number_out_of_all_proportion_is_told_short(snapshot):
    with pytest.raises(Refused) as refused:
        customers.one(snapshot, customer="x" * 5000)
    assert f"“{'x' * 80}…”" in str(refused.value) and len(str(refused.value)) < 200


def test_products_of_one_customer_are_net_of_returns():
    visits = """
        anna 2024-01-05 30 product=tea quantity=3
        anna 2024-01-05 5 product=cup quantity=1
        anna 2024-02-01 -10 product=tea quantity=-1
        anna 2024-02-02 9 product=jam status=cancelled
        anna 2024-02-02 9 product=cup status=cancelled
        bert 2024-02-01 7 product=pot
    """
    table = customers.products(world(visits).snapshot(), customer="anna").set_index("product")
    assert table.loc["tea", ["days", "quantity", "amount"]].tolist() == [1, 2, 20]
    assert table.index.tolist() == ["tea", "cup"]  # a cancelled jam was never bought
    assert [str(day)[:10] for day in table["last"]] == ["2024-01-05"] * 2


def test_search_minds_neither_capitals_nor_accents_nor_spaces(snapshot):
    for text in ("ANNA", "kiss anna", "anna@", "3630123", "+36 30"):
        assert "anna" in names(customers.search(snapshot, text=text)), text
    assert names(customers.search(snapshot, text="kiss bert")) == []
    assert len(customers.search(snapshot, text="  ")) == 0


@pytest.mark.parametrize("grain", ["month", "quarter"])
@pytest.mark.parametrize("kind", cohorts.KINDS)
@pytest.mark.parametrize("clock", cohorts.CLOCKS)
def test_behind_each_cell_of_the_triangle_are_those_it_counts(snapshot, grain, kind, clock):
    cells = cohorts.triangle(snapshot, grain=grain, kind=kind, clock=clock)
    for cell in cells.itertuples():
        table = customers.behind(snapshot, kind="cohort_cell", cohort=cell.cohort, grain=grain,
                                 period=cell.period, counted=kind, clock=clock)  # fmt: skip
        assert len(table) == cell.active
    for period in cohorts.pooled(snapshot, grain=grain, kind=kind, clock=clock).itertuples():
        keys = behind.keys(snapshot, "cohort_period", {
            "period": period.period, "grain": grain, "counted": kind, "clock": clock})  # fmt: skip
        assert len(keys) == period.active


def test_behind_a_cohort_are_its_members(snapshot):
    assert names(customers.behind(snapshot, kind="cohort", cohort="2024-01-01")) == ["anna", "bert"]
    table = customers.behind(snapshot, kind="cohort", cohort=date(2024, 1, 1), period=1)
    assert names(table) == ["anna"]


def test_behind_each_step_of_the_bucket_are_those_it_counts(snapshot):
    for row in bucket.months(snapshot).to_dict("records"):
        for step in behind.STEPS:
            found = customers.behind(snapshot, kind="bucket", month=row["month"], step=step)
            assert len(found) == row[step], (row["month"], step)
        gone = customers.behind(snapshot, kind="lapsed_in", month=row["month"])
        assert len(gone) == row["lapsed"]


def test_behind_months_rungs_segments_and_scores_are_those_they_count(snapshot):
    for row in overview.history(snapshot).itertuples():
        assert len(customers.behind(snapshot, kind="month", month=row.month)) == row.customers
    for row in ladder.ladder(snapshot, within=40).itertuples():
        step = {"kind": "ladder", "order_number": row.order_number, "within": 40}
        assert len(customers.behind(snapshot, **step)) == row.eligible
        assert len(customers.behind(snapshot, **step, returned=True)) == row.returned
        lost = customers.behind(snapshot, **step, returned="false")
        assert len(lost) == row.eligible - row.returned
    for row in segments.summary(snapshot).itertuples():
        assert len(customers.behind(snapshot, kind="segment", segment=row.segment)) == row.customers
    for row in segments.grid(snapshot).itertuples():
        assert len(customers.behind(snapshot, kind="rfm", r=row.r, f=row.f)) == row.customers


def test_behind_what_they_began_with(snapshot):
    assert names(customers.behind(snapshot, kind="first_product", product="cup")) == [
        "bert", "cleo",
    ]  # fmt: skip
    table = customers.behind(snapshot, kind="first_category", category="drinks")
    assert names(table) == ["anna", "dora"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": "moon"}, "There are no customers behind “moon”"),
        ({"kind": "segment"}, "segment is needed"),
        ({"kind": "segment", "segment": "Lost", "colour": "red"}, "has no colour"),
        ({"kind": "rfm", "r": 6, "f": 1}, "choose one of 1, 2, 3, 4, 5"),
        ({"kind": "rfm", "r": "x", "f": 1}, "“x” is not a r"),
        ({"kind": "rfm", "r": 1.5, "f": 1}, "“1.5” is not a r"),
        ({"kind": "lapsed_in", "month": "soon"}, "“soon” is not a month"),
        ({"kind": "lapsed_in", "month": None}, "“None” is not a month"),
        ({"kind": "bucket", "month": "2024-01-01", "step": "up"}, "choose one of at_start"),
        ({"kind": "ladder", "order_number": 1, "returned": "maybe"}, "“maybe” is not a returned"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_in_words(snapshot, asked, told):
    with pytest.raises(Refused, match=told):
        customers.behind(snapshot, **asked)


def test_a_delivery_counts_from_the_day_it_was_made():
    visits = """
        anna 2024-01-05 promised_at=2024-01-10 delivered_at=2024-02-20
        anna 2024-01-06 promised_at=2024-01-08 delivered_at=2024-01-07
        bert 2024-03-01
    """
    database = world(visits)
    told = {}
    for day in (date(2024, 1, 6), date(2024, 1, 15), date(2024, 2, 19), date(2024, 2, 20)):
        row = customers.one(database.snapshot(as_of=day), customer="anna").iloc[0]
        told[day.isoformat()] = (row["late_orders"], row["delivered_orders"])
    assert told == {
        "2024-01-06": (0, 0), "2024-01-15": (0, 1), "2024-02-19": (0, 1), "2024-02-20": (1, 2),
    }  # fmt: skip
