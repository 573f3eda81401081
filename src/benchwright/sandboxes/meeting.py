"""Where a container's guest gets its channel: it can inherit nothing from us, so it comes to a socket of ours."""

import asyncio
import os
import socket
from contextlib import ExitStack

from benchwright.errors import SandboxError
from benchwright.sandboxes.launch import private_folder
from benchwright.sandboxes.reaper import CONTAINER_SUFFIX, ENGINE_FILE

_SOCKET = "socket"


class Meeting:
    """A socket to which one guest may come, in a folder that a container can be shown."""

    def __init__(self, undo: ExitStack, engine: str) -> None:
        """Make both, and have them gone in the end; the engine's address is left there for a reaper."""
        private = private_folder(undo, suffix=CONTAINER_SUFFIX)
        (private / ENGINE_FILE).write_text(engine)
        self.folder = private / "channel"
        self.folder.mkdir(mode=0o755)
        self._place = self.folder / _SOCKET
        self.listener = socket.socket(socket.AF_UNIX)
        undo.callback(self.close)
        self._bind()
        # The guest is someone else; the folder around this one is what keeps others away.
        self._place.chmod(0o666)
        self.listener.listen(1)

    def _bind(self) -> None:
        """Bind by the open folder: the path of a socket may have 107 bytes, and a folder for temporary files more."""
        folder = os.open(self.folder, os.O_PATH | os.O_DIRECTORY)
        try:
            self.listener.bind(f"/proc/self/fd/{folder}/{_SOCKET}")
        finally:
            os.close(folder)

    async def guest(self, exited: asyncio.Future[int | None], *, within_s: float) -> socket.socket:
        """Wait for the guest, after whom nobody can come; raise SandboxError where it ends before, or never comes."""
        self.listener.settimeout(0)
        coming = asyncio.ensure_future(asyncio.get_running_loop().sock_accept(self.listener))
        try:
            await asyncio.wait([coming, exited], timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                raise SandboxError("it ended before it was ready" if exited.done() else f"not within {within_s:.0f} s")
            came, _ = coming.result()
        finally:
            coming.cancel()
            self.close()
        return came

    def close(self) -> None:
        """Let nobody in any more."""
        self.listener.close()
        self._place.unlink(missing_ok=True)


def peer_of(came: socket.socket) -> int:
    """Return the id of the process that came; raise SandboxError where it can't be seen from here."""
    pid = int.from_bytes(came.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], "little")
    if not pid:
        raise SandboxError("the engine's processes can't be seen from here; it has to run on this very machine")
    return pid
