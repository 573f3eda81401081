"""After kill -9 of the whole tool, the next one to open a sandbox leaves nothing of it."""

import asyncio
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.owner import is_dead, own_mark
from tests.container_engine import use_engine
from tests.integration.sandbox.conftest import (
    BACKENDS,
    DAEMON,
    containers_of,
    control_groups_of,
    folders_of,
    processes_with,
    until,
)

HOST = """
import asyncio, sys
from benchwright.records.execution import Limits
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes import backend, docker
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.docker import Docker
from benchwright.sandboxes.process import Process
name, mark, code, groups = sys.argv[1:]
if not groups:
    backend.find_control_groups = docker.find_control_groups = lambda: None
task = FunctionTask(id="a", prompt="p", entry_point="solve", cases=(Case(input=(mark,), expected=1),))
sandbox = {"bubblewrap": Bubblewrap, "docker": Docker, "process": Process}[name]()
asyncio.run(sandbox.execute(task, code, limits=Limits(wall_s=60), measure=False))
"""
NEXT_COMMAND = "from benchwright.sandboxes.bubblewrap import Bubblewrap; assert Bubblewrap().readiness().ready"


async def killed_in_mid_run(backend: str, mark: str, *, groups: bool) -> int:
    """Start a process that runs a program in a sandbox, kill it without warning, and return its id."""
    command = [sys.executable, "-c", HOST, backend, mark, "wait = 60\n" + DAEMON, "groups" if groups else ""]
    host = await asyncio.create_subprocess_exec(*command)
    inside = ["python3", "-S", "-c"]
    running: Callable[[], bool] = lambda: any(line.split("\0")[:3] == inside for line in processes_with(mark))  # noqa: E731
    assert await until(running, within_s=30)
    host.kill()
    await host.wait()
    return host.pid


def left_of(pid: int, mark: str) -> dict[str, list[str]]:
    """Return what a process has left on this machine, by kind."""
    name = f"benchwright-{pid}-"
    mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    left = {
        "processes": processes_with(mark) + processes_with(name),
        "control groups": control_groups_of(pid),
        "folders": folders_of(pid),
        "mounts": [line for line in mounts if name in line],
        "containers": containers_of(pid),
    }
    return {kind: found for kind, found in left.items() if found}


@pytest.mark.parametrize("groups", [True, False], ids=["control groups", "no control groups"])
@pytest.mark.parametrize("backend", BACKENDS)
async def test_the_next_command_leaves_nothing_of_a_killed_one(backend: str, *, groups: bool):
    use_engine()
    mark = secrets.token_hex(8)
    pid = await killed_in_mid_run(backend, mark, groups=groups)
    assert Bubblewrap().readiness().ready
    assert await until(lambda: left_of(pid, mark) == {}, within_s=1), left_of(pid, mark)


def test_what_the_living_have_is_left_alone():
    folder = Path(tempfile.mkdtemp(prefix=f"benchwright-{own_mark()}-"))
    try:
        subprocess.run([sys.executable, "-c", NEXT_COMMAND], check=True)
        assert folder.is_dir()
    finally:
        folder.rmdir()


def test_a_process_is_told_from_a_later_one_of_the_same_id():
    pid, start, space, boot = own_mark().split("-")
    assert not is_dead(own_mark())
    assert is_dead(f"{pid}-{int(start) + 1}-{space}-{boot}")
    assert is_dead(f"{pid}-{start}-{space}-{'0' * len(boot)}")


def test_a_process_that_can_not_be_seen_from_here_counts_as_alive():
    _, start, space, boot = own_mark().split("-")
    assert not is_dead(f"999999999-{start}-{int(space) + 1}-{boot}")


def test_a_process_that_only_waits_to_be_collected_is_dead():
    code = "from benchwright.sandboxes.owner import own_mark; print(own_mark())"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        mark = child.stdout.read().strip()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert is_dead(mark)
        assert Path(f"/proc/{child.pid}").exists()
