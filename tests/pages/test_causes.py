"""Why do they leave? The page, on shops a test made."""

import json
import re

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from retention.measures import causes
from tests.pages.shops import figures, lively, odd, odd_shops
from tests.worlds import world


@pytest.fixture(scope="module")
def shop():
    return lively()


def test_without_data_the_page_says_what_would_fill_it(read):
    assert "This page is filled by a sales export" in read("causes")[0]


def test_it_tells_what_goes_together_and_never_why(read, shop):
    text, _ = read("causes", shop)
    table = causes.drivers(shop.snapshot())
    assert ("left than of 100 others who buy alike" in text) == bool(
        ((table["q"] <= causes.MAX_Q) & (table["question"] != "placebo")).any()
    )
    assert "“Chance (placebo)” is half of the customers picked by lot" in text
    assert "because of late" not in text


def test_grey_is_explained_and_signs_are_those_of_the_sentences(read, shop):
    text, app = read("causes", shop)
    assert "may be chance" in text
    everything = next(each for each in app.dataframe if "leavers_exposed" in each.value)
    shown = convert_arrow_bytes_to_pandas_df(everything.proto.arrow_data.styler.display_values)
    signs = shown[["crude", "adjusted", "low", "high"]].stack().str[0]
    assert set(signs) <= {"+", "\u2212", "0", "–"} and {"+", "\u2212"} <= set(signs)
    assert not re.search(r"\d\s%", text)


def test_claims_stand_apart_from_data(read, shop):
    text, app = read("causes", shop)
    assert "claims, not your data · no source can be traced" in text
    assert "Your own recorded reasons: none yet" in text
    assert any("68% leave because of indifferent staff" in each.replace("\\", "")
               for each in figures(app))  # fmt: skip


def test_a_row_leads_to_the_leavers_behind_it(read, shop):
    mark = json.dumps({"kind": "driver", "driver": "ever_late", "level": ""})
    text, app = read("causes", shop, behind=mark)
    keys = causes.behind(shop.snapshot(), driver="ever_late")
    assert f"{len(keys)} customers behind it" in text
    lists = [each.value for each in app.dataframe if "customer" in each.value]
    assert len(lists) == 1 and set(lists[0]["customer_key"]) == set(keys)


def test_a_segment_cannot_be_compared_and_the_page_says_so(read, shop):
    text, _ = read("causes", shop, segment="Champions")
    assert "Leavers and stayers cannot be compared here." in text
    assert "clear the segment filter" in text
    assert "Your own recorded reasons: none yet" in text


def test_too_short_a_history_is_said(read):
    text, _ = read("causes", world("anna 2024-05-01\nbert 2024-05-20"))
    assert "60 days of sales are needed" in text


@odd_shops
def test_odd_shops_break_nothing(read, text):
    assert read("causes", odd(text))[0]
