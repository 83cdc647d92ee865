"""The panel on the data page: proposals, what they change, merging and taking back."""

import pytest

from retention.ingest.importing import Request, import_file
from retention.store import merges, open_database
from tests.pages.conftest import texts
from tests.store.test_merges import NOW, SHOP, TILL

ASKED = "The same person under several numbers?"


@pytest.fixture
def shop(tmp_path):
    for name, text in (("till", TILL), ("shop", SHOP)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        import_file(
            open_database(tmp_path / "shop.duckdb"),
            Request(tmp_path / f"{name}.csv", NOW, source=name),
        )
    return open_database(tmp_path / "shop.duckdb")


def press(app, label: str):
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, app.exception
    return app


def test_a_pair_is_merged_and_taken_back(visit, shop):
    app = visit("data")
    assert ASKED in texts(app) and "1 group" in texts(app)
    next(each for each in app.toggle if each.label == "Look at them").set_value(True).run()
    assert "1 pair; merged, " in texts(app)
    press(app, "Merge these")
    assert merges.held(shop).person_of == {"web-5": "17"}
    assert "2 customers are 1 now." in texts(app)
    press(app, "Take all back")
    assert merges.held(shop).person_of == {}


def test_where_nobody_is_alike_nothing_is_asked(read, tmp_path):
    (tmp_path / "till.csv").write_text(TILL, encoding="utf-8")
    import_file(open_database(tmp_path / "shop.duckdb"), Request(tmp_path / "till.csv", NOW))
    text, _ = read("data")
    assert ASKED not in text
