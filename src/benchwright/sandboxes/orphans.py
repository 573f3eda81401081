"""Guests that outlived their owner, found among the machine's processes where no control group holds them."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

from benchwright.sandboxes.identities import FIRST_ID, LAST_ID, claim_this_identity
from benchwright.sandboxes.owner import PREFIX, is_left_over
from benchwright.sandboxes.process_table import parent_of, processes, user_of

_HOME = re.compile(rb"(?:^|\0)HOME=[^\0]*/(" + PREFIX.encode() + rb"[^/\0]*)(?:\0|$)")
_SPACES = ("pid", "net")
"""What a process has to share with this one to see the same ids and the same leases."""
_PASSES = 100


def kill_unheld_guests() -> None:
    """As root, kill processes of guest ids that nobody holds: their owner is dead, or it would."""
    for uid in {user_of(pid) for pid in processes()}:
        identity = claim_this_identity(uid) if _is_guest(uid) else None
        if identity is not None:
            _end_all_of(uid, _is_adopted_here)
            identity.release()


def kill_guests_of_the_dead() -> None:
    """Kill this user's processes that were given a folder by an owner who is dead."""
    _end_all_of(os.geteuid(), _is_left_alone)


def _end_all_of(uid: int, condemned: Callable[[int], bool]) -> None:
    """Kill processes of a user, all stopped first: one that forks without end would else be ahead for ever."""
    stopped: set[int] = set()
    for _ in range(_PASSES):
        found = {pid for pid in processes() if pid not in stopped and user_of(pid) == uid and condemned(pid)}
        if not found:
            break
        for pid in found:
            _signal(pid, uid, signal.SIGSTOP)
        stopped |= found
    for pid in stopped:
        _signal(pid, uid, signal.SIGKILL)


def _is_left_alone(pid: int) -> bool:
    try:
        found = _HOME.search(Path(f"/proc/{pid}/environ").read_bytes())
    except OSError:
        return False
    return found is not None and is_left_over(os.fsdecode(found[1]))


def _is_adopted_here(pid: int) -> bool:
    """Say whether its next of kin that is no guest lives where we do; another lab's, in a container, does not."""
    while _is_guest(user_of(pid)):
        pid = parent_of(pid)
    if pid == 1:
        return True
    try:
        return all(Path(f"/proc/{pid}/ns/{space}").samefile(f"/proc/self/ns/{space}") for space in _SPACES)
    except OSError:
        return False


def _is_guest(uid: int) -> bool:
    return FIRST_ID <= uid <= LAST_ID


def _signal(pid: int, uid: int, number: signal.Signals) -> None:
    """Signal a process unless its number has gone to someone else meanwhile."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        if user_of(pid) == uid:
            signal.pidfd_send_signal(descriptor, number)
    except ProcessLookupError:
        pass
    finally:
        os.close(descriptor)
