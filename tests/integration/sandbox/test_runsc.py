"""Containers on a kernel of their own, gVisor's, where the engine knows the runtime."""

from collections.abc import AsyncIterator

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import ContainerOptions, Limits
from benchwright.records.program import Program, Step
from benchwright.records.task import Case
from benchwright.sandboxes.abuse.check import check_containment
from benchwright.sandboxes.containers import engine_facts
from benchwright.sandboxes.docker import Docker
from benchwright.sandboxes.toolchains.known import LANGUAGES
from tests.container_engine import use_engine
from tests.integration.sandbox.cheats import ABUSE
from tests.integration.sandbox.conftest import ask, case_task, run

TELLING = {
    *("read_a_host_file", "read_the_keys", "write_on_the_host", "tcp_to_the_host", "udp_to_the_host", "socket_file"),
    *("become_root", "device_node", "raise_its_priority", "kill_a_neighbour", "see_processes", "stdout_flood"),
    *("leave_files", "artifact_links", "artifact_special_files", "compiler_endless_header", "fork_bomb"),
}
"""Programs of each group."""
SHORT = Limits(cpu_s=1, wall_s=4, memory_mb=128, output_kb=64)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    use_engine()
    if "runsc" not in engine_facts().get("Runtimes", {}):
        pytest.skip("the engine has no runtime runsc; apt-get install runsc, then docs/reference/gvisor.md")
    made = Docker(options=ContainerOptions(runtime="runsc"))
    yield made
    await made.close()


async def test_it_says_that_the_kernel_is_another_one(sandbox: Sandbox):
    tier = sandbox.tier()
    assert "the host's kernel" in tier.covers
    assert "limits on the whole process tree" in tier.covers
    assert "number of processes" in tier.lacks
    assert "Linux version 4.4.0" in await ask(sandbox, "def solve():\n    return open('/proc/version').read()")


@pytest.mark.parametrize(
    ("limit", "body"),
    [("cpu", "while True: pass"), ("wall", "import time; time.sleep(60)"), ("output", "while True: print('x' * 999)")],
)
async def test_limits_of_functions_hold(sandbox: Sandbox, limit: str, body: str):
    task = case_task(Case(input=(), expected=1))
    assert (await run(sandbox, task, "def solve():\n    return 1\n")).passed
    assert (await run(sandbox, task, f"def solve():\n    {body}\n", limits=SHORT)).limit == limit


async def test_programs_of_files_run_in_it(sandbox: Sandbox):
    done = await sandbox.run(LANGUAGES["c"].program(LANGUAGES["c"].hello))
    assert [(one.exit_code, one.limit, one.stdout) for one in done.steps] == [(0, None, ""), (0, None, "hello\n")]


@pytest.mark.parametrize(("limit", "source"), [("cpu", "while True: pass"), ("wall", "import time; time.sleep(60)")])
async def test_limits_of_steps_hold(sandbox: Sandbox, limit: str, source: str):
    step = Step(name="run", argv=("/usr/bin/python3", "-S", "-c", source), limits=SHORT)
    done = await sandbox.run(Program(language="python", files={}, steps=(step,)))
    assert [one.limit for one in done.steps] == [limit]


async def test_programs_that_mean_harm_are_contained(sandbox: Sandbox):
    programs = [one for one in ABUSE.programs if one.name in TELLING]
    assert len(programs) == len(TELLING)
    found = [one async for one in check_containment(sandbox, programs)]
    assert {one.name: one.evidence for one in found if one.verdict != "contained"} == {}
