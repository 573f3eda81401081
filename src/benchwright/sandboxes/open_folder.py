"""Workrooms of the process backend: a private folder on disk, and the step as a plain process in it.

A step walls itself in as every guest does (`landlock.py`): it writes to the private folder only. Protected files are
written back before a step and made read-only; nothing keeps a program of the same user from changing that. The size of
the folder is not limited.
"""

import asyncio
import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchwright.errors import NoSandbox, SandboxError
from benchwright.records.program import Step
from benchwright.sandboxes.folder import clear, put, take
from benchwright.sandboxes.gate import PipedGate
from benchwright.sandboxes.identities import becoming
from benchwright.sandboxes.landlock import DEVICES, SYSTEM, Rule, Walls, landlock_version
from benchwright.sandboxes.owner import PREFIX, own_mark
from benchwright.sandboxes.removal import remove_folder
from benchwright.sandboxes.seccomp import filter_program
from benchwright.sandboxes.workroom import Start, Taken, Tenancy, contents

_HELD = 'read -r go && exec "$@" <"$0"'
"""Waits at the gate, which is its standard input, then reads what it was given as that."""


class OpenFolder:
    """A workroom that anybody may look into."""

    def __init__(self, tenancy: Tenancy, folder: Path) -> None:
        self._tenancy = tenancy
        self._folder = folder
        self._work = folder / "work"
        self._aside = folder / "aside"
        self._temporary = folder / "tmp"

    async def settle(self) -> None:
        """Make the folders and write the program's files."""
        for each in (self._work, self._aside, self._temporary):
            each.mkdir()
        put(str(self._work), contents(self._tenancy.program))
        for name in self._tenancy.views:
            await asyncio.to_thread(shutil.copytree, self._tenancy.caches[name], self._folder / name)
        self._hand_over(self._work, self._temporary, *(self._folder / name for name in self._tenancy.views))

    async def protect(self, step: Step) -> None:
        """Write the protected files anew."""
        program = self._tenancy.program
        try:
            for path in step.protected:
                clear(str(self._work), path, str(self._aside), folder=path not in program.files)
            put(str(self._work), contents(program, step.protected))
        except OSError as error:
            raise SandboxError(f"protected files can't be put back: {error}") from error
        for path in program.files:
            if any(path in program.holding(each) for each in step.protected):
                (self._work / path).chmod(0o444)

    def start(self, step: Step, argv: Sequence[str], undo: ExitStack) -> Start:
        """Start it as the guests' user, without the way to more rights, and dying with us."""
        gate = PipedGate(step.stdin)
        undo.callback(gate.close)
        toolchain, uid = self._tenancy.toolchain, self._tenancy.uid
        setpriv = becoming(uid) if uid is not None else [shutil.which("setpriv") or "setpriv"]
        places = {**toolchain.folders, "work": str(self._work), "tmp": str(self._temporary)}
        # Where a cache is not copied there is nothing at its place, and the tools do without.
        places.update({name: str(self._folder / name) for name in self._tenancy.caches})
        return Start(
            command=[
                *(*setpriv, "--no-new-privs", "--pdeathsig=KILL"),
                *("/bin/sh", "-c", _HELD, f"/proc/self/fd/{gate.stdin}"),
                *(*self._tenancy.python.confining(self._walls()), *argv),
            ],
            gate=gate,
            stdin=gate.waits,
            descriptors=(gate.stdin,),
            environment=toolchain.environment_in(places),
            folder=str(self._work),
            tells=False,
        )

    def _walls(self) -> Walls:
        toolchain = self._tenancy.toolchain
        shown = (self._tenancy.python.prefix, *toolchain.shown, *toolchain.folders.values())
        own = (str(self._work), str(self._temporary), *(str(self._folder / name) for name in self._tenancy.caches))
        rules: list[Rule] = [*SYSTEM, *((place, "read") for place in shown), *((place, "write") for place in own)]
        return Walls((*rules, *DEVICES), filter_program(), landlock_version())

    async def take(self, paths: Sequence[str], cap_bytes: int) -> Taken:
        """Read what is there."""
        return Taken(*await asyncio.to_thread(take, str(self._work), list(paths), cap=cap_bytes))

    async def close(self) -> None:
        """Remove the folder."""
        await asyncio.to_thread(remove_folder, self._folder)

    def _hand_over(self, *roots: Path) -> None:
        uid = self._tenancy.uid
        if uid is None:
            return
        self._folder.chmod(0o711)
        for root in roots:
            for folder, _, files in os.walk(root):
                for path in (folder, *(os.path.join(folder, file) for file in files)):  # noqa: PTH118
                    os.chown(path, uid, uid)


async def open_folder(tenancy: Tenancy) -> OpenFolder:
    """Make a folder with the program's files."""
    hidden = [path for path in tenancy.toolchain.folders.values() if tenancy.uid is not None and not _is_open(path)]
    if hidden:
        raise NoSandbox(
            f"{hidden[0]} can't be read by the users that root's programs run as: install "
            f"{tenancy.toolchain.name} for everybody, run as an ordinary user, or use the bubblewrap sandbox"
        )
    room = OpenFolder(tenancy, Path(tempfile.mkdtemp(prefix=f"{PREFIX}{own_mark()}-")))
    try:
        await room.settle()
    except BaseException as error:
        await room.close()
        if isinstance(error, OSError):
            raise SandboxError(f"the program's folder can't be made: {error}") from error
        raise
    return room


def _is_open(path: str) -> bool:
    """Say whether everybody may look into a folder."""
    folder = Path(path)
    return all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))
