"""What was clicked, named over the customers behind it."""

from datetime import date

import pytest

from retention.formatting import Formats
from retention.measures.behind import KINDS
from retention.measures.sentences import marks

EURO = Formats("en_GB", "EUR")
MARCH = date(2011, 3, 1)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("cohort_cell", {"cohort": MARCH, "period": 3}, "Began in Mar 2011, month 3"),
        ("cohort_cell", {"cohort": MARCH, "period": 0, "grain": "quarter"},
         "Began in Q1 2011, the first quarter"),
        ("cohort_cell", {"cohort": MARCH, "period": 3, "counted": "cumulative"},
         "Began in Mar 2011, by the end of month 3"),
        ("cohort_period", {"period": 2, "counted": "rolling", "grain": "week"},
         "All cohorts, week 2 or later"),
        ("bucket", {"month": MARCH, "step": "lapsed"}, "Lapsed in Mar 2011"),
        ("ladder", {"order_number": 2, "within": 90, "returned": False},
         "Purchase 2, who stopped there"),
        ("risk_band", {"low": 0.5, "high": 0.6}, "Risk of 50–60%"),
        ("segment", {"segment": "At risk"}, "At risk"),
        ("moved", {"was": "Loyal", "now": "At risk", "before": MARCH},
         "From Loyal to At risk since 1 Mar 2011"),
        ("moved", {"was": "Loyal", "now": "Loyal", "before": MARCH}, "In Loyal as before"),
        ("moved", {"was": "Not yet a customer", "now": "New", "before": MARCH},
         "Came since 1 Mar 2011, now in New"),
        ("tier", {"tier": "Top 5%"}, "Top 5% by amount"),
        ("tier", {"tier": "", "was_higher": True}, "In a higher tier a year before"),
        ("moved", {"direction": "down", "before": MARCH}, "Moved down since 1 Mar 2011"),
    ],
)  # fmt: skip
def test_the_heading_names_the_mark(kind, values, said):
    assert marks.heading(kind, values, 77, EURO) == f"{said}: 77 customers behind it"


@pytest.mark.parametrize("kind", [*KINDS, "moved", "no such kind"])
@pytest.mark.parametrize("values", [{}, {"cohort": "x", "period": [], "month": 3, "step": "no"}])
def test_an_address_that_somebody_typed_is_only_counted(kind, values):
    assert marks.heading(kind, values, 1, EURO).endswith("1 customer behind it")
