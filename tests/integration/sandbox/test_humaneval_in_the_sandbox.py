import asyncio
import gzip
import json
import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest

from benchwright.contracts import Sandbox
from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.records.task import CheckProgram, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
from tests.integration.sandbox.family import descendants


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


async def kill_at_random(chance: random.Random) -> None:
    """Kill any process that descends from this one, now and then: zygotes, guests, and what is around them."""
    while True:
        await asyncio.sleep(chance.uniform(0.05, 0.4))
        victims = descendants(os.getpid())
        if victims:
            try:
                os.kill(chance.choice(victims), signal.SIGKILL)
            except ProcessLookupError:
                continue


async def test_killing_workers_at_random_never_makes_a_right_answer_wrong():
    sandbox = Bubblewrap()
    slots = asyncio.Semaphore(3)

    async def outcome(one: FunctionTask) -> bool | None:
        async with slots:
            try:
                return (await sandbox.execute(one, one.reference, limits=Limits(cpu_s=10), measure=False)).passed
            except SandboxError:
                return None

    assert sandbox.tier().start == "warm"
    killer = asyncio.ensure_future(kill_at_random(random.Random(4)))
    outcomes = await asyncio.gather(*map(outcome, tasks()))
    killer.cancel()
    await sandbox.close()
    assert False not in outcomes
    assert outcomes.count(True) > 100
