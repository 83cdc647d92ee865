"""What every test may use, and the rule that nothing is skipped in silence."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# of tests that build a small database for every example; `make check-long` asks for the second
settings.register_profile("short", max_examples=8, deadline=None)
settings.register_profile("long", max_examples=60, deadline=None)
settings.load_profile("short")


def pytest_collection_modifyitems(config, items):
    """Browser tests are left out where there is no Chromium; ``make test`` says so."""
    from tests.browser import chromium

    wanted = [item for item in items if item.get_closest_marker("browser")]
    if wanted and chromium.find() is None:
        items[:] = [item for item in items if item not in wanted]
        config.hook.pytest_deselected(items=wanted)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Under REGULARS_STRICT a skip is a failure, except where real logs are absent."""
    outcome = yield
    report = outcome.get_result()
    excused = item.get_closest_marker("needs_shared_data")
    if report.skipped and not excused and os.environ.get("REGULARS_STRICT"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which is not allowed here: {report.longrepr}"


@pytest.fixture
def path(tmp_path) -> Path:
    """Where a database of the test's own lies; it is closed afterwards."""
    from retention.store import close_database

    yield tmp_path / "shop.duckdb"
    close_database(tmp_path / "shop.duckdb")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real sales logs, which is not part of the project; a test that asks for it
    carries the marker ``needs_shared_data``."""
    folder = Path(os.environ.get("REGULARS_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"the real logs are not at {folder}")
    return folder
