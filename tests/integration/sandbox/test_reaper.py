"""After kill -9 of the whole tool, the next one to get a sandbox ready leaves nothing of it."""

import asyncio
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from benchwright.sandboxes.identities import FIRST_ID, LAST_ID, claim_identity
from benchwright.sandboxes.owner import is_dead, own_mark
from benchwright.sandboxes.process_table import processes, user_of
from tests.container_engine import use_engine
from tests.integration.sandbox.conftest import processes_with, until
from tests.integration.sandbox.leftovers import OUTLIVING, left_of

HOST = """
import asyncio, os, sys
from benchwright.records.execution import Limits
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes import backend, docker
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.docker import Docker
from benchwright.sandboxes.process import Process
name, mark, code, groups = sys.argv[1:]
if not groups:
    backend.find_control_groups = docker.find_control_groups = lambda: None
sandbox = {"warm": Bubblewrap, "cold": lambda: Bubblewrap(warm=False), "process": Process, "docker": Docker}[name]()
task = FunctionTask(id="a", prompt="p", entry_point="solve", cases=(Case(input=(mark,), expected=1),))
asyncio.run(sandbox.execute(task, code, limits=Limits(wall_s=60), measure=False))
"""
PROGRAM_HOST = """
import asyncio, sys
from benchwright.records.execution import Limits
from benchwright.records.program import Program, Step
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.docker import Docker
name, mark = sys.argv[1:]
code = "import os\\nif not os.fork():\\n    os.execvp('sh', ['outliving', '-c', 'sleep 300; : ' + %r])\\nos.wait()"
step = Step(name="run", argv=("/usr/bin/python3", "-c", code % mark), limits=Limits(wall_s=60))
sandbox = {"Bubblewrap": Bubblewrap, "Docker": Docker}[name]()
asyncio.run(sandbox.run(Program(language="python", files={}, steps=(step,))))
"""
NEXT = "from benchwright.sandboxes.bubblewrap import Bubblewrap as B; r = B().readiness(); assert r.ready, r"
ORDINARY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
KEEPING_ITS_ENVIRONMENT = OUTLIVING.replace("{}", "os.environ")
"""All that an ordinary user without control groups can tell a guest of `process` by."""


async def killed_in_mid_run(backend: str, mark: str, *, code: str, groups: bool, user: list[str]) -> int:
    """Start a process that runs a program in a sandbox, kill its group without warning, and return its id."""
    return await _killed(mark, *user, sys.executable, "-c", HOST, backend, mark, code, "groups" if groups else "")


async def _killed(mark: str, *command: str) -> int:
    host = await asyncio.create_subprocess_exec(*command, start_new_session=True)
    assert await until(lambda: any(line.startswith("outliving\0") for line in processes_with(mark)), within_s=30)
    os.killpg(host.pid, 9)
    await host.wait()
    return host.pid


async def succeeds(*command: str) -> bool:
    """Run a command, and say whether it ended well."""
    return await (await asyncio.create_subprocess_exec(*command)).wait() == 0


@pytest.mark.parametrize("groups", [True, False], ids=["control groups", "no control groups"])
@pytest.mark.parametrize("backend", ["warm", "cold", "docker", "process"])
async def test_the_next_command_leaves_nothing_of_a_killed_one(backend: str, *, groups: bool):
    if backend == "docker":
        use_engine()
    mark = secrets.token_hex(8)
    code = OUTLIVING if groups or os.geteuid() == 0 else KEEPING_ITS_ENVIRONMENT
    pid = await killed_in_mid_run(backend, mark, code=code, groups=groups, user=[])
    assert await succeeds(sys.executable, "-c", NEXT)
    assert await until(lambda: left_of(pid, mark) == {}, within_s=2), left_of(pid, mark)


@pytest.mark.parametrize("backend", ["Bubblewrap", "Docker"])
async def test_nor_of_one_that_was_running_a_program_of_files(backend: str):
    if backend == "Docker":
        use_engine()
    mark = secrets.token_hex(8)
    pid = await _killed(mark, sys.executable, "-c", PROGRAM_HOST, backend, mark)
    assert await succeeds(sys.executable, "-c", NEXT)
    assert await until(lambda: left_of(pid, mark) == {}, within_s=5), left_of(pid, mark)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's case is what the other tests are then")
@pytest.mark.parametrize("backend", ["warm", "cold", "process"])
async def test_nor_does_an_ordinary_users(backend: str):
    if not await succeeds(*ORDINARY, sys.executable, "-c", "import benchwright"):
        pytest.skip("this checkout can't be read by an ordinary user")
    mark = secrets.token_hex(8)
    pid = await killed_in_mid_run(backend, mark, code=KEEPING_ITS_ENVIRONMENT, groups=True, user=ORDINARY)
    assert await succeeds(*ORDINARY, sys.executable, "-c", NEXT)
    assert await until(lambda: left_of(pid, mark) == {}, within_s=2), left_of(pid, mark)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives guests user ids")
async def test_one_that_forks_on_and_on_does_not_get_away():
    mark = secrets.token_hex(8)
    script = "import os, time\\nwhile os.fork() == 0 or os._exit(0): time.sleep(.02)"
    code = OUTLIVING.replace("import time; time.sleep(300)", script)
    await killed_in_mid_run("process", mark, code=code, groups=False, user=[])
    assert await succeeds(sys.executable, "-c", NEXT)
    await asyncio.sleep(0.1)
    assert not any(processes_with(mark) for _ in range(20))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives guests user ids")
async def test_no_guest_gets_the_user_id_of_one_that_outlived_its_owner():
    mark = secrets.token_hex(8)
    pid = await killed_in_mid_run("process", mark, code=OUTLIVING, groups=False, user=[])
    left = {user_of(process) for process in processes()} & set(range(FIRST_ID, LAST_ID + 1))
    identity = claim_identity()
    try:
        assert identity.uid not in left  # none is left where another test's process was quicker to end it
        assert await succeeds(sys.executable, "-c", NEXT)
    finally:
        identity.release()
    assert await until(lambda: left_of(pid, mark) == {}, within_s=2), left_of(pid, mark)


def test_what_the_living_have_is_left_alone():
    folder = Path(tempfile.mkdtemp(prefix=f"benchwright-{own_mark()}-"))
    try:
        subprocess.run([sys.executable, "-c", NEXT], check=True)
        assert folder.is_dir()
    finally:
        folder.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to someone else")
def test_a_strangers_folder_is_left_alone_whatever_it_is_called():
    dead = own_mark().replace(f"{os.getpid()}-", "999999999-", 1)
    folder = Path(tempfile.mkdtemp(prefix=f"benchwright-{dead}-"))
    try:
        os.chown(folder, 1234, 1234)
        subprocess.run([sys.executable, "-c", NEXT], check=True)
        assert folder.is_dir()
        os.chown(folder, 0, 0)
        subprocess.run([sys.executable, "-c", NEXT], check=True)
        assert not folder.exists()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
