"""Which differences the Causes page shows, and how it says them, by hand."""

import numpy as np
import pandas as pd
import pytest

from retention.actions.playbook import DRIVER_ACTIONS, driver_action
from retention.formatting import Formats
from retention.measures import causes_story, claims
from retention.measures.exposures import PLACEBO, QUESTIONS
from retention.measures.sentences import causes as sentences

EURO = Formats("en_GB", "EUR")


def row(question, driver, adjusted, q, level="", **more) -> dict:
    return {
        "question": question, "driver": driver, "level": level, "adjusted": adjusted, "q": q,
        "low": adjusted - 0.03, "high": adjusted + 0.03, "crude": adjusted, "exposed": 100,
        "leavers_exposed": 60, "others": 300, "enough": not np.isnan(adjusted),
        "amount_gone": 0.0,
    } | more  # fmt: skip


LATE = row("ever_late", "late delivery", 0.19, 0.001, leavers_exposed=303, amount_gone=46158.4)
ELENA = row("first_salesperson", "first salesperson: Elena", -0.053, 0.02, "Elena")
STORE = row("first_store", "first store: Quay", 0.014, 0.32, "Quay")
TWIN = row("usual_store", "usual store: Quay", 0.014, 0.32, "Quay")
LOT = row(PLACEBO.column, "chance (placebo)", 0.006, 0.75, exposed=1237, others=1259)
FEW = row("price_rise", "own products over 5% dearer", np.nan, np.nan, leavers_exposed=17)
TABLE = pd.DataFrame([LATE, STORE, TWIN, LOT, ELENA, FEW])


def test_rows_that_say_the_same_of_the_same_customers_stand_once():
    assert causes_story.without_twins(TABLE)["question"].tolist() == [
        "ever_late", "first_store", PLACEBO.column, "first_salesperson", "price_rise",
    ]  # fmt: skip


def test_clear_is_what_chance_does_not_explain_and_never_the_placebo():
    lucky = pd.DataFrame([LATE, LOT | {"q": 0.01}])
    assert causes_story.clear(lucky)["question"].tolist() == ["ever_late"]


def test_what_goes_with_staying_asks_for_a_step_only_where_one_can_learn_from_it():
    kind = row("any_return", "any return", -0.04, 0.01)
    assert causes_story.to_look_into(pd.DataFrame([LATE, kind, ELENA]))["question"].tolist() == [
        "ever_late", "first_salesperson",
    ]  # fmt: skip


def test_the_picture_holds_the_clear_ones_and_the_placebo():
    many = [row("first_product", f"p{n}", 0.001 * n, 0.5, f"p{n}") for n in range(30)]
    shown = causes_story.pictured(pd.DataFrame([LATE, LOT, *many]))
    assert {"ever_late", PLACEBO.column} <= set(shown["question"])
    assert len(shown) == 12 and "p29" in set(shown["level"]) and "p1" not in set(shown["level"])


def test_too_few_is_said_and_never_drawn():
    assert "price_rise" not in set(causes_story.pictured(TABLE)["question"])
    assert sentences.too_few(TABLE, EURO) == (
        "Too few to say, with under 30 leavers or hardly a stayer: own products over 5% dearer "
        "(17 left)."
    )
    assert sentences.too_few(pd.DataFrame([LATE]), EURO) == ""


def test_everybody_who_was_compared_is_counted_by_the_lot():
    assert causes_story.customers(TABLE) == 1237 + 1259
    assert causes_story.customers(TABLE.head(1)) == 0


def test_the_headline_tells_customers_of_a_hundred():
    assert sentences.headline(TABLE, EURO) == (
        "Of 100 customers who had a late delivery, 19 more (16 to 22) left than of 100 others who "
        "buy alike."
    )


def test_where_nobody_left_more_the_headline_tells_who_stayed():
    assert sentences.headline(pd.DataFrame([ELENA, LOT]), EURO) == (
        "Of 100 customers first served by Elena, 5 fewer (2 to 8) left than of 100 others who buy "
        "alike."
    )


def test_a_difference_that_may_be_next_to_none_is_called_weak():
    weak = row("ever_late", "late delivery", 0.04, 0.03)
    assert sentences.headline(pd.DataFrame([weak, LOT]), EURO) == (
        "Only a weak link: of 100 customers who had a late delivery, 4 more (1.0 to 7) left than "
        "of 100 others who buy alike."
    )


def test_grey_rows_are_explained_by_the_largest_and_the_others_are_counted():
    told = sentences.unclear(TABLE, EURO)
    assert told.startswith("Grey rows may be chance: too few customers")
    assert "“first store: Quay” at +1.4 points (−1.6 points to +4.4 points)" in told
    many = [row("first_product", f"p{n}", 0.001 * n, 0.5, f"p{n}") for n in range(30)]
    assert sentences.unclear(pd.DataFrame([LATE, LOT, *many]), EURO).endswith(
        "20 more comparisons may be chance and are left out of the picture."
    )
    assert sentences.unclear(pd.DataFrame([LATE, LOT]), EURO) == ""


def test_where_nothing_is_clear_nothing_is_claimed():
    dull = pd.DataFrame([STORE, LOT])
    assert sentences.headline(dull, EURO).startswith("Nothing that your sales know goes clearly")
    assert sentences.detail(dull, EURO).startswith("Every difference found could be chance")
    assert "every difference may be chance" in sentences.picture_title(dull, 90, EURO)


def test_the_detail_counts_both_ways():
    assert sentences.detail(causes_story.without_twins(TABLE), EURO) == (
        "Of 4 comparisons, these are clear: 1 with leaving and 1 with staying. That any of it is "
        "the reason is not shown; customers are compared who buy alike."
    )


def test_the_picture_names_the_money_that_left():
    assert sentences.picture_title(TABLE, 90, EURO) == (
        "Late delivery: 303 customers left after it; they had spent €46,158 in the 180 days before"
    )
    no_money = pd.DataFrame([LATE | {"amount_gone": 0.0}])
    assert sentences.picture_title(no_money, 90, EURO).endswith("left after it")


def test_the_placebo_is_explained():
    assert "come out at +0.6 points (−2.4 points to +3.6 points)" in sentences.placebo(TABLE, EURO)
    assert sentences.placebo(pd.DataFrame([LATE]), EURO) == ""


@pytest.mark.parametrize("words", ["because", "cause of", "due to", "leads to"])
def test_no_sentence_words_an_association_as_a_cause(words):
    told = [sentences.headline(TABLE, EURO), sentences.detail(TABLE, EURO),
            sentences.picture_title(TABLE, 90, EURO), sentences.placebo(TABLE, EURO),
            sentences.unclear(TABLE, EURO), *DRIVER_ACTIONS.values()]  # fmt: skip
    assert not any(words in sentence for sentence in told)


def test_every_question_but_the_placebo_has_a_step():
    assert {each.column for each in QUESTIONS} - set(DRIVER_ACTIONS) == {PLACEBO.column}
    assert driver_action("first_store", "Quay").startswith("Compare how Quay and the other")
    assert driver_action(PLACEBO.column) == ""


def test_the_claims_are_those_of_the_source_texts():
    told = claims.lost_because()
    assert told["high"].tolist() == [0.68, 0.14, 0.10, 0.05, 0.03]
    assert told.loc[2, "low"] == 0.09
