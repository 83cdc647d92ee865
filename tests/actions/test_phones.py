"""Numbers as E.164, made-up ones from the ranges kept for fiction."""

import pandas as pd
import pytest

from retention.actions.phones import dialled, international


@pytest.mark.parametrize(
    "written, country, said",
    [
        ("+353 20 914 7982", "IE", "+353209147982"),
        ("+353 (0)20 914-7982", None, "+353209147982"),
        ("00353 20 914 7982", None, "+353209147982"),
        ("020 7946 0018", "gb", "+442079460018"),
        ("020 7946 0018", None, ""),
        ("020 7946 0018", "Atlantis", ""),
        ("=1+1", "GB", ""),
        ("12", "GB", ""),
        ("call the shop", "GB", ""),
        ("", "GB", ""),
        (None, None, ""),
        (float("nan"), float("nan"), ""),
    ],
)
def test_a_number_is_written_for_the_world_or_not_at_all(written, country, said):
    assert international(pd.Series([written]), pd.Series([country])).tolist() == [said]


def test_a_number_can_be_dialled_without_its_country():
    written = ["+353 20 914 7982", "020 7946 0018", "123", "none", "", None, "1" * 16]
    assert dialled(pd.Series(written)).tolist() == [True, True] + [False] * 5
