"""The API as the page uses it."""

import time
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient

HOME = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Api:
    """Asks and insists on the status it expects."""

    client: TestClient

    def ask(self, method: str, path: str, *, status: int = 200, **more: Any) -> Any:
        answer = self.client.request(method, path, **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    def get(self, path: str, *, status: int = 200, **params: Any) -> Any:
        return self.ask("GET", path, status=status, params=params)

    def post(self, path: str, body: Any = None, *, status: int = 200) -> Any:
        return self.ask("POST", path, status=status, json=body)

    def start(self, *candidates: str, status: int = 201, **more: Any) -> Any:
        body = {"suite": "questions", "candidates": [{"name": name} for name in candidates]} | more
        return self.post("/api/runs", body, status=status)

    def finish(self, run_id: str, *, within_s: float = 30.0) -> Any:
        """Wait until a run is no longer under way."""
        until = time.monotonic() + within_s
        while (run := self.get(f"/api/runs/{run_id}"))["status"] == "running":
            assert time.monotonic() < until, "the run did not end"
            time.sleep(0.05)
        return run
