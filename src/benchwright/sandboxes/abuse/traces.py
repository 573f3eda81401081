"""What a program left on the host: processes and files that bear its mark, and what the sandbox itself left."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchwright.sandboxes.owner import PREFIX, own_mark

_PLACES = ("/tmp", "/dev/shm", "/var/tmp", "/run/lock")  # noqa: S108 - places to look into, not to write to


def left_processes(mark: str) -> Iterator[str]:
    """Yield and end the running processes that bear the mark."""
    for pid in _pids_with(mark):
        yield f"process {pid} is still alive"
        _end(pid)


def left_files(mark: str, folder: Path) -> Iterator[str]:
    """Yield and remove the files that bear the mark, where a program could have put them."""
    roots = {Path(place) for place in (*_PLACES, tempfile.gettempdir(), folder)}
    for root in sorted(root for root in roots if root.is_dir()):
        for file in (root / mark, *(entry / mark for entry in _folders(root))):
            if os.path.lexists(file):
                yield f"the file {file} is left"
                file.unlink(missing_ok=True)


def left_groups() -> list[str]:
    """Return the control groups that this process made and that are still there."""
    walk = os.walk("/sys/fs/cgroup")
    return [folder for folder, _, _ in walk if Path(folder).name.startswith(f"benchwright-{os.getpid()}-")]


def left_folders() -> list[str]:
    """Return the temporary folders that this process made and that are still there."""
    return [str(place) for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}{own_mark()}-*")]


def child_processes() -> set[int]:
    """Return the ids of this process's own children."""
    found: set[int] = set()
    for file in Path("/proc/self/task").glob("*/children"):
        found.update(map(int, file.read_text().split()))
    return found


def _pids_with(mark: str) -> list[int]:
    """Return the processes whose command line holds the mark, this one aside."""
    found: list[int] = []
    for file in (folder / "cmdline" for folder in Path("/proc").iterdir() if folder.name.isdecimal()):
        pid = int(file.parent.name)
        try:
            if pid != os.getpid() and mark.encode() in file.read_bytes():
                found.append(pid)
        except OSError:
            continue
    return found


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        return


def _folders(root: Path) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
