"""A zygote as the host sees it: started in a sandbox of its own, asked for forks, told off when it is no more."""

import array
import asyncio
import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.sandboxes.frames import pack_bare
from benchwright.sandboxes.identities import claim_identity
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.launch import Wrapping, environment
from benchwright.sandboxes.outer import exit_of, kill_group

START_S = 30.0
_REPORT_BYTES = 8
_PATIENCE_S = 5.0


class Forked:
    """A guest that a zygote forked: it ends by the zygote's word, or with it."""

    only_from_outside = True
    """As the first process of its space it is deaf to a SIGKILL from within (pid_namespaces(7)); a check is trusted."""

    patience_s = 5.0

    def __init__(self, zygote: "Zygote") -> None:
        self._zygote = zygote
        self._watched: int | None = None
        self.exited: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()

    def kill(self, inner: int | None) -> None:
        """Look for the end ourselves: killed or cut off from us, a guest ends by itself, and its zygote may be busy."""
        if inner is None or self._watched is not None or self.exited.done():
            return
        try:
            self._watched = os.pidfd_open(inner)
        except ProcessLookupError:
            return  # reaped: the zygote's word is on its way
        asyncio.get_running_loop().add_reader(self._watched, self.end, -signal.SIGKILL)

    def end(self, exit_code: int | None) -> None:
        """Note how it ended; the first word counts."""
        if self._watched is not None:
            asyncio.get_running_loop().remove_reader(self._watched)
            os.close(self._watched)
            self._watched = None
        if not self.exited.done():
            self.exited.set_result(exit_code)

    def kill_for_good(self) -> None:
        """End the zygote with all its guests."""
        self._zygote.kill()


class Zygote:
    """One zygote: `start` it, ask for a `fork`, `close` it."""

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket, said: int, release: Callable[[], None]
    ) -> None:
        self.loop = asyncio.get_running_loop()
        self.forks = 0
        self._process = process
        self._control = control
        self._said = said
        self._release = release
        self._numbers = count()
        self._guests: dict[int, Forked] = {}
        self._exited = exit_of(process)
        self._alive = True
        self._ready: asyncio.Future[None] = self.loop.create_future()
        self.loop.add_reader(control, self._hear)

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._alive

    @property
    def idle(self) -> bool:
        """Whether none of its guests is left."""
        return not self._guests

    async def until_ready(self) -> None:
        """Wait for its first word; raise SandboxError where none comes."""
        started = [self._ready, self._exited]
        await asyncio.wait(started, timeout=START_S, return_when=asyncio.FIRST_COMPLETED)
        if not self._ready.done():
            raise SandboxError(f"the zygote of the sandbox did not start: {_read(self._said)}")

    def fork(self, descriptors: tuple[int, ...], *, size: int, alone: bool) -> Forked:
        """Ask for a guest with this channel, stdout, stderr and doors of its control groups.

        It is `alone` where it gets a process space of its own as well.
        """
        number = next(self._numbers)
        guest = Forked(self)
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))]
        try:
            self._control.sendmsg([pack_bare((number, size, alone))], rights)
        except OSError as error:
            raise SandboxError(f"the zygote of the sandbox can't be asked: {error}") from error
        self._guests[number] = guest
        self.forks += 1
        return guest

    def kill(self) -> None:
        """Kill it and with it all its guests."""
        if not self._exited.done():
            kill_group(self._process.pid)

    async def close(self) -> None:
        """Leave nothing of it."""
        self._lost()
        await asyncio.wait([self._exited], timeout=_PATIENCE_S)
        if not self._exited.done():
            self.kill()
            await self._exited
        self._release()

    def abandon(self) -> None:
        """Kill it without its event loop, which is no more."""
        self._control.close()
        if self._process.returncode is None:
            self.kill()
            self._process.wait()
        self._release()

    def _hear(self) -> None:
        while self._alive:
            try:
                told = self._control.recv(_REPORT_BYTES)
            except BlockingIOError:
                return
            except OSError:
                told = b""
            self._take(told)

    def _take(self, told: bytes) -> None:
        if not told:
            self._lost()
        elif len(told) < _REPORT_BYTES:
            self._ready.set_result(None)
        else:
            number, status = int.from_bytes(told[:4], "little"), int.from_bytes(told[4:], "little")
            self._guests.pop(number).end(os.waitstatus_to_exitcode(status))

    def _lost(self) -> None:
        if not self._alive:
            return
        self._alive = False
        self.loop.remove_reader(self._control)
        self._control.close()
        for guest in self._guests.values():
            guest.end(None)
        self._guests.clear()


async def start_zygote(python: GuestPython, wrapping: Wrapping, *, as_other: bool) -> Zygote:
    """Start a zygote in its sandbox and wait until it takes requests."""
    with ExitStack() as undo:
        uid = None
        if as_other:
            identity = claim_identity()
            undo.callback(identity.release)
            uid = identity.uid
        zygote = _spawn(python, wrapping, uid, undo)
    try:
        await zygote.until_ready()
    except BaseException:
        zygote.kill()
        await zygote.close()
        raise
    return zygote


def _spawn(python: GuestPython, wrapping: Wrapping, uid: int | None, undo: ExitStack) -> Zygote:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    # Its outputs are a pipe, as a guest's are: what it forks takes over the streams that were made for them.
    said, says = os.pipe()
    program = os.memfd_create("zygote")
    try:
        _write(program, python.zygote)
        inner = python.zygote_command(program, theirs.fileno())
        process = subprocess.Popen(
            wrapping.command(inner, uid=uid, limits=Limits(), filter_descriptor=None),
            stdin=subprocess.DEVNULL,
            stdout=says,
            stderr=says,
            pass_fds=[program, theirs.fileno()],
            cwd="/",
            env=environment(None),
            start_new_session=True,
        )
    except OSError:
        ours.close()
        os.close(said)
        raise
    finally:
        theirs.close()
        os.close(says)
        os.close(program)
    ours.settimeout(0)
    undo.callback(os.close, said)
    return Zygote(process, ours, said, undo.pop_all().close)


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]
    os.lseek(file, 0, os.SEEK_SET)


def _read(pipe: int) -> str:
    readable = select.poll()
    readable.register(pipe, select.POLLIN)
    return os.read(pipe, 1 << 12).decode("utf-8", "replace").strip() if readable.poll(0) else ""
