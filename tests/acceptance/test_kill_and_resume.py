"""A run that is killed goes on where it was: nothing finished is repeated, nothing stored is bought again."""

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.tool import Tool, counts

QUESTIONS = 300
CONCURRENCY = 4
KILLS = 10


def run_arguments(suite: Path, url: str) -> list[str]:
    model = ["--model", "openai-compatible/scripted", "--base-url", f"{url}/v1"]
    return ["run", str(suite), *model, "--concurrency", str(CONCURRENCY)]


def rows(tool: Tool, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(tool.folder / "runs" / "history.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def wait_for_a_run(tool: Tool) -> None:
    """Wait until the run is stored, so that there is something to resume."""
    for _ in range(500):
        try:
            if rows(tool, "SELECT 1 FROM runs"):
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)
    pytest.fail("the run was never stored")


@pytest.mark.timeout(240)
def test_ten_kills_and_a_resume_end_like_an_uninterrupted_run(tool: Tool, server: Callable[..., str]) -> None:
    url, dice = server("--latency-s", "0.03"), random.Random(20)
    suite = tool.write_questions(QUESTIONS)
    kept: dict[str, float] = {}
    for number in range(KILLS):
        arguments = ["resume", "latest"] if number else run_arguments(suite, url)
        process = tool.start(*arguments, "--json")
        wait_for_a_run(tool)
        time.sleep(dice.uniform(0.05, 1.6))
        process.kill()
        process.communicate()
        kept.update(rows(tool, "SELECT key, started_at FROM attempts"))
    done = tool("resume", "latest", "--json")
    assert done.code == 0, done.err
    finished = dict(rows(tool, "SELECT key, started_at FROM attempts"))
    assert len(finished) == QUESTIONS
    assert {key: finished[key] for key in kept} == kept, "a finished attempt was repeated"
    assert len(rows(tool, "SELECT key FROM purchases")) == QUESTIONS, "a stored answer was bought again"
    assert QUESTIONS <= counts(url)["calls"] <= QUESTIONS + KILLS * CONCURRENCY

    calm = Tool(tool.folder / "calm")
    calm.folder.mkdir()
    uninterrupted = calm(*run_arguments(suite, server()), "--json").document["candidates"][0]
    resumed = done.document["candidates"][0]
    for figure in ("attempts", "passed", "outcome_counts", "strict", "scored_only", "ci95", "overall", "tokens"):
        assert resumed[figure] == uninterrupted[figure]


def test_an_edited_task_is_made_anew_and_no_other(tool: Tool, server: Callable[..., str]) -> None:
    url = server("--latency-s", "0.3")
    suite = tool.write_questions(60)
    process = tool.start(*run_arguments(suite, url), "--json")
    wait_for_a_run(tool)
    while len(rows(tool, "SELECT 1 FROM attempts")) < 10:
        time.sleep(0.02)
    busy = tool("resume", "latest")
    assert (busy.code, "under way in another process" in busy.err) == (2, True)
    process.kill()
    process.communicate()
    assert [run["status"] for run in tool("runs", "list", "--json").document] == ["interrupted"]
    done_before = dict(rows(tool, "SELECT task_id, started_at FROM attempts"))
    bought = {task for (task,) in rows(tool, "SELECT task_id FROM attempts")}
    edited = next(iter(bought))
    suite.write_text(suite.read_text().replace(f"Question {edited[1:]}:", f"Question {edited[1:]}, edited:"))
    done = tool("resume", "latest", "--json")
    assert done.code == 0, done.err
    assert (done.document["finished"], done.document["planned"]) == (60, 60)
    current = dict(rows(tool, "SELECT task_id, started_at FROM attempts WHERE current"))
    repeated = {task for task in done_before if current[task] != done_before[task]}
    assert repeated == {edited}
    tries = [task for (task,) in rows(tool, "SELECT task_id FROM attempts")]
    assert tries.count(edited) == 2, "the stale one is kept"


def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(tool: Tool, server: Callable[..., str]) -> None:
    suite = tool.write_questions(200)
    process = tool.start(*run_arguments(suite, server("--latency-s", "0.05")))
    wait_for_a_run(tool)
    time.sleep(0.5)
    process.send_signal(2)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    run_id = rows(tool, "SELECT id FROM runs")[0][0]
    assert f"benchwright resume {run_id}" in err
    done = tool("resume", run_id, "--json")
    assert (done.code, done.document["finished"]) == (0, 200)


def test_a_finished_run_resumes_to_itself_without_a_call(tool: Tool, server: Callable[..., str]) -> None:
    url = server()
    first = tool(*run_arguments(tool.write_questions(10), url), "--json").document
    again = tool("resume", "latest", "--json").document
    assert again["candidates"] == first["candidates"]
    assert counts(url)["calls"] == 10


def test_a_second_run_takes_the_stored_answers(tool: Tool, server: Callable[..., str]) -> None:
    url = server()
    suite = tool.write_questions(10)
    tool(*run_arguments(suite, url), "--json")
    plan = tool("plan", *run_arguments(suite, url)[1:], "--json").document["candidates"][0]
    assert (plan["stored_answers"], plan["calls"]) == (10, 0)
    assert tool(*run_arguments(suite, url), "--json").document["finished"] == 10
    assert counts(url)["calls"] == 10
    tool(*run_arguments(suite, url), "--fresh", "--json")
    assert counts(url)["calls"] == 20
