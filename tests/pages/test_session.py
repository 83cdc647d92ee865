"""How pages ask: the key of the shared cache is the question, never a table."""

import numpy as np
import pandas as pd
import pytest

from pages.shared import marks, session
from retention.formatting import Formats
from retention.measures import customers
from retention.models import risk
from retention.store import ENDED, Filters
from tests.pages.conftest import open_app, texts, write_page
from tests.uploads import upload
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


def older_sales(database):
    """Bert turns out to have bought before all others: every customer gets another key."""
    with database.writing("test", "older sales") as writer:
        writer.raw.execute(
            "update sales_lines set ordered_at = '2020-01-05' where customer = 'bert'"
        )
        writer.derive()


def test_an_import_while_an_answer_is_made_mixes_up_nobody(opened, monkeypatch):
    database = opened(world("anna 2024-01-05 store=North\nbert 2024-03-01 store=South"))
    imports = [older_sales]

    def told(snapshot):
        if imports:
            imports.pop()(database)
        return snapshot.ask("customers/table")["customer"].tolist()

    monkeypatch.setattr(customers, "told", told, raising=False)
    assert session.ask("customers.told", filters=Filters(store=("North",))) == ["anna"]


def test_what_fails_for_an_import_is_asked_again_and_other_faults_are_told(asking, monkeypatch):
    imports = [older_sales]

    def told(snapshot):
        if imports:
            imports.pop()(asking)
            raise ValueError
        return 7

    monkeypatch.setattr(customers, "told", told, raising=False)
    assert session.ask("customers.told") == 7
    monkeypatch.setattr(customers, "told", lambda snapshot, *, by: 1 / by, raising=False)
    with pytest.raises(ZeroDivisionError):
        session.ask("customers.told", by=0)


def test_what_is_asked_while_the_file_is_opened_anew_is_asked_once_more(own, tmp_path, monkeypatch):
    upload(own, tmp_path, "order,date,customer,amount\n1,2026-01-05,17,10.00\n")
    seen = session.View(own.as_of, Filters(), "month", Formats(), "light")
    monkeypatch.setattr(session, "view", lambda: seen)
    # as a full disk does to the import of somebody else
    failures = [lambda: own._end(own._connection)]
    asked = []

    def told(snapshot, *, fails=False):
        asked.append(snapshot)
        if failures:
            failures.pop()()
            own.rows("store/as_of")
        if fails:
            raise ENDED[0]
        return snapshot.ask("customers/table")["customer"].tolist()

    monkeypatch.setattr(customers, "told", told, raising=False)
    assert session.ask("customers.told") == ["17"] and len(asked) == 2
    with pytest.raises(ENDED):
        session.ask("customers.told", fails=True)
    assert len(asked) == 4


def test_the_answers_of_one_run_are_of_one_state(opened, house, monkeypatch, frame_has_run):
    database = opened(world("anna 2024-01-05\nbert 2024-03-01"))
    imports = [older_sales]
    monkeypatch.setattr(
        customers, "told", lambda snapshot, *, part: snapshot.data_version, raising=False
    )
    monkeypatch.setattr(session, "moment", lambda: imports.pop()(database) if imports else None)
    write_page(
        house,
        "import streamlit as st\nfrom pages.shared import session\n"
        "first = session.ask('customers.told', part=1)\nsession.moment()\n"
        "second = session.ask('customers.told', part=2)\nst.write(f'{first} then {second}')",
    )
    now = database.data_version + 1
    assert f"{now} then {now}" in texts(open_app(house))
    assert not imports


def test_the_scores_of_the_pages_are_those_of_the_assessment(asking):
    table = session.ask("customers.customers", scores=marks.SCORES)
    scores = marks.assessed().scores.set_index("customer_key")["risk"]
    told = table.set_index("customer_key")["risk"].reindex(scores.index)
    pd.testing.assert_series_equal(told, scores, check_dtype=False)
