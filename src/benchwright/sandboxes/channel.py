"""The host's end of a guest's private channel."""

import asyncio
import contextlib
import secrets
import socket
import struct
from pathlib import Path

from benchwright.sandboxes.frames import NONCE_BYTES, BadFrame, FrameDecoder, Message, pack

_CREDENTIALS = struct.Struct("3i")
_CHUNK = 1 << 18


class ChannelClosed(Exception):
    """The guest's end is closed: it ended, or it closed its descriptors."""


class Channel:
    """Messages to and from one guest, one answer to each request."""

    def __init__(self, meeting: Path | None = None) -> None:
        """Make both ends; with a meeting place, the guest comes to that socket instead of inheriting its end."""
        if meeting is None:
            self._ours, self._theirs = _ready(*socket.socketpair())
        else:
            self._ours, self._theirs = _ready(listening(meeting), socket.socket(socket.AF_UNIX))
        self._meeting = meeting
        self.nonce = secrets.token_bytes(NONCE_BYTES)
        self._decoder = FrameDecoder(self.nonce)

    @property
    def guest_descriptor(self) -> int:
        """The descriptor the guest inherits."""
        return self._theirs.fileno()

    def release_guest_end(self) -> None:
        """Close our copy of the guest's end, so that its death is seen."""
        self._theirs.close()

    @property
    def awaits_guest(self) -> bool:
        """Whether the guest has yet to come to the meeting place."""
        return self._meeting is not None

    async def meet(self) -> None:
        """Let the guest in; nobody else can come after it."""
        listener, meeting = self._ours, self._meeting
        if meeting is None:
            return
        try:
            came, _ = await asyncio.get_running_loop().sock_accept(listener)
        except OSError as error:
            raise ChannelClosed(str(error)) from error
        self._ours, _ = _ready(came, self._theirs)
        listener.close()
        meeting.unlink()
        self._meeting = None

    async def greeting(self) -> int:
        """Wait for the guest's first frame and return its process id as the host's kernel vouches for it."""
        loop = asyncio.get_running_loop()
        readable: asyncio.Future[None] = loop.create_future()
        loop.add_reader(self._ours, _resolve, readable)
        try:
            await readable
        finally:
            loop.remove_reader(self._ours)
        chunk, ancillary, _, _ = self._ours.recvmsg(_CHUNK, socket.CMSG_SPACE(_CREDENTIALS.size))
        self._decoder.feed(chunk)
        if not chunk or self._decoder.take() is None:
            raise ChannelClosed("it ended before it was ready")
        pid: int = _CREDENTIALS.unpack(ancillary[0][2][: _CREDENTIALS.size])[0]
        return pid

    async def post(self, content: bytes) -> None:
        """Send bytes that are already framed."""
        try:
            await asyncio.get_running_loop().sock_sendall(self._ours, content)
        except OSError as error:
            raise ChannelClosed(str(error)) from error

    async def ask(self, *message: object) -> Message:
        """Send a message and wait for its answer; raise BadFrame where the guest spoke unasked."""
        if not self._decoder.idle:
            raise BadFrame("a frame nobody asked for")
        await self.post(pack(message))
        while (answer := self._decoder.take()) is None:
            self._decoder.feed(await self._receive())
        return answer

    def has_leftovers(self) -> bool:
        """Say whether the guest wrote more than it was asked for."""
        with contextlib.suppress(BlockingIOError):
            self._decoder.feed(self._ours.recv(_CHUNK))
        return not self._decoder.idle

    def hang_up(self) -> None:
        """Wake whoever waits for an answer; a process that escaped could keep its end open for ever."""
        try:
            self._ours.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def close(self) -> None:
        """Give back both ends."""
        self._ours.close()
        self._theirs.close()

    async def _receive(self) -> bytes:
        try:
            chunk = await asyncio.get_running_loop().sock_recv(self._ours, _CHUNK)
        except OSError as error:
            raise ChannelClosed(str(error)) from error
        if not chunk:
            raise ChannelClosed("its end is closed")
        return chunk


def listening(meeting: Path) -> socket.socket:
    """Return a socket at that place, to which one guest may come."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(meeting))
    # The guest is someone else; the folder around it is what keeps others away.
    meeting.chmod(0o666)
    listener.listen(1)
    return listener


def _ready(ours: socket.socket, theirs: socket.socket) -> tuple[socket.socket, socket.socket]:
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    ours.settimeout(0)
    return ours, theirs


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
