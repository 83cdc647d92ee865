"""EV = q·V·m·s − c, and where the margin m comes from."""

import numpy as np
import pandas as pd
import pytest

from retention.actions import priority
from retention.actions.priority import Assumptions


def money(*rows) -> pd.DataFrame:
    columns = ["customer_key", "margin", "amount_with_cost", "amount_without_cost"]
    return pd.DataFrame(rows, columns=columns)


def test_expected_value_by_hand():
    # 0.5 × 200 × 0.4 × 0.1 − 1 = 3
    assert priority.expected_value([0.5], [200], [0.4], Assumptions(cost=1.0)) == pytest.approx([3])


def test_without_a_percentage_there_is_no_priority():
    assert np.isnan(priority.expected_value([np.nan], [200], [0.4], Assumptions())).all()


def test_a_margin_comes_from_the_customers_own_lines():
    found = priority.margins(money((1, 30, 100, 50)), None)
    assert found.loc[1].tolist() == [0.30, "sales"]


def test_the_answer_stands_in_for_lines_without_cost():
    # (30 + 0.6 × 50) / 150 = 0.4; customer 2 brings no cost at all
    found = priority.margins(money((1, 30, 100, 50), (2, 0, 0, 80)), 0.6)
    assert found["margin_share"].tolist() == pytest.approx([0.4, 0.6])
    assert found["margin_from"].tolist() == ["sales", "settings"]


def test_a_margin_stays_between_nothing_and_everything():
    found = priority.margins(money((1, -20, 100, 0), (2, 130, 100, 0)), None)
    assert found["margin_share"].tolist() == [0.0, 1.0]


def test_who_has_no_margin_gets_the_middle_of_the_others():
    known = priority.margins(money((1, 20, 100, 0), (2, 40, 100, 0), (3, 0, 0, 70)), None)
    found = priority.for_everybody(known, pd.Series([3, 1, 2, 9]))
    assert found["margin_share"].tolist() == pytest.approx([0.3, 0.2, 0.4, 0.3])
    assert found["margin_from"].tolist() == ["others", "sales", "sales", "others"]


def test_a_margin_nobody_knows_stays_unknown():
    known = priority.margins(money((1, 0, 0, 70)), None)
    found = priority.for_everybody(known, pd.Series([1, 2]))
    assert found["margin_share"].isna().all()
    assert found["margin_from"].tolist() == ["unknown", "unknown"]


def test_the_assumption_is_called_one():
    assert Assumptions(saves=0.25).sentence.startswith("if a contact keeps 25% of those who")
    assert "assumption" in Assumptions().sentence
