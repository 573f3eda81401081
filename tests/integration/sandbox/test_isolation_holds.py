import asyncio
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.task import Case
from benchwright.sandboxes.bubblewrap import Bubblewrap
from tests.integration.sandbox.conftest import ask, case_task, control_groups_of, processes_with, run, until


async def test_it_has_no_network(isolating: Sandbox):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        code = "import socket\ndef solve(port):\n    socket.create_connection(('127.0.0.1', port), timeout=2)\n"
        assert "Error" in await ask(isolating, code, port)
    code = "def solve():\n    return [l.split(':')[0].strip() for l in open('/proc/net/dev').readlines()[2:]]\n"
    assert await ask(isolating, code) in ("['lo']", "[]")


@pytest.mark.parametrize("path", ["/etc/passwd", "/etc/hostname", "/root", "/home", "/var", "/sys", "/work", "/run"])
async def test_files_of_the_host_are_not_there(bubblewrap: Sandbox, path: str):
    assert await ask(bubblewrap, "import os\ndef solve(path):\n    return os.path.lexists(path)\n", path) == "False"


async def test_a_file_that_everyone_may_read_is_not_there(isolating: Sandbox, tmp_path: Path):
    secret = tmp_path / "expected.json"
    secret.write_text("42")
    secret.chmod(0o644)
    code = "def solve(path):\n    return open(path).read()\n"
    assert "FileNotFoundError" in await ask(isolating, code, str(secret))


async def test_the_environment_holds_no_keys(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_API_KEY", "of-the-host")
    code = "import os\ndef solve():\n    return sorted(os.environ), open('/proc/self/environ').read()\n"
    told = await ask(sandbox, code)
    assert "of-the-host" not in told
    assert "SECRET_API_KEY" not in told
    assert "PYTHONHASHSEED" in told


async def test_text_hashes_the_same_in_every_run(sandbox: Sandbox):
    code = "def solve():\n    return [hash('a'), list({'a', 'b', 'c', 'd'})]\n"
    assert await ask(sandbox, code) == await ask(sandbox, code)


@pytest.mark.parametrize("path", ["/usr/x", "/x", "/dev/x", "/usr/lib/x", "/proc/sys/kernel/core_pattern"])
async def test_nothing_but_its_own_folder_is_writable(isolating: Sandbox, path: str):
    assert "Error" in await ask(isolating, "def solve(path):\n    open(path, 'w').close()\n", path)


async def test_it_has_no_capabilities_and_can_not_get_any(isolating: Sandbox):
    code = (
        "import ctypes\ndef solve():\n    status = open('/proc/self/status').read()\n"
        "    caps = [line.split()[1] for line in status.splitlines() if line.startswith('Cap')]\n"
        "    libc = ctypes.CDLL(None, use_errno=True)\n"
        "    return set(caps), libc.unshare(0x10000000), libc.mount(b'x', b'/tmp', b'tmpfs', 0, None)\n"
    )
    assert await ask(isolating, code) == "({'0000000000000000'}, -1, -1)"


async def test_it_sees_no_process_of_the_host(isolating: Sandbox):
    code = "import os\ndef solve():\n    return [int(name) for name in os.listdir('/proc') if name.isdigit()]\n"
    assert await ask(isolating, code) in ("[1]", "[1, 2]")


async def test_it_never_runs_as_root(sandbox: Sandbox):
    code = (
        "def solve():\n    return [l.split() for l in open('/proc/self/status') if l.startswith(('Uid', 'Groups'))]\n"
    )
    told = await ask(sandbox, code)
    assert "'0'" not in told


async def test_one_run_leaves_nothing_for_the_next(sandbox: Sandbox):
    code = "import os\ndef solve():\n    before = os.listdir('.')\n    open('left', 'w').close()\n    return before\n"
    assert await ask(sandbox, code) == "[]"
    assert await ask(sandbox, code) == "[]"


DAEMON = """
import os, sys, time
def solve(mark):
    if not os.fork():
        os.setsid()
        if not os.fork():
            os.execv("/usr/bin/python3", ["python3", "-S", "-c", "import time; time.sleep(100)", mark])
        os._exit(0)
    os.wait()
    time.sleep(wait)
    return 1
"""


@pytest.mark.usefixtures("accounting")
async def test_everything_it_started_is_dead_when_it_returns(sandbox: Sandbox):
    mark = secrets.token_hex(8)
    execution = await run(sandbox, case_task(Case(input=(mark,), expected=1)), "wait = 0.2\n" + DAEMON)
    assert execution.passed
    assert processes_with(mark) == []


async def test_cancelling_kills_everything_it_started(sandbox: Sandbox):
    mark = secrets.token_hex(8)
    job = asyncio.ensure_future(run(sandbox, case_task(Case(input=(mark,), expected=1)), "wait = 60\n" + DAEMON))
    assert await until(lambda: bool(processes_with(mark)))
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert processes_with(mark) == []


async def test_cancelling_at_any_moment_leaves_nothing(sandbox: Sandbox):
    task = case_task(Case(input=(), expected=1), reference="def solve():\n    return 1\n")
    sandbox.readiness()
    for step in range(12):
        mark = f"mark{secrets.token_hex(8)}"
        job = asyncio.ensure_future(run(sandbox, task, f"'{mark}'\ndef solve():\n    return 1\n", measure=True))
        await asyncio.sleep(step * 0.008)
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)
    assert await run(sandbox, task, "def solve():\n    return 1\n")


HOST = """
import asyncio, sys
from benchwright.records.execution import Limits
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes.bubblewrap import Bubblewrap
task = FunctionTask(id="a", prompt="p", entry_point="solve", cases=(Case(input=(sys.argv[1],), expected=1),))
asyncio.run(Bubblewrap().execute(task, sys.argv[2], limits=Limits(wall_s=60), measure=False))
"""


async def test_killing_the_host_kills_everything_and_its_groups_are_swept_later(bubblewrap: Sandbox):
    mark = secrets.token_hex(8)
    host = await asyncio.create_subprocess_exec(sys.executable, "-c", HOST, mark, "wait = 60\n" + DAEMON)
    inside = ["python3", "-S", "-c"]
    assert await until(lambda: any(line.split("\0")[:3] == inside for line in processes_with(mark)), within_s=20)
    host.kill()
    await host.wait()
    assert await until(lambda: processes_with(mark) == [])
    assert bubblewrap.readiness().ready
    assert control_groups_of(host.pid) == []


async def test_readiness_and_tier_say_what_is_in_force(sandbox: Sandbox):
    readiness, tier = sandbox.readiness(), sandbox.tier()
    assert readiness.ready
    assert tier.backend == sandbox.name
    assert tier.isolated is (sandbox.name != "process")
    assert tier.image.startswith(f"{sandbox.name}/python-3.")
    assert ("other processes" in tier.covers) is tier.isolated
    assert ("sight of other processes" in tier.lacks) is not tier.isolated


@pytest.fixture
def under_usr() -> Iterator[Path]:
    """A folder in what the sandbox shows, as a workspace could be."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a folder in /usr")
    with tempfile.TemporaryDirectory(dir="/usr/share", prefix="benchwright-test-") as folder:
        Path(folder).chmod(0o755)
        Path(folder, "answer").write_text("42")
        yield Path(folder)


@pytest.mark.parametrize("warm", [True, False])
async def test_a_workspace_below_usr_is_not_shown(under_usr: Path, *, warm: bool):
    code = "import os\ndef solve(place):\n    return os.listdir(place)\n"
    for hidden, seen in (((), "['answer']"), ((under_usr,), "[]")):
        sandbox = Bubblewrap(warm=warm, hidden=hidden)
        try:
            assert await ask(sandbox, code, str(under_usr)) == seen
        finally:
            await sandbox.close()


async def test_a_workspace_that_holds_the_tool_chain_is_refused():
    readiness = Bubblewrap(hidden=[Path("/usr")]).readiness()
    assert not readiness.ready
    assert "/usr holds the Python" in readiness.detail
