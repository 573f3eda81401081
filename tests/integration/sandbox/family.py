"""Which processes descend from which."""

from pathlib import Path


def parents() -> dict[int, int]:
    """Return the parent of each process."""
    found: dict[int, int] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = file.read_text()
        except OSError:
            continue
        found[int(file.parent.name)] = int(told.rsplit(")", 1)[1].split()[1])
    return found


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that these started."""
    known = parents()
    below = [each for each, parent in known.items() if parent == pid]
    for each in below:
        below.extend(child for child, parent in known.items() if parent == each)
    return below
