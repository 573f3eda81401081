"""Guests that are started ahead: as good as those that were not."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from benchwright.records.execution import Limits
from benchwright.records.task import Case
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.warm import SPARES
from tests.integration.sandbox.conftest import ask, case_task, control_groups_of, run, until
from tests.integration.sandbox.family import descendants, parents

TASK = case_task(Case(input=(1,), expected=2))
DOUBLE = "def solve(x):\n    return 2 * x\n"


before: set[int] = set()
"""What this process had started before the test: a database's server, for one."""


@pytest.fixture
async def warm() -> AsyncIterator[Bubblewrap]:
    before.clear()
    before.update(descendants(os.getpid()))
    made = Bubblewrap()
    yield made
    await made.close()


def guests() -> list[int]:
    """Return what is at the end of the line of descent: this process, around, zygote, guest."""
    known = parents()
    return [pid for pid in descendants(os.getpid()) if pid not in known.values() and pid not in before]


async def rest(warm: Bubblewrap) -> None:
    """Let it run some programs at once, and wait until there are spares and nothing else."""
    await asyncio.gather(*(run(warm, TASK, DOUBLE) for _ in range(2 * SPARES)))
    assert await until(lambda: len(guests()) == SPARES)


async def test_as_many_are_kept_as_there_may_be_and_none_for_ever(warm: Bubblewrap):
    await rest(warm)
    assert len(control_groups_of(os.getpid())) >= SPARES
    await warm.close()
    assert guests() == []


async def test_each_program_gets_one_of_its_own(warm: Bubblewrap):
    await rest(warm)
    leave = (
        "import os\ndef solve():\n    found = os.listdir('/tmp')\n    open('/tmp/left', 'w').close()\n"
        "    return found\n"
    )
    assert [await ask(warm, leave) for _ in range(2 * SPARES)] == ["[]"] * 2 * SPARES


async def test_time_begins_with_the_program(warm: Bubblewrap):
    limits = Limits(cpu_s=2, wall_s=0.5)
    assert (await run(warm, TASK, DOUBLE, limits=limits)).passed
    await asyncio.sleep(0.8)
    execution = await run(warm, TASK, DOUBLE, limits=limits)
    assert execution.passed
    assert execution.cpu_s is not None
    assert execution.cpu_s < 0.1
    slow = "import time\ndef solve(x):\n    time.sleep(9)\n"
    assert (await run(warm, TASK, slow, limits=limits)).limit == "wall"


async def test_one_with_other_limits_is_not_taken(warm: Bubblewrap):
    hungry = "def solve(x):\n    taken = bytearray(200 << 20)\n    return 2 * x\n"
    for memory_mb, passes in ((512, True), (100, False), (512, True)):
        for _ in range(2):
            execution = await run(warm, TASK, hungry, limits=Limits(memory_mb=memory_mb))
            assert execution.passed is passes
            assert execution.limit == (None if passes else "memory")


async def test_one_that_was_killed_is_not_taken(warm: Bubblewrap):
    await rest(warm)
    killed = guests()
    for guest in killed:
        os.kill(guest, signal.SIGKILL)
    assert await until(lambda: not set(killed) & set(guests()))
    assert (await run(warm, TASK, DOUBLE)).passed


async def test_memory_of_one_is_not_counted_for_the_next(warm: Bubblewrap):
    hungry = "def solve(x):\n    taken = bytearray(200 << 20)\n    return 2 * x\n"
    for _ in range(3):
        greedy = await run(warm, TASK, hungry)
        modest = [await run(warm, TASK, DOUBLE) for _ in range(2 * SPARES)]
        assert greedy.memory_mb is not None
        assert greedy.memory_mb > 200
        assert all(each.memory_mb is not None and each.memory_mb < 100 for each in modest)
