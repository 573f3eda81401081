from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/bench.db", artifacts=tmp_path / "runs")
    yield opened
    opened.close()
