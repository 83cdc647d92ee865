"""The customers of chosen segments are told beside everybody: of themselves they are all."""

import pandas as pd

from retention.measures import bucket, month, segments
from retention.measures.sentences import chosen, overview
from retention.measures.sentences import segments as segment_words
from retention.store import Filters
from tests.measures.sentences.rows import EURO, LAPSES, SUMMARY
from tests.worlds import world

EVERYBODY = SUMMARY.assign(orders=[200, 90, 60])
CHAMPIONS = EVERYBODY.head(1)
COUNTED = {"grain": "month", "kind": "classic", "unit": "customers", "formats": EURO}


def test_a_segment_is_told_as_a_part_of_everybody():
    assert chosen.headline(CHAMPIONS, EVERYBODY, EURO) == (
        "The 20 customers in Champions are 20% of all and bring 70% of the amount."
    )
    # 200 / 20 and 700 / 20 beside 150 / 80 and 300 / 80
    assert chosen.on_average(CHAMPIONS, EVERYBODY, EURO) == (
        "On average they made 10.0 purchases and brought €35.00; the others made 1.9 purchases and "
        "brought €3.75."
    )
    both = EVERYBODY.head(2)
    assert chosen.headline(both, EVERYBODY, EURO) == (
        "The 50 customers in Champions and At risk are 50% of all and bring 95% of the amount."
    )
    assert chosen.on_average(EVERYBODY, EVERYBODY, EURO) == ""
    unpaid = EVERYBODY.assign(amount=0.0)
    assert chosen.headline(unpaid.head(1), unpaid, EURO) == (
        "The 20 customers in Champions are 20% of all."
    )
    assert "brought" not in chosen.on_average(unpaid.head(1), unpaid, EURO)
    assert chosen.treemap_title(CHAMPIONS, size="customers", formats=EURO) == (
        "20 customers in Champions"
    )
    assert chosen.treemap_title(both, size="amount", formats=EURO) == (
        "€950 from Champions and At risk"
    )


def test_few_of_a_segment_are_counted():
    few = EVERYBODY.assign(customers=[8, 60, 50])
    assert chosen.headline(few.head(1), few, EURO) == (
        "In Champions: 8 of 118 customers, with €700 of €1,000."
    )
    assert chosen.on_average(few.head(1), few, EURO) == ""
    assert segment_words.money_title(few.head(1), EURO, few) == (
        "Champions: 8 of 118 customers, €700 of €1,000"
    )


def test_a_chosen_segment_is_the_same_customers_as_its_row_among_all():
    shop = world(LAPSES)
    rows = segments.summary(shop.snapshot()).set_index("segment")
    for name in rows.index:
        alone = segments.summary(shop.snapshot(filters=Filters(segment=(name,)))).iloc[0]
        told = ["customers", "amount", "orders"]
        assert alone[told].tolist() == rows.loc[name, told].tolist()


def test_who_comes_back_is_told_of_the_segment_and_of_everybody():
    pooled = pd.DataFrame({"period": [0, 1, 6, 12], "size": [200] * 4,
                           "active": [200, 94, 98, 96]})  # fmt: skip
    pooled["retention"] = pooled["active"] / pooled["size"]
    assert chosen.who_came_back(pooled, ["Champions"], **COUNTED) == (
        "Of 100 customers now in Champions, 47 bought in the month after their first, 49 in month "
        "6 and 48 in month 12."
    )
    assert chosen.everybody_came_back(pooled, **COUNTED) == (
        "All customers together: of 100 new customers, 47 bought in the next month, 49 in month 6 "
        "and 48 in month 12. A segment follows from what people bought, so it cannot explain it."
    )
    once = pooled.assign(active=[200, 0, 0, 0], retention=[1.0, 0, 0, 0])
    assert chosen.who_came_back(once, ["Lost"], **COUNTED) == (
        "None of the 200 customers now in Lost bought in a later month than their first."
    )
    few = pooled.assign(size=[40] * 4, active=[40, 10, 9, 8])
    assert chosen.who_came_back(few, ["Lost", "New"], **COUNTED) == (
        "10 of 40 customers now in Lost or New bought in the month after their first."
    )
    assert chosen.who_came_back(pooled, ["New"], **COUNTED | {"unit": "amount"}) == (
        "For every €100 in their first month, customers now in New spend €47 in the month after "
        "their first, €49 in month 6 and €48 in month 12."
    )
    assert "nobody can have been seen" in chosen.who_came_back(pooled.head(1), ["New"], **COUNTED)


def test_the_overview_of_a_segment_stands_beside_everybody():
    snapshot = world(LAPSES).snapshot()
    newest = month.newest(snapshot).assign(lapsed=1)
    # what was usual of them says little: who lapsed before has left most segments since
    usual = newest.assign(usual_lapsed=9.0)
    assert chosen.who_lapsed(usual, ["Lost"], newest.assign(lapsed=3), EURO) == (
        "1 customer now in Lost lapsed in May 2024; of all customers 3 did."
    )
    nobody = newest.assign(lapsed=0)
    assert chosen.who_lapsed(nobody, ["New"], newest.assign(lapsed=3), EURO) == (
        "None of the customers now in New lapsed in May 2024; of all customers 3 did."
    )
    for early in (newest.head(0), newest.assign(settled=False)):
        told = chosen.who_lapsed(early, ["Lost"], newest, EURO)
        assert told == overview.headline(early, EURO)


def test_where_nobody_is_active_the_overview_says_so():
    months = bucket.months(world(LAPSES).snapshot())
    flows = ["at_start", "new", "reactivated", "lapsed", "at_end"]
    last = months.tail(1).assign(**dict.fromkeys(flows, 0))
    assert overview.nobody(last) and not overview.nobody(months.head(1))
    assert overview.headline(last, EURO) == "Nobody was active in May 2024."
    assert chosen.who_lapsed(last, ["Lost"], last, EURO) == (
        "None of the customers now in Lost was active in May 2024."
    )
    early = last.assign(settled=False)
    assert "None of" in chosen.who_lapsed(early, ["Lost"], early, EURO)
    assert overview.balance(last, EURO) == ""
    quiet = pd.concat([months.iloc[:-1], last])
    # Anna and Bert lapsed in March, nobody after them but those of May, who are left out here
    assert overview.nothing_moved(quiet, EURO) == (
        "Nobody was active in May 2024, so nobody came in or leaked out. The last ones lapsed in "
        "Mar 2024."
    )
