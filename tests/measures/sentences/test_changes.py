"""What changed since the last upload, in words, by hand."""

from datetime import date

import pandas as pd

from retention.measures import changes
from retention.measures.sentences import changes as change_words
from tests.measures.sentences.rows import EURO, LAPSES, tile_row
from tests.worlds import world


def test_what_changed_is_told_fact_by_fact():
    table = changes.since_last_upload(world(LAPSES).snapshot())
    told = [each.text for each in change_words.told(table, 30, EURO)]
    assert "1 customer is active, 2 fewer than on 30 Apr 2024." in told
    assert "2 customers lapsed." in told  # a year earlier is not covered
    assert "1 customer made 1 purchase." in told
    assert "Sales came to €10.00." in told
    assert change_words.title(table, EURO) == "The last month: 1 May – 31 May 2024"
    above = pd.DataFrame([tile_row()])
    assert change_words.since(table, above, EURO) == (
        "One upload brought everything, so this tells its last month. Other days than above, so "
        "other numbers: the figures above are of Oct 2026."
    )
    same = pd.DataFrame([tile_row(month=pd.Timestamp("2024-05-01"))])
    assert change_words.since(table, same, EURO).endswith("the same days as the figures above.")
    later = table.assign(since="upload")
    assert change_words.title(later, EURO).startswith("Since the last upload: 1 May")
    assert "with the last upload" in change_words.since(later, above, EURO)
    assert change_words.told(table.head(0), 30, EURO) == []


def test_who_fell_behind_can_be_listed():
    facts = ["active", "new", "reactivated", "lapsed", "customers", "purchases", "amount",
             "newly_overdue", "silent_regulars"]  # fmt: skip
    table = pd.DataFrame(
        {"fact": facts, "before": 1.0, "after": 2.0, "change": 1.0, "value": 30.0,
         "before_day": pd.Timestamp("2024-04-30"), "until_day": pd.Timestamp("2024-05-31"),
         "since": "upload"}
    )  # fmt: skip
    told = change_words.told(table, 30, EURO)
    assert told[-2].kind == "newly_overdue"
    assert told[-2].values == (("since_day", date(2024, 4, 30)),)
    assert "€30.00 in 30 days" in told[-2].text
    assert "1 more than on 30 Apr 2024" in told[-1].text
    assert "2 customers bought for the first time; in the same days a year earlier 1." in [
        each.text for each in told
    ]
