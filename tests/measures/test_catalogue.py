"""Each measure of the catalogue: told as it is, and answering whatever the data."""

import inspect
from datetime import date

import pytest

from retention.errors import Refused
from retention.glossary import GLOSSARY
from retention.measures import catalogue, customers
from retention.measures.exposures import panel
from retention.store import Filters
from tests.worlds import world

WORLDS = {
    "one visit": ("anna 2024-01-31", {}),
    "before the first sale": ("anna 2024-01-31", {"as_of": date(2023, 1, 1)}),
    "anonymous sales only": ("- 2024-01-15\n- 2024-02-29", {}),
    "a filter that keeps nothing": (
        "anna 2024-01-05\nanna 2024-02-29",
        {"filters": Filters(store=("nowhere",), since=date(2024, 2, 1))},
    ),
    "only a return": ("anna 2024-01-05 -10\nbert 2024-01-31 -3", {}),
}
DOCUMENTED_AT = {"customers": customers.customers}  # ``show`` fills in the risk


@pytest.fixture(scope="module", params=WORLDS)
def odd(request):
    visits, view = WORLDS[request.param]
    return world(visits).snapshot(**view)


@pytest.fixture(scope="module")
def usual():
    return world("anna 2024-01-05\nanna 2024-02-07\nbert 2024-01-20\nbert 2024-03-31").snapshot()


@pytest.mark.parametrize("name", catalogue.CATALOGUE)
def test_an_odd_world_has_the_same_columns_or_is_refused(name, odd, usual):
    measure = catalogue.CATALOGUE[name]
    try:
        columns = measure.function(odd).columns.tolist()
    except Refused as refusal:
        assert name in ("drivers", "leavers") and str(refusal).endswith(".")
    else:
        assert columns == measure.function(usual).columns.tolist()


@pytest.mark.parametrize("name", catalogue.CATALOGUE)
def test_options_are_those_of_the_function(name):
    measure = catalogue.CATALOGUE[name]
    known = inspect.signature(measure.function).parameters
    for option, (kind, default) in measure.options.items():
        if option in known:
            assert known[option].default == default, option
        assert default is None or isinstance(default, kind), option


@pytest.mark.parametrize("name", catalogue.CATALOGUE)
def test_a_sentence_tells_it_and_its_columns_are_documented(name, usual):
    measure = catalogue.CATALOGUE[name]
    assert measure.sentence.endswith(".") and len(measure.sentence) < 100
    told = " ".join(inspect.getdoc(DOCUMENTED_AT.get(name, measure.function)).split())
    missing = [column for column in measure.function(usual).columns if f"``{column}``" not in told]
    assert not missing


@pytest.mark.parametrize("name", catalogue.CATALOGUE)
def test_the_options_work(name, usual):
    measure = catalogue.CATALOGUE[name]
    given = {option: default for option, (_, default) in measure.options.items()}
    assert measure.function(usual, **given).equals(measure.function(usual))


def test_only_what_a_filter_leaves_alone_is_called_so():
    visits = "\n".join(
        f"{who} 2024-{month:02}-0{day} 10 store={store}"
        for day, (who, store) in enumerate([("anna", "North"), ("bert", "South")], 1)
        for month in range(1, 9)
    )
    database = world(visits)
    whole, part = database.snapshot(), database.snapshot(filters=Filters(store=("North",)))
    for name, measure in catalogue.CATALOGUE.items():
        # drivers and leavers refuse to name few: what they compare is told by their rows
        function = panel if name in ("drivers", "leavers") else measure.function
        same = function(whole).equals(function(part))
        assert measure.under_filter != catalogue.NO_FILTER or same, name
    assert set(panel(part)["customer_key"]) < set(panel(whole)["customer_key"])


def test_every_term_has_a_label_of_its_own():
    labels = [entry.label for entry in GLOSSARY.values()]
    assert len(labels) == len(set(labels))
