"""What holds for programs of files in every backend; Python stands for any language here."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchwright.contracts import Sandbox
from benchwright.errors import SandboxError, UnknownName
from benchwright.records.execution import Limits
from benchwright.records.program import Program, ProgramResult, Step
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.containers import ask
from benchwright.sandboxes.process import Process
from benchwright.sandboxes.workroom import WORK
from tests.integration.sandbox.conftest import backend, containers_of, processes_with, until

ISOLATING = ("bubblewrap, warm", "docker")
SHORT = Limits(cpu_s=2, wall_s=20, memory_mb=128, processes=32, file_mb=8, output_kb=64)


@pytest.fixture(params=(*ISOLATING, "process"))
async def either(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with backend(request.param, request) as made:
        yield made


@pytest.fixture(params=ISOLATING)
async def isolating(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with backend(request.param, request) as made:
        yield made


def step(source: str, *, name: str = "run", limits: Limits = SHORT, protected: tuple[str, ...] = ()) -> Step:
    return Step(name=name, argv=("/usr/bin/python3", "-S", "-c", source), limits=limits, protected=protected)


async def run(sandbox: Sandbox, *steps: str | Step, **fields: object) -> ProgramResult:
    ready = [one if isinstance(one, Step) else step(one, name=f"s{index}") for index, one in enumerate(steps)]
    given = {"language": "python", "files": {"main.py": "print('hello')"}, "steps": ready, **fields}
    return await sandbox.run(Program.model_validate(given))


async def test_files_are_there_and_what_a_step_leaves_is_there_for_the_next(either: Sandbox):
    done = await run(
        either,
        "import runpy; runpy.run_path('main.py'); open('made', 'w').write('by the first')",
        "print(open('made').read())",
    )
    assert [one.stdout for one in done.steps] == ["hello\n", "by the first\n"]
    assert done.succeeded
    assert all(one.cpu_s is not None and 0 < one.cpu_s < 2 and one.wall_s > 0 for one in done.steps)


async def test_the_first_step_that_fails_is_the_last(either: Sandbox):
    done = await run(either, "raise SystemExit(3)", "print('not reached')")
    assert [one.exit_code for one in done.steps] == [3]
    assert not done.succeeded


async def test_standard_input_is_what_the_step_says_and_else_empty(either: Sandbox):
    echo = "import sys; print(repr(sys.stdin.read()))"
    given = Step(name="given", argv=("/usr/bin/python3", "-S", "-c", echo), stdin="grüße\n")
    done = await run(either, given, echo)
    assert [one.stdout for one in done.steps] == ["'grüße\\n'\n", "''\n"]


HITS = pytest.mark.parametrize(
    ("limit", "source"),
    [
        ("cpu", "while True: pass"),
        ("wall", "import time; time.sleep(60)"),
        ("memory", "x = bytearray(400 << 20)"),
        ("output", "while True: print('x' * 1000)"),
        ("processes", "import os\nfor _ in range(100):\n    if not os.fork(): import time; time.sleep(5); os._exit(0)"),
        ("file_size", "import signal, os; signal.signal(25, signal.SIG_DFL); open('f','wb').write(bytes(9 << 20))"),
    ],
)


@HITS
async def test_the_limit_that_was_hit_is_named(either: Sandbox, limit: str, source: str):
    tight = SHORT.model_copy(update={"cpu_s": 0.3, "wall_s": 3.0})
    done = await run(either, step(source, limits=tight), "print('not reached')")
    assert [one.limit for one in done.steps] == [limit]


async def test_no_signal_is_ignored_that_a_program_would_not_ignore_itself(either: Sandbox):
    shown = Step(name="run", argv=("/bin/sh", "-c", "grep SigIgn /proc/self/status"))
    name, ignored = (await run(either, shown)).steps[0].stdout.split()
    of_the_c_library = 0b11 << 31  # signals 32 and 33, which no program can set and make leaves ignored
    assert (name, int(ignored, 16) & ~of_the_c_library) == ("SigIgn:", 0)


async def test_each_step_has_limits_of_its_own(either: Sandbox):
    burn = "import time\nwhile time.process_time() < 0.5: pass"
    done = await run(
        either,
        step(burn, name="roomy", limits=SHORT),
        step(burn, name="tight", limits=SHORT.model_copy(update={"cpu_s": 0.2})),
    )
    assert [one.limit for one in done.steps] == [None, "cpu"]


async def test_what_a_step_started_is_dead_before_the_next(either: Sandbox):
    mark = f"left-{time.monotonic_ns()}"
    daemon = (
        "import os, time\n"
        "if not os.fork():\n"
        "    os.setsid()\n"
        "    if not os.fork():\n"
        f"        mark = '{mark}'\n"
        "        while True:\n"
        "            open('beat', 'w').write(str(time.monotonic())); time.sleep(0.01)\n"
        "    os._exit(0)\n"
        "while not os.path.exists('beat'): time.sleep(0.01)\n"
    )
    look = "import time\nfirst = open('beat').read(); time.sleep(0.3); print(open('beat').read() == first)"
    done = await run(either, daemon, look)
    assert done.steps[1].stdout == "True\n"
    assert processes_with(mark) == []


async def test_artifacts_are_regular_files_only(either: Sandbox):
    made = (
        "import os, socket\n"
        "os.mkdir('out'); open('out/good.txt', 'w').write('fine'); os.symlink('/etc/hostname', 'out/link')\n"
        "os.mkfifo('out/fifo'); socket.socket(socket.AF_UNIX).bind('out/socket')\n"
        "open('out/huge', 'wb').truncate(7 << 20)\n"
        "os.symlink('out', 'way')\n"
    )
    done = await run(either, made, artifacts=("out", "way/good.txt", "missing"))
    assert {one.path: one.content for one in done.artifacts} == {"out/good.txt": b"fine"}
    reasons = {one.path: one.reason for one in done.refused}
    assert set(reasons) == {"out/link", "out/fifo", "out/socket", "out/huge", "way/good.txt", "missing"}
    assert "link" in reasons["out/link"]
    assert "FIFO" in reasons["out/fifo"]
    assert "bytes" in reasons["out/huge"]


async def test_no_device_can_be_made_to_be_an_artifact(either: Sandbox):
    made = "import os\ntry: os.mknod('device', 0o20666, os.makedev(1, 3))\nexcept OSError as error: print('refused')"
    done = await run(either, made, artifacts=("device",))
    assert done.steps[0].stdout == "refused\n"
    assert [one.path for one in done.refused] == ["device"]


async def test_protected_files_are_put_back_before_the_step(either: Sandbox):
    forge = (
        "import os, shutil\n"
        "shutil.rmtree('tests'); os.symlink('/usr', 'tests'); open('check.py', 'w').write('forged')\n"
    )
    look = step("print(open('tests/a.py').read(), open('check.py').read())", protected=("tests", "check.py"))
    files = {"tests/a.py": "original", "check.py": "also original"}
    done = await run(either, forge, look, files=files)
    assert done.steps[1].stdout == "original also original\n"


async def test_protected_files_can_only_be_read(isolating: Sandbox):
    forge = (
        "import os\n"
        "for act in (\n"
        "    lambda: open('tests/a.py', 'w'), lambda: os.rename('tests', 'other'), lambda: open('tests/b', 'w'),\n"
        "    lambda: os.unlink('tests/a.py'), lambda: os.chmod('tests/a.py', 0o777)):\n"
        "    try: act(); print('done')\n"
        "    except OSError: print('refused')\n"
    )
    done = await run(isolating, step(forge, protected=("tests",)), files={"tests/a.py": "original"})
    assert done.steps[0].stdout == "refused\n" * 5


async def test_nothing_of_the_host_is_there(isolating: Sandbox):
    look = (
        "import os, socket\n"
        "print([path for path in ('/etc/passwd', '/root', '/home', '/var', '/srv') if os.path.exists(path)])\n"
        "print(sorted(os.listdir('/')), sorted(os.environ), os.getcwd(), os.getuid())\n"
        "print(len([pid for pid in os.listdir('/proc') if pid.isdigit()]))\n"
        "for family in (socket.AF_INET, socket.AF_INET6):\n"
        "    try: socket.socket(family); print('open')\n"
        "    except OSError: print('refused')\n"
        "for path in ('/x', '/usr/x', '/dev/x', '/toolchains/x', '/proc/sys/kernel/core_pattern'):\n"
        "    try: open(path, 'w'); print(path, 'open')\n"
        "    except OSError: pass\n"
    )
    first, names, count, *rest = (await run(isolating, look)).steps[0].stdout.splitlines()
    assert first == "[]"
    assert "'work'" in names
    assert "'HOME', 'LANG', 'PATH', 'PWD', 'PYTHONDONTWRITEBYTECODE', 'PYTHONHASHSEED', 'TMPDIR'] /work" in names
    assert names.endswith((" 1000", " 65534"))
    assert int(count) <= 3
    assert rest == ["refused", "refused"]


async def test_the_folder_has_the_size_it_was_given(isolating: Sandbox):
    fill = (
        "size = 0\n"
        "try:\n"
        "    for number in range(100):\n"
        "        open(f'f{number}', 'wb').write(bytes(1 << 20)); size += 1\n"
        "except OSError as error: print(error.errno, size)\n"
    )
    done = await run(isolating, fill, folder_mb=10)
    errno, size = done.steps[0].stdout.split()
    assert int(errno) == 28
    assert 8 <= int(size) <= 10


@pytest.mark.parametrize(("folder", "most"), [("/work", 65_536), ("/tmp", 20_000), ("/dev/shm", 20_000)])  # noqa: S108
async def test_each_folder_holds_so_many_files_and_no_more(isolating: Sandbox, folder: str, most: int):
    fill = (
        "import os\n"
        "made = 0\n"
        "try:\n"
        f"    while made < 80000: os.mknod(f'{folder}/f{{made}}'); made += 1\n"
        "except OSError as error: print(error.errno, made)\n"
    )
    done = await run(isolating, step(fill, limits=Limits(cpu_s=20, wall_s=60, memory_mb=512)))
    errno, made = done.steps[0].stdout.split()
    assert int(errno) == 28
    assert 0.9 * most < int(made) <= most


@pytest.mark.parametrize("kind", [Bubblewrap, Process])
async def test_limits_hold_for_each_process_where_there_are_no_control_groups(
    kind: type[Sandbox], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("benchwright.sandboxes.backend.find_control_groups", lambda: None)
    either = kind()
    tight = SHORT.model_copy(update={"cpu_s": 0.5})
    spins = await run(either, step("while True: pass", limits=tight))
    hogs = await run(either, "x = bytearray(400 << 20)")
    assert "limits on the whole process tree" in spins.sandbox.lacks
    assert [one.limit for one in spins.steps] == ["cpu"]
    assert spins.steps[0].cpu_s is None
    assert "MemoryError" in hogs.steps[0].stderr


@HITS
@pytest.mark.parametrize("accounting", ["limits of each process"], indirect=True)
@pytest.mark.usefixtures("accounting")
async def test_an_engine_counts_the_whole_tree_where_we_can_not(docker: Sandbox, limit: str, source: str):
    tight = SHORT.model_copy(update={"cpu_s": 0.3, "wall_s": 3.0})
    done = await run(docker, step(source, limits=tight))
    assert "limits on the whole process tree" in done.sandbox.covers
    assert [one.limit for one in done.steps] == [limit]
    assert done.steps[0].cpu_s is not None
    assert (done.steps[0].cpu_s >= 0.3) == (limit == "cpu")


async def test_a_step_that_loses_its_container_is_not_judged(docker: Sandbox):
    def steps() -> list[str]:
        known = {name: ask("inspect", "--format={{.Args}}", name) for name in containers_of(os.getpid())}
        return [name for name, arguments in known.items() if "sleep(60)" in arguments]

    async def kill_when_there() -> None:
        assert await until(lambda: bool(steps()), within_s=20)
        await asyncio.sleep(0.5)
        ask("kill", *steps())

    killing = asyncio.ensure_future(kill_when_there())
    with pytest.raises(SandboxError, match="ended before its program did"):
        await run(docker, "import time; time.sleep(60)")
    await killing


async def test_programs_do_not_see_each_other(isolating: Sandbox):
    places = (WORK, "/tmp", "/dev/shm")  # noqa: S108 - in the sandbox
    await run(isolating, f"for path in {places}: open(path + '/left', 'w')")
    look = f"import os; print([os.path.exists(path + '/left') for path in {places}])"
    assert (await run(isolating, look)).steps[0].stdout == "[False, False, False]\n"


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_nothing_stays_on_the_host(either: Sandbox, monkeypatch: pytest.MonkeyPatch):
    with tempfile.TemporaryDirectory(prefix="benchwright-test-") as folder:
        os.chmod(folder, 0o711)  # noqa: PTH101, S103
        monkeypatch.setattr(tempfile, "tempdir", folder)
        await run(either, "pass")
        before = open_descriptors()
        await run(either, "open('left', 'w').write('x')", "raise SystemExit(1)")
        assert os.listdir(folder) == []  # noqa: PTH208
        assert open_descriptors() == before


async def test_an_unknown_language_is_named_with_the_known_ones(isolating: Sandbox):
    with pytest.raises(UnknownName, match=r"'cobol'. Known: python, "):
        await run(isolating, "pass", language="cobol")
