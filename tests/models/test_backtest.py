"""The backtest: its shape, its dates, its honesty about what it cannot tell."""

import json
from datetime import date, timedelta

import pandas as pd
import pytest

from retention.models.backtest import backtest
from tests.models.simulated import shop, visits
from tests.worlds import world

MODELS = [
    "base_rate",
    "recency",
    "overdue_ratio",
    "rfm",
    "mbg_nbd",
    "logistic",
    "hist_gradient_boosting",
    "random_forest",
    "blend",
]
FIGURES = [
    f"{figure}{end}"
    for figure in (
        "auc", "log_loss", "brier", "ece", "average_precision", "lift_top10", "value_top10",
    )
    for end in ("", "_low", "_high")
] + ["ece_floor"]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot():
    return shop(visits(700), horizon_days=60).snapshot()


@pytest.fixture(scope="module")
def found(snapshot):
    return backtest(snapshot)


@pytest.fixture(scope="module")
def told(found):
    return json.loads(found.to_json())


def test_json_has_exactly_the_promised_shape(told):
    assert list(told) == ["horizon_days", "cutoffs", "gate", "chosen"]
    assert list(told["gate"]) == ["passed", "why"]
    for cutoff in told["cutoffs"]:
        assert list(cutoff) == ["cutoff", "n", "events", "models"]
        assert sorted(cutoff["models"]) == sorted(MODELS)
        assert all(sorted(figures) == sorted(FIGURES) for figures in cutoff["models"].values())
    assert told["chosen"] == "blend"


def test_cutoffs_roll_back_by_a_third_of_a_horizon(snapshot, told):
    newest = snapshot.as_of - timedelta(days=60)
    days = [date.fromisoformat(each["cutoff"]) for each in told["cutoffs"]]
    assert days == [newest - timedelta(days=20 * place) for place in range(3)]


def test_counts_are_those_of_the_sales(snapshot, told):
    rows = visits(700)
    newest = rows["day"].max() - 60
    active = set(rows.loc[rows["day"].between(newest - 119, newest), "customer"])
    back = set(rows.loc[rows["day"].between(newest + 1, newest + 60), "customer"])
    assert told["cutoffs"][0]["n"] == len(active)
    assert told["cutoffs"][0]["events"] == len(active - back)


def test_figures_are_in_their_ranges_and_the_base_rate_knows_nothing(told):
    for cutoff in told["cutoffs"]:
        for figures in cutoff["models"].values():
            for name in (name for name in FIGURES if f"{name}_low" in FIGURES):
                assert figures[f"{name}_low"] <= figures[name] <= figures[f"{name}_high"], name
            assert 0 <= figures["value_top10"] <= 1
        base = cutoff["models"]["base_rate"]
        assert (base["auc"], base["lift_top10"]) == (0.5, pytest.approx(1))
        assert cutoff["models"]["blend"]["auc"] > 0.6


def test_tables_speak_of_the_newest_cutoff(found, told):
    newest = told["cutoffs"][0]
    assert found.calibration["n"].sum() == newest["n"]
    assert found.matured["cutoff"].map(str).tolist() == [each["cutoff"] for each in told["cutoffs"]]
    assert found.matured["bias"].abs().max() < 0.2
    assert (found.matured["until"] - found.matured["cutoff"]).unique() == [timedelta(days=60)]
    assert all(list(days) == sorted(days) for days in found.matured["learnt"])
    gains = found.gains.set_index(["ranking", "share"])["churners"]
    lift = newest["models"]["blend"]["lift_top10"]
    assert gains["risk", 0.1] == pytest.approx(lift / 10)


def test_the_same_seed_gives_the_same_figures():
    small = shop(visits(150), horizon_days=60).snapshot()
    assert backtest(small, seed=4).to_json() == backtest(small, seed=4).to_json()


def test_a_season_that_changes_brings_a_visible_warning():
    rows = visits(300)
    # In the last stretch every visit is followed by another: far fewer leave than learnt.
    late = rows[rows["day"] > rows["day"].max() - 130]
    more = late.assign(day=(late["day"] + 58).clip(upper=rows["day"].max()))
    warnings = backtest(shop(pd.concat([rows, more]), horizon_days=60).snapshot()).warnings
    assert len(warnings) == 1
    assert "too high last time" in warnings[0]


def test_a_short_history_is_unvalidated_and_shows_what_it_can():
    found = backtest(shop(visits(150, days=150), horizon_days=60).snapshot())
    told = json.loads(found.to_json())
    assert told["gate"]["passed"] is False
    assert told["gate"]["why"].startswith("Unvalidated")
    assert told["chosen"] is None


def test_two_customers_of_two_days_are_no_error():
    told = json.loads(backtest(world("anna 2024-01-01\nbert 2024-01-02").snapshot()).to_json())
    assert told["cutoffs"] == []
    assert told["chosen"] is None


def test_a_handful_of_customers_is_judged_by_mbg_nbd_alone_and_unknowns_are_null():
    text = "\n".join(f"anna 2024-0{month}-05\nbert 2024-0{month}-20" for month in range(1, 9))
    told = json.loads(backtest(world(text).snapshot()).to_json())
    models = told["cutoffs"][0]["models"]
    assert sorted(models) == ["base_rate", "mbg_nbd"]
    assert models["mbg_nbd"]["auc"] is None
    assert told["chosen"] is None


def test_without_learners_nothing_else_changes(snapshot, found):
    quick = backtest(snapshot, learners=False)
    for full, lean in zip(found.cutoffs, quick.cutoffs, strict=True):
        left_out = {"hist_gradient_boosting", "random_forest"}
        kept = {name: row for name, row in full["models"].items() if name not in left_out}
        assert lean["models"] == kept
    assert quick.gate == found.gate


def test_a_base_that_had_gone_silent_is_refused_not_broken():
    found = backtest(world("anna 2023-01-05\nbert 2024-06-01").snapshot())
    assert found.cutoffs == [] and not found.gate.passed
