"""Removes what killed processes of Benchwright left behind: whoever opens a sandbox clears away first.

What a dead process leaves carries its mark (`owner`). Control groups are emptied and removed, containers too, private
folders are deleted. Where there were no control groups, guests are told by their user ids, which nobody holds any more.
"""

import os
import shutil
import signal
import tempfile
from collections import defaultdict
from pathlib import Path

from benchwright.errors import MissingTool, SandboxError
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.containers import remove_those_of_the_dead
from benchwright.sandboxes.identities import FIRST_ID, LAST_ID, claim_this_identity, is_needed
from benchwright.sandboxes.owner import PREFIX, is_left_over

CONTAINER_SUFFIX = "-container"
"""How the name of a container's private folder ends: where one is left, the engine has to be asked as well."""


def reap(groups: ControlGroups | None) -> None:
    """Remove what the dead left behind."""
    if groups is not None:
        groups.sweep()
    if is_needed():
        _kill_unheld_guests()
    for folder in _left_folders():
        if not folder.name.endswith(CONTAINER_SUFFIX) or _containers_are_gone():
            shutil.rmtree(folder, ignore_errors=True)


def _left_folders() -> list[Path]:
    places = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    return [place for place in places if is_left_over(place.name) and _is_ours(place)]


def _is_ours(place: Path) -> bool:
    """Say whether we made it: the folder for temporary files is everyone's, and anyone can choose a name."""
    try:
        facts = place.lstat()
    except FileNotFoundError:
        return False
    return facts.st_uid == os.geteuid() or (is_needed() and FIRST_ID <= facts.st_uid <= LAST_ID)


def _containers_are_gone() -> bool:
    try:
        remove_those_of_the_dead()
    except (SandboxError, MissingTool):
        return False
    return True


def _kill_unheld_guests() -> None:
    """Kill processes of guest ids that nobody holds: their owner is dead, or it would."""
    for uid, pids in _guest_processes().items():
        identity = claim_this_identity(uid)
        if identity is None:
            continue
        for pid in pids:
            _kill(pid, uid)
        identity.release()


def _guest_processes() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (uid := _user_of(int(entry.name))) is not None and FIRST_ID <= uid <= LAST_ID:
            found[uid].append(int(entry.name))
    return found


def _user_of(pid: int) -> int | None:
    try:
        return Path(f"/proc/{pid}").stat().st_uid
    except OSError:
        return None


def _kill(pid: int, uid: int) -> None:
    """Kill a process unless its number has gone to someone else meanwhile."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        if _user_of(pid) == uid:
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    except ProcessLookupError:
        pass
    finally:
        os.close(descriptor)
