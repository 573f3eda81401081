"""The backends, as tests get them: every test that takes `sandbox` runs once in each."""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Execution, Limits
from benchwright.records.task import Case, CheckProgram, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.containers import OWNER_LABEL
from benchwright.sandboxes.docker import Docker
from benchwright.sandboxes.process import Process
from tests.container_engine import use_engine

Run = Callable[..., Coroutine[None, None, Execution]]
BUBBLEWRAP: dict[str, Callable[[], Sandbox]] = {
    "bubblewrap, warm": lambda: Bubblewrap(warm=True),
    "bubblewrap, cold": lambda: Bubblewrap(warm=False),
}
ISOLATING: dict[str, Callable[[], Sandbox]] = {**BUBBLEWRAP, "docker": Docker}
BACKENDS: dict[str, Callable[[], Sandbox]] = {**ISOLATING, "process": Process}


@pytest.fixture(params=list(BACKENDS))
async def sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    """Each backend in turn."""
    async with backend(request.param, request) as made:
        yield made


@pytest.fixture(params=list(ISOLATING))
async def isolating(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    """Each backend that isolates, in turn."""
    async with backend(request.param, request) as made:
        yield made


@pytest.fixture(params=list(BUBBLEWRAP))
async def bubblewrap(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with backend(request.param, request) as made:
        yield made


@pytest.fixture
async def docker(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with backend("docker", request) as made:
        yield made


@asynccontextmanager
async def backend(name: str, request: pytest.FixtureRequest) -> AsyncGenerator[Sandbox]:
    """Make a backend, and end it."""
    if name == "docker":
        use_engine()
    shared = name == "docker" and "accounting" not in request.fixturenames
    made = one_docker() if shared else BACKENDS[name]()
    yield made
    await made.close()


@cache
def one_docker() -> Sandbox:
    """Return the one that all tests share, since looking around takes longer than most of them."""
    return Docker()


@pytest.fixture(params=["control groups", "limits of each process"])
def accounting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What limits rest on: both ways have to hold, whatever this machine has."""
    if request.param != "control groups":
        for module in ("backend", "docker"):
            monkeypatch.setattr(f"benchwright.sandboxes.{module}.find_control_groups", lambda: None)
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
    """Return the running processes whose command line holds the mark; the newest first, which may not be there long."""
    found: list[str] = []
    pids = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdecimal()]
    for pid in sorted(pids, reverse=True):
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
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


def containers_of(pid: int) -> list[str]:
    """Return the containers that a process made; none where no engine is in use."""
    command = ["docker", "ps", "--all", "--filter", f"label={OWNER_LABEL}", "--format", "{{.Names}}"]
    listed = subprocess.run(command, capture_output=True, check=False, text=True).stdout.split()
    return [name for name in listed if name.startswith(f"benchwright-{pid}-")]


def volumes_of(pid: int) -> list[str]:
    """Return the engine's volumes that a process made."""
    command = ["docker", "volume", "ls", "--quiet", "--filter", f"label={OWNER_LABEL}"]
    listed = subprocess.run(command, capture_output=True, check=False, text=True).stdout.split()
    return [name for name in listed if name.startswith(f"benchwright-{pid}-")]


def folders_of(pid: int) -> list[str]:
    """Return the temporary folders that a process made."""
    return [str(place) for place in Path(tempfile.gettempdir()).glob(f"benchwright-{pid}-*")]


@pytest.fixture(autouse=True)
def nothing_stays_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test leaves the machine without control groups, folders and containers of this process."""
    yield
    assert control_groups_of(os.getpid()) == []
    assert folders_of(os.getpid()) == []
    if "docker" in request.node.name:
        assert containers_of(os.getpid()) == []
        assert volumes_of(os.getpid()) == []
