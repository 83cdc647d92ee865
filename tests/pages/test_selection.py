"""What was clicked, in the address and back, and the search in a list."""

from datetime import date

import pytest

from pages.shared import figures, marks
from pages.shared.customers import search
from retention.errors import Refused


class TestSelection:
    def test_what_was_clicked_goes_into_the_address_and_comes_back(self, monkeypatch):
        values = {"cohort": "2026-01-01", "period": 3, "grain": "month"}
        text = figures.encoded("cohort_cell", values)
        monkeypatch.setattr(figures.st, "query_params", {figures.BEHIND: text})
        assert figures.behind() == (
            "cohort_cell",
            {"cohort": date(2026, 1, 1), "period": 3, "grain": "month"},
        )

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            '{"period":1}',
            '{"kind":5}',
            '{"kind":"purchase","of":[]}',
            '{"kind":"rfm","r":{"a":1}}',
            "x" * 2000,
        ],
    )
    def test_an_address_that_makes_no_sense_selects_nothing(self, text, monkeypatch):
        monkeypatch.setattr(figures.st, "query_params", {figures.BEHIND: text})
        assert figures.behind() is None

    @pytest.mark.parametrize("ours", ["measure", "as_of", "filters"])
    def test_an_address_cannot_say_how_a_question_is_asked(self, ours):
        with pytest.raises(Refused, match="names no mark"):
            marks.customers_behind("segment", {"segment": "New", ours: "x"})

    def test_a_search_finds_all_words_in_any_column(self):
        import pandas as pd

        people = pd.DataFrame(
            {
                "customer": ["c1", "c2"],
                "name": ["Anna B.", None],
                "city": ["Győr", "Graz"],
                "orders": [1, 2],
            }
        )
        assert list(search(people, "győr ANNA")["customer"]) == ["c1"]
        assert list(search(people, "")["customer"]) == ["c1", "c2"]
        assert not len(search(people, "(*"))
