"""Who is buying an answer right now: one lock for each call's key, given back when its holder ends, however it ends.

On one machine, a claim is a lock on one byte of a file, at an offset that the key's digest gives. It belongs to the
open file, not to the process (`F_OFD_SETLK`, fcntl_locking(2)), so two runs in one process keep each other out as two
processes do. On PostgreSQL the server holds another beside it, so that machines that share a database but no folder
keep each other out too.
"""

import asyncio
import fcntl
import hashlib
import os
import struct
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from benchwright.errors import BadInput

NAME = ".buying"
_PATIENCE_S = (0.01, 1.0)
"""The first pause before another look, and the longest: each is twice the one before."""
_LOCK = "hhqqi"
"""struct flock: type, whence, start, length, pid."""
_TRY = text("SELECT pg_try_advisory_lock(:number)")
_RELEASE = text("SELECT pg_advisory_unlock(:number)")
_SCHEMA = text("SELECT current_schema()")


class ServerClaims:
    """The claims of all runs of one process on a PostgreSQL server, over one connection; none on another database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_server = engine.dialect.name == "postgresql"
        self._lock = Lock()
        self._connection: Connection | None = None
        self._schema = ""

    def take(self, key: str) -> bool:
        """Take a key and say so, unless another process has it."""
        if not self._is_server:
            return True
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.connect()
                self._schema = str(self._connection.execute(_SCHEMA).scalar())
            return bool(self._connection.execute(_TRY, {"number": self._number(key)}).scalar())

    def give_back(self, key: str) -> None:
        """Give back a key that was taken."""
        if self._connection is not None:
            # Where the connection broke, the server has given it back already.
            with self._lock, suppress(SQLAlchemyError):
                self._connection.execute(_RELEASE, {"number": self._number(key)})

    def close(self) -> None:
        """Give back the connection, and what it holds."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()

    def _number(self, key: str) -> int:
        """Return the key's number, of 64 bits with a sign: locks are those of a whole database, not of a schema."""
        return int.from_bytes(_digest(f"{self._schema} {key}"), "big", signed=True)


class Claims:
    """One run's claims."""

    def __init__(self, folder: Path, on_server: ServerClaims) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise BadInput(f"the runs' folder {folder} can't be written: {error.strerror}; make it writable") from error
        self._on_server = on_server

    @asynccontextmanager
    async def hold(self, key: str) -> AsyncGenerator[None]:
        """Hold a key for the length of the block, once no other run does."""
        await _until(lambda: self._set(fcntl.F_WRLCK, key))
        try:
            await _until(lambda: self._on_server.take(key))
            try:
                yield
            finally:
                self._on_server.give_back(key)
        finally:
            self._set(fcntl.F_UNLCK, key)

    def close(self) -> None:
        """Give back all claims."""
        os.close(self._file)

    def _set(self, kind: int, key: str) -> bool:
        try:
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, struct.pack(_LOCK, kind, os.SEEK_SET, _offset(key), 1, 0))
        except BlockingIOError:
            return False
        return True


async def _until(done: Callable[[], bool]) -> None:
    """Try again, after longer and longer pauses."""
    pause_s, longest_s = _PATIENCE_S
    while not done():
        await asyncio.sleep(pause_s)
        pause_s = min(2 * pause_s, longest_s)


def _offset(key: str) -> int:
    """Return a place for the key, 0 to 2**62 - 1: two keys that share one only wait for each other."""
    return int.from_bytes(_digest(key), "big") >> 2


def _digest(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=8).digest()
