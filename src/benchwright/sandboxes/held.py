"""Workrooms of the bubblewrap backend: a folder in memory, kept by a holder, and a fresh bwrap for every step."""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchwright.errors import MissingTool, SandboxError
from benchwright.records.program import Step
from benchwright.sandboxes.conversation import Conversation
from benchwright.sandboxes.counted import PLACES, counting
from benchwright.sandboxes.gate import PipedGate
from benchwright.sandboxes.identities import becoming
from benchwright.sandboxes.landlock import Walls
from benchwright.sandboxes.outer import exit_of, kill_group
from benchwright.sandboxes.owner import PREFIX, own_mark
from benchwright.sandboxes.removal import remove_folder
from benchwright.sandboxes.toolchains.toolchain import INSIDE
from benchwright.sandboxes.workroom import VIEWS, WORK, Start, Taken, Tenancy


@dataclass(frozen=True)
class Bwrap:
    """What every step's sandbox has in common."""

    path: str
    system: Sequence[str]
    """Mounts of the system's libraries and programs."""
    filter: bytes
    walls: Walls
    """What a step puts on itself besides."""


class HeldWorkroom:
    """A workroom whose folder only exists in the holder's mount space."""

    def __init__(self, bwrap: Bwrap, tenancy: Tenancy, holder: "_Holder") -> None:
        self._bwrap = bwrap
        self._tenancy = tenancy
        self._holder = holder

    async def protect(self, step: Step) -> None:
        """Make the places where the protected files are shown."""
        await self._holder.talk.protect(self._tenancy, step)

    def start(self, step: Step, argv: Sequence[str], undo: ExitStack) -> Start:
        """Enter the holder's mount space and make a sandbox in it, as the guests' user."""
        size = str(self._tenancy.program.folder_mb << 20)
        gate = PipedGate(step.stdin)
        undo.callback(gate.close)
        filtering = gate.hand_over(self._bwrap.filter)
        inner = [*self._tenancy.python.confining(self._bwrap.walls), *argv]
        return Start(
            command=[
                *self._holder.entering(),
                *counting(size, own_user_space=False),
                *self._sandbox(step, gate, filtering),
                "--",
                *inner,
            ],
            gate=gate,
            stdin=gate.stdin,
            descriptors=(gate.waits, gate.tells, filtering),
            environment=self._tenancy.environment,
        )

    async def take(self, paths: Sequence[str], cap_bytes: int) -> Taken:
        """Let the holder read what is there."""
        return await self._holder.talk.take(paths, cap_bytes)

    async def close(self) -> None:
        """End the holder, and with it the folder."""
        await self._holder.close()

    def _sandbox(self, step: Step, gate: PipedGate, filtering: int) -> list[str]:
        own = self._holder.own
        protected = [
            part for path in step.protected for part in ("--ro-bind", f"{own}/protected/{path}", f"{WORK}/{path}")
        ]
        return [
            *(self._bwrap.path, "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent"),
            *("--new-session", "--cap-drop", "ALL", "--hostname", "sandbox", "--uid", "1000", "--gid", "1000"),
            *self._bwrap.system,
            *self._tools(),
            *("--proc", "/proc", "--dev", "/dev", "--bind", PLACES["/dev/shm"], "/dev/shm"),  # noqa: S108
            *("--remount-ro", "/dev", "--bind", PLACES["/tmp"], "/tmp"),  # noqa: S108
            *("--bind", f"{own}/work", WORK, *protected, "--remount-ro", "/", "--chdir", WORK),
            *("--info-fd", str(gate.tells), "--block-fd", str(gate.waits)),
            *(("--seccomp", str(filtering)) if self._bwrap.filter else ()),
        ]

    def _tools(self) -> list[str]:
        arguments: list[str] = []
        for path in self._tenancy.toolchain.shown:
            arguments += ["--ro-bind-try", path, path]
        for name in self._tenancy.shown:
            arguments += ["--ro-bind", self._holder.places[name], f"{INSIDE}/{name}"]
        for name in self._tenancy.views:
            arguments += ["--bind", f"{self._holder.own}/views/{name}", f"{VIEWS}/{name}"]
        return arguments


class _Holder:
    """A holder as the host sees it."""

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket, said: IO[bytes], undo: ExitStack
    ) -> None:
        self._process = process
        self._said = said
        self.talk = Conversation(control, self._last_words)
        self._undo = undo
        self._exited = exit_of(process)
        self.own = ""
        self.places: Mapping[str, str] = {}
        self._user: list[str] = []

    async def settle(self, tenancy: Tenancy, folder: str) -> None:
        """Have it set everything up."""
        shown, uid = tenancy.shown, tenancy.uid
        size = tenancy.program.folder_mb << 20
        self._user = becoming(uid) if uid is not None else []
        self.places = {name: f"{folder}/{name}" for name in shown} if uid is not None else shown
        views = {name: (self.places[name], f"{INSIDE}/{name}") for name in tenancy.views}
        self.own = await self.talk.begin(tenancy, (folder, uid, size, shown), views)

    def entering(self) -> list[str]:
        """Return the start of a command line that runs the rest in its user and mount spaces."""
        nsenter = shutil.which("nsenter")
        if nsenter is None:
            raise MissingTool("nsenter is not installed; apt-get install util-linux")
        target = ["--target", str(self._process.pid), "--user", "--mount", "--preserve-credentials", "--"]
        return [*self._user, nsenter, *target]

    async def close(self) -> None:
        """End it; its file system goes with it."""
        self.talk.close()
        await asyncio.wait([self._exited], timeout=5)
        if not self._exited.done():
            kill_group(self._process.pid)
            await self._exited
        self._undo.close()

    def _last_words(self) -> str:
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace").strip()


async def open_held(bwrap: Bwrap, tenancy: Tenancy) -> HeldWorkroom:
    """Start a holder and have it set everything up."""
    folder = tempfile.mkdtemp(prefix=f"{PREFIX}{own_mark()}-")
    holder = _start(tenancy, folder)
    try:
        await holder.settle(tenancy, folder)
    except BaseException:
        await holder.close()
        raise
    return HeldWorkroom(bwrap, tenancy, holder)


def _start(tenancy: Tenancy, folder: str) -> _Holder:
    with ExitStack() as undo:
        undo.callback(remove_folder, folder)
        Path(folder).chmod(0o711)
        ours, theirs = socket.socketpair()
        undo.callback(ours.close)
        said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the holder
        undo.callback(said.close)
        try:
            process = subprocess.Popen(
                tenancy.python.holder_command(theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                pass_fds=[theirs.fileno()],
                cwd="/",
                env={"PATH": os.defpath},
                start_new_session=True,
            )
        except OSError as error:
            raise SandboxError(f"the sandbox can't start a process: {error}") from error
        finally:
            theirs.close()
        ours.settimeout(0)
        return _Holder(process, ours, said, undo.pop_all())
