from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.store.store import Store


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(database_url, artifacts=tmp_path / "runs")
    yield opened
    opened.close()
