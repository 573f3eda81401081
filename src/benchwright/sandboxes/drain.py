"""Takes in what a guest prints, as it prints it, up to a cap."""

import asyncio
import os
from collections.abc import Callable

_CHUNK = 1 << 13
"""Bytes at a time; small, as in `channel.py`."""


class Drain:
    """One output stream of a guest, read without ever blocking it or us."""

    def __init__(self, descriptor: int, cap_bytes: int, on_overflow: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._cap_bytes = cap_bytes
        self._on_overflow = on_overflow
        self._kept = bytearray()
        self._open = True
        os.set_blocking(descriptor, False)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(descriptor, self._read)

    @property
    def text(self) -> str:
        """What was printed, cut at the cap; bytes that are no UTF-8 are replaced."""
        return self._kept[: self._cap_bytes].decode("utf-8", "replace")

    def finish(self) -> None:
        """Take what is still in the pipe and close it."""
        while self._open and self._read():
            pass
        self._close()

    def _read(self) -> bool:
        try:
            chunk = os.read(self._descriptor, _CHUNK)
        except BlockingIOError:
            return False
        self._kept += chunk
        if not chunk:
            self._close()
        elif len(self._kept) > self._cap_bytes:
            self._close()
            self._on_overflow()
        return self._open

    def _close(self) -> None:
        if self._open:
            self._open = False
            self._loop.remove_reader(self._descriptor)
            os.close(self._descriptor)
