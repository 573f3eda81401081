"""How quickly the server answers while it drives a run that keeps every core busy in the sandbox."""

import http.client
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.servers import served
from benchwright.records.task import Case, FunctionTask, Suite
from benchwright.suites.writing import write_suite

SECONDS = 20.0
TASKS = 10
_BURNING = """\
def burn(n):
    total = 0
    for number in range(n):
        total += number * number % 7
    return total % 1000003
"""


def server_latency(folder: Path) -> None:
    """Print the server's latencies at rest and beside a run."""
    expected = sum(number * number % 7 for number in range(3_000_000)) % 1000003
    tasks = tuple(
        FunctionTask(
            id=f"burn-{n}",
            prompt=f"Burn {n}.",
            entry_point="burn",
            cases=(Case(input=(3_000_000,), expected=expected),),
            reference=_BURNING,
            metadata={"n": n},
        )
        for n in range(TASKS)
    )
    write_suite(Suite(name="burn", tasks=tasks), folder / "suites" / "burn")
    with served(folder) as port:
        _measure(port)


def _measure(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    print(f"load {'/'.join(f'{each:.1f}' for each in os.getloadavg())} on {os.cpu_count()} cores")
    print(f"{'the server answers':24} {'requests':>9} {'p50':>9} {'p95':>9} {'worst':>9}")
    _report("at rest", _latencies(connection, ["/api/runs", "/api/suites/assistant", "/api/stats/spending"], 5.0))
    body = {"suite": "burn", "candidates": [{"name": "baseline/reference"}], "samples": 100}
    run = _ask(connection, "POST", "/api/runs", body)
    pages = ["/api/runs", f"/api/runs/{run['id']}", f"/api/runs/{run['id']}/attempts", "/api/leaderboard"]
    _report(
        "while tasks are tried", _latencies(connection, pages, SECONDS, until=lambda: _has_begun(connection, run["id"]))
    )
    _report("while it drives a run", _latencies(connection, pages, SECONDS))
    shown = _ask(connection, "GET", f"/api/runs/{run['id']}", None)
    print(f"the run: {shown['status']}, {shown['finished']} of {shown['planned']} attempts {shown['progress']['note']}")
    _ask(connection, "POST", f"/api/runs/{run['id']}/cancel", None)


def _has_begun(connection: http.client.HTTPConnection, run_id: str) -> bool:
    return _ask(connection, "GET", f"/api/runs/{run_id}", None)["finished"] > 0


def _latencies(
    connection: http.client.HTTPConnection,
    paths: Sequence[str],
    seconds: float,
    until: Callable[[], bool] = lambda: False,
) -> list[float]:
    taken: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        for path in paths:
            began = time.perf_counter()
            _ask(connection, "GET", path, None)
            taken.append(time.perf_counter() - began)
            time.sleep(0.02)
    return sorted(taken)


def _ask(connection: http.client.HTTPConnection, method: str, path: str, body: Any) -> Any:
    content = None if body is None else json.dumps(body)
    connection.request(method, path, body=content, headers={"content-type": "application/json"} if content else {})
    answer = connection.getresponse()
    document = json.loads(answer.read())
    if answer.status >= http.client.BAD_REQUEST:
        raise SystemExit(f"{method} {path}: {document['detail']}")
    return document


def _report(name: str, taken: list[float]) -> None:
    p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    print(f"{name:24} {len(taken):9} {p50 * 1000:6.1f} ms {p95 * 1000:6.1f} ms {taken[-1] * 1000:6.1f} ms")
