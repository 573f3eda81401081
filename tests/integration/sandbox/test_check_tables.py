"""A check that is carried out here comes to what it comes to in a sandbox of its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Execution, Limits
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.check_table import as_table
from benchwright.suites.mutants import mutants
from tests.integration.sandbox.cheats import ANSWERING_TWICE, CHEATS, KILLING_EVERYTHING
from tests.integration.sandbox.conftest import check_task
from tests.integration.sandbox.test_humaneval_in_the_sandbox import tasks

Work = Sequence[tuple[FunctionTask, str]]
ODD = {
    "raises": "def solve(x):\n    raise KeyError('no')\n",
    "asserts": "def solve(x):\n    assert False, 'mine'\n",
    "stops": "def solve(x):\n    raise StopIteration\n",
    "exits": "def solve(x):\n    raise SystemExit(0)\n",
    "has a kind of its own": "class Mine(BaseException): pass\ndef solve(x):\n    raise Mine('no')\n",
    "is no function": "solve = 3\n",
    "is no Python": "def solve(x:\n",
    "returns what is not plain": "def solve(x):\n    return object()\n",
    "is right once": "seen = []\ndef solve(x):\n    seen.append(x)\n    return 1 + len(seen) if x == 1 else None\n",
    "fills the memory": "def solve(x):\n    return bytearray(1 << 34)\n",
    "recurses": "def solve(x):\n    return solve(x)\n",
    "writes a large file": "def solve(x):\n    open('big', 'wb').write(bytes(1 << 25))\n",
    "loops": "def solve(x):\n    while True: pass\n",
}


@pytest.fixture
async def warm() -> AsyncIterator[Sandbox]:
    made = Bubblewrap()
    yield made
    await made.close()


async def found(sandbox: Sandbox, work: Work) -> list[tuple[object, ...]]:
    """Return what follows from each execution."""
    slots = asyncio.Semaphore(3)

    async def one(task: FunctionTask, code: str) -> tuple[object, ...]:
        async with slots:
            return findings(await sandbox.execute(task, code, limits=Limits(cpu_s=1), measure=False))

    return await asyncio.gather(*(one(task, code) for task, code in work))


def findings(execution: Execution) -> tuple[object, ...]:
    judged = [(one.passed, one.error, one.got) for one in execution.results]
    said = (execution.stdout, execution.stderr, execution.load_error)
    return judged, execution.passed, execution.limit, execution.tampered, *said


def never(*_: object) -> None:
    """Take no check for a table."""


async def both_ways(
    sandbox: Sandbox, work: Work, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    here = await found(sandbox, work)
    monkeypatch.setattr("benchwright.sandboxes.execute.as_table", never)
    return here, await found(sandbox, work)


async def test_references_and_mutants_of_humaneval_fare_alike_both_ways(warm: Sandbox, monkeypatch: pytest.MonkeyPatch):
    work = [(task, code) for task in tasks() for code in (task.reference, *wrong(task))]
    tables = [task for task in tasks() if task.check and as_table(task.check, task.entry_point)]
    assert len(tables) >= 155
    here, inside = await both_ways(warm, work, monkeypatch)
    assert here == inside
    assert [each[1] for each in here].count(True) < len(work) - 100


def wrong(task: FunctionTask) -> list[str]:
    return [mutant.source for mutant in mutants(task.reference, limit=1, entry_point=task.entry_point)]


TABLE = check_task("def check(candidate):\n    assert candidate(1) == 2\n    assert candidate(2) == 3, 'told'\n")


async def test_cheats_and_odd_answers_fare_alike_both_ways(warm: Sandbox, monkeypatch: pytest.MonkeyPatch):
    codes = [*(code for _, code in CHEATS.values()), ANSWERING_TWICE, KILLING_EVERYTHING, *ODD.values()]
    assert TABLE.check
    assert as_table(TABLE.check, TABLE.entry_point)
    here, inside = await both_ways(warm, [(TABLE, code) for code in codes], monkeypatch)
    assert here == inside
    assert not any(each[1] for each in here)
