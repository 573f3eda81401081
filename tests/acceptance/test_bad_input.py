"""Every mistake a person makes: one clear line that names the value and the fix, and exit code 2."""

import json
from collections.abc import Callable

import pytest

from tests.acceptance.tool import Tool

TASK = {"id": "a", "prompt": "Add.", "entry_point": "add", "cases": [{"input": [1, 2], "expected": 3}]}

Prepare = Callable[[Tool], list[str]]


def unknown_suite(_: Tool) -> list[str]:
    return ["run", "nosuch", "-m", "baseline/reference"]


def unknown_model(_: Tool) -> list[str]:
    return ["run", "assistant", "-m", "nosuch/model"]


def unknown_baseline(_: Tool) -> list[str]:
    return ["run", "assistant", "-m", "baseline/perfect"]


def missing_key(_: Tool) -> list[str]:
    return ["run", "assistant", "-m", "openai/gpt-5-mini"]


def malformed_task_file(tool: Tool) -> list[str]:
    broken = json.dumps(TASK | {"cases": [{"input": [1, 2], "expected": 3, "weights": 2}]})
    return [
        "run",
        str(tool.write("tasks.jsonl", json.dumps(TASK) + "\n" + broken.replace('"a"', '"b"', 1))),
        "-m",
        "baseline/empty",
    ]


def broken_yaml(tool: Tool) -> list[str]:
    return ["suites", "show", str(tool.write("task.yaml", "id: a\nprompt: [\n"))]


def duplicate_ids(tool: Tool) -> list[str]:
    return ["suites", "show", str(tool.write("twice.jsonl", f"{json.dumps(TASK)}\n{json.dumps(TASK)}\n"))]


def unwritable_output(tool: Tool) -> list[str]:
    tool.write("file", "")
    return ["run", "assistant", "-m", "baseline/reference", "--output-dir", str(tool.folder / "file" / "runs")]


def unknown_config_field(tool: Tool) -> list[str]:
    tool.write("benchwright.yaml", "execution:\n  timeouts: 5\n")
    return ["run", "assistant", "-m", "baseline/reference"]


def key_in_the_config(tool: Tool) -> list[str]:
    tool.write("benchwright.yaml", "models:\n- {name: x, provider: openai, api_key: sk-live-123}\n")
    return ["run", "assistant"]


def temperature_for_a_reasoning_model(tool: Tool) -> list[str]:
    tool.write(".env", "OPENAI_API_KEY=sk-test\n")
    return ["run", "assistant", "-m", "openai/gpt-5-mini", "--temperature", "0.5"]


def budget_without_a_price(tool: Tool) -> list[str]:
    del tool
    url = "http://127.0.0.1:9/v1"
    return ["run", "assistant", "-m", "openai-compatible/x", "--base-url", url, "--max-cost", "1"]


def unknown_run(_: Tool) -> list[str]:
    return ["resume", "run_2000"]


def unknown_task(_: Tool) -> list[str]:
    return ["run", "assistant", "-m", "baseline/reference", "--task", "nosuch"]


def unknown_difficulty(_: Tool) -> list[str]:
    return ["run", "assistant", "-m", "baseline/reference", "--difficulty", "harder"]


def unknown_sandbox(_: Tool) -> list[str]:
    return ["run", "assistant", "-m", "baseline/reference", "--sandbox", "chroot"]


CASES: list[tuple[Prepare, tuple[str, ...]]] = [
    (unknown_suite, ("nosuch", "assistant")),
    (unknown_model, ("nosuch/model", "openai", "baseline")),
    (unknown_baseline, ("perfect", "reference")),
    (missing_key, ("OPENAI_API_KEY", ".env")),
    (malformed_task_file, ("tasks.jsonl", "2", "weights", "weight")),
    (broken_yaml, ("task.yaml",)),
    (duplicate_ids, ("twice.jsonl", "'a'")),
    (unwritable_output, ("file/runs",)),
    (unknown_config_field, ("benchwright.yaml", "timeouts", "timeout")),
    (key_in_the_config, ("api_key", "${NAME}")),
    (temperature_for_a_reasoning_model, ("temperature", "gpt-5-mini")),
    (budget_without_a_price, ("--max-cost", "price")),
    (unknown_run, ("run_2000",)),
    (unknown_task, ("nosuch",)),
    (unknown_difficulty, ("harder", "extreme")),
    (unknown_sandbox, ("chroot", "bubblewrap")),
]


@pytest.mark.parametrize(("prepare", "named"), CASES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_mistake_gets_one_clear_line_and_exit_code_2(tool: Tool, prepare: Prepare, named: tuple[str, ...]) -> None:
    done = tool(*prepare(tool))
    assert done.code == 2, done.err
    assert "Traceback" not in done.err
    assert done.err.startswith("error: ")
    assert len(done.err.strip().splitlines()) == 1
    for word in named:
        assert word in done.err
    assert "sk-live-123" not in done.err


def test_a_wrong_option_is_exit_code_2(tool: Tool) -> None:
    assert tool("run", "assistant", "--nosuch").code == 2
