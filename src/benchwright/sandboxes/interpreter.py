"""The Python that runs inside the sandbox: found, asked for its version, and given the guest's program to compile."""

import marshal
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchwright.errors import MissingTool
from benchwright.records import plain
from benchwright.sandboxes import inside
from benchwright.sandboxes.complaints import complaint
from benchwright.sandboxes.frames import pack_bytes

FLAGS = ("-s", "-S", "-B")
"""No site packages and no byte code files. Not -I, which would ignore PYTHONHASHSEED and so make sets differ by run."""

BOOT = """\
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
d = int(sys.argv[1])
sys.path[:] = [p for p in sys.path if p]
a, b = loads(take(int.from_bytes(take(4), 'big')))
m = type(sys)('benchwright.records.plain')
sys.modules[m.__name__] = m
exec(a, m.__dict__)
g = {'__name__': 'inside'}
exec(b, g)
del sys.modules[m.__name__]
g['main'](d)
"""
"""What the guest's command line says: it takes its program from the private channel, so that no file need be bound."""

_PROBE = """\
import sys, marshal
sources = marshal.loads(sys.stdin.buffer.read())
codes = tuple(compile(text, name, 'exec') for name, text in sources)
print('.'.join(map(str, sys.version_info[:3])), sys.base_prefix, marshal.dumps(codes).hex(), sep='\\n')
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
    """The guest's program, compiled by this very interpreter and framed."""

    def command(self, descriptor: int) -> list[str]:
        """Return the command line of a guest whose channel is that descriptor."""
        return [self.path, *FLAGS, "-c", BOOT, str(descriptor)]


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


def _known_places() -> list[str]:
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    here = Path(sys.base_prefix, "bin", name)
    return ["/usr/bin/python3", "/usr/local/bin/python3", str(here)]


def _probe(path: str, drop: list[str], environment: dict[str, str] | None) -> GuestPython | str:
    """Ask an interpreter for its facts, as the user that guests will be; return why not where it can't be used."""
    sources = [(module.__name__, Path(str(module.__file__)).read_text()) for module in (plain, inside)]
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
    version, prefix, program = done.stdout.decode().splitlines()
    if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
        return f"it is Python {version}"
    return GuestPython(path=path, version=version, prefix=prefix, program=pack_bytes(bytes.fromhex(program)))
