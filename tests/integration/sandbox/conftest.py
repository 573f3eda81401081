"""The backends, as tests get them: every test that takes `sandbox` runs once in each."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Execution, Limits
from benchwright.records.task import Case, CheckProgram, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.process import Process

Run = Callable[..., Coroutine[None, None, Execution]]
ISOLATING: dict[str, Callable[[], Sandbox]] = {
    "bubblewrap, warm": lambda: Bubblewrap(warm=True),
    "bubblewrap, cold": lambda: Bubblewrap(warm=False),
}
BACKENDS: dict[str, Callable[[], Sandbox]] = {**ISOLATING, "process": Process}


@pytest.fixture(params=list(BACKENDS))
async def sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    made = BACKENDS[request.param]()
    yield made
    await made.close()


@pytest.fixture(params=list(ISOLATING))
async def bubblewrap(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    made = ISOLATING[request.param]()
    yield made
    await made.close()


@pytest.fixture(params=["control groups", "limits of each process"])
def accounting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What limits rest on: both ways have to hold, whatever this machine has."""
    if request.param != "control groups":
        monkeypatch.setattr("benchwright.sandboxes.backend.find_control_groups", lambda: None)
    return str(request.param)


def case_task(*cases: Case, reference: str = "") -> FunctionTask:
    """Return a task for a function `solve`, judged by cases."""
    return FunctionTask(id="cases", prompt="Write solve.", entry_point="solve", cases=cases, reference=reference)


def check_task(source: str, *, setup: str = "", reference: str = "") -> FunctionTask:
    """Return a task for a function `solve`, judged by a check program."""
    check = CheckProgram(source=source, setup=setup)
    return FunctionTask(id="check", prompt="Write solve.", entry_point="solve", check=check, reference=reference)


async def run(
    sandbox: Sandbox, task: FunctionTask, code: str, *, limits: Limits | None = None, measure: bool = False
) -> Execution:
    """Execute with limits that keep tests short."""
    return await sandbox.execute(task, code, limits=limits or Limits(cpu_s=2, wall_s=10), measure=measure)


async def ask(sandbox: Sandbox, code: str, *arguments: object) -> str:
    """Return what `solve` gives back, as text."""
    execution = await run(sandbox, case_task(Case(input=arguments, expected=None)), code)
    (result,) = execution.results
    return result.got or result.error


def processes_with(mark: str) -> list[str]:
    """Return the running processes whose command line holds the mark."""
    found: list[str] = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if mark in line:
            found.append(line)
    return found


def control_groups_of(pid: int) -> list[str]:
    """Return the control groups that a process made."""
    walk = os.walk("/sys/fs/cgroup")  # unlike a glob, it takes it well that others remove theirs meanwhile
    return [folder for folder, _, _ in walk if Path(folder).name.startswith(f"benchwright-{pid}-")]


async def until(condition: Callable[[], bool], *, within_s: float = 5.0) -> bool:
    """Wait for a condition, looking often."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within_s
    while loop.time() < deadline:
        if condition():
            return True
        await asyncio.sleep(0.02)
    return False


@pytest.fixture(autouse=True)
def nothing_stays_behind() -> Iterator[None]:
    """Every test leaves the machine without control groups of this process."""
    yield
    assert control_groups_of(os.getpid()) == []
