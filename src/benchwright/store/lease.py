"""Who is working on a run: a lock that is given back when its holder ends, however it ends.

On one machine it is the kernel's lock on a file in the run's folder. On PostgreSQL the server holds another beside it,
so that machines that share a database but no folder keep each other out too.
"""

import fcntl
import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from benchwright.errors import BadInput, RunBusy

_NAME = ".lease"
_TRY = text("SELECT pg_try_advisory_lock(:number)")
_RELEASE = text("SELECT pg_advisory_unlock(:number)")
_HELD = text(
    "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted "
    "AND classid::bigint = :high AND objid::bigint = :low "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
"""How the server lists such a lock: PostgreSQL documentation, section 54.12 (pg_locks)."""


@contextmanager
def hold(folder: Path, run_id: str) -> Generator[None]:
    """Hold a run for the length of the block; raise RunBusy where another process does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise BadInput(f"the run's folder {folder} can't be written: {error.strerror}; make it writable") from error
    try:
        if not _lock(file):
            raise _busy(run_id)
        yield
    finally:
        os.close(file)


@contextmanager
def hold_on_server(engine: Engine, run_id: str) -> Generator[None]:
    """Hold a run on a PostgreSQL server for the length of the block; raise RunBusy where another machine does."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        if not connection.execute(_TRY, {"number": _number(run_id)}).scalar():
            raise _busy(run_id)
        try:
            yield
        finally:
            connection.execute(_RELEASE, {"number": _number(run_id)})


def is_held_on_server(engine: Engine, run_id: str) -> bool:
    """Say whether any machine that uses a PostgreSQL server works on the run now."""
    if engine.dialect.name != "postgresql":
        return False
    high, low = divmod(_number(run_id), 1 << 32)
    with engine.connect() as connection:
        return bool(connection.execute(_HELD, {"high": high, "low": low}).scalar())


def is_held(folder: Path) -> bool:
    """Say whether any process works on the run now."""
    try:
        file = os.open(folder / _NAME, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _lock(file)
    finally:
        os.close(file)


def _busy(run_id: str) -> RunBusy:
    return RunBusy(f"run {run_id} is under way in another process; wait for it, or stop it first")


def _number(run_id: str) -> int:
    """Return the number of a run's lock, 0 to 2**63 - 1."""
    return int.from_bytes(hashlib.blake2b(run_id.encode(), digest_size=8).digest(), "big") >> 1


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
