"""What only containers have: an engine that may be missing, images, a client that may die, foreign processes."""

import asyncio
import os
import resource
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.contracts import Sandbox
from benchwright.errors import NoSandbox, SandboxError
from benchwright.records.execution import ContainerOptions, Limits
from benchwright.records.task import Case
from benchwright.sandboxes.container import Container
from benchwright.sandboxes.containers import OWNER_LABEL, ask, engine_address, remove
from benchwright.sandboxes.docker import Docker
from benchwright.sandboxes.owner import own_mark
from benchwright.sandboxes.reaper import reap
from tests.container_engine import use_engine
from tests.integration.sandbox.conftest import ask as answer
from tests.integration.sandbox.conftest import case_task, containers_of, run, until

ANY = case_task(Case(input=(), expected=1))
RIGHT = "def solve():\n    return 1\n"
SLEEP = "import time\ndef solve():\n    time.sleep(60)\n"


@pytest.fixture
def other_image() -> Iterator[str]:
    """An image with a name of its own, as a person would choose it."""
    use_engine()
    made = Docker().readiness().detail.split(" in ")[1].split(";")[0]
    name = f"chosen-for-a-test:{os.getpid()}"
    ask("tag", made, name)
    yield name
    ask("rmi", name)


async def test_without_an_engine_it_says_so_and_how_to_mend_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no-engine")
    sandbox = Docker()
    readiness = sandbox.readiness()
    assert not readiness.ready
    assert "no-engine" in readiness.detail
    assert "docker info" in readiness.mend
    with pytest.raises(NoSandbox, match="no-engine"):
        await run(sandbox, ANY, RIGHT)


async def test_without_the_client_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Docker().readiness().detail == "docker is not installed"


async def test_a_chosen_image_is_used_and_told_apart(other_image: str):
    sandbox = Docker(options=ContainerOptions(image=other_image))
    assert other_image in sandbox.readiness().detail
    assert "@" in sandbox.tier().image
    assert (await run(sandbox, ANY, RIGHT)).passed


@pytest.mark.parametrize("options", [ContainerOptions(image="no-such:image"), ContainerOptions(runtime="no-such")])
async def test_an_image_or_runtime_that_is_not_there_is_named(options: ContainerOptions):
    use_engine()
    readiness = Docker(options=options).readiness()
    assert not readiness.ready
    assert "no-such" in readiness.detail


async def test_killing_the_client_leaves_no_container(docker: Sandbox):
    assert docker.readiness().ready
    job = asyncio.ensure_future(run(docker, ANY, SLEEP, limits=Limits(wall_s=30)))
    assert await until(lambda: bool(containers_of(os.getpid())), within_s=20)
    await asyncio.sleep(0.5)
    for pid in clients():
        os.kill(pid, signal.SIGKILL)
    job.cancel()
    await asyncio.gather(job, return_exceptions=True)
    assert containers_of(os.getpid()) == []


@pytest.fixture
def many_open() -> Iterator[None]:
    """More descriptors than select(2) takes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(2048, hard)), hard))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    yield
    for each in opened:
        os.close(each)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_open")
async def test_it_starts_however_many_descriptors_are_open(docker: Sandbox):
    assert (await run(docker, ANY, RIGHT)).passed


def test_a_first_look_that_breaks_off_leaves_no_container(monkeypatch: pytest.MonkeyPatch):
    use_engine()

    def break_off(*_: object) -> bool:
        raise SandboxError("it was broken off")

    monkeypatch.setattr("benchwright.sandboxes.visit._visitor", break_off)
    assert "broken off" in Docker().readiness().detail
    assert containers_of(os.getpid()) == []


async def test_what_returns_after_its_client_has_ended_is_not_judged(docker: Sandbox, monkeypatch: pytest.MonkeyPatch):
    """Nobody counts what it prints then, and the engine lets it go on."""

    seen: list[Container] = []

    async def ends_early(container: Container) -> int:
        seen.append(container)
        await asyncio.sleep(2)
        return 1

    assert docker.readiness().ready
    monkeypatch.setattr(Container, "_follow", ends_early)
    with pytest.raises(SandboxError):
        await run(docker, ANY, "import time\ndef solve():\n    time.sleep(3)\n    return 1\n")
    for container in seen:
        await asyncio.to_thread(container._client.wait)  # pyright: ignore[reportPrivateUsage]
    assert await until(lambda: containers_of(os.getpid()) == [], within_s=20)


def test_the_engine_that_was_in_use_is_asked_and_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """What a killed run left is told apart by its engine: another's has none of its containers."""
    use_engine()
    dead = own_mark().replace(f"{os.getpid()}-", "999999999-", 1)
    image = Docker().readiness().detail.split(" in ")[1].split(";")[0]
    # Apart from the machine's own, where whatever else runs may be quicker to clear away.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / f"benchwright-{dead}-x-container"
    folder.mkdir()
    name = f"benchwright-{dead}-left"
    try:
        (folder / "engine").write_text(engine_address())
        ask("create", f"--name={name}", f"--label={OWNER_LABEL}={dead}", image, "true")
        monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/another")
        reap(None)
        monkeypatch.undo()
        assert not folder.exists()
        assert ask("ps", "--all", "--quiet", "--filter", f"name={name}") == ""
    finally:
        monkeypatch.undo()
        remove(name)


@pytest.mark.usefixtures("accounting")
async def test_the_engine_kills_what_we_may_not(docker: Sandbox, monkeypatch: pytest.MonkeyPatch):
    """An ordinary user of the engine may not signal the processes of containers."""
    assert docker.readiness().ready
    monkeypatch.setattr("benchwright.sandboxes.guest._quietly_signal", id)
    monkeypatch.setattr("benchwright.sandboxes.container.is_needed", lambda: False)
    execution = await run(docker, ANY, SLEEP, limits=Limits(wall_s=0.5))
    assert execution.limit == "wall"
    assert execution.wall_s < 10


async def test_the_image_holds_python_and_little_else(docker: Sandbox):
    code = (
        "import os, sys\nimport ctypes, decimal, hashlib, json, sqlite3, ssl, statistics\n"
        "def solve():\n    return sorted(name for name in os.listdir('/usr/bin')), os.path.exists('/etc/passwd')\n"
    )
    told = await answer(docker, code)
    assert "python3" in told
    assert "docker" not in told
    assert "apt" not in told
    assert told.endswith("False)")


async def test_it_runs_filtered_and_as_nobody(docker: Sandbox):
    code = (
        "def solve():\n    wanted = ('Uid', 'Groups', 'NoNewPrivs', 'Seccomp:')\n"
        "    return [line.split()[1] for line in open('/proc/self/status') if line.startswith(wanted)]\n"
    )
    assert await answer(docker, code) == "['65534', '65534', '1', '2']"


def clients() -> list[int]:
    """Return the engine's clients that this process has started."""
    started = [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
    return [int(pid) for pid in started if b"--interactive" in Path(f"/proc/{pid}/cmdline").read_bytes()]
