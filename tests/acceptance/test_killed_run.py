"""A run that is killed without warning leaves nothing once the next command has started."""

import os
import secrets
import signal
import time
from collections.abc import Callable

import pytest
import yaml

from tests.acceptance.tool import Tool
from tests.container_engine import use_engine
from tests.integration.sandbox.conftest import processes_with
from tests.integration.sandbox.leftovers import OUTLIVING, left_of


def write_suite(tool: Tool, mark: str) -> str:
    """Write a suite with one task, whose reference outlives whatever it can."""
    task = {
        "id": "stay",
        "difficulty": "easy",
        "entry_point": "solve",
        "prompt": "Write solve.",
        "cases": [{"input": [mark], "expected": 1}],
        "reference": OUTLIVING,
    }
    tool.write("stay/suite.yaml", yaml.safe_dump({"name": "stay", "version": "1.0.0"}))
    tool.write("stay/tasks/stay.yaml", yaml.safe_dump(task))
    return str(tool.folder / "stay")


def wait_for(condition: Callable[[], bool], *, within_s: float) -> bool:
    """Wait for a condition, looking often."""
    deadline_s = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline_s:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("backend", ["bubblewrap", "docker", "process"])
def test_the_next_command_leaves_nothing_of_a_killed_run(tool: Tool, backend: str) -> None:
    if backend == "docker":
        use_engine()
    mark = secrets.token_hex(8)
    suite = write_suite(tool, mark)
    process = tool.start("run", suite, "-m", "baseline/reference", "--sandbox", backend, "--json")
    assert wait_for(lambda: any(line.startswith("outliving\0") for line in processes_with(mark)), within_s=30)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    done = tool("run", "assistant", "-m", "baseline/reference", "--limit", "1", "--json")
    assert done.code == 0, done.err
    assert wait_for(lambda: left_of(process.pid, mark) == {}, within_s=5), left_of(process.pid, mark)
