"""What Landlock alone keeps a program from: each attack gets through where the kernel has none of it."""

import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchwright.contracts import Sandbox
from benchwright.records.execution import Limits
from benchwright.records.program import Program, Step
from benchwright.sandboxes.bubblewrap import Bubblewrap
from benchwright.sandboxes.landlock import DEVICES, Walls, landlock_version
from benchwright.sandboxes.process import Process
from tests.integration.sandbox.conftest import ask

READ = "def solve(place):\n    return open(place + '/answer').read()\n"
WRITE = "def solve(place):\n    open(place + '/left', 'w').close()\n    return 'written'\n"
LIST = "import os\ndef solve(place):\n    return os.listdir(place)\n"
ABSTRACT = (
    "import socket\ndef solve(name):\n    socket.socket(socket.AF_UNIX).connect('\\0' + name)\n    return 'reached'\n"
)
PLACES = {
    "its own folder": "open('kept', 'w').write('1')",
    "a folder within": "import os; os.mkdir('in'); os.rename('in', 'out'); os.rmdir('out')",
    "a link": "import os; os.symlink('a', 'b'); os.unlink('b')",
    "a longer file": "open('grown', 'w').truncate(100)",
    "/dev/null": "open('/dev/null', 'w').write('1')",
    "a program of the system": "import subprocess; subprocess.run(['/bin/sh', '-c', ':'], check=True)",
    "a program of its own": (
        "import shutil, subprocess; shutil.copy('/bin/sh', 'own'); subprocess.run(['./own', '-c', ':'], check=True)"
    ),
    "its children": "import subprocess; subprocess.Popen(['/bin/sh', '-c', 'while :; do :; done']).kill()",
}

pytestmark = pytest.mark.skipif(not landlock_version(), reason="this kernel has no Landlock in force")


@pytest.fixture
def place() -> Iterator[str]:
    """A folder of the host that everyone may read and write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        Path(folder, "answer").write_text("42")
        yield folder


@pytest.fixture(params=["with Landlock", "without"])
def walled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param == "without":
        monkeypatch.setattr("benchwright.sandboxes.process.landlock_version", lambda: 0)
    return request.param == "with Landlock"


@pytest.mark.parametrize(("attack", "gets"), [(READ, "'42'"), (WRITE, "'written'"), (LIST, "['answer']")])
async def test_files_of_users_are_out_of_a_plain_process_reach(place: str, attack: str, gets: str, *, walled: bool):
    told = await ask(Process(), attack, place)
    assert ("PermissionError" in told) is walled
    assert (told == gets) is not walled


@dataclass(frozen=True)
class _Packed:
    """A method that gives the same bytes always."""

    content: bytes

    def __call__(self) -> bytes:
        return self.content


@pytest.fixture
def listener() -> Iterator[str]:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("\0benchwright-test-of-landlock")
        listening.listen()
        yield "benchwright-test-of-landlock"


async def test_abstract_sockets_are_out_of_a_plain_process_reach(listener: str, *, walled: bool):
    told = await ask(Process(), ABSTRACT, listener)
    assert ("PermissionError" in told) is walled
    assert (told == "'reached'") is not walled


@pytest.mark.parametrize("what", PLACES)
async def test_what_programs_need_stays_open(sandbox: Sandbox, what: str):
    assert await ask(sandbox, f"def solve():\n    {PLACES[what]}\n    return 'done'\n") == "'done'"


async def test_the_tier_says_what_holds(*, walled: bool):
    tier = Process().tier()
    assert ("files of users" in tier.covers) is walled
    assert ("files of users" in tier.lacks) is not walled
    assert ("Landlock" in tier.lacks) is not walled


async def test_guests_that_can_not_confine_themselves_are_none(monkeypatch: pytest.MonkeyPatch):
    broken = Walls((*DEVICES, ("/", "no such kind")), b"", landlock_version())  # pyright: ignore[reportArgumentType]
    packed = broken.packed()
    monkeypatch.setattr(Walls, "packed", _Packed(packed))
    readiness = Bubblewrap().readiness()
    assert not readiness.ready
    assert "no such kind" in readiness.detail


async def test_walls_that_are_not_put_up_are_noticed(monkeypatch: pytest.MonkeyPatch):
    nothing = Walls().packed()
    monkeypatch.setattr(Walls, "packed", _Packed(nothing))
    readiness = Process().readiness()
    assert not readiness.ready
    assert "Landlock is not in force" in readiness.detail
    assert "system calls are not filtered" in readiness.detail


async def test_steps_of_programs_are_walled_in_too(place: str, *, walled: bool, monkeypatch: pytest.MonkeyPatch):
    if not walled:
        monkeypatch.setattr("benchwright.sandboxes.open_folder.landlock_version", lambda: 0)
    source = f"open('kept', 'w').close()\nprint(open('{place}/answer').read())\n"
    step = Step(name="run", argv=("python3", "main.py"), limits=Limits())
    result = await Process().run(Program(language="python", files={"main.py": source}, steps=(step,)))
    assert ("42" in result.steps[0].stdout) is not walled
    assert ("PermissionError" in result.steps[0].stderr) is walled
