"""Why do they leave: tables on worlds whose story is known."""

from datetime import timedelta

import numpy as np
import pytest

from retention.errors import Refused
from retention.measures import causes, exposures
from retention.models import risk
from retention.models.backtest import backtest
from retention.store import Filters
from tests.measures import late_shop
from tests.models.simulated import START, visits
from tests.worlds import world, world_of


@pytest.fixture(scope="module")
def shop():
    """Being late once adds 25 points to the chance of leaving; frequent buyers are late more."""
    return late_shop.build(seed=1, effect=0.25, pull=0.8).snapshot()


@pytest.fixture(scope="module")
def rows(shop):
    return exposures.panel(shop)


@pytest.fixture(scope="module")
def table(shop, rows):
    return causes.drivers(shop, rows=rows)


def test_the_planted_story_leads_the_list_and_the_lot_says_nothing(table):
    rows = table.set_index("driver")
    late, lot = rows.loc["late delivery"], rows.loc["chance (placebo)"]
    assert late["low"] < 0.25 < late["high"] and late["q"] < 0.001
    assert lot["low"] < 0 < lot["high"] and lot["q"] > 0.05
    assert table.loc[0, "driver"].startswith("late delivery")
    assert table["adjusted"][table["enough"]].is_monotonic_decreasing


def test_the_first_columns_are_the_promised_ones(table):
    assert list(table.columns[:9]) == [
        "driver", "exposed", "leavers_exposed", "crude", "adjusted", "low", "high", "q",
        "supported",
    ]  # fmt: skip
    assert not table["supported"].any()


def test_counts_are_of_customers_and_crude_is_of_rows(shop, table):
    rows = exposures.panel(shop)
    rows = rows[rows["ever_late"].notna()]
    late = rows["ever_late"].astype(bool)
    row = table.set_index("driver").loc["late delivery"]
    assert row["exposed"] == rows[late]["customer_key"].nunique()
    assert row["leavers_exposed"] == rows[late & rows["left"]]["customer_key"].nunique()
    assert row["stayers_exposed"] == row["exposed"] - row["leavers_exposed"]
    assert row["others"] == rows[~late]["customer_key"].nunique()
    assert row["crude"] == rows[late]["left"].mean() - rows[~late]["left"].mean()


def test_amount_gone_counts_each_exposed_leaver_once(shop, table):
    rows = exposures.panel(shop)
    gone = {}
    for row in rows.sort_values("cutoff").to_dict("records"):
        if row["left"] and row["ever_late"] is not None and row["ever_late"]:
            gone.setdefault(row["customer_key"], 2 * row["value"])
    shown = table.set_index("driver").loc["late delivery", "amount_gone"]
    assert shown == pytest.approx(sum(gone.values()))


def test_behind_a_row_are_its_exposed_leavers(shop, rows, table):
    for row in table.to_dict("records"):
        keys = causes.behind(shop, driver=row["question"], level=row["level"], rows=rows)
        assert len(keys) == row["leavers_exposed"] and keys.is_unique
    with pytest.raises(Refused, match="There is no driver"):
        causes.behind(shop, driver="weather", rows=rows)


def test_too_few_exposed_leavers_are_counted_and_not_compared(table):
    few = table[table["leavers_exposed"] < 30]
    assert not few["enough"].any() and few[["adjusted", "low", "high", "q"]].isna().all(axis=None)


def test_leavers_and_stayers_count_each_customer_once(shop):
    rows = exposures.panel(shop)
    told = causes.leavers_against_stayers(shop).set_index("driver").loc["chance (placebo)"]
    newest = rows.sort_values("cutoff").groupby("customer_key").tail(1)
    assert told["leavers"] == newest["left"].sum()
    assert told["leavers"] + told["stayers"] == rows["customer_key"].nunique()
    assert told["low"] <= told["difference"] <= told["high"]
    assert told["difference"] == pytest.approx(told["leavers_share"] - told["stayers_share"])


def test_cutoffs_have_whole_labels_and_history(shop):
    found = exposures.cutoffs_of(shop)
    assert found[0] == shop.as_of - timedelta(days=30)
    assert {a - b for a, b in zip(found, found[1:], strict=False)} == {timedelta(days=10)}
    assert found[-1] >= late_shop.START + timedelta(days=30)


def test_a_book_of_visits_without_amounts_is_compared():
    book = [
        {"customer": f"c{row.customer}", "ordered_at": START + timedelta(days=int(row.day)),
         "amount": None, "salesperson": ("Ida", "Jo", "Kim")[row.customer % 3]}
        for row in visits(300).itertuples()
    ]  # fmt: skip
    table = causes.drivers(world_of(book, horizon_days=60).snapshot())
    assert set(table["level"]) == {"Ida", "Jo", "Kim", ""}
    assert table["enough"].all() and (table["low"] < 0).all() and (table["high"] > 0).all()
    assert table["amount_gone"].isna().all()


@pytest.mark.parametrize(
    ("visits", "why"),
    [
        (
            "\n".join(f"c{n % 9} 2024-0{1 + n % 8}-1{n % 9} 0" for n in range(60)),
            "no column for the",
        ),
        ("anna 2024-01-01\nbert 2024-05-01", "Nobody has come back yet"),
    ],
)
def test_where_no_silence_can_be_judged_the_reason_and_the_way_out_are_said(visits, why):
    snapshot = world(visits, horizon_days=None).snapshot()
    for question in (causes.drivers, risk.assess, backtest):
        with pytest.raises(Refused, match=why):
            question(snapshot)


def test_what_cannot_be_compared_is_refused():
    short = world("anna 2024-01-01\nbert 2024-02-01")
    with pytest.raises(Refused, match="60 days of sales are needed"):
        causes.drivers(short.snapshot())
    with pytest.raises(Refused, match="clear the segment filter"):
        causes.drivers(world("zoe 2024-05-15").snapshot(filters=Filters(segment=("Lost",))))


@pytest.mark.long
@pytest.mark.parametrize("pull", [0.8, -0.8])
@pytest.mark.parametrize(("effect", "within"), [(0.08, 0.02), (0.0, 0.01)])
def test_from_lines_to_table_a_planted_difference_is_recovered(effect, within, pull):
    # cut-offs a whole horizon apart, where the shop draws who leaves: there the truth is exact
    adjusted, lots = [], []
    for seed in range(40):
        snapshot = late_shop.build(seed=seed, effect=effect, pull=pull).snapshot()
        rows = exposures.everybody(snapshot, late_shop.DECISIONS)
        table = causes.compare(rows, seed=seed, bootstrap=50).set_index("driver")["adjusted"]
        adjusted.append(table["late delivery"])
        lots.append(table["chance (placebo)"])
    assert np.mean(adjusted) == pytest.approx(effect, abs=within)
    assert np.mean(lots) == pytest.approx(0, abs=0.01)
