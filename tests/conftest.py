from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres

# How long an example takes says more of the machine than of the code: nothing is timed here.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """Address of a PostgreSQL server."""
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a new database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bench.db"
    return postgres.new_database(request.getfixturevalue("postgres_address"))
