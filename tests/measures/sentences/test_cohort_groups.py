"""The sentences of the groups, by hand."""

import pandas as pd
import pytest

from retention.measures import cohort_groups, cohorts, contrast
from retention.measures.sentences import cohort_groups as words
from retention.measures.sentences import cohorts as cohort_words
from retention.measures.sentences import units
from tests.measures.sentences.rows import EURO
from tests.measures.test_cohort_groups import two
from tests.worlds import world

SAID = {"grain": "month", "kind": "classic", "formats": EURO}


def compared(web, shop):
    snapshot = two(web, shop)
    groups = cohort_groups.cohort_groups(snapshot, by="channel")
    return contrast.groups_at(groups, cohorts.pooled(snapshot), "month")


def test_the_groups_that_stand_out_are_named_beside_all_together():
    rows = compared(30, 10)
    assert rows["together"].tolist() == [0.5, 0.5] and set(rows["period"]) == {1}
    assert words.title(rows, {"web": "web", "shop": "small: under €5"}, **SAID) == (
        "Web most (75%) and shop least (25%) in month 1; all together 50%"
    )


def test_where_none_stands_out_it_says_so():
    assert words.title(compared(20, 19), {}, **SAID) == (
        "No group differs in month 1 from all together (49%) by more than chance"
    )


def test_or_later_names_no_group_and_neither_do_too_few():
    rows = compared(30, 10)
    assert words.title(rows, {}, **SAID | {"kind": "rolling"}) == "The groups side by side"
    assert words.title(rows.head(0), {}, **SAID) == "The groups side by side"


def test_a_small_group_stays_in_the_table_and_stands_nowhere():
    # 25 on the web, 25 in the shop, 5 by post who all come back
    rows = [
        f"{where}{n} 2024-01-05 channel={where}"
        for where, many in (("web", 25), ("shop", 25), ("post", 5))
        for n in range(many)
    ]
    rows += [f"post{n} 2024-02-05" for n in range(5)]  # fmt: skip
    snapshot = world("\n".join([*rows, "- 2024-02-29"])).snapshot()
    groups = cohort_groups.cohort_groups(snapshot, by="channel")
    table = contrast.groups_at(groups, cohorts.pooled(snapshot), "month").set_index("group")
    assert table["size"].to_dict() == {"shop": 25, "web": 25, "post": 5}
    assert pd.isna(table.loc["post", "stands"])


def test_sizes_are_written_with_the_amounts_at_which_they_are_cut():
    groups = pd.DataFrame({"group": ["small", "middle", "large", ""]})
    bands = pd.DataFrame({
        "band": ["small", "middle", "large"], "from_amount": [None, 12.5, 31],
        "below_amount": [12.5, 31, None],
    })  # fmt: skip
    assert list(words.called(groups, bands, EURO).values()) == [
        "small: under €12.50", "middle: €12.50 to €31", "large: €31 and more", "not told",
    ]  # fmt: skip


@pytest.mark.parametrize(("web", "shop", "said", "title"), [
    # 75 % less 25 % is 50 points; Newcombe's interval of 30 and 10 of 40 is 28.5 to 65.3
    (30, 10, "In month 1, 75% of the 40 who first bought through web bought, and 25% of the 40 "
     "who first bought through shop: 50.0 points more, which chance alone would hardly make "
     "(95%: +28.5 to +65.3). It goes together with how they began; that it causes it is not "
     "shown.", "Those who first bought through web come back more than those "
     "who first bought through shop: 50.0 points in month 1"),
    (10, 30, "50.0 points fewer", "Those who first bought through shop come back more"),
    (20, 16, "The difference of 10.0 points may be chance (95%: −11.4 to +30.1).",
     "Those who first bought through web and those who first bought through shop cannot be told "
     "apart in month 1"),
])  # fmt: skip
def test_two_groups_in_words(web, shop, said, title):
    table = cohort_groups.cohort_contrast(two(web, shop), by="channel", first="web", second="shop")
    called = words.two_names("channel", EURO, "month", {})
    assert said in words.two(table, called, by="channel", **SAID)
    found = words.two_title(table, called, by="channel", grain="month", formats=EURO)
    assert found.startswith(title)


def test_fewer_than_twenty_are_not_told_apart():
    table = pd.DataFrame({"period": [0, 1], "first_size": [40, 19], "second_size": [40, 40]})
    assert words.two(table, str, by="store", **SAID).startswith("With fewer than 20 customers")
    assert (
        words.two_title(table, str, by="store", grain="month", formats=EURO)
        == "Two groups beside each other"
    )


def test_two_calendar_cohorts_are_called_by_their_months():
    called = words.two_names("cohort", EURO, "month", {})
    assert called("2024-02-01") == "Feb 2024"


def test_purchases_and_margin_in_words():
    line = pd.DataFrame({"period": [0, 1, 6], "size": 200, "retention": [1.1, 0.352, 0.2]})
    said = {"grain": "month", "kind": "classic", "formats": EURO}
    assert cohort_words.headline(line, unit="orders", **said) == (
        "Every 100 customers make 35 purchases in the next month and 20 in month 6."
    )
    assert cohort_words.headline(line, unit="margin", **said) == (
        "For every €100 of margin in their first month, customers bring €35 in the next month and "
        "€20 in month 6."
    )
    titled = cohort_words.pooled_title(line.assign(orders=1), grain="month", formats=EURO)
    assert titled == "From 35 purchases per 100 customers at month 1 to 20 at month 6"


def test_every_unit_is_defined_and_has_its_term():
    assert set(units.DEFINITIONS) == set(units.TERMS) == set(units.CHOICES) - {"customers"}


def test_cohorts_that_stand_out_by_their_purchases():
    row = {"period": 2, "size": 40, "low": 1.0, "high": 1.6, "together": 0.9, "stands": "above"}
    rows = pd.DataFrame([
        row | {"cohort": pd.Timestamp("2024-01-01"), "retention": 1.31, "orders": 52},
        row | {"cohort": pd.Timestamp("2024-02-01"), "retention": 0.4, "orders": 16,
               "low": 0.2, "high": 0.6, "stands": "below"},
    ])  # fmt: skip
    said = {"grain": "month", "kind": "classic", "unit": "orders", "formats": EURO}
    assert cohort_words.standing_out(rows, **said) == (
        "In month 2, those who began in Jan 2024 (131 purchases by every 100) bought most and "
        "those of Feb 2024 (40 purchases by every 100) least."
    )
    assert cohort_words.triangle_title(rows, **said) == (
        "90 purchases per 100 customers in month 2; Jan 2024 131 and Feb 2024 40"
    )
