from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from benchwright.records.task import Case, FunctionTask, PromptTask, Suite
from benchwright.records.workspace import Workspace
from benchwright.server.access import Access
from benchwright.server.app import guarded_app
from benchwright.suites.writing import write_suite
from tests.integration.server.page import HOME, Api

QUESTIONS = 40


@pytest.fixture
def lab(tmp_path: Path) -> Workspace:
    questions = tuple(PromptTask(id=f"q/{n}", prompt=f"Question {n}?", expected="42") for n in range(QUESTIONS))
    double = FunctionTask(
        id="double",
        prompt="Double a number.",
        entry_point="double",
        cases=(Case(input=(2,), expected=4),),
        reference="def double(n):\n    return 2 * n\n",
        tags=("numbers",),
    )
    write_suite(Suite(name="questions", tasks=questions), tmp_path / "suites" / "questions")
    write_suite(Suite(name="functions", tasks=(double,)), tmp_path / "suites" / "functions")
    return Workspace(
        root=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'history.db'}",
        artifacts=tmp_path / "runs",
        suite_folders=(tmp_path / "suites",),
    )


@pytest.fixture
def client(lab: Workspace) -> Generator[TestClient]:
    with TestClient(guarded_app(lab, Access()), base_url=HOME) as opened:
        yield opened


@pytest.fixture
def api(client: TestClient) -> Api:
    return Api(client)


@pytest.fixture
def finished(api: Api) -> dict[str, Any]:
    """A run of two candidates that is over."""
    return api.finish(api.start("baseline/reference", "baseline/empty")["id"])
