"""Who is working on a run: a lock that the kernel gives back when its holder ends, however it ends."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from benchwright.errors import BadInput, RunBusy

_NAME = ".lease"


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
            raise RunBusy(f"run {run_id} is under way in another process; wait for it, or stop it first")
        yield
    finally:
        os.close(file)


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


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
