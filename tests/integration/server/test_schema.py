# schemathesis leaves its generics open:
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
"""What the API says of itself holds: nothing it is asked makes it fail, and all it answers fits its schema."""

import asyncio
import json
import socket
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from benchwright.records.workspace import Workspace
from benchwright.server.access import Access
from benchwright.server.app import guarded_app
from benchwright.server.schema import main, schema_text
from tests.integration.server.page import HOME, Api

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
REAL: dict[str, str] = {
    "suite": "questions",
    "task_id": "q/1",
    "provider": "openai",
    "form": "md",
    "name": "prompt.txt",
}
"""Names that stand for something in the server that is asked."""

schema: Any = schemathesis.openapi.from_dict(json.loads(schema_text()))
schema.config.generation.update(max_examples=8)
asked = schema.exclude(path="/api/events")  # never ends


@schema.hook
def map_path_parameters(_context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Let every other name in an address be one that is known."""
    if not path_parameters:
        return path_parameters
    return {name: REAL.get(name, value) if len(str(value)) % 2 else value for name, value in path_parameters.items()}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    root = tmp_path_factory.mktemp("lab")
    (root / "suites").mkdir()
    rows = [{"kind": "prompt", "id": f"q/{n}", "prompt": f"Question {n}?", "expected": "42"} for n in range(3)]
    (root / "suites" / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    lab = Workspace(
        root=root,
        database_url=f"sqlite:///{root / 'history.db'}",
        artifacts=root / "runs",
        suite_folders=(root / "suites",),
    )
    with TestClient(guarded_app(lab, Access()), base_url=HOME) as client:
        api = Api(client)
        REAL["run_id"] = api.finish(api.start("baseline/reference", "baseline/empty")["id"])["id"]
        REAL["attempt_id"] = api.get(f"/api/runs/{REAL['run_id']}/attempts")["items"][0]["id"]
    with pytest.MonkeyPatch.context() as patched:
        # What the doctor asks of an engine can take it long while other tests keep it busy.
        patched.delenv("DOCKER_HOST", raising=False)
        yield from _served(lab)


def _served(lab: Workspace) -> Generator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(guarded_app(lab, Access()), log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(30)


@asked.parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_nothing_that_is_asked_breaks_it_and_its_answers_fit_its_schema(case: Any, address: str) -> None:
    case.call_and_validate(base_url=address, checks=CHECKS, timeout=60)


def test_the_schema_in_the_repository_has_not_drifted(tmp_path: Path) -> None:
    committed = Path(__file__).parents[3] / "web" / "openapi.json"
    assert main(["--check", str(committed)]) == 0
    other = tmp_path / "openapi.json"
    assert main(["--check", str(other)]) == 1
    assert main([str(other)]) == 0
    assert main(["--check", str(other)]) == 0


def test_every_operation_has_a_name_that_clients_can_rely_on() -> None:
    operations = [one for path in json.loads(schema_text())["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() and "_" not in name for name in names)
