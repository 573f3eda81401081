"""The host's talk with a holder: requests on a private socket, answers one by one."""

import asyncio
import contextlib
import socket
from base64 import b64decode
from collections.abc import Callable, Sequence
from json import loads
from typing import Any, cast

from benchwright.errors import SandboxError
from benchwright.records.program import Step
from benchwright.sandboxes.frames import pack
from benchwright.sandboxes.workroom import Taken, Tenancy, contents

START_S = 30.0


class Conversation:
    """A talk under way."""

    def __init__(self, control: socket.socket, last_words: Callable[[], str]) -> None:
        """Take over the socket; `last_words` tells what the holder said before it was gone."""
        self._control = control
        self._last_words = last_words

    async def begin(self, tenancy: Tenancy, place: object, views: dict[str, tuple[str, str]]) -> str:
        """Hand over the holder's program and have it set everything up; return where the folder is for it."""
        protected = [path for step in tenancy.program.steps for path in step.protected]
        files = {"work": contents(tenancy.program), "protected": contents(tenancy.program, protected)}
        with contextlib.suppress(OSError):  # the first answer tells
            await self._send(tenancy.python.holder)
        told = await self._ask(place, files, views)
        return str(told["own"])

    async def protect(self, tenancy: Tenancy, step: Step) -> None:
        """Have the places made where the step's protected files are shown."""
        if step.protected:
            files = tenancy.program.files
            await self._ask("clear", [(path, path not in files) for path in step.protected])

    async def take(self, paths: Sequence[str], cap_bytes: int) -> Taken:
        """Return the artifacts that the holder reads."""
        told = await self._ask("take", list(paths), cap_bytes)
        files = cast("dict[str, str]", told["files"])
        return Taken({path: b64decode(content) for path, content in files.items()}, told["refused"])

    def close(self) -> None:
        """Hang up, upon which the holder ends."""
        self._control.close()

    async def _ask(self, *request: object) -> dict[str, Any]:
        """Return its answer; raise SandboxError where it has failed."""
        try:
            async with asyncio.timeout(START_S):
                await self._send(pack(request))
                size = int.from_bytes(await self._receive(4), "big")
                told = cast("dict[str, Any]", loads(await self._receive(size)))
        except (OSError, TimeoutError) as error:
            said = self._last_words() or str(error)
            raise SandboxError(f"the holder of the program's folder is gone: {said}") from error
        if "error" in told:
            raise SandboxError(f"the program's folder can't be had: {told['error']}")
        return told

    async def _send(self, content: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self._control, content)

    async def _receive(self, size: int) -> bytes:
        content = bytearray()
        while len(content) < size:
            chunk = await asyncio.get_running_loop().sock_recv(self._control, min(size - len(content), 1 << 20))
            if not chunk:
                raise BrokenPipeError("it ended")
            content += chunk
        return bytes(content)
