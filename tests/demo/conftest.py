"""The sample is written once for all tests of this folder."""

import pytest

from retention.demo import write_sales
from tests.demo import measured


@pytest.fixture(scope="session")
def sample_csv(tmp_path_factory):
    """Path of the sample's CSV with the default seed."""
    return write_sales(tmp_path_factory.mktemp("demo") / "sales.csv")


@pytest.fixture(scope="session")
def sales(sample_csv):
    """The sample's lines as a table; see measured.read."""
    return measured.read(sample_csv)
