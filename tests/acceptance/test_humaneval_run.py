from pathlib import Path

import pytest

from tests.acceptance.tool import Tool, humaneval_file


@pytest.fixture
def humaneval(tool: Tool) -> Tool:
    assert tool("suites", "import", "humaneval", str(humaneval_file()), "--as", "humaneval").code == 0
    return tool


@pytest.mark.timeout(300)
def test_all_references_pass_in_the_sandbox(humaneval: Tool) -> None:
    done = humaneval("run", "humaneval", "--model", "baseline/reference", "--json")
    assert done.code == 0, done.err
    (candidate,) = done.document["candidates"]
    assert (candidate["passed"], candidate["attempts"]) == (164, 164)
    assert candidate["strict"] == candidate["scored_only"] == 1.0
    assert done.document["sandbox"] == "bubblewrap"
    assert candidate["ci95"][0] == pytest.approx(0.977, abs=0.001)


@pytest.mark.timeout(300)
def test_empty_answers_fail_and_mutants_are_far_below_one(humaneval: Tool) -> None:
    done = humaneval(
        "run", "humaneval", "--model", "baseline/empty", "--model", "baseline/mutant", "--limit", "60", "--json"
    )
    assert done.code == 0, done.err
    empty, mutant = sorted(done.document["candidates"], key=lambda c: c["candidate"])
    assert (empty["passed"], empty["overall"]) == (0, 0.0)
    assert mutant["scored_only"] < 0.3


def test_artifacts_of_every_attempt_are_on_disk(humaneval: Tool) -> None:
    run = humaneval("run", "humaneval", "--model", "baseline/reference", "--limit", "3", "--json").document
    folder = humaneval.folder / "runs" / run["run_id"]
    attempts = [entry for entry in folder.iterdir() if entry.is_dir()]
    assert len(attempts) == 3
    wanted = {"prompt.txt", "response.txt", "solution.py", "stdout.log", "stderr.log"}
    assert all({file.name for file in attempt.iterdir()} == wanted for attempt in attempts)
    assert (folder / "summary.json").read_text() == (humaneval.folder / "runs" / "latest_summary.json").read_text()


def test_a_dry_run_writes_prompts_and_calls_nobody(humaneval: Tool) -> None:
    done = humaneval(
        "run", "humaneval", "--model", "openai/gpt-5-mini", "--dry-run", "--json", OPENAI_API_KEY="sk-test"
    )
    assert done.code == 0, done.err
    assert done.document["prompts"] == 164
    prompts = list(Path(done.document["folder"]).glob("*/prompt.txt"))
    assert len(prompts) == 164
    assert any("has_close_elements" in prompt.read_text() for prompt in prompts)
    assert humaneval("runs", "list", "--json").document == []


def test_a_given_response_is_judged_like_a_models(humaneval: Tool) -> None:
    answer = "```python\ndef truncate_number(number):\n    return number % 1.0\n```"
    right = humaneval("run", "humaneval", "--task", "HumanEval/2", "--response-text", answer, "--json")
    assert right.document["candidates"][0]["passed"] == 1
    file = humaneval.write("wrong.txt", "def truncate_number(number):\n    return number\n")
    wrong = humaneval("run", "humaneval", "--task", "HumanEval/2", "--response-file", str(file), "--json")
    assert wrong.document["outcome_counts"] == {"failed": 1}


def test_a_runs_answers_can_be_replayed(humaneval: Tool) -> None:
    first = humaneval("run", "humaneval", "--model", "baseline/mutant", "--limit", "8", "--json").document
    again = humaneval("run", "humaneval", "--model", f"replay/{first['run_id']}", "--limit", "8", "--json").document
    assert again["outcome_counts"] == first["outcome_counts"]
