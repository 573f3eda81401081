import asyncio
import gzip
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
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


async def passes(sandbox: Sandbox, code_of: Callable[[FunctionTask], str]) -> list[bool]:
    """Return of each problem whether an answer passes; none may be called tampered."""
    slots = asyncio.Semaphore(3)

    async def one(task: FunctionTask) -> bool:
        async with slots:
            execution = await sandbox.execute(task, code_of(task), limits=Limits(cpu_s=10, wall_s=60), measure=False)
        assert not execution.tampered
        return execution.passed

    return await asyncio.gather(*map(one, tasks()))


def reference(task: FunctionTask) -> str:
    return task.reference


def empty(task: FunctionTask) -> str:
    return f"{task.prompt}\n    pass\n"


async def test_every_reference_passes(sandbox: Sandbox):
    assert await passes(sandbox, reference) == [True] * 164


async def test_no_empty_answer_passes(bubblewrap: Sandbox):
    assert await passes(bubblewrap, empty) == [False] * 164


@pytest.fixture
def hogs() -> Iterator[None]:
    """Keep every core busy, each with a program that never rests."""
    busy = [
        subprocess.Popen(["taskset", "-c", str(core), sys.executable, "-c", "while True: pass"])
        for core in os.sched_getaffinity(0)
    ]
    yield
    for each in busy:
        each.kill()
        each.wait()


@pytest.mark.usefixtures("hogs")
async def test_every_reference_passes_on_a_busy_machine():
    sandbox = Bubblewrap()
    assert sandbox.tier().start == "warm"
    assert await passes(sandbox, reference) == [True] * 164
    await sandbox.close()


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
