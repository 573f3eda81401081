"""Starting guests in containers, a fresh one for each."""

import asyncio
import os
from contextlib import ExitStack
from dataclasses import dataclass

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.channel import Channel
from benchwright.sandboxes.complaints import complaint
from benchwright.sandboxes.container import COME, MEETING, Arrangement, Container, Image, container_name
from benchwright.sandboxes.engine_accounts import EngineAccounts
from benchwright.sandboxes.guest import START_S, Accounts, Guest, Holdings
from benchwright.sandboxes.interpreter import BOOT, FLAGS, GuestPython
from benchwright.sandboxes.launch import Role, dying_with_us, greeted, open_process, resource_limits
from benchwright.sandboxes.meeting import Meeting

_SAID_BYTES = 1 << 12


@dataclass(frozen=True)
class ContainerLauncher:
    """Starts a fresh container for every guest."""

    python: GuestPython
    image: Image
    groups: ControlGroups | None
    """None: what the engine makes is read instead."""
    own_kernel: bool = False
    """Whether programs run on another kernel than the host's."""

    async def start(self, limits: Limits, role: Role) -> Guest:  # noqa: ARG002 - all alike
        """Return a guest that is ready for its first message."""
        try:
            coming_guest = self._spawn(limits)
        except OSError as error:
            raise SandboxError(f"the sandbox can't start a container: {error}") from error
        guest = await coming_guest.meet()
        return await greeted(guest, self.python.program, self._bounds(limits))

    def distrust(self) -> None:
        """Do nothing: every guest is started afresh."""

    async def close(self) -> None:
        """Do nothing: each guest is on its own."""

    def _bounds(self, limits: Limits) -> tuple[tuple[str, int], ...]:
        """Return what the guest sets on itself; gVisor's clock of CPU time runs on while others have the processor."""
        bounds = resource_limits(limits, of_tree=True, count=False)
        return tuple(one for one in bounds if one[0] != "RLIMIT_CPU" or not self.own_kernel)

    def _spawn(self, limits: Limits) -> "_Coming":
        with ExitStack() as undo:
            meeting = Meeting(undo, self.image.engine)
            group = self.groups.create(limits) if self.groups else None
            if group is not None:
                undo.callback(group.discard)
                group.hold_to_one_core()
            name = container_name()
            inner = [self.python.path, *FLAGS, "-c", COME + BOOT, MEETING]
            arrangement = Arrangement(meeting.folder, keep=group is None)
            command = self.image.command(name, inner, limits=limits, arrangement=arrangement)
            client, outputs = open_process([*dying_with_us(), *command], environment=None, folder=None)
            theirs = EngineAccounts() if group is None else None
            holdings = Holdings(limits, outputs, group or theirs, undo.pop_all().close)
            return _Coming(Container(name, client, theirs), meeting, holdings)


@dataclass(frozen=True)
class _Coming:
    """A container that is being started."""

    container: Container
    meeting: Meeting
    holdings: Holdings

    async def meet(self) -> Guest:
        """Return its guest once it is there; where it never comes, nothing of it stays."""
        try:
            came = await self.meeting.guest(self.container.exited, within_s=START_S)
            channel = Channel(came)
            channel.release_guest_end()
        except BaseException as error:
            said = await asyncio.shield(asyncio.ensure_future(self._give_up()))
            if isinstance(error, SandboxError | OSError):
                raise SandboxError(f"the container did not start: {complaint(said, str(error))}") from error
            raise
        return Guest(self.container, channel, self.holdings)

    async def _give_up(self) -> str:
        """See it end, and return what the engine's client said.

        With nobody at the meeting place it ends by itself; to end the client at once could leave a container behind
        that the engine is about to make.
        """
        try:
            await asyncio.wait([self.container.exited], timeout=self.container.patience_s)
            self.container.kill_for_good()
            await self.container.exited
            return os.read(self.holdings.outputs[1], _SAID_BYTES).decode("utf-8", "replace")
        finally:
            for output in self.holdings.outputs:
                os.close(output)
            accounts: Accounts | None = self.holdings.group
            if accounts is not None:
                await accounts.remove()
            self.holdings.release()
