"""The figures of the contestants: all of them, with intervals that hold what they promise."""

import numpy as np
import pytest

from retention.models import calibration
from retention.models.figures import figures
from retention.models.ranking import Ranking

NAMES = ("auc", "log_loss", "brier", "ece", "average_precision", "lift_top10", "value_top10")


def judged(seed: int, customers: int = 400):
    """Outcomes drawn from a risk that one contestant knows and the other only half; values."""
    random = np.random.default_rng(seed)
    risk = random.beta(1.2, 1.4, customers)
    churned = random.random(customers) < risk
    blurred = np.clip(0.5 * risk + 0.25 + random.normal(0, 0.1, customers), 0.01, 0.99)
    return churned, random.gamma(2.0, 30.0, customers), {"knows": risk, "half": blurred}


def test_each_contestant_has_each_figure_with_its_interval():
    churned, value, risks = judged(1)
    told = figures(churned, value, risks)
    assert list(told) == ["knows", "half"]
    for name, risk in risks.items():
        row = told[name]
        assert set(row) == {f"{each}{end}" for each in NAMES for end in ("", "_low", "_high")} | {
            "ece_floor"
        }
        for each in NAMES:
            assert row[f"{each}_low"] < row[each] < row[f"{each}_high"], (name, each)
        assert row["ece"] == calibration.ece(churned, risk)
        by_risk = Ranking(risk, churned).found()
        by_money = Ranking(risk * value, churned * value).found()
        assert row["average_precision"] == by_risk.average_precision()
        assert row["lift_top10"] == pytest.approx(by_risk.caught([0.1])[0] / 0.1)
        assert row["value_top10"] == pytest.approx(by_money.caught([0.1])[0])


@pytest.fixture(scope="module")
def repeated():
    return [figures(*judged(seed)) for seed in range(80)]


@pytest.mark.parametrize("figure", NAMES)
@pytest.mark.parametrize("contestant", ["knows", "half"])
def test_intervals_are_as_wide_as_repeated_samples_spread(repeated, figure, contestant):
    rows = [each[contestant] for each in repeated]
    half_width = np.mean([row[f"{figure}_high"] - row[f"{figure}_low"] for row in rows]) / 2
    spread = np.std([row[figure] for row in rows], ddof=1)
    assert half_width / 1.96 == pytest.approx(spread, rel=0.3)


def test_the_error_of_percentages_is_not_lengthened_by_the_draws(repeated):
    rows = [each["knows"] for each in repeated]
    middle = np.mean([(row["ece_low"] + row["ece_high"]) / 2 for row in rows])
    assert middle == pytest.approx(np.mean([row["ece"] for row in rows]), rel=0.1)


def test_the_same_draws_for_all_and_the_same_figures_again():
    churned, value, risks = judged(2)
    told = figures(churned, value, risks | {"again": risks["knows"]}, seed=5)
    assert told["again"] == told["knows"]
    assert figures(churned, value, risks, seed=5)["half"] == told["half"]


def test_what_the_data_cannot_tell_is_none():
    risk = {"one": np.array([0.2, 0.4, 0.6])}
    told = figures(np.array([False] * 3), np.full(3, np.nan), risk)["one"]
    unknown = {name for name, value in told.items() if value is None}
    assert unknown == {
        f"{name}{end}" for name in ("auc", "average_precision", "lift_top10", "value_top10")
        for end in ("", "_low", "_high")
    }  # fmt: skip
