"""In what currency amounts count that name none, and where a person reads it."""

from dataclasses import replace

import pytest

from retention.ingest.mapping import propose
from retention.ingest.preview import try_sample
from retention.ingest.undoing import rebuild
from retention.store import open_database
from tests.ingest.reading import opened_text
from tests.uploads import upload

BARE = "order,date,customer,amount\n1,2026-01-05,anna,10.00\n2,2026-02-09,bert,20.00\n"
SIGNED = BARE.replace("10.00", "€10.00").replace("20.00", "€20.00")
MIXED = BARE.replace("10.00", "€10.00")
NONE_NAMED = "The file names no currency: the amounts are counted in EUR, your shop's currency."
SOME_NAMED = "Amounts that name no currency are counted in EUR, your shop's currency."


@pytest.fixture
def shop(path):
    database = open_database(path)
    database.change_settings(database.settings.changed(currency="EUR"))
    return database


@pytest.mark.parametrize(("text", "told"), [
    (BARE, [NONE_NAMED]), (MIXED, [SOME_NAMED]), (SIGNED, []),
    # a salon's book has no money in it
    ("visit,date,client\n1,2026-01-05,anna\n2,2026-01-06,bert\n", []),
])  # fmt: skip
def test_amounts_without_a_currency_say_in_which_they_count(shop, tmp_path, text, told):
    report = upload(shop, tmp_path, text)
    assert [each for each in report.warnings if "currency" in each] == told


def test_a_shop_without_a_currency_is_asked_and_told_nothing(path, tmp_path):
    report = upload(open_database(path), tmp_path, BARE)
    assert not any("currency" in each for each in report.warnings)


@pytest.mark.parametrize(("currency", "told"), [("EUR", (NONE_NAMED,)), ("", ())])
def test_the_preview_says_it_before_anything_is_loaded(tmp_path, currency, told):
    with opened_text(tmp_path, BARE) as table:
        trial = try_sample(table, replace(propose(table), currency=currency))
    assert trial.notes == told


def test_the_warnings_of_an_upload_are_kept_and_outlive_a_rebuild(shop, tmp_path):
    report = upload(shop, tmp_path, BARE)
    assert NONE_NAMED in report.warnings
    rebuild(shop)
    assert tuple(shop.archive.manifest(report.batch)["warnings"]) == report.warnings
