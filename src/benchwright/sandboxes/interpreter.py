"""The Python that runs inside the sandbox: found, asked for its version, and given the guest's program to compile."""

import marshal
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchwright.errors import MissingTool
from benchwright.records import plain
from benchwright.sandboxes.complaints import complaint
from benchwright.sandboxes.frames import pack_bytes
from benchwright.sandboxes.landlock import Walls

FLAGS = ("-s", "-S", "-B")
"""No site packages and no byte code files. Not -I, which would ignore PYTHONHASHSEED and so make sets differ by run."""

_TAKE = """\
import sys
from marshal import loads
from os import read
def take(n):
    b = b''
    while len(b) < n:
        c = read(d, n - len(b))
        if not c:
            raise SystemExit(70)
        b += c
    return b
def told():
    return loads(take(int.from_bytes(take(4), 'big')))
d = int(sys.argv[1])
sys.path[:] = [p for p in sys.path if p]
"""

_LOAD = """\
import collections.abc
m = type(sys)('benchwright.records.plain')
sys.modules[m.__name__] = m
exec(a, m.__dict__)
g = {'__name__': 'inside'}
exec(b, g)
del sys.modules[m.__name__]
"""
"""`collections.abc` is there after many an import and else is not; so that no start differs, it always is."""

BOOT = f"""\
{_TAKE}
a, b, c = told()
w = told()
{_LOAD}
if any(w):
    k = {{'__name__': 'confinement'}}
    exec(c, k)
    k['Confinement'](*w).put_in_force()
    del c, k
g['main'](d)
"""
"""What the guest's command line says: it takes its program from the private channel, so that no file need be bound."""

ZYGOTE_BOOT = f"""\
{_TAKE}
a, b, c, z = told()
w = told()
{_LOAD}
z, a = {{'__name__': 'zygote'}}, z
exec(c, z)
exec(a, z)
g['rehearse']()
d = z['serve'](int(sys.argv[2]), z['Confinement'](*w))
g['main'](d)
"""
"""The same for a zygote, whose guests confine themselves.

Only a guest comes back from `serve`, as deep in the stack as one that was started afresh.
"""

HOLDER_BOOT = f"""\
{_TAKE}
a, b = loads(take(int.from_bytes(take(4), 'big')))
m = type(sys)('benchwright.sandboxes.folder')
sys.modules[m.__name__] = m
exec(a, m.__dict__)
g = {{'__name__': 'holder'}}
exec(b, g)
g['main'](d)
"""
"""The same for a holder of folders."""

_THEN_RUN = """
from marshal import loads
from signal import SIG_DFL, SIG_IGN, getsignal, signal, valid_signals
for each in valid_signals():
    if getsignal(each) == SIG_IGN:
        signal(each, SIG_DFL)
Confinement(*loads(bytes.fromhex(sys.argv[1])[4:])).put_in_force()
os.execvp(sys.argv[2], sys.argv[2:])
"""

_PROBE = """\
import sys, marshal
sources = marshal.loads(sys.stdin.buffer.read())
codes = tuple(compile(text, name, 'exec') for name, text in sources)
programs = [marshal.dumps(part).hex() for part in (codes[:3], codes[:4], codes[4:])]
print('.'.join(map(str, sys.version_info[:3])), sys.base_prefix, *programs, sep='\\n')
"""
_OLDEST = (3, 8)


@dataclass(frozen=True)
class GuestPython:
    """An interpreter that guests can run on."""

    path: str
    version: str
    prefix: str
    """Folder of its installation, which the sandbox has to show."""
    program: bytes
    """The guest's program, compiled by this very interpreter, and how it is to confine itself; each framed."""

    zygote: bytes
    """The same with the zygote's program."""
    holder: bytes
    """The program of a holder, likewise."""

    def within(self, walls: Walls) -> "GuestPython":
        """Return the same with guests that confine themselves so."""
        packed = walls.packed()
        return replace(self, program=_first_frame(self.program) + packed, zygote=_first_frame(self.zygote) + packed)

    def command(self, descriptor: int) -> list[str]:
        """Return the command line of a guest whose channel is that descriptor."""
        return [self.path, *FLAGS, "-c", BOOT, str(descriptor)]

    def zygote_command(self, program: int, control: int) -> list[str]:
        """Return the command line of a zygote that reads its program from the one descriptor and serves the other."""
        return [self.path, *FLAGS, "-c", ZYGOTE_BOOT, str(program), str(control)]

    def confining(self, walls: Walls) -> list[str]:
        """Return the start of a command line that runs the rest, of whatever language, within these walls."""
        return [self.path, "-I", "-S", "-B", "-c", _confining_source(), walls.packed().hex()]

    def holder_command(self, control: int) -> list[str]:
        """Return the command line of a holder that is told all on that descriptor."""
        return [self.path, "-I", "-S", "-B", "-c", HOLDER_BOOT, str(control)]


_PLAIN_ENVIRONMENT = {"PATH": os.defpath}


def find_python(
    explicit: str | None, *, drop: list[str], environment: dict[str, str] | None = _PLAIN_ENVIRONMENT
) -> GuestPython:
    """Return the first interpreter that works for a guest.

    `drop` starts a command line as the guest's user, or in its container; `environment` is for that (None: ours).
    """
    candidates = [explicit] if explicit else list(dict.fromkeys(_known_places()))
    reasons: list[str] = []
    for candidate in candidates:
        found = _probe(candidate, drop, environment)
        if isinstance(found, GuestPython):
            return found
        reasons.append(f"{candidate}: {found}")
    raise MissingTool(
        "no Python for the sandbox: it has to be 3.8 or newer and readable by every user. Tried "
        + "; ".join(reasons)
        + ". On Debian: apt-get install python3"
    )


@cache
def _confining_source() -> str:
    return Path(__file__).with_name("confinement.py").read_text() + _THEN_RUN


def _known_places() -> list[str]:
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    here = Path(sys.base_prefix, "bin", name)
    return ["/usr/bin/python3", "/usr/local/bin/python3", str(here)]


def _probe(path: str, drop: list[str], environment: dict[str, str] | None) -> GuestPython | str:
    """Ask an interpreter for its facts, as the user that guests will be; return why not where it can't be used."""
    here = Path(__file__)
    files = (
        Path(str(plain.__file__)),
        *(here.with_name(f"{name}.py") for name in ("inside", "confinement", "zygote", "folder", "holder")),
    )
    sources = [(file.stem, file.read_text()) for file in files]
    try:
        done = subprocess.run(
            [*drop, path, *FLAGS, "-c", _PROBE],
            input=marshal.dumps(sources, 2),
            capture_output=True,
            timeout=30,
            check=True,
            cwd="/",
            env=environment,
        )
    except subprocess.CalledProcessError as error:
        return complaint(error.stderr.decode("utf-8", "replace"), "it failed")
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    version, prefix, *programs = done.stdout.decode().splitlines()
    if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
        return f"it is Python {version}"
    program, zygote, holder = (pack_bytes(bytes.fromhex(each)) for each in programs)
    found = GuestPython(path=path, version=version, prefix=prefix, program=program, zygote=zygote, holder=holder)
    return found.within(Walls())


def _first_frame(content: bytes) -> bytes:
    return content[: 4 + int.from_bytes(content[:4], "big")]
