import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchwright.records.execution import Limits
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes.process import Process
from benchwright.suites.find import SHIPPED, find_suite
from benchwright.suites.mbpp import Mbpp
from benchwright.suites.validating import validate_task

REFERENCE = """\
def countdown(n):
    seen = []
    while n > 0:
        seen.append(n)
        n -= 1
    return seen
"""
COUNTDOWN = FunctionTask(
    id="countdown",
    prompt="Count down.",
    entry_point="countdown",
    reference=REFERENCE,
    cases=(Case(input=(3,), expected=[3, 2, 1]), Case(input=(0,), expected=[])),
)


@pytest.fixture
async def sandbox() -> AsyncIterator[Process]:
    process = Process()
    yield process
    await process.close()


async def test_mutants_that_never_end_are_killed(sandbox: Process):
    validation = await validate_task(COUNTDOWN, sandbox, Limits())
    assert validation.reference_passed
    assert "L5:statement:removed" not in validation.survivors
    assert validation.proved


async def test_a_shipped_task_is_proved(sandbox: Process):
    task = next(task for task in find_suite("assistant", folders=[SHIPPED]).tasks if task.id == "seat_label")
    assert (await validate_task(task, sandbox, Limits())).proved


@pytest.mark.parametrize("shared", [False, True])
async def test_an_imported_check_is_proved(sandbox: Process, tmp_path: Path, shared: bool):  # noqa: FBT001
    code = "class Pair:\n    def __init__(self, a):\n        self.a = a\ndef first(p):\n    return p.a * 2"
    plain = "def first(p):\n    return p * 2"
    row = {
        "task_id": 9001,
        "text": "Double it.",
        "code": code if shared else plain,
        "test_list": ["assert first(Pair(4)) == 8" if shared else "assert first(4) == 8"],
    }
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    (task,) = Mbpp().read(tmp_path / "rows.jsonl", name="mbpp").tasks
    validation = await validate_task(task, sandbox, Limits())
    assert validation.proved
    assert validation.mutants >= 2
