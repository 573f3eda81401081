"""What is promised of guests that a zygote forked, beyond what every sandbox promises."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.records.task import Case
from benchwright.sandboxes import zygote
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.guest import Ended, Guest
from benchwright.sandboxes.interpreter import FLAGS
from tests.integration.sandbox.conftest import ask, case_task, check_task, control_groups_of, processes_with, run, until
from tests.integration.sandbox.family import parents

DOUBLE = "def solve(x):\n    return 2 * x\n"
SLEEPY = "import time\ndef solve(x):\n    time.sleep(1)\n    return 2 * x\n"
TASK = case_task(Case(input=(1,), expected=2))
CHECKED = check_task("def check(candidate):\n    assert candidate(1) == 2\n")
SPACES = (
    "import os\ndef solve():\n    return {n: os.readlink('/proc/self/ns/' + n) for n in os.listdir('/proc/self/ns')}\n"
)


@pytest.fixture
async def warm() -> AsyncIterator[Bubblewrap]:
    made = Bubblewrap()
    yield made
    await made.close()


def zygotes() -> list[int]:
    """Return the zygotes that this process started: each is below what bubblewrap leaves around it."""
    return [pid for around in children_of(os.getpid()) for pid in children_of(around) if is_zygote(pid)]


def is_zygote(pid: int) -> bool:
    """Tell a zygote by its command line, which its guests share: they are further down."""
    return b"z['serve']" in Path(f"/proc/{pid}/cmdline").read_bytes()


def spaces_of(pid: int) -> str:
    """Return the spaces of a process, written as `SPACES` writes a guest's."""
    return str({file.name: str(file.readlink()) for file in Path(f"/proc/{pid}/ns").iterdir()})


def children_of(pid: int) -> list[int]:
    """Return the processes that one started and has not waited for."""
    return [child for child, parent in parents().items() if parent == pid]


async def test_starts_are_warm_where_that_works_and_the_tier_says_so(warm: Bubblewrap):
    cold = Bubblewrap(warm=False)
    assert warm.tier().start == "warm"
    assert cold.tier().start == "cold"
    assert warm.tier().image == cold.tier().image
    assert set(cold.tier().lacks) < set(warm.tier().lacks)
    assert "warm starts" in warm.readiness().detail


async def test_where_a_zygote_can_not_be_had_starts_are_cold(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("benchwright.sandboxes.interpreter.ZYGOTE_BOOT", "raise SystemExit('no zygotes here')")
    sandbox = Bubblewrap()
    assert sandbox.tier().start == "cold"
    assert (await run(sandbox, TASK, DOUBLE)).passed
    await sandbox.close()


async def test_guests_share_no_space_with_each_other_or_the_zygote(warm: Bubblewrap):
    task = case_task(Case(input=(), expected=None))
    one, two = await asyncio.gather(run(warm, task, SPACES), run(warm, task, SPACES))
    (parent,) = zygotes()
    outside = spaces_of(parent)
    for name in ("user", "mnt", "pid", "ipc"):
        told = {
            text.split(f"'{name}': ")[1].split("'")[1] for text in (one.results[0].got, two.results[0].got, outside)
        }
        assert len(told) == 3


async def test_guests_can_not_reach_each_others_sockets_by_name(warm: Bubblewrap):
    name = "'\\0' + 'meeting-point'"
    listening = (
        "import socket, time\ndef solve():\n    server = socket.socket(socket.AF_UNIX)\n"
        f"    server.bind({name})\n    server.listen()\n    time.sleep(1.5)\n    return 'listened'\n"
    )
    calling = (
        "import socket\ndef solve():\n    try:\n"
        f"        socket.socket(socket.AF_UNIX).connect({name})\n        return 'reached'\n"
        "    except OSError as error:\n        return error.strerror\n"
    )
    listens = asyncio.ensure_future(ask(warm, listening))
    await asyncio.sleep(0.7)
    assert await ask(warm, calling) in ("'Operation not permitted'", "'Connection refused'")
    assert await listens == "'listened'"


@pytest.mark.parametrize("open_here", [0, 200])
async def test_a_guest_has_three_descriptors_and_its_channel(warm: Bubblewrap, open_here: int):
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(open_here)]
    try:
        code = "import os\ndef solve():\n    return sorted(map(int, os.listdir('/proc/self/fd')))\n"
        assert await ask(warm, code) == "[0, 1, 2, 3, 4]"  # the fourth is the listing itself
    finally:
        for each in held:
            os.close(each)


async def test_what_one_guest_leaves_no_other_finds(warm: Bubblewrap):
    code = (
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\ndef solve():\n"
        "    found = [os.path.exists(p) for p in ('/tmp/left', '/dev/shm/left')]\n"
        "    found.append(libc.shmget(4711, 4096, 0) >= 0)\n"
        "    found.append(libc.syscall(249, b'user', b'left', None, -4) >= 0)\n"
        "    for p in ('/tmp/left', '/dev/shm/left'):\n        open(p, 'w').close()\n"
        "    made = libc.shmget(4711, 4096, 0o1666) >= 0\n"
        "    libc.syscall(248, b'user', b'left', b'x', 1, -4)\n"
        "    return found, made\n"
    )
    for _ in range(2):
        assert await ask(warm, code) == "([False, False, False, False], True)"


async def test_chance_differs_from_guest_to_guest(warm: Bubblewrap):
    code = "import random, uuid\ndef solve():\n    return random.random(), str(uuid.uuid4())\n"
    assert await ask(warm, code) != await ask(warm, code)


async def test_a_solution_may_recurse_as_deep_as_in_a_fresh_interpreter(warm: Bubblewrap):
    code = (
        "def deep(n):\n    try:\n        return deep(n + 1)\n    except RecursionError:\n        return n\n"
        "def solve():\n    return deep(0)\n"
    )
    assert await ask(warm, code) == await ask(Bubblewrap(warm=False), code)


NAMES = """
import collections.abc, importlib, json, os, sys
def names(module):
    __import__(module)
    return sorted(dir(sys.modules[module]))
def names_alone(module):
    ours, theirs = os.pipe()
    if not os.fork():
        os.write(theirs, json.dumps(names(module)).encode())
        os._exit(0)
    os.close(theirs)
    with open(ours) as file:
        return json.load(file)
public = [name for name in json.loads(sys.argv[1]) if not name.startswith("_")]
alone = {name: names_alone(name) for name in public}
for name in json.loads(sys.argv[2]):
    __import__(name)
print({name: set(names(name)) ^ set(alone[name]) for name in public if names(name) != alone[name]})
"""


def test_what_is_imported_beforehand_brings_in_no_name_that_is_missing_otherwise():
    imported = json.dumps([*zygote.PRELOADED, "ctypes", "gc", "select", "signal", "fcntl"])
    python = ["/usr/bin/python3", *FLAGS, "-c"]
    listing = f"import json, sys\nfor name in {imported}: __import__(name)\nprint(json.dumps(sorted(sys.modules)))"
    loaded = subprocess.run([*python, listing], capture_output=True, check=True, text=True).stdout
    done = subprocess.run([*python, NAMES, loaded, imported], capture_output=True, check=True, text=True)
    assert done.stdout == "{}\n"


@pytest.mark.parametrize("task", [TASK, CHECKED], ids=["cases", "check"])
async def test_an_attempt_whose_zygote_is_killed_is_made_again(warm: Bubblewrap, task: object):
    assert (await run(warm, TASK, DOUBLE)).passed
    job = asyncio.ensure_future(run(warm, task, SLEEPY))  # pyright: ignore[reportArgumentType]
    await asyncio.sleep(0.4)
    (victim,) = zygotes()
    os.kill(victim, signal.SIGKILL)
    assert (await job).passed
    assert zygotes() != [victim]


async def test_an_attempt_whose_zygote_is_killed_again_and_again_is_an_error_and_no_verdict(warm: Bubblewrap):
    assert (await run(warm, TASK, DOUBLE)).passed
    job = asyncio.ensure_future(run(warm, TASK, SLEEPY))
    while not job.done():
        await asyncio.sleep(0.2)
        for victim in zygotes():
            os.kill(victim, signal.SIGKILL)
    with pytest.raises(SandboxError):
        await job


async def test_a_guest_killed_from_outside_is_run_again(warm: Bubblewrap):
    assert (await run(warm, TASK, DOUBLE)).passed
    (parent,) = zygotes()
    job = asyncio.ensure_future(run(warm, TASK, SLEEPY))
    assert await until(lambda: bool(children_of(parent)))
    await asyncio.sleep(0.3)
    for guest in children_of(parent):  # the one that runs, and those that are kept ready
        os.kill(guest, signal.SIGKILL)
    execution = await job
    assert execution.passed
    assert execution.wall_s > 0.9


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), 9)", "os.kill(-1, 9)", "os.abort()", "os._exit(137)"])
async def test_a_solution_that_ends_itself_fails_and_is_not_run_again(warm: Bubblewrap, how: str):
    execution = await run(warm, TASK, f"import os\ndef solve(x):\n    {how}\n")
    assert not execution.passed
    assert execution.limit is None


@pytest.mark.parametrize("how", ["Popen", "run in a thread"])
async def test_what_a_passing_solution_has_started_is_dead_before_its_result(warm: Bubblewrap, how: str):
    mark = f"started-{os.urandom(6).hex()}"
    command = ["/usr/bin/python3", "-S", "-c", "import time; time.sleep(60)", mark]
    started = f"subprocess.Popen({command})"
    if how != "Popen":
        started = f"threading.Thread(target=subprocess.run, args=({command},)).start()"
    code = f"import subprocess, threading, time\n{started}\ntime.sleep(0.1)\n{DOUBLE}"
    for _ in range(5):
        assert (await run(warm, TASK, code)).passed
        assert processes_with(mark) == []


async def test_nothing_of_guests_is_left_once_the_sandbox_is_closed(warm: Bubblewrap, monkeypatch: pytest.MonkeyPatch):
    vanish = Guest._vanish  # pyright: ignore[reportPrivateUsage]

    async def vanish_late(guest: Guest, ended: Ended) -> Ended:
        await asyncio.sleep(0.5)
        return await vanish(guest, ended)

    monkeypatch.setattr(Guest, "_vanish", vanish_late)
    assert all(execution.passed for execution in await asyncio.gather(*(run(warm, TASK, DOUBLE) for _ in range(10))))
    await warm.close()
    assert control_groups_of(os.getpid()) == []
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_no_zygote_outlives_its_sandbox(warm: Bubblewrap):
    assert (await run(warm, TASK, DOUBLE)).passed
    assert zygotes()
    await warm.close()
    assert zygotes() == []


def test_one_sandbox_serves_one_event_loop_after_the_other():
    sandbox = Bubblewrap()
    for _ in range(2):
        assert asyncio.run(run(sandbox, TASK, DOUBLE)).passed
    asyncio.run(sandbox.close())
    assert zygotes() == []


HOST = """
import asyncio, sys
from benchwright.records.execution import Limits
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
task = FunctionTask(id="a", prompt="p", entry_point="solve", cases=(Case(input=(1,), expected=2),))
async def main():
    sandbox = Bubblewrap()
    await sandbox.execute(task, "def solve(x): return 2 * x", limits=Limits(), measure=False)
    print(sandbox.tier().start, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_a_zygote_dies_with_its_host():
    before = len(processes_with("z['serve']"))
    host = await asyncio.create_subprocess_exec(sys.executable, "-c", HOST, stdout=asyncio.subprocess.PIPE)
    assert host.stdout
    assert await host.stdout.readline() == b"warm\n"
    assert len(processes_with("z['serve']")) > before
    host.kill()
    await host.wait()
    assert await until(lambda: len(processes_with("z['serve']")) <= before)


async def test_a_fresh_zygote_takes_over_after_many_forks(warm: Bubblewrap, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("benchwright.sandboxes.warm.FORKS", 2)
    seen: set[int] = set()
    for _ in range(5):
        assert (await run(warm, TASK, DOUBLE, limits=Limits())).passed
        seen.update(zygotes())
    assert len(seen) > 1
    assert len(zygotes()) <= 2
