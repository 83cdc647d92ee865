"""What the risk page says, by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from retention.charts import risk as charts
from retention.formatting import Formats
from retention.measures.risk_story import Check, FirstTenth, Standing
from retention.measures.sentences import risk as sentences
from retention.models.gate import Verdict

EURO = Formats("en_GB", "EUR")
NOW = Standing(1397, 667.4, 606, 164, 92_648.0, 29_771.4)
CHECK = Check(date(2026, 8, 2), date(2026, 10, 31), 1320, 615.4, 620,
              (date(2025, 12, 5), date(2026, 1, 4), date(2026, 5, 4)))  # fmt: skip
TENTH = FirstTenth(132.0, 127.0, 118.9, 62.0, 0.362, 0.16, 0.12)


def test_the_headline_counts_leavers_and_money():
    assert sentences.headline(NOW, 90, EURO) == (
        "About 667 of your 1,397 active customers are expected to buy nothing in the next 90 "
        "days; €29,771 of the €92,648 they all lately spent in as many days may be lost."
    )


def test_how_sure_tells_the_last_check():
    assert sentences.how_sure(CHECK, EURO) == (
        "How sure? When this was last checked, 615 of 1,320 customers were expected to stay away "
        "until 31 Oct 2026; 620 did."
    )


def test_a_look_back_at_a_sample_is_called_one():
    look = replace(CHECK, sampled=True)
    assert "of a sample of 1,320 customers were expected" in sentences.how_sure(look, EURO)
    said = dict(sentences.steps(look, EURO))["What it said"]
    assert "it gave each of a sample of 1,320 customers a risk" in said


def test_a_refusal_says_what_orders_the_list():
    days = Verdict(False, "Because.", None, "days_since")
    assert sentences.refused(days) == (
        "Nobody can say in percent who leaves next; here they are, the longest silent first.",
        "Because.",
    )
    assert "the largest first" in sentences.refused(Verdict(False, "", None, "value"))[0]


def test_the_picture_counts_those_likelier_gone():
    assert sentences.bands_title(NOW, EURO) == (
        "606 customers are likelier to stay away than to buy; 164 of them almost surely (over 90%)"
    )
    one = Standing(3, 1.0, 1, 0, 10.0, 5.0)
    assert sentences.bands_title(one, EURO) == "1 customer is likelier to stay away than to buy"
    nobody = Standing(3, 0.2, 0, 0, 10.0, 1.0)
    assert sentences.bands_title(nobody, EURO).startswith("Every active customer is likelier")


def test_groups_are_told_in_customers_of_a_hundred():
    groups = pd.DataFrame({
        "predicted": [0.10, 0.69, 0.73], "observed": [0.08, 1.0, 0.72], "n": [50, 19, 50],
    })  # fmt: skip
    # the group nearest to 70 % has 19 customers: too few to be told
    assert sentences.groups_title(groups, EURO) == (
        "Of 100 customers it called 73% likely to stay away, 72 did"
    )
    assert sentences.groups_title(groups.assign(n=5), EURO).startswith("Too few customers")


def test_the_story_stands_in_order_of_time():
    (_, saw), (_, said), (_, came) = sentences.steps(CHECK, EURO)
    assert saw.startswith("Sales up to 2 Aug 2026 and nothing later. It learnt from 3 earlier "
                          "days, 5 Dec 2025 to 4 May 2026:")  # fmt: skip
    assert said.endswith("nothing for 90 days. Added up: 615 would stay away.")
    assert came == "By 31 Oct 2026, 620 had bought nothing, 5 more than expected."


def test_lift_in_customers_and_in_money():
    assert sentences.gains_title(TENTH, EURO) == (
        "Of the first 132 on its list 127 left; by days since last 119, by lot 62"
    )
    assert "the first tenth held 36% of what the leavers used to spend; ordered by spend alone " \
           "16%, by days since last 12%." in sentences.gains_money(TENTH, EURO)  # fmt: skip


def test_visits_without_amounts_are_told_without_money():
    visits = Standing(1397, 667.4, 606, 164, 0.0, 0.0)
    assert sentences.headline(visits, 90, EURO) == (
        "About 667 of your 1,397 active customers are expected to buy nothing in the next 90 days."
    )
    assert sentences.gains_money(replace(TENTH, money=float("nan")), EURO) == ""


CONTEST = pd.DataFrame({
    "model": ["blend", "rfm", "recency"], "auc": [0.838, 0.79, 0.752], "auc_low": [0.81, 0.76, 0.7],
    "auc_high": [0.86, 0.82, 0.8], "log_loss": [0.49, 0.55, 0.61],
})  # fmt: skip


def test_the_contest_names_the_best_simple_rule():
    assert sentences.contest_title(CONTEST, "blend", EURO) == (
        "Of 100 pairs of a leaver and a stayer our model puts 84 the right way round; simply "
        "adding up points for recency, number of purchases and spend, 79"
    )
    days = CONTEST[CONTEST["model"] != "rfm"]
    assert sentences.contest_title(days, "blend", EURO).endswith(
        "simply sorting by days since the last purchase, 75"
    )
    alone = CONTEST.head(1).assign(model="mbg_nbd")
    assert sentences.contest_title(alone, "mbg_nbd", EURO).endswith("84 the right way round")
    assert sentences.contest_reading(alone, "mbg_nbd", EURO) == ""


def test_a_rule_that_ranks_as_well_is_said_to():
    assert sentences.contest_reading(CONTEST, "blend", EURO).startswith(
        "The model gets 5 more of 100 right than the best simple rule"
    )
    close = CONTEST.assign(auc=[0.795, 0.79, 0.75])
    assert "The rule sorts as well as the model" in sentences.contest_reading(close, "blend", EURO)


def test_every_figure_stands_with_its_interval_and_is_explained():
    rows = sentences.contest_rows(CONTEST.assign(
        log_loss_low=0.46, log_loss_high=0.52, average_precision=0.5, lift_top10=2.0, brier=0.2,
        value_top10=0.3, ece=0.02, ece_floor=0.01,
    ), {"blend": "Our model"}, EURO)  # fmt: skip
    first = rows.iloc[0]
    assert (first["model"], first["technical"]) == ("Our model", "blend")
    assert first["auc"] == "83.8% (81.0–86.0)"
    assert first["log_loss"] == "0.49 (0.46–0.52)"
    assert first["ece_floor"] == "1.0%"
    assert set(sentences.FIGURES) <= set(rows.columns)


@pytest.mark.parametrize("word", ["MBG", "PSI", "ECE", "og-loss", "AUC", "drift", "Brier"])
def test_technical_words_stay_in_the_details(word):
    told = [
        sentences.headline(NOW, 90, EURO), sentences.how_sure(CHECK, EURO),
        sentences.contest_title(CONTEST, "blend", EURO), sentences.drift(0.3),
        sentences.contest_reading(CONTEST, "blend", EURO), sentences.gains_money(TENTH, EURO),
        sentences.gains_title(TENTH, EURO), sentences.other_checks([CHECK, CHECK], EURO),
        *(name for name, _ in sentences.FIGURES.values()), *charts.NAMES.values(),
    ]  # fmt: skip
    assert not [each for each in told if word in each]


def test_drift_is_read_aloud():
    assert "looked like those" in sentences.drift(0.04)
    assert "differed somewhat" in sentences.drift(0.2)
    assert "a different crowd" in sentences.drift(0.4)


def test_older_checks_are_not_kept_quiet():
    older = Check(date(2026, 7, 3), date(2026, 10, 1), 1335, 634.2, 619)
    assert sentences.other_checks([CHECK, older], EURO) == (
        "Earlier checks: from 3 Jul 2026, 634 expected and 619 left."
    )
    assert sentences.other_checks([CHECK], EURO) == ""


def test_the_card_names_what_each_fact_may_do():
    card = {
        "horizon_days": 90,
        "customers_scored": 1397,
        "known": "2026-10-31",
        "cutoffs": ["2026-08-02"],
        "customers": 1838,
        "sampled": True,
        "churned_share": 0.48,
        "weight_logistic": 0.7,
        "mbg_nbd": {"r": 2.44},
        "logistic": {"coefficients": {"orders_h": -0.35}, "signs": {"orders_h": -1}},
    }
    told = dict(sentences.card_rows(card, 0.04, EURO).itertuples(index=False))
    assert told["Weight of: purchases in the last 90 days"] == "−0.35 (may only lower it)"
    assert told["How it is made"].startswith("70% a logistic regression")
    assert told["Drift in the newest check (PSI)"].startswith("0.04. Population stability")
    del card["logistic"]
    assert (
        "MBG/NBD alone"
        in dict(sentences.card_rows(card, 0.04, EURO).itertuples(index=False))["How it is made"]
    )
