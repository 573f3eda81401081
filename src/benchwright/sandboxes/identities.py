"""Unprivileged user ids for guests: run as root, nothing would hold a guest back, so each gets an id of its own."""

import os
import shutil
import socket
from dataclasses import dataclass

from benchwright.errors import MissingTool, SandboxError
from benchwright.sandboxes.process_table import processes, user_of

FIRST_ID = 60600
LAST_ID = 61183
"""Ids that no distribution gives to users or services (systemd, UIDS-GIDS, "unused")."""


@dataclass(frozen=True)
class Identity:
    """A user id that no other guest on this machine has, for as long as it is held."""

    uid: int
    lock: socket.socket
    """Bound to an abstract name, which the kernel frees even when this process is killed."""

    def release(self) -> None:
        """Let the next guest have it."""
        self.lock.close()


def claim_identity() -> Identity:
    """Return an id to hold until it is released: one of which no process is left from an owner that was killed."""
    in_use = {user_of(pid) for pid in processes()}
    for uid in range(FIRST_ID, LAST_ID + 1):
        identity = claim_this_identity(uid) if uid not in in_use else None
        if identity is not None:
            return identity
    raise SandboxError(f"all user ids from {FIRST_ID} to {LAST_ID} are in use by other guests; run fewer at once")


def claim_this_identity(uid: int) -> Identity | None:
    """Return that id, or None where another guest holds it."""
    lock = socket.socket(socket.AF_UNIX)
    try:
        lock.bind(f"\0benchwright-uid-{uid}")
    except OSError:
        lock.close()
        return None
    return Identity(uid, lock)


def is_needed() -> bool:
    """Say whether this process is root, whose guests must be someone else."""
    return os.geteuid() == 0


def becoming(uid: int) -> list[str]:
    """Return the start of a command line that runs the rest as that user, without groups."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise MissingTool("setpriv is needed to run guests as an unprivileged user; apt-get install util-linux")
    return [setpriv, f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]
