"""A small image made of this machine's own Python, so that containers need nothing from anywhere else.

It holds the interpreter with its standard library, a shell, and the shared libraries these need: no package manager,
no compiler, nothing of Benchwright, no file of a person. Programs of files get an emptier one still, and are shown the
tool chains of this machine in it.
"""

import hashlib
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from benchwright.errors import SandboxError
from benchwright.sandboxes.containers import docker
from benchwright.sandboxes.interpreter import GuestPython

RECIPE = 1
"""Goes up whenever what is put into the image changes."""
_LEFT_OUT = {
    "test",
    "tests",
    "idlelib",
    "tkinter",
    "turtledemo",
    "lib2to3",
    "ensurepip",
    "site-packages",
    "dist-packages",
}
_CONFIG = re.compile(r"config-\d")
_NAMES = ("usr/bin/python3", "usr/bin/python")
_LIBRARY = re.compile(r"(/\S+) \(0x[0-9a-f]+\)")
_SHELL = "/bin/sh"
_ASK = """\
import os, sys, sysconfig
for place in (os.path.realpath(sys.executable), sysconfig.get_path('stdlib'), sysconfig.get_path('platstdlib')):
    print(place)
"""


def own_image_name(python: GuestPython) -> str:
    """Return the name of the image made of that interpreter."""
    return f"benchwright-python:{python.version}-{RECIPE}"


def build_own_image(python: GuestPython) -> None:
    """Give the engine the image made of that interpreter."""
    with tempfile.TemporaryFile() as file:
        with tarfile.open(fileobj=file, mode="w", dereference=True) as archive:
            _fill(archive, python)
        _import(own_image_name(python), file)


def bare_image_name(links: Mapping[str, str]) -> str:
    """Return the name of the image that holds nothing but these links."""
    return f"benchwright-bare:{hashlib.sha256(repr(sorted(links.items())).encode()).hexdigest()[:12]}-{RECIPE}"


def build_bare_image(links: Mapping[str, str]) -> None:
    """Give the engine an image without any file, for containers that are shown this machine's tool chains."""
    with tempfile.TemporaryFile() as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            for path, target in links.items():
                _link(archive, path.lstrip("/"), target)
        _import(bare_image_name(links), file)


def _import(name: str, file: IO[bytes]) -> None:
    file.seek(0)
    done = subprocess.run(docker("import", "-", name), stdin=file, capture_output=True, check=False, timeout=300)
    if done.returncode:
        raise SandboxError(f"the image can't be made: {done.stderr.decode('utf-8', 'replace').strip()}")


def _fill(archive: tarfile.TarFile, python: GuestPython) -> None:
    executable, *libraries = _ask(python)
    programs = [executable, Path(_SHELL)]
    modules = [file for folder in dict.fromkeys(libraries) for file in _modules(folder)]
    needed = _needed([*programs, *(file for file in modules if file.suffix == ".so")])
    for file in dict.fromkeys([*programs, *modules, *needed]):
        _add(archive, file)
    for name in _NAMES:
        if Path("/", name) != executable:
            _link(archive, name, executable)


def _ask(python: GuestPython) -> list[Path]:
    done = subprocess.run([python.path, "-I", "-S", "-c", _ASK], capture_output=True, check=True, text=True, timeout=30)
    return [Path(line) for line in done.stdout.splitlines()]


def _modules(library: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(library):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT and not _CONFIG.match(name))
        # Compiled modules stay in: on a read-only file system no container could keep its own.
        yield from (Path(folder, name) for name in sorted(files))


def _needed(programs: list[Path]) -> list[Path]:
    done = subprocess.run(["ldd", *map(str, programs)], capture_output=True, check=False, text=True, timeout=60)
    found = [Path(path) for path in _LIBRARY.findall(done.stdout)]
    if not found:
        raise SandboxError(f"the image can't be made: ldd finds no libraries of {programs[0]}")
    return found


def _add(archive: tarfile.TarFile, file: Path) -> None:
    if file.is_file():
        archive.add(file, arcname=str(file).lstrip("/"), recursive=False, filter=_of_nobody_here)


def _link(archive: tarfile.TarFile, name: str, target: Path | str) -> None:
    link = tarfile.TarInfo(name)
    link.type = tarfile.SYMTYPE
    link.linkname = str(target)
    archive.addfile(link)


def _of_nobody_here(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mode |= 0o444
    return entry
