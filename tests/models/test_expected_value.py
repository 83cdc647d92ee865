"""What today's customers will spend: the curve by hand, and the model on customers made by it."""

from datetime import date, timedelta

import numpy as np
import pytest

from retention.models import expected_value
from retention.models.expected_value import CURVE, MODEL, SAME
from tests.models.simulated import START, visits
from tests.worlds import world_of


def steady(customers: int = 25, years: int = 3):
    """Customers who spend 10 a month, every month, all begun on one day; D is the last day."""
    first = date(2021, 1, 1)
    last = first + timedelta(days=365 * years)
    rows = [
        {"customer": f"c{n}", "ordered_at": day, "amount": "10"}
        for n in range(customers)
        for day in (first + timedelta(days=30 * at) for at in range(400))
        if day <= last
    ]
    return world_of([*rows, {"customer": None, "ordered_at": last, "amount": "1"}])


def told(database):
    return expected_value.expected_value(database.snapshot()).set_index("way")


def test_steady_customers_go_on():
    # Twelve or thirteen purchases of 10 a year: the curve and last year say so, a year ago as well.
    table = told(steady())
    for way in (CURVE, SAME):
        assert table.loc[way, "expected_each"] == pytest.approx(120, abs=6)
        assert abs(table.loc[way, "error"]) < 0.09
    assert table.loc[CURVE, "chosen"]
    assert table["came"].dropna().unique() == pytest.approx([25 * 120], abs=25 * 10)


def test_few_repeaters_ask_no_model():
    row = told(steady()).loc[MODEL]
    assert row[["expected", "forecast", "error"]].isna().all()
    assert row["repeaters"] == 25


def test_a_short_history_expects_nothing():
    table = told(steady(years=1))
    assert table.loc[CURVE, ["expected", "forecast"]].isna().sum() == 1  # 12 months, but no test
    assert table.loc[SAME, "cutoff"].date() == date(2021, 1, 1)
    assert not table["chosen"].any()  # what no year has tested is not told


def test_without_amounts_there_is_nothing_to_expect():
    rows = [{"customer": "a", "ordered_at": date(2024, n, 1), "amount": None} for n in (1, 2)]
    assert expected_value.expected_value(world_of(rows).snapshot()).empty


@pytest.fixture(scope="module")
def simulated():
    return world_of([
        {"customer": f"c{row.customer}", "ordered_at": START + timedelta(days=int(row.day)),
         "amount": f"{row.amount:.2f}"}
        for row in visits(2_500, days=900).itertuples(index=False)
    ])  # fmt: skip


def test_the_model_is_near_what_came_of_its_own_customers(simulated):
    table = told(simulated)
    row = table.loc[MODEL]
    assert row["repeaters"] >= expected_value.REPEATERS
    assert abs(row["error"]) < 0.15
    assert row["off_each"] < table.loc[SAME, "off_each"]
    # who has been silent for long is expected to bring less than who was here lately
    assert np.isfinite(row["expected"])


def test_one_way_is_chosen_and_it_is_no_further_off(simulated):
    table = told(simulated)
    (chosen,) = table.index[table["chosen"]]
    assert chosen in (CURVE, MODEL)
    assert abs(table.loc[chosen, "error"]) <= table.loc[[CURVE, MODEL], "error"].abs().max()


def test_rows_after_the_cutoff_change_no_forecast(simulated):
    """The forecast of a year ago is what a snapshot of that day says of its next year."""
    table = told(simulated)
    cutoff = table["cutoff"].iloc[0].date()
    then = expected_value.expected_value(simulated.snapshot(cutoff)).set_index("way")
    assert table["forecast"].tolist() == pytest.approx(then["expected"].tolist(), rel=1e-6)
