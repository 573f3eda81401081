"""Removes what killed processes of Benchwright left behind: whoever gets a sandbox ready clears away first.

Covered: control groups with whatever runs in them; containers; guests that outlived their owner, told by their user id
or by the folder they were given; private folders. What is a dead process's carries its mark (`owner`).
Not covered: without control groups and root, a guest of `process` that left its session and its environment.
"""

import os
import tempfile
from pathlib import Path

from benchwright.errors import MissingTool, SandboxError
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.containers import is_there, remove_those_of_the_dead
from benchwright.sandboxes.identities import FIRST_ID, LAST_ID, is_needed
from benchwright.sandboxes.orphans import kill_guests_of_the_dead, kill_unheld_guests
from benchwright.sandboxes.owner import PREFIX, is_left_over
from benchwright.sandboxes.removal import remove_folder

CONTAINER_SUFFIX = "-container"
"""How the name of a container's private folder ends: where one is left, an engine has to be asked as well."""
ENGINE_FILE = "engine"
"""The file in it that tells which one."""


def reap(groups: ControlGroups | None) -> None:
    """Remove what the dead left behind."""
    if groups is not None:
        groups.sweep()
    if is_needed():
        kill_unheld_guests()
    else:
        kill_guests_of_the_dead()
    for folder in _left_folders():
        if not folder.name.endswith(CONTAINER_SUFFIX) or _containers_are_gone(folder):
            remove_folder(folder)


def _containers_are_gone(folder: Path) -> bool:
    """Remove what containers there are; where their engine does not answer, the folder stays as a reminder."""
    if folder.lstat().st_uid != os.geteuid():
        return True  # made by a guest, whose word on where to ask is not taken
    try:
        engine = (folder / ENGINE_FILE).read_text()
        if is_there(engine):
            remove_those_of_the_dead(engine)
    except FileNotFoundError:
        return True
    except (SandboxError, MissingTool):
        return False
    return True


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
