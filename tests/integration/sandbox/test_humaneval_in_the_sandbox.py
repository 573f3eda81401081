import asyncio
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Limits
from benchwright.records.task import CheckProgram, FunctionTask


def tasks() -> list[FunctionTask]:
    """Return the problems in their published form, read here without the suites' own importer."""
    shared = Path(os.environ.get("BENCHWRIGHT_SHARED", Path(__file__).parents[4] / "shared"))
    with gzip.open(shared / "data" / "HumanEval.jsonl.gz", "rt") as lines:
        return [task(json.loads(line)) for line in lines]


def task(problem: dict[str, Any]) -> FunctionTask:
    """Return one problem as a task with a check program."""
    return FunctionTask(
        id=problem["task_id"],
        prompt=problem["prompt"],
        entry_point=problem["entry_point"],
        reference=problem["prompt"] + problem["canonical_solution"],
        check=CheckProgram(source=problem["test"], setup=problem["prompt"]),
    )


@pytest.mark.parametrize("answer", ["reference", "empty"])
async def test_every_reference_passes_and_no_empty_answer_does(bubblewrap: Sandbox, answer: str):
    slots = asyncio.Semaphore(3)

    async def passes(one: FunctionTask) -> bool:
        code = one.reference if answer == "reference" else f"{one.prompt}\n    pass\n"
        async with slots:
            execution = await bubblewrap.execute(one, code, limits=Limits(cpu_s=10, wall_s=60), measure=False)
        assert not execution.tampered
        return execution.passed

    passed = await asyncio.gather(*map(passes, tasks()))
    assert len(passed) == 164
    assert sum(passed) == (164 if answer == "reference" else 0)
