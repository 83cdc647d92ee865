"""What goes wrong on a page: a refusal is a sentence, a defect a code."""

from __future__ import annotations

from pages.shared import trouble
from tests.pages.conftest import open_app, texts, write_page


def test_a_refusal_is_one_sentence(house, shop):
    write_page(house, "from retention.errors import Refused\nraise Refused('No *such* file.')")
    app = open_app(house)
    assert [error.value for error in app.error] == [r"No \*such\* file\."]
    assert not app.exception


def test_a_defect_gives_a_code_and_keeps_its_message_to_itself(house, shop, caplog):
    write_page(house, "raise ValueError('anna@example.org')")
    app = open_app(house)
    code = app.error[0].value.partition("code ")[2][:8]
    assert code.startswith("R-")
    assert "anna" not in texts(app) + caplog.text
    assert f"{code} ValueError at" in caplog.text
    assert "overview.py" in caplog.text


def test_one_defect_keeps_one_code():
    def fail(text):
        raise ValueError(text)

    codes = set()
    for text in ("one", "two"):
        try:
            fail(text)
        except ValueError as error:
            codes.add(trouble.note(error))
    assert len(codes) == 1
