"""Workrooms of the docker backend: a folder in memory that the engine keeps, and a fresh container for every step.

The tool chains are those of this machine, shown read-only, as under bubblewrap. The folder is a volume of the engine's.
It is one container's, the holder's, which does with it what holders do; a step is shown parts of it.
"""

import asyncio
import os
import socket
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.records.program import Step
from benchwright.sandboxes.complaints import complaint
from benchwright.sandboxes.container import COME, MEETING, Arrangement, Container, Image, container_name, mount
from benchwright.sandboxes.containers import make_volume, remove_volume
from benchwright.sandboxes.conversation import START_S, Conversation
from benchwright.sandboxes.engine_accounts import EngineAccounts
from benchwright.sandboxes.gate import MetGate
from benchwright.sandboxes.holder import MOST_FILES
from benchwright.sandboxes.interpreter import FLAGS, HOLDER_BOOT, GuestPython
from benchwright.sandboxes.landlock import Walls
from benchwright.sandboxes.launch import dying_with_us, open_process
from benchwright.sandboxes.meeting import Meeting
from benchwright.sandboxes.shown import Shown
from benchwright.sandboxes.step import OPEN_FILES
from benchwright.sandboxes.toolchains.toolchain import INSIDE
from benchwright.sandboxes.workroom import VIEWS, WORK, Start, Taken, Tenancy

_OWN = "/own"
_HOLDER_MB = 256
_SAID_BYTES = 1 << 12
_TELL = """\
import os
d = int(sys.argv[1])
if os.read(d, 1) != b'.':
    os._exit(70)
p = os.fork()
if not p:
    os.close(d)
    os.execvp(sys.argv[2], sys.argv[2:])
while True:
    q, s = os.wait()
    if q == p:
        break
c = os.WEXITSTATUS(s) if os.WIFEXITED(s) else 128 + os.WTERMSIG(s)
os.write(d, b'%d' % c)
os.read(d, 1)
os._exit(c)
"""
"""What is first in a step's container: it waits to begin, starts the program, collects what dies, tells how it ended.

The first process of a space can't be killed by most signals, so the program is not it. It ends when the host hangs up,
who reads the engine's accounts meanwhile; they go with it.
"""


@dataclass(frozen=True)
class Premises:
    """What all workrooms have in common."""

    image: Image
    python: GuestPython
    shown: Shown
    walls: Walls
    """What a step puts on itself."""
    counts: bool
    """Whether we make control groups ourselves."""

    async def open(self, tenancy: Tenancy) -> "ContainerRoom":
        """Make a workroom with the program's files in it."""
        async with AsyncExitStack() as undo:
            name = container_name()
            place = await asyncio.to_thread(make_volume, name, size_mb=tenancy.program.folder_mb, files=MOST_FILES)
            undo.push_async_callback(asyncio.to_thread, remove_volume, name)
            talk = await self._start_holder(tenancy, name, undo)
            shown = {name: (f"{INSIDE}/{name}", f"{INSIDE}/{name}") for name in tenancy.views}
            await talk.begin(tenancy, _OWN, shown)
            return ContainerRoom(self, tenancy, place, talk, undo.pop_all())

    def tools(self, tenancy: Tenancy) -> list[str]:
        """Return the options that show the tool chains."""
        alike = [*self.shown.folders, *(path for path in tenancy.toolchain.shown if Path(path).exists())]
        return [
            *(mount("bind", path, path, read_only=True) for path in alike),
            *(mount("bind", path, f"{INSIDE}/{name}", read_only=True) for name, path in tenancy.shown.items()),
            *(f"--tmpfs={path}:ro,size=4k" for path in self.shown.emptied),
        ]

    async def _start_holder(self, tenancy: Tenancy, volume: str, undo: AsyncExitStack) -> Conversation:
        with ExitStack() as own:
            meeting = Meeting(own, self.image.engine)
            limits = Limits(memory_mb=_HOLDER_MB + tenancy.program.folder_mb, file_mb=tenancy.program.folder_mb)
            options = (mount("volume", volume, _OWN), *self.tools(tenancy))
            inner = [self.python.path, "-I", "-S", "-B", "-c", COME + HOLDER_BOOT, MEETING]
            name = container_name()
            arrangement = Arrangement(meeting.folder, options=options, folder_mb=1)
            command = self.image.command(name, inner, limits=limits, arrangement=arrangement)
            client, outputs = open_process([*dying_with_us(), *command], environment=None, folder=None)
            for output in outputs:
                own.callback(os.close, output)
            holder = _Holder(Container(name, client, None), outputs[1], own.pop_all())
        undo.push_async_callback(holder.close)
        return await holder.met(meeting)


class ContainerRoom:
    """A workroom whose folder the engine keeps."""

    def __init__(
        self, premises: Premises, tenancy: Tenancy, place: str, talk: Conversation, undo: AsyncExitStack
    ) -> None:
        self._premises = premises
        self._tenancy = tenancy
        self._place = place
        self._talk = talk
        self._undo = undo

    async def protect(self, step: Step) -> None:
        """Make the places where the protected files are shown."""
        await self._talk.protect(self._tenancy, step)

    def start(self, step: Step, argv: Sequence[str], undo: ExitStack) -> Start:
        """Make a container around the folder."""
        image, python = self._premises.image, self._premises.python
        meeting = Meeting(undo, image.engine)
        gate = MetGate(step.stdin, meeting)
        undo.callback(gate.close)
        name = container_name()
        accounts = None if self._premises.counts else EngineAccounts()
        variables = [f"{key}={value}" for key, value in {**self._tenancy.environment, "PWD": WORK}.items()]
        # What the engine adds to the environment would else be there too.
        confined = [*python.confining(self._premises.walls), "/usr/bin/env", "-i", *variables, *argv]
        command = image.command(
            name,
            [python.path, *FLAGS, "-c", COME + _TELL, MEETING, *confined],
            limits=step.limits,
            arrangement=self._arrangement(step, meeting.folder, keep=accounts is not None),
        )
        return Start(
            command=[*dying_with_us(), *command],
            gate=gate,
            stdin=gate.stdin,
            descriptors=(),
            environment=None,
            outer=lambda client: Container(name, client, accounts),
            accounts=accounts,
        )

    async def take(self, paths: Sequence[str], cap_bytes: int) -> Taken:
        """Let the holder read what is there."""
        return await self._talk.take(paths, cap_bytes)

    async def close(self) -> None:
        """End the holder, and with it the folder."""
        await self._undo.aclose()

    def _arrangement(self, step: Step, meeting: Path, *, keep: bool) -> Arrangement:
        own, program = self._place, self._tenancy.program
        options = [
            *self._premises.tools(self._tenancy),
            mount("bind", f"{own}/work", WORK),
            *(mount("bind", f"{own}/protected/{path}", f"{WORK}/{path}", read_only=True) for path in step.protected),
            *(mount("bind", f"{own}/views/{name}", f"{VIEWS}/{name}") for name in self._tenancy.views),
        ]
        return Arrangement(meeting, keep, tuple(options), WORK, program.folder_mb, OPEN_FILES)


class _Holder:
    """The container that has the folder."""

    def __init__(self, container: Container, says: int, own: ExitStack) -> None:
        self._container = container
        self._says = says
        self._own = own
        self._talk: Conversation | None = None

    async def met(self, meeting: Meeting) -> Conversation:
        """Return the talk with it, once it is there."""
        try:
            came: socket.socket = await meeting.guest(self._container.exited, within_s=START_S)
        except SandboxError as error:
            raise SandboxError(f"the container of the program's folder did not start: {self._said(error)}") from error
        self._talk = Conversation(came, lambda: self._said(""))
        return self._talk

    async def close(self) -> None:
        """Hang up, upon which it ends; its container goes with it."""
        if self._talk is not None:
            self._talk.close()
        await asyncio.wait([self._container.exited], timeout=self._container.patience_s)
        self._container.kill_for_good()
        await self._container.exited
        self._own.close()

    def _said(self, otherwise: object) -> str:
        os.set_blocking(self._says, False)
        try:
            return complaint(os.read(self._says, _SAID_BYTES).decode("utf-8", "replace"), str(otherwise))
        except BlockingIOError:
            return str(otherwise)
