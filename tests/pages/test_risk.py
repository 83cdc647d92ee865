"""Who leaves next? The page, on shops a test made."""

import json

import pytest

from retention.models import risk
from tests.pages.shops import HORIZON_DAYS, figures, lively, odd, odd_shops, rows_of
from tests.worlds import world, world_of

CONTEST = "Is it better than a simple rule?"


@pytest.fixture(scope="module")
def shop():
    return lively()


@pytest.fixture(scope="module")
def assessed(shop):
    return risk.assess(shop.snapshot())


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("risk")[0]


def test_the_answer_comes_first_then_everybody_and_then_its_proof(read, shop, assessed):
    text, app = read("risk", shop)
    scores = assessed.scores
    expected = scores["risk"].sum()
    assert f"About {expected:.0f} of your {len(scores)} active customers are expected" in text
    assert "How sure? When this was last checked" in text
    for heading in ("Everybody, one by one", "What it saw", "What it said", "What happened"):
        assert heading in text
    assert text.index("Everybody, one by one") < text.index("What it saw")
    shown = " ".join(figures(app)).replace("\\", "")
    assert "likelier to stay away than to buy" in shown
    assert "Of 100 customers it called" in shown or "Too few customers in a group" in shown
    assert "Of 100 pairs" not in shown
    lists = [each.value for each in app.dataframe if "reason" in each.value]
    assert lists[-1]["customer"].tolist() == scores["customer"].tolist()
    assert lists[-1]["risk"].is_monotonic_decreasing


def test_the_contest_and_the_limits_stand_behind_tabs_of_their_own(read, shop):
    shown = " ".join(figures(read("risk", shop, view=CONTEST)[1])).replace("\\", "")
    assert "Of 100 pairs of a leaver and a stayer our model puts" in shown
    limits = read("risk", shop, view="What it cannot know")[0]
    assert "a season that differs from the stretch it learnt from" in limits


def test_a_warning_stands_directly_under_the_headline(read, shop, monkeypatch):
    from retention.models import backtest

    monkeypatch.setattr(backtest, "_warnings", lambda *_: ["The percentages were too high."])
    _, app = read("risk", shop)
    said = [
        each.value
        for each in app.main
        if each.type in ("markdown", "alert", "caption", "warning", "subheader")
    ]
    place = next(n for n, each in enumerate(said) if each.startswith("About "))
    assert said[place + 1].replace("\\", "") == "The percentages were too high."
    assert said[place + 2].startswith("How sure?")


def test_each_contestant_stands_with_its_intervals_and_the_words_are_explained(read, shop):
    text, app = read("risk", shop, view=CONTEST)
    contest = next(each.value for each in app.dataframe if "technical" in each.value)
    assert len(contest) == 6 and "MBG/NBD" in set(contest["technical"])
    measured = contest.drop(columns=["model", "technical", "ece_floor"])
    assert measured.map(lambda cell: "–" in cell and cell.endswith(")")).all(axis=None)
    assert "Log-loss: how surprised the percentages were" in text


def test_visits_without_amounts_are_told_without_money(read):
    book = [row | {"amount": None, "unit_cost": None} for row in rows_of(300)]
    text, app = read("risk", world_of(book, horizon_days=HORIZON_DAYS, currency="EUR"))
    assert "expected to buy nothing in the next 60 days." in text
    assert "€" not in text and "In money" not in text


def test_a_band_leads_to_its_customers(read, shop, assessed):
    band = json.dumps({"kind": "risk_band", "low": 0.5, "high": 0.6})
    text, app = read("risk", shop, behind=band)
    scores = assessed.scores
    inside = scores[(scores["risk"] >= 0.5) & (scores["risk"] < 0.6)]
    assert f"{len(inside)} customer" in text and "behind it" in text
    lists = [set(each.value["customer"]) for each in app.dataframe if "customer" in each.value]
    assert set(inside["customer"]) in lists


def test_learning_machines_run_only_when_asked(read, shop, monkeypatch):
    from retention.models import backtest

    asked = []
    monkeypatch.setattr(backtest, "learner_risks", lambda *_, **__: asked.append(1) or {})
    _, app = read("risk", shop, view=CONTEST)
    assert not asked
    app.toggle(key="learners").set_value(True).run()
    assert asked


def test_filters_choose_whom_one_sees_not_what_is_learnt(read, shop, assessed):
    text, _ = read("risk", shop, store="Quay")
    assert "the model learns from all customers" in text
    assert "How sure? When this was last checked" in text
    assert f"of your {len(assessed.scores)} active customers" not in text


def test_a_refused_model_shows_no_percentage(read):
    text, app = read("risk", world("anna 2024-05-01\nanna 2024-05-08\nbert 2024-05-20"))
    assert "Nobody can say in percent who leaves next; here they are, the longest silent" in text
    assert "Unvalidated" in text
    shown = app.dataframe[0]
    assert "risk" not in shown.proto.column_order
    assert shown.value["customer"].tolist() == ["anna", "bert"]


def test_a_model_that_loses_to_a_rule_shows_the_contest_and_no_percentages(read):
    text, app = read("risk", silent_by_lot())
    assert "Nobody can say in percent" in text
    assert any("Of 100 pairs" in title for title in figures(app))
    assert not any("likelier to stay away" in title for title in figures(app))


def silent_by_lot():
    """Customers whose leaving nothing foretells: a coin is thrown every month."""
    import numpy as np

    coins = np.random.default_rng(3).random((80, 12)) < 0.5
    return world("\n".join(
        f"c{who} 2024-{month + 1:02}-{1 + who % 27:02}"
        for who, throws in enumerate(coins) for month, heads in enumerate(throws) if heads
    ))  # fmt: skip


def test_filters_that_leave_nobody_active_are_said(read):
    shop = lively()
    with shop.writing("test", "a store that closed") as writer:
        writer.raw.execute(
            "update sales_lines set store = 'Closed' where ordered_at < '2020-01-20'"
        )
        writer.derive()
    text, _ = read("risk", shop, store="Closed")
    assert "active" in text


@odd_shops
def test_odd_shops_break_nothing(read, text):
    assert read("risk", odd(text))[0]
