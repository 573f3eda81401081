"""A processor core for one pair of programs at a time, so that no two comparisons of ours share one."""

import os
import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class Core:
    """A core to hold programs on until it is released."""

    number: int
    lock: socket.socket | None
    """Bound to an abstract name, which the kernel frees even when this process is killed; None: it is shared."""

    def release(self) -> None:
        """Let the next comparison have it."""
        if self.lock is not None:
            self.lock.close()


def claim_core() -> Core:
    """Return a core that no other comparison on this machine holds; where each is held, one of them."""
    allowed = sorted(os.sched_getaffinity(0))
    for number in allowed:
        lock = socket.socket(socket.AF_UNIX)
        try:
            lock.bind(f"\0benchwright-core-{number}")
        except OSError:
            lock.close()
            continue
        return Core(number, lock)
    return Core(allowed[0], None)
