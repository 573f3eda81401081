"""`benchwright serve` as a person has it."""

import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Generator
from http.client import HTTPConnection
from typing import Any

import pytest

from tests.acceptance.tool import Tool

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)(?:/\?token=(\S+))?")


class Serving:
    """A server that was started as a process."""

    def __init__(self, tool: Tool, *arguments: str) -> None:
        self.process = tool.start("serve", "--no-open", *arguments)
        assert self.process.stderr is not None
        self.said = ""
        while (found := ADDRESS.search(self.said)) is None:
            line = self.process.stderr.readline()
            assert line, f"the server ended: {self.said}"
            self.said += line
        self.port, self.token = int(found[1]), found[2]

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"content-type": "application/json", **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        is_json = "json" in answer.headers.get("content-type", "")
        return answer.status, json.loads(text) if is_json else text

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def serving(tool: Tool) -> Generator[Serving]:
    started = Serving(tool, "--port", "0")
    yield started
    if started.process.poll() is None:
        started.end()


def slow_run(tool: Tool, serving: Serving) -> str:
    tool.write_questions(60, name="suites/questions.jsonl")
    candidates = [{"name": "scripted/fixed+slow"}]
    body = {"suite": "questions", "candidates": candidates, "provider_concurrency": 1}
    status, run = serving.ask("POST", "/api/runs", body)
    assert status == 201, run
    return run["id"]


def test_it_answers_and_ends_cleanly(serving: Serving) -> None:
    assert serving.ask("GET", "/health")[1]["status"] == "ok"
    status, start = serving.ask("GET", "/runs/anything")
    assert status == 200
    assert "<html" in start
    assert serving.end() in (0, 130)


def test_the_next_port_is_taken_where_one_is_in_use(tool: Tool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        serving = Serving(tool, "--port", str(port))
        assert serving.port > port
        assert f"port {port} is in use" in serving.said
        serving.end()


def test_beyond_loopback_a_token_is_made_up_and_asked_for(tool: Tool) -> None:
    serving = Serving(tool, "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - that is what is tried
    assert len(serving.token) >= 32
    assert serving.ask("GET", "/api/runs")[0] == 401
    assert serving.ask("GET", "/api/runs", authorization=f"Bearer {serving.token}")[0] == 200
    serving.end()


def test_a_weak_token_is_refused(tool: Tool) -> None:
    done = tool("serve", "--no-open", "--token", "short")
    assert done.code == 2
    assert "--token" in done.err


def test_the_page_to_begin_with_opens_in_the_browser_of_the_environment(tool: Tool) -> None:
    browser = tool.write("browser", '#!/bin/sh\necho "$1" >opened\n')
    browser.chmod(0o700)
    lab = Tool(tool.folder, {"BROWSER": str(browser)})
    process = lab.start("serve", "--port", "0", "--page", "/leaderboard")
    opened, until = tool.folder / "opened", time.monotonic() + 30
    while not (opened.exists() and opened.read_text(encoding="utf-8")):
        assert time.monotonic() < until, "no browser was opened"
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert opened.read_text(encoding="utf-8").strip().endswith("/leaderboard")
    assert "No display" not in said
    assert process.returncode == 0


def test_without_a_display_the_way_from_another_machine_is_told(tool: Tool) -> None:
    process = tool.start("serve", "--port", "0")
    assert process.stderr is not None
    told = process.stderr.readline() + process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert "No display here" in told
    assert "ssh -L" in told


def test_a_page_to_begin_with_is_a_path(tool: Tool) -> None:
    done = tool("serve", "--no-open", "--page", "runs")
    assert done.code == 2
    assert "--page runs" in done.err


def test_a_server_that_is_killed_leaves_runs_that_can_be_resumed(tool: Tool, serving: Serving) -> None:
    run_id = slow_run(tool, serving)
    time.sleep(0.5)
    serving.end(signal.SIGKILL)
    again = Serving(tool, "--port", "0")
    _, run = again.ask("GET", f"/api/runs/{run_id}")
    assert (run["status"], run["steps"]["resume"]) == ("interrupted", True)
    assert again.ask("POST", f"/api/runs/{run_id}/resume")[0] == 202
    again.ask("POST", f"/api/runs/{run_id}/cancel")
    assert again.end() in (0, 130)


def test_a_run_of_the_terminal_shows_and_can_be_paused_on_the_page(tool: Tool, serving: Serving) -> None:
    suite = tool.write_questions(200)
    running: subprocess.Popen[str] = tool.start("run", str(suite), "-m", "scripted/fixed+slow", "--concurrency", "1")
    until = time.monotonic() + 20
    while not (runs := serving.ask("GET", "/api/runs")[1]["items"]):
        assert time.monotonic() < until, "the run never showed"
        time.sleep(0.1)
    assert runs[0]["status"] == "running"
    assert serving.ask("POST", f"/api/runs/{runs[0]['id']}/pause")[0] == 202
    running.communicate(timeout=30)
    assert running.returncode == 130
    assert serving.ask("GET", f"/api/runs/{runs[0]['id']}")[1]["status"] == "paused"


def test_keys_are_in_no_answer(tool: Tool) -> None:
    key = "sk-a-key-that-must-not-show"
    tool.write(".env", f"OPENAI_API_KEY={key}\nOPENAI_BASE_URL=http://user:{key}@127.0.0.1:9/v1?key={key}\n")
    serving = Serving(tool, "--port", "0")
    for path in ("/api/settings", "/api/providers", "/api/doctor", "/api/candidates", "/openapi.json"):
        assert key not in json.dumps(serving.ask("GET", path)[1])
    body = {"suite": "assistant", "candidates": [{"name": "openai/gpt-5-mini"}]}
    assert key not in json.dumps(serving.ask("POST", "/api/plans", body)[1])
    assert key not in json.dumps(serving.ask("POST", "/api/providers/openai/test", {"model": "gpt-5-mini"})[1])
    serving.end()


def test_a_proof_made_in_the_terminal_shows_on_the_page(tool: Tool, serving: Serving) -> None:
    assert serving.ask("GET", "/api/suites/assistant/validations")[1]["items"] == []
    done = tool("suites", "validate", "assistant", "--limit", "1", "--json")
    assert done.code == 0, done.err
    (proof,) = done.document
    (kept,) = serving.ask("GET", "/api/suites/assistant/validations")[1]["items"]
    assert kept["sandbox"]
    assert {name: kept[name] for name in ("task_id", "mutants", "killed", "proved")} == {
        name: proof[name] for name in ("task_id", "mutants", "killed", "proved")
    }
