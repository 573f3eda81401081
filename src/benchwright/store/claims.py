"""Who is buying an answer right now: one lock for each call's key, given back by the kernel when its holder ends.

A claim is a lock on one byte of a file, at an offset that the key's digest gives. It belongs to the open file, not to
the process (`F_OFD_SETLK`, fcntl_locking(2)), so two runs in one process keep each other out as two processes do.
"""

import asyncio
import fcntl
import hashlib
import os
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from benchwright.errors import BadInput

NAME = ".buying"
_PATIENCE_S = (0.01, 1.0)
"""The first pause before another look, and the longest: each is twice the one before."""
_LOCK = "hhqqi"
"""struct flock: type, whence, start, length, pid."""


class Claims:
    """One run's claims."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise BadInput(f"the runs' folder {folder} can't be written: {error.strerror}; make it writable") from error

    @asynccontextmanager
    async def hold(self, key: str) -> AsyncGenerator[None]:
        """Hold a key for the length of the block, once no other run does."""
        offset = _offset(key)
        pause_s, longest_s = _PATIENCE_S
        while not self._set(fcntl.F_WRLCK, offset):
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, longest_s)
        try:
            yield
        finally:
            self._set(fcntl.F_UNLCK, offset)

    def close(self) -> None:
        """Give back all claims."""
        os.close(self._file)

    def _set(self, kind: int, offset: int) -> bool:
        try:
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, struct.pack(_LOCK, kind, os.SEEK_SET, offset, 1, 0))
        except BlockingIOError:
            return False
        return True


def _offset(key: str) -> int:
    """Return a place for the key, 0 to 2**62 - 1: two keys that share one only wait for each other."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 2
