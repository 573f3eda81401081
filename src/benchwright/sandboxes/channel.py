"""The host's end of a guest's private channel."""

import asyncio
import contextlib
import secrets
import socket
import struct

from benchwright.sandboxes.frames import NONCE_BYTES, BadFrame, FrameDecoder, Message, pack

_CREDENTIALS = struct.Struct("3i")
_CHUNK = 1 << 13
"""Bytes at a time: room for much more, cut to what came, would leave memory in pieces that nobody can use."""


class ChannelClosed(Exception):
    """The guest's end is closed: it ended, or it closed its descriptors."""


class Channel:
    """Messages to and from one guest, one answer to each request."""

    def __init__(self, came: socket.socket | None = None) -> None:
        """Make both ends; or take the one by which a guest came, who has its own already."""
        ours, theirs = socket.socketpair() if came is None else (came, socket.socket(socket.AF_UNIX))
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        ours.settimeout(0)
        self._ours, self._theirs = ours, theirs
        # The event loop writes a socket out as text whenever it begins to watch one; not so a number.
        self._number = ours.fileno()
        self.nonce = secrets.token_bytes(NONCE_BYTES)
        self._decoder = FrameDecoder(self.nonce)
        self._awaited: asyncio.Future[bytes] | None = None
        self._reading: asyncio.AbstractEventLoop | None = None

    @property
    def guest_descriptor(self) -> int:
        """The descriptor the guest inherits."""
        return self._theirs.fileno()

    def release_guest_end(self) -> None:
        """Close our copy of the guest's end, so that its death is seen."""
        self._theirs.close()

    async def greeting(self) -> int:
        """Wait for the guest's first frame and return its process id as the host's kernel vouches for it."""
        loop = asyncio.get_running_loop()
        readable: asyncio.Future[None] = loop.create_future()
        loop.add_reader(self._number, _resolve, readable)
        try:
            await readable
        finally:
            loop.remove_reader(self._number)
        chunk, ancillary, _, _ = self._ours.recvmsg(_CHUNK, socket.CMSG_SPACE(_CREDENTIALS.size))
        self._decoder.feed(chunk)
        if not chunk or self._decoder.take() is None:
            raise ChannelClosed("it ended before it was ready")
        pid: int = _CREDENTIALS.unpack(ancillary[0][2][: _CREDENTIALS.size])[0]
        return pid

    async def post(self, content: bytes) -> None:
        """Send bytes that are already framed."""
        try:
            sent = self._ours.send(content)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            raise ChannelClosed(str(error)) from error
        if sent < len(content):
            await self._post_rest(content[sent:])

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
        self._stop_reading()
        self._ours.close()
        self._theirs.close()
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(b"")

    async def _post_rest(self, content: bytes) -> None:
        try:
            await asyncio.get_running_loop().sock_sendall(self._ours, content)
        except OSError as error:
            raise ChannelClosed(str(error)) from error

    async def _receive(self) -> bytes:
        """Wait for bytes; the reader stays for the next time, since setting it up is much of what an answer costs."""
        loop = asyncio.get_running_loop()
        self._awaited = loop.create_future()
        if self._reading is None:
            self._reading = loop
            loop.add_reader(self._number, self._hear)
        chunk = await self._awaited
        if not chunk:
            raise ChannelClosed("its end is closed")
        return chunk

    def _hear(self) -> None:
        if self._awaited is None or self._awaited.done():
            # Nobody waits for it: stop looking, or the loop would come back to it for ever.
            self._stop_reading()
            return
        try:
            self._awaited.set_result(self._ours.recv(_CHUNK))
        except BlockingIOError:
            return
        except OSError:
            self._awaited.set_result(b"")

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.remove_reader(self._number)
            self._reading = None


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
