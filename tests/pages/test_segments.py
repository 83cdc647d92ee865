"""Who are they? The page, on shops a test made."""

import json

import pytest

from retention.actions.playbook import SEGMENT_ACTIONS
from retention.measures import concentration, customers, rhythm, segments, tiers
from retention.store import Filters, own_segments
from tests.pages.conftest import texts
from tests.pages.shops import broken, figures, lively, odd, odd_shops
from tests.uploads import NOW
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively()


@pytest.fixture(scope="module")
def summary(shop):
    return segments.summary(shop.snapshot())


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("segments")[0]


def test_the_segment_that_brings_most_is_named_first(read, shop, summary):
    text, app = read("segments", shop)
    most = summary.loc[summary["amount"].idxmax()]
    assert f"of the amount: the {most['customers']} in {most['segment']}." in text
    assert "are slipping away" in text


def test_every_segment_has_its_advice(read, shop, summary):
    _, app = read("segments", shop)
    told = next(each.value for each in app.dataframe if "action" in each.value)
    assert list(told["segment"]) == list(summary["segment"])
    assert list(told["action"]) == [SEGMENT_ACTIONS[name] for name in summary["segment"]]


def test_an_area_leads_to_its_customers_and_its_advice(read, shop, summary):
    segment = summary["segment"].iloc[0]
    mark = json.dumps({"kind": "segment", "segment": segment})
    text, app = read("segments", shop, behind=mark)
    assert f"{summary['customers'].iloc[0]} customers behind it" in text
    assert SEGMENT_ACTIONS[segment] in text


def test_a_segment_of_ones_own_is_listed_a_filter_and_removed(visit):
    database = lively(60)
    made = [own_segments.condition("orders", "at least", "2")]
    own_segments.save(database, "Often", made, who="ida", at=NOW)
    app = visit("segments", database, view="Your own")
    (listed,) = [each.value for each in app.dataframe if "told" in each.value]
    often = customers.customers(database.snapshot(filters=Filters(own=("Often",))))
    assert listed[["name", "told", "customers"]].values.tolist() == [
        ["Often", "purchases at least 2", len(often)]
    ]
    filtered = visit("value", database, own="Often")
    assert "own segment **Often**" in texts(filtered) and "customers now in Often" in texts(
        filtered
    )
    app = visit("segments", database, view="Your own")
    app.selectbox(key="own-remove").select("Often").run()
    app.button(key="own-remove-now").click().run()
    assert own_segments.held(database).empty


def test_a_segment_nobody_knows_is_empty_and_not_run_as_markup(read, shop):
    mark = json.dumps({"kind": "segment", "segment": ":red[x] <script>"})
    assert "0 customers behind it" in read("segments", shop, behind=mark)[0]


def test_the_grid_and_a_cell_of_it(read, shop):
    mark = json.dumps({"kind": "rfm", "r": 5, "f": 5})
    text, app = read("segments", shop, view="Recency × frequency", behind=mark)
    wanted = customers.behind(shop.snapshot(), kind="rfm", r=5, f=5)
    assert f"{len(wanted)} customers behind it" in text
    assert any("come often and lately" in each for each in figures(app))


def test_the_rhythms_and_who_stands_where(read, shop):
    table = rhythm.statuses(shop.snapshot()).set_index("status")["customers"]
    mark = json.dumps({"kind": "status", "status": "late"})
    text, app = read("segments", shop, view="Rhythm", behind=mark)
    assert f"{table['late']} customers behind it" in text
    fallen = table["late"] + table["broken"]
    here = table.drop("lapsed").sum()
    assert f"{fallen} of {here} customers not lapsed have fallen behind" in text


def test_those_who_came_weekly_and_stopped_are_one_click_away(visit):
    # Anna came each week of January and not since; Bert keeps coming.
    weekly = "\n".join(f"anna 2024-01-{day:02d}" for day in (1, 8, 15, 22))
    often = "\n".join(f"bert 2024-0{month}-{day:02d}" for month in (1, 2) for day in (3, 9, 16, 23))
    gone = "\n".join(f"cleo 2023-10-{day:02d}" for day in (1, 8, 15, 22))  # she has lapsed
    app = visit("segments", world(f"{gone}\n{weekly}\n{often}"), view="Rhythm")
    assert "1 customer has been silent for a week or more" in texts(app)
    app.button(key="weekly-silent").click().run()
    (listed,) = (each.value for each in app.dataframe if "customer" in each.value)
    assert list(listed["customer"]) == ["anna"]


def test_the_scores_say_their_window_and_their_cuts(read, shop):
    text, app = read("segments", shop)
    cuts = segments.rfm_cuts(shop.snapshot())
    told = next(each.value for each in app.dataframe if "scale" in each.value)
    assert told["n"].tolist() == cuts["n"].tolist()
    ranked = cuts.loc[cuts["scale"] == "r", "n"].sum()
    assert f"Scores rank all {ranked} customers with a purchase" in text
    assert "made anew with each upload" in text


def test_concentration_and_who_the_largest_are(read, shop):
    mark = json.dumps({"kind": "largest", "customers": 3})
    text, app = read("segments", shop, view="Concentration", behind=mark)
    top = concentration.top_share(shop.snapshot())
    assert f"({top['customers'].iloc[0]} customers)" in text
    assert "3 customers behind it" in text
    largest = customers.customers(shop.snapshot())["customer"].head(3)
    lists = [each.value for each in app.dataframe if "customer" in each.value]
    assert set(lists[0]["customer"]) == set(largest)


def test_the_tiers_and_who_is_in_one(read, shop):
    table = tiers.tiers(shop.snapshot())
    mark = json.dumps({"kind": "tier", "tier": "Top 5%"})
    text, app = read("segments", shop, view="Concentration", behind=mark)
    top = table["customers"].iloc[0]
    assert f"Top 5% by amount: {top} customers behind it" in text
    titles = [each.replace("\\", "") for each in figures(app)]
    assert any(each.startswith(f"The top 5% ({top} customer") for each in titles)
    assert "once two years of sales are loaded" in text  # the shop is 420 days old


@pytest.mark.parametrize("tier", ["Gold", 5, None])
def test_a_tier_that_somebody_typed_is_refused_in_words(visit, shop, tier):
    app = visit("contacts", shop, behind=json.dumps({"kind": "tier", "tier": tier}))
    assert not app.exception and any("tier" in each.value for each in app.warning)


def test_what_a_filter_means_here_is_said(read, shop):
    assert "their amount inside it" in read("segments", shop, store="Quay")[0]
    assert "whatever the period" in read("segments", shop, period="Last 3 months")[0]


def test_filters_that_leave_nothing_get_a_sentence(read):
    apart = world("a 2024-01-01 channel=web store=North\nb 2024-04-30 channel=shop store=South\n")
    text, _ = read("segments", apart, channel="web", store="South")
    assert "No customer has a purchase inside these filters" in text


@odd_shops
def test_no_odd_shop_breaks_the_page(read, text):
    app = read("segments", odd(text), size="Amount")[1]
    for view in ("Movement", "Rhythm", "Recency × frequency", "Concentration"):
        app.session_state["view"] = view
        assert not broken(app.run()), view
