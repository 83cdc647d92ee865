"""How pages ask: the key of the shared cache is the question, never a table."""

import numpy as np
import pandas as pd
import pytest

from pages.shared import marks, session
from retention.formatting import Formats
from retention.measures import customers
from retention.models import risk
from retention.store import Filters
from tests.worlds import world

LONG = 60_000  # above 50,000 rows Streamlit's cache looks at a sample


@pytest.fixture
def asking(opened, monkeypatch):
    """A visitor without filters, looking at a small shop."""
    database = opened(world("anna 2024-01-05\nanna 2024-02-05\nbert 2024-03-01"))
    seen = session.View(database.as_of, Filters(), "month", Formats(), "light")
    monkeypatch.setattr(session, "view", lambda: seen)
    return database


def test_a_table_is_no_option(asking):
    table = pd.DataFrame({"customer_key": [1], "risk": [0.5]})
    for option in (table, table["risk"], np.array([1.0]), [table]):
        with pytest.raises(TypeError, match="not plain values"):
            session.ask("customers.customers", scores=option)


def test_long_tables_that_differ_in_one_cell_are_two_answers(asking, monkeypatch):
    """`shifted` gives a long table and `last` reads its last cell; they differ there alone."""

    def made(snapshot, *, by=0):
        table = pd.DataFrame({"risk": np.zeros(LONG)})
        table.loc[LONG - 1, "risk"] = by
        return table

    for by in (1, 2):
        monkeypatch.setattr(
            risk, f"made_{by}", lambda snapshot, by=by: made(snapshot, by=by), raising=False
        )
    monkeypatch.setattr(
        customers, "last", lambda snapshot, *, scores: scores["risk"].iloc[-1], raising=False
    )
    told = [
        session.ask("customers.last", scores=session.Asked(f"models.risk.made_{by}"))
        for by in (1, 2)
    ]
    assert told == [1, 2]


def test_an_asked_table_is_made_once_for_all_filters(asking, monkeypatch):
    made = []
    monkeypatch.setattr(
        risk, "made", lambda snapshot: made.append(snapshot.filters) or 7, raising=False
    )
    monkeypatch.setattr(
        customers, "told", lambda snapshot, *, scores: (snapshot.filters, scores), raising=False
    )
    whole = session.Asked("models.risk.made", filters=Filters())
    for store in ("North", "South"):
        here = Filters(store=(store,))
        assert session.ask("customers.told", filters=here, scores=whole) == (here, 7)
    assert made == [Filters()]
    own = session.Asked("models.risk.made")
    session.ask("customers.told", filters=Filters(store=("North",)), scores=own)
    assert made[1:] == [Filters(store=("North",))]


def test_new_sales_are_a_new_question(asking, monkeypatch):
    monkeypatch.setattr(risk, "made", lambda snapshot: snapshot.data_version, raising=False)
    monkeypatch.setattr(customers, "told", lambda snapshot, *, scores: scores, raising=False)
    asked = session.Asked("models.risk.made", filters=Filters())
    before = session.ask("customers.told", scores=asked)
    with asking.writing("test", "changed something"):
        pass
    assert session.ask("customers.told", scores=asked) == asking.data_version != before


def test_the_scores_of_the_pages_are_those_of_the_assessment(asking):
    table = session.ask("customers.customers", scores=marks.SCORES)
    scores = marks.assessed().scores.set_index("customer_key")["risk"]
    told = table.set_index("customer_key")["risk"].reindex(scores.index)
    pd.testing.assert_series_equal(told, scores, check_dtype=False)
