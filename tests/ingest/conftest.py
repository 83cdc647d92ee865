"""A database to import into; a test that needs it on disk makes its own ``database``."""

import pytest

from retention.store import IN_MEMORY, Database
from tests.uploads import upload


@pytest.fixture
def database():
    database = Database(IN_MEMORY)
    yield database
    database.close()


@pytest.fixture
def load(database, tmp_path):
    """``load(text, **said)`` imports a file of that text; what it says is in ``uploads.upload``."""

    def load(text: str, **said):
        return upload(database, tmp_path, text, **said)

    return load
