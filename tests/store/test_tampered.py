"""An archive that somebody changed or cut short is told by the file's name, and changes nothing."""

import json

import pytest

from retention import store
from retention.errors import Refused
from retention.ingest.undoing import rebuild, undo
from retention.store import batches
from tests.uploads import upload

SALES = "order,date,customer,amount\n1,2026-01-05,17,10.00\n2,2026-03-09,18,7.00\n"
MORE = SALES + "3,2026-03-01,17,5.00\n4,2026-04-09,18,7.00\n"


@pytest.fixture
def shop(tmp_path):
    database = store.open_database(tmp_path / "shop.duckdb")
    upload(database, tmp_path, SALES)
    yield database
    store.close_database(tmp_path / "shop.duckdb")


def changed(**values):
    return lambda text: json.dumps(json.loads(text) | values)


def changed_mapping(**values):
    return lambda text: json.dumps(
        (manifest := json.loads(text)) | {"mapping": manifest["mapping"] | values}
    )


def without(name):
    return lambda text: json.dumps({k: v for k, v in json.loads(text).items() if k != name})


@pytest.mark.parametrize(
    "tamper",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "[]",
        lambda text: "7",
        changed(sha256="../../elsewhere"),
        changed(batch=2),
        changed(file=7),
        changed(received_at="soon"),
        changed(source={"till": 1}),
        changed(source=7),
        changed(mapping=None),
        changed(mapping={"layout": "plain", "fields": {"amount": "price"}}),
        changed_mapping(layout=["plain"]),
        without("sha256"),
        without("mapping"),
    ],
)
def test_a_manifest_that_was_changed_is_named(shop, tamper):
    path = shop.archive.folder / "batch-000001.json"
    path.write_text(tamper(path.read_text(encoding="utf-8")), encoding="utf-8")
    refused(shop, path)


def test_a_manifest_may_not_name_columns_that_the_file_does_not_have(shop):
    path = shop.archive.folder / "batch-000001.json"
    path.write_text(path.read_text().replace('"amount": "amount"', '"amount": "price"'))
    refused(shop, path)


@pytest.mark.parametrize("content", [None, "", SALES.replace("10.00", "99.00")])
def test_an_upload_that_was_changed_is_named(shop, content):
    path = shop.archive.file_of(shop.archive.manifest(1))
    path.unlink() if content is None else path.write_text(content)
    refused(shop, path)


def load_more(shop):
    """What came back gives the horizon, so that the settings are looked up."""
    upload(shop, shop.archive.folder.parent, MORE, name="more.csv")


@pytest.mark.parametrize("do", [lambda shop: undo(shop, 1), load_more, rebuild])
@pytest.mark.parametrize("record", [{"settings": 3}, {"change": {"at": "soon"}}, {"entered": 3}])
def test_answers_and_changes_that_were_tampered_with_are_named(shop, record, do):
    refused(shop, entered(shop, record), do)


@pytest.mark.parametrize("record", [{"merge": [1]}, {"layout": {}}, {"rates": [{}]}])
def test_what_else_was_entered_and_changed_is_named(shop, record):
    refused(shop, entered(shop, record))


def test_settings_that_were_tampered_with_are_named_where_they_are_shown(shop):
    path = entered(shop, {"settings": 3})
    for ask in (shop.archive.settings_in_force, shop.archive.settings_of_people):
        with pytest.raises(Refused, match=path.name):
            ask()


def entered(shop, record):
    path = shop.archive.folder / "entered.jsonl"
    with path.open("a") as file:
        file.write(json.dumps(record) + "\n5\nnull\n")
    return path


def refused(shop, path, do=rebuild):
    held = shop.rows("batches/list")
    with pytest.raises(Refused) as refusal:
        do(shop)
    assert str(refusal.value) == (
        f"{path} is missing, damaged or was changed, so nothing was done; put this file back from "
        "a backup."
    )
    assert shop.rows("batches/list") == held and len(batches.listed(shop)) == 1
